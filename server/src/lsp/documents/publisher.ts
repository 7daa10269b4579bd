/**
 * What the editor is told. A list goes out only when it differs from the last one, with the version of the text it was made for, and never
 * for a document that is closed.
 */
import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';
import { type Finding, SEVERITIES } from '../../engine/base/finding.js';
import type { Workspace } from '../../engine/workspace/workspace.js';
import { withHeads } from '../features/heads.js';
import { type DiagnosticFeatures, type Places, toDiagnostics } from '../features/to-lsp.js';
import type { OpenDocument } from './documents.js';

/** VS Code shows no more of one file. */
const MAX_SHOWN = 1000;

export class Publisher {
  /** What the client shows, by key, as a fingerprint. */
  private readonly published = new Map<string, string>();

  constructor(
    private readonly send: (params: PublishDiagnosticsParams) => void,
    private readonly workspace: Workspace,
    private readonly places: Places,
    private readonly features: DiagnosticFeatures,
    private readonly log: (message: string) => void,
  ) {}

  /** Looks at the document again and tells the client what changed; `anew`: in any case, which makes editors ask for code actions again. */
  publish(document: OpenDocument, how: 'changes' | 'anew' = 'changes'): void {
    const version = document.text.version;
    const found = withHeads(document.text.getText(), this.workspace.findings(document.key));
    const findings = found.filter(({ suppressed }) => !suppressed);
    const shown = worst(findings);
    const diagnostics = toDiagnostics(shown, version, this.places, this.features);
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
