/**
 * What the editor is told. A list goes out only when it differs from the last one, with the version of the text it was made for, and never
 * for a document that is closed.
 */
import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';
import { type Finding, SEVERITIES } from '../../engine/base/finding.js';
import { type Sliced, whole } from '../../engine/base/slices.js';
import type { Workspace } from '../../engine/workspace/workspace.js';
import { withHeads } from '../features/heads.js';
import { type DiagnosticFeatures, type Places, toDiagnostics } from '../features/to-lsp.js';
import type { OpenDocument } from './documents.js';

/** VS Code shows no more of one file. */
const MAX_SHOWN = 1000;
/** Then their making rests. */
const SHOWN_PER_SLICE = 25;

export class Publisher {
  /** What the client shows, by key, as a fingerprint. */
  private readonly published = new Map<string, string>();
  /** By key, the last look at the document. */
  private readonly looks = new Map<string, object>();

  constructor(
    private readonly send: (params: PublishDiagnosticsParams) => void,
    private readonly workspace: Workspace,
    private readonly places: Places,
    private readonly features: DiagnosticFeatures,
    private readonly log: (message: string) => void,
  ) {}

  /** Looks at the document again and tells the client what changed; `anew`: in any case, which makes editors ask for code actions again. */
  publish(document: OpenDocument, how: 'changes' | 'anew' = 'changes'): void {
    whole(this.publishing(document, how));
  }

  /** The same in slices; ends when somebody looks again meanwhile, or the text is another, which is looked at again. */
  *publishing(document: OpenDocument, how: 'changes' | 'anew' = 'changes'): Sliced<void> {
    const { version } = document.text;
    const look = {};
    this.looks.set(document.key, look);
    const findings = this.workspace.findings(document.key).filter(({ suppressed }) => !suppressed);
    const shown = worst(findings);
    const text = document.text.getText();
    const diagnostics: Diagnostic[] = [];
    const isLeft = () => document.text.version !== version || this.looks.get(document.key) !== look;
    yield* document.text.lookingAhead(shown.reduce((end, { span }) => Math.max(end, span.end), 0));
    for (let i = 0; i < shown.length; i += SHOWN_PER_SLICE) {
      yield;
      if (isLeft()) return;
      const part = withHeads(text, shown.slice(i, i + SHOWN_PER_SLICE));
      for (const diagnostic of toDiagnostics(part, version, this.places, this.features)) diagnostics.push(diagnostic);
    }
    const content = fingerprint(diagnostics);
    if (how === 'changes' && (this.published.get(document.key) ?? '') === content) return;
    this.published.set(document.key, content);
    if (shown.length < findings.length) this.log(`${document.key}: only ${shown.length} of ${findings.length} findings are shown`);
    this.send({ uri: document.uri, version, diagnostics });
  }

  /** Takes a closed document's diagnostics off the screen. */
  close(document: OpenDocument): void {
    if (this.published.get(document.key)) this.send({ uri: document.uri, diagnostics: [] });
    this.published.delete(document.key);
    this.looks.delete(document.key);
  }
}

/** As many as are shown, the most severe first taken, in the order in which they were. */
function worst(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= MAX_SHOWN) return findings;
  const rank = ({ severity }: Finding) => SEVERITIES.indexOf(severity);
  const kept = new Set([...findings].sort((a, b) => rank(a) - rank(b)).slice(0, MAX_SHOWN));
  return findings.filter(finding => kept.has(finding));
}

/** Empty for an empty list. The version inside `data` is left out: a new version alone is no news. */
function fingerprint(diagnostics: readonly Diagnostic[]): string {
  if (diagnostics.length === 0) return '';
  return JSON.stringify(diagnostics.map(({ data: _, ...shown }) => shown));
}
