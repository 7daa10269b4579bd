/** What the editor shows about the heap beside diagnostics: code lens, inlay hints and the tree of reasons. Asked by the client, stateless. */
import type { CancellationToken, CodeLens, CodeLensParams, Connection, InlayHint, InlayHintParams } from 'vscode-languageserver';
import { CodeLensRefreshRequest, InlayHintRefreshRequest } from 'vscode-languageserver';
import { notice } from '../../engine/base/wording.js';
import type { Workspace } from '../../engine/workspace/workspace.js';
import type { CompilerTier } from '../compiler/compiler-tier.js';
import type { ClientFeatures } from '../core/capabilities.js';
import type { Host } from '../core/host.js';
import type { WhyEscapesParams, WhyEscapesResult } from '../core/messages.js';
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

  /** Asks the compiler for the flows of the package; its findings replace those that were there. */
  async whyEscapes(
    { textDocument, position }: WhyEscapesParams,
    compiler: CompilerTier,
    token: CancellationToken,
  ): Promise<WhyEscapesResult> {
    const { documents, workspace, places } = this.context;
    const document = documents.get(textDocument.uri);
    if (!document?.isGo) return { status: 'unavailable', message: notice(say.onlyGo), roots: [] };
    const outcome = await compiler.analyze('package', document.key, token, () => {});
    if (outcome === 'cancelled') return { status: 'cancelled', message: '', roots: [] };
    if (outcome.status !== 'ok' || workspace.evidence.get(document.key) === undefined) {
      const message = notice(outcome.message ?? say.silent);
      return { status: outcome.status === 'ok' ? 'failed' : outcome.status, message, roots: [] };
    }
    if (!(await this.settled(textDocument.uri))) return { status: 'cancelled', message: '', roots: [] };
    const { text, key } = document;
    const file = workspace.goFacts(key);
    if (!file) return { status: 'failed', message: notice(say.silent), roots: [] };
    const at = text.offsetAt(position);
    const line = {
      start: text.offsetAt({ line: position.line, character: 0 }),
      end: text.offsetAt({ line: position.line + 1, character: 0 }),
    };
    const end = Math.max(line.start, line.end - (position.line + 1 < text.lineCount ? 1 : 0));
    const findings = withHeads(text.getText(), workspace.findings(key));
    const leaks = workspace.evidence.get(key)?.leaks ?? [];
    const roots = whyTree({ start: at, end: at }, { start: line.start, end }, file, findings, leaks, places);
    return { status: 'ok', message: roots.length > 0 ? '' : notice(say.nothingOnHeap), roots };
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
