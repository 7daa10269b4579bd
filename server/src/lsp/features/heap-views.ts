/** What the editor shows about the heap beside diagnostics: code lens, inlay hints and the tree of reasons. Asked by the client, stateless. */
import type { CancellationToken, CodeLens, CodeLensParams, Connection, InlayHint, InlayHintParams, Position } from 'vscode-languageserver';
import { CodeLensRefreshRequest, InlayHintRefreshRequest } from 'vscode-languageserver';
import { notice } from '../../engine/base/wording.js';
import type { Workspace } from '../../engine/workspace/workspace.js';
import type { CompilerTier } from '../compiler/compiler-tier.js';
import type { ClientFeatures } from '../core/capabilities.js';
import type { Host } from '../core/host.js';
import type { WhyEscapesParams, WhyEscapesResult, WhyNode } from '../core/messages.js';
import { describe } from '../core/scheduler.js';
import type { Settings } from '../core/settings.js';
import { type Documents, type OpenDocument, spanOf } from '../documents/documents.js';
import { say } from '../words.js';
import { codeLenses } from './code-lens.js';
import { withHeads } from './heads.js';
import { inlayHints } from './inlay-hints.js';
import type { Places } from './to-lsp.js';
import { whyTree } from './why-escapes.js';

export interface ViewContext {
  readonly connection: Connection;
  readonly host: Host;
  readonly features: ClientFeatures;
  readonly documents: Documents;
  readonly workspace: Workspace;
  readonly places: Places;
  settings(): Settings;
  /** What the escape graph says of the document has been worked out. */
  followed(key: string): Promise<void>;
  /** The open document once its text has been analysed. */
  settled(uri: string): Promise<OpenDocument | undefined>;
}

export class HeapViews {
  private refreshing = false;

  constructor(private readonly context: ViewContext) {}

  async codeLenses({ textDocument }: CodeLensParams): Promise<CodeLens[]> {
    const { workspace, places, features, settings } = this.context;
    const document = settings().config.codeLens ? await this.settled(textDocument.uri) : undefined;
    const file = document && workspace.goFacts(document.key);
    if (!file) return [];
    const { key, text } = document;
    const inlining = workspace.evidence.get(key)?.inlining;
    const findings = withHeads(text.getText(), workspace.findings(key));
    return codeLenses({ file, text: text.getText(), findings, inlining, places, hasCommand: features.commands });
  }

  async inlayHints({ textDocument, range }: InlayHintParams): Promise<InlayHint[]> {
    const { workspace, places, settings } = this.context;
    const document = settings().config.inlayHints ? await this.settled(textDocument.uri) : undefined;
    if (!document) return [];
    const { key, text } = document;
    return inlayHints(key, text.getText(), spanOf(text, range), workspace.findings(key), places);
  }

  /** Asks the compiler for the flows of the package; its findings replace those that were there. Where it says nothing, estimates speak. */
  async whyEscapes(
    { textDocument, position }: WhyEscapesParams,
    compiler: CompilerTier,
    token: CancellationToken,
  ): Promise<WhyEscapesResult> {
    const { documents, workspace, followed } = this.context;
    const document = documents.get(textDocument.uri);
    if (!document?.isGo) return { status: 'unavailable', message: notice(say.onlyGo), roots: [] };
    const outcome = await compiler.analyze('package', document.key, token, () => {});
    if (outcome === 'cancelled') return { status: 'cancelled', message: '', roots: [] };
    if (!(await this.settled(textDocument.uri))) return { status: 'cancelled', message: '', roots: [] };
    const isSaid = outcome.status === 'ok' && workspace.evidence.get(document.key) !== undefined;
    if (!isSaid) await followed(document.key);
    const roots = this.reasonsAt(document, position);
    if (isSaid) return { status: 'ok', message: roots.length > 0 ? '' : notice(say.nothingOnHeap), roots };
    const message = outcome.message ?? say.silent;
    if (roots.length > 0) return { status: 'ok', message: `${notice(say.onlyEstimated)} ${notice(message)}`, roots };
    return { status: outcome.status === 'ok' ? 'failed' : outcome.status, message: notice(message), roots };
  }

  private reasonsAt({ key, text }: OpenDocument, position: Position): WhyNode[] {
    const { workspace, places } = this.context;
    const file = workspace.goFacts(key);
    if (!file) return [];
    const at = text.offsetAt(position);
    const start = text.offsetAt({ line: position.line, character: 0 });
    const next = text.offsetAt({ line: position.line + 1, character: 0 });
    const line = { start, end: Math.max(start, next - (position.line + 1 < text.lineCount ? 1 : 0)) };
    const findings = withHeads(text.getText(), workspace.findings(key, true));
    return whyTree({ start: at, end: at }, line, file, findings, workspace.leaks(key), places);
  }

  /** The editor asks again for what it shows: it does so by itself after edits, not after a run of the compiler. */
  refresh(): void {
    const { connection, features, host } = this.context;
    if (this.refreshing) return;
    this.refreshing = true;
    // Files come one after the other, and one request is enough for them all.
    host.defer(() => {
      this.refreshing = false;
      const failed = (error: unknown) => host.log('debug', `refresh: ${describe(error)}`);
      if (features.refreshLenses) connection.sendRequest(CodeLensRefreshRequest.type).catch(failed);
      if (features.refreshHints) connection.sendRequest(InlayHintRefreshRequest.type).catch(failed);
    });
  }

  private async settled(uri: string): Promise<OpenDocument | undefined> {
    const document = await this.context.settled(uri);
    return document?.isGo ? document : undefined;
  }
}
