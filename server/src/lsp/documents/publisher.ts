/**
 * What the editor is told: estimates and the compiler's word as one list. A list goes out only when it differs from the last one, with the
 * version of the text it was made for, and never for a document that is closed.
 */
import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';
import type { Finding } from '../../engine/base/finding.js';
import type { CompiledFile } from '../../engine/compiler/compiled-file.js';
import type { Leak } from '../../engine/compiler/leaking-parameter.js';
import { mergeFindings, shiftFindings } from '../../engine/compiler/merge.js';
import type { Workspace } from '../../engine/workspace/workspace.js';
import { withHeads } from '../features/heads.js';
import { type DiagnosticFeatures, type Places, toDiagnostics } from '../features/to-lsp.js';
import type { Change, OpenDocument } from './documents.js';

interface Compiled {
  readonly file: CompiledFile;
  /** Hash of the text that was compiled; undefined once edits have moved the findings. */
  readonly of: number | undefined;
}

export class Publisher {
  /** The compiler's slot, by key. The static slot is the workspace's own memory of estimates. */
  private readonly compiled = new Map<string, Compiled>();
  /** What the client shows, by key, as a fingerprint. */
  private readonly published = new Map<string, string>();

  constructor(
    private readonly send: (params: PublishDiagnosticsParams) => void,
    private readonly workspace: Workspace,
    private readonly places: Places,
    private readonly features: DiagnosticFeatures,
    /** Called when the compiler's word about a file has come. */
    private readonly compiledAnew: () => void,
  ) {}

  /** The compiler's word about `text`, which an open document must have now. */
  setCompiled(key: string, file: CompiledFile, text: string): void {
    this.compiled.set(key, { file, of: hash(text) });
    this.compiledAnew();
  }

  /** Forgets the compiler's word about a file; the estimates stand again. */
  forgetCompiled(key: string): void {
    this.compiled.delete(key);
  }

  /** Called when a document opens: what was compiled while it was closed counts only if it was this text. */
  open(document: OpenDocument): void {
    if (this.compiled.get(document.key)?.of !== hash(document.text.getText())) this.compiled.delete(document.key);
  }

  hasCompiled(key: string): boolean {
    return this.compiled.has(key);
  }

  /** What the compiler said about inlining the functions of a file. */
  inlining(key: string): CompiledFile['inlining'] {
    return this.compiled.get(key)?.file.inlining;
  }

  /** Parameters of a file that leak, by the compiler's last word. */
  leaks(key: string): readonly Leak[] {
    return this.compiled.get(key)?.file.leaks ?? [];
  }

  forgetAllCompiled(): void {
    this.compiled.clear();
  }

  /** Keeps the compiler's findings in their places while the text changes; one whose line changed goes. */
  shift(key: string, textBefore: string, changes: readonly Change[]): void {
    const file = this.compiled.get(key)?.file;
    if (file !== undefined) this.compiled.set(key, { file: shiftFindings(file, key, textBefore, changes), of: undefined });
  }

  /** Both tiers as one list, sorted, suppressed findings flagged. */
  findings(key: string): readonly Finding[] {
    const file = this.compiled.get(key)?.file;
    return this.workspace.findings(key, file && (estimates => mergeFindings(estimates, file)));
  }

  /** Looks at the document again and tells the client what changed; `anew`: in any case, which makes editors ask for code actions again. */
  publish(document: OpenDocument, how: 'changes' | 'anew' = 'changes'): void {
    const version = document.text.version;
    const findings = withHeads(document.text.getText(), this.findings(document.key));
    const diagnostics = toDiagnostics(findings, version, this.places, this.features);
    const content = fingerprint(diagnostics);
    if (how === 'changes' && (this.published.get(document.key) ?? '') === content) return;
    this.published.set(document.key, content);
    this.send({ uri: document.uri, version, diagnostics });
  }

  /** Takes a closed document's diagnostics off the screen. What the compiler said stays if the document was not edited since. */
  close(document: OpenDocument): void {
    if (this.compiled.get(document.key)?.of === undefined) this.compiled.delete(document.key);
    if (this.published.get(document.key)) this.send({ uri: document.uri, diagnostics: [] });
    this.published.delete(document.key);
  }
}

/** FNV-1a over UTF-16 units, with the length: tells the texts of one file apart. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return (value >>> 0) + text.length * 2 ** 32;
}

/** Empty for an empty list. The version inside `data` is left out: a new version alone is no news. */
function fingerprint(diagnostics: readonly Diagnostic[]): string {
  if (diagnostics.length === 0) return '';
  return JSON.stringify(diagnostics.map(({ data: _, ...shown }) => shown));
}
