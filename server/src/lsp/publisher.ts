/**
 * What the editor is told: estimates and the compiler's word as one list. A list goes out only when it differs from the last one, with the
 * version of the text it was made for, and never for a document that is closed.
 */
import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';
import { type CompiledFile, mergeFindings, shiftFindings } from '../engine/escape/merge.js';
import type { Finding } from '../engine/finding.js';
import type { Workspace } from '../engine/workspace/workspace.js';
import type { Change, OpenDocument } from './documents.js';
import { type DiagnosticFeatures, type Places, toDiagnostics } from './toLsp.js';

export class Publisher {
  /** The compiler's slot, by key. The static slot is the workspace's own memory of estimates. */
  private readonly compiled = new Map<string, CompiledFile>();
  /** What the client shows, by key, as a fingerprint. */
  private readonly published = new Map<string, string>();

  constructor(
    private readonly send: (params: PublishDiagnosticsParams) => void,
    private readonly workspace: Workspace,
    private readonly places: Places,
    private readonly features: DiagnosticFeatures,
  ) {}

  /** The compiler's word about the text as it is now; undefined forgets it, the estimates stand again. */
  setCompiled(key: string, file: CompiledFile | undefined): void {
    if (file === undefined) this.compiled.delete(key);
    else this.compiled.set(key, file);
  }

  hasCompiled(key: string): boolean {
    return this.compiled.has(key);
  }

  forgetAllCompiled(): void {
    this.compiled.clear();
  }

  /** Keeps the compiler's findings in their places while the text changes; one whose line changed goes. */
  shift(key: string, textBefore: string, changes: readonly Change[]): void {
    const file = this.compiled.get(key);
    if (file !== undefined) this.compiled.set(key, shiftFindings(file, key, textBefore, changes));
  }

  /** Both tiers as one list, sorted, suppressed findings flagged. */
  findings(key: string): readonly Finding[] {
    const file = this.compiled.get(key);
    return this.workspace.findings(key, file && (estimates => mergeFindings(estimates, file)));
  }

  /** Looks at the document again and tells the client what changed. */
  publish(document: OpenDocument): void {
    const version = document.text.version;
    const diagnostics = toDiagnostics(this.findings(document.key), version, this.places, this.features);
    const content = fingerprint(diagnostics);
    if ((this.published.get(document.key) ?? '') === content) return;
    this.published.set(document.key, content);
    this.send({ uri: document.uri, version, diagnostics });
  }

  /** Takes a closed document's diagnostics off the screen. The compiler's findings stay for the case that it is opened again. */
  close(document: OpenDocument): void {
    if (this.published.get(document.key)) this.send({ uri: document.uri, diagnostics: [] });
    this.published.delete(document.key);
  }
}

/** Empty for an empty list. The version inside `data` is left out: a new version alone is no news. */
function fingerprint(diagnostics: readonly Diagnostic[]): string {
  if (diagnostics.length === 0) return '';
  return JSON.stringify(diagnostics.map(({ data: _, ...shown }) => shown));
}
