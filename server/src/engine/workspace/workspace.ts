/**
 * The files one analysis knows, their facts, and what follows for one file. Synchronous and in memory: hosts bring the texts.
 *
 * Open documents keep their syntax tree; all others keep facts only. Findings are computed on demand and remembered until any file
 * changes.
 */
import { analyzeDockerfile, analyzeGoFile, type RuleErrorHandler } from '../analyze.js';
import { type Config, DEFAULT_CONFIG, severityOf } from '../config.js';
import type { Engine } from '../engine.js';
import { type GoModFacts, parseGoMod } from '../facts/build/go-mod.js';
import type { DockerfileFacts } from '../facts/dockerfile/facts.js';
import { readDockerfile } from '../facts/dockerfile/read.js';
import type { GoFileFacts } from '../facts/go/facts.js';
import { DeclarationCache, isGenerated, readGoFile } from '../facts/go/read-file.js';
import { compareFindings, type Finding } from '../finding.js';
import type { Rule } from '../rule.js';
import { RULES } from '../rules/registry.js';
import { applySuppressions, dockerfileSuppressions } from '../suppress.js';
import type { GoDocument, TextChange } from '../syntax/go-parser.js';
import { LineIndex } from '../text/line-index.js';
import { type CgoClosure, cgoClosure } from './cgo-closure.js';
import { ExternalPackages, type PackageSource } from './external-packages.js';
import { dirName, headOf, type Language, languageOf } from './files.js';
import { GoPackage } from './go-package.js';
import type { WorkspaceView } from './view.js';

type Facts =
  | { readonly language: 'go'; readonly go: GoFileFacts; readonly outline: boolean }
  | { readonly language: 'dockerfile'; readonly dockerfile: DockerfileFacts }
  | { readonly language: 'go.mod'; readonly mod: GoModFacts };

interface Entry {
  readonly path: string;
  text: string;
  lines: LineIndex | undefined;
  facts: Facts;
  document: GoDocument | undefined;
  open: boolean;
}

export interface WorkspaceOptions {
  readonly config?: Config;
  readonly rules?: readonly Rule[];
  readonly onRuleError?: RuleErrorHandler;
}

/** Replaces estimates by what the compiler said; runs before suppression. */
export type Confirm = (estimates: readonly Finding[]) => readonly Finding[];

export class Workspace implements WorkspaceView {
  private readonly entries = new Map<string, Entry>();
  private readonly directories = new Map<string, Set<string>>();
  private readonly packages = new Map<string, GoPackage>();
  private readonly closures = new Map<string, CgoClosure>();
  private readonly estimates = new Map<string, readonly Finding[]>();
  private readonly declarations = new DeclarationCache();
  private readonly external: ExternalPackages;
  private readonly rules: readonly Rule[];
  private readonly onRuleError: RuleErrorHandler;
  private config: Config;

  constructor(
    private readonly engine: Engine,
    options: WorkspaceOptions = {},
  ) {
    this.config = options.config ?? DEFAULT_CONFIG;
    this.rules = options.rules ?? RULES;
    this.onRuleError = options.onRuleError ?? (() => undefined);
    this.external = new ExternalPackages(engine.go);
  }

  setConfig(config: Config): void {
    this.config = config;
    this.estimates.clear();
  }

  /** Takes over an editor's text; what is on disk does not matter until `close`. */
  open(path: string, text: string): void {
    this.put(path, text, { open: true, outline: false });
  }

  /** Changes of an open document, in order, each relative to the text the one before left. */
  edit(path: string, changes: readonly TextChange[]): void {
    const entry = this.entries.get(path);
    if (!entry) return;
    if (!entry.document) {
      const text = changes.reduce((s, c) => s.slice(0, c.span.start) + c.newText + s.slice(c.span.end), entry.text);
      this.put(path, text, { open: entry.open, outline: false });
      return;
    }
    entry.document.edit(changes);
    entry.text = entry.document.text;
    entry.lines = entry.document.lineIndex;
    const before = entry.facts;
    entry.facts = this.readOpenGo(path, entry.document);
    this.changed(entry, before);
  }

  /** The document is the disk's again: its tree is freed, its facts stay until the host sets or removes the file. */
  close(path: string): void {
    const entry = this.entries.get(path);
    if (!entry) return;
    entry.document?.dispose();
    entry.document = undefined;
    entry.open = false;
  }

  /** A file from the disk; ignored while the document is open. With `outline` only package, imports and constraints are read. */
  set(path: string, text: string, how: 'full' | 'outline' = 'full'): void {
    if (!this.entries.get(path)?.open) this.put(path, text, { open: false, outline: how === 'outline' });
  }

  /** Forgets a file that is gone; an open document stays. */
  remove(path: string): void {
    const entry = this.entries.get(path);
    if (!entry || entry.open) return;
    this.entries.delete(path);
    this.directories.get(dirName(path))?.delete(path);
    this.changed(entry, undefined);
  }

  paths(): IterableIterator<string> {
    return this.entries.keys();
  }

  text(path: string): string | undefined {
    return this.entries.get(path)?.text;
  }

  lineIndex(path: string): LineIndex | undefined {
    const entry = this.entries.get(path);
    if (!entry) return undefined;
    entry.lines ??= new LineIndex(entry.text);
    return entry.lines;
  }

  goFacts(path: string): GoFileFacts | undefined {
    const facts = this.entries.get(path)?.facts;
    return facts?.language === 'go' ? facts.go : undefined;
  }

  dockerfileFacts(path: string): DockerfileFacts | undefined {
    const facts = this.entries.get(path)?.facts;
    return facts?.language === 'dockerfile' ? facts.dockerfile : undefined;
  }

  /** Findings of one file, sorted; suppressed ones are marked. `confirm` merges the compiler's word in before suppression. */
  findings(path: string, confirm?: Confirm): Finding[] {
    const entry = this.entries.get(path);
    if (!entry) return [];
    const estimates = this.estimate(entry);
    const merged = confirm ? confirm(estimates).flatMap(f => this.configured(f)) : estimates;
    const suppressions = entry.facts.language === 'go' ? entry.facts.go.suppressions : dockerfileSuppressions(entry.text);
    const lines = suppressions.length > 0 ? this.lineIndex(path)! : new LineIndex('');
    return applySuppressions(path, merged, suppressions, lines, this.config, confirm !== undefined).sort(compareFindings);
  }

  module(path: string): GoModFacts | undefined {
    for (let dir = dirName(path); ; dir = dirName(dir)) {
      const facts = this.entries.get(dir === '' ? 'go.mod' : `${dir}/go.mod`)?.facts;
      if (facts?.language === 'go.mod') return facts.mod;
      if (dir === '') return undefined;
    }
  }

  goPackage(path: string): GoPackage {
    const dir = dirName(path);
    let pkg = this.packages.get(dir);
    if (!pkg) {
      pkg = new GoPackage(this.packageFiles(dir));
      this.packages.set(dir, pkg);
    }
    return pkg;
  }

  cgoClosure(dir: string): CgoClosure {
    let closure = this.closures.get(dir);
    if (!closure) {
      closure = cgoClosure(dir, {
        packageFiles: d => this.packageFiles(d),
        externalPackage: importPath => this.external.get(importPath),
        module: d => this.module(`${d}/_`),
      });
      this.closures.set(dir, closure);
    }
    return closure;
  }

  mainPackages(dir: string): readonly string[] {
    const inside = (d: string) => d === dir || d.startsWith(`${dir}/`) || dir === '';
    return [...this.directories.keys()]
      .filter(d => inside(d) && this.packageFiles(d).some(f => f.packageName === 'main' && !f.isTest))
      .sort();
  }

  /** Import paths outside the workspace that a Dockerfile's verdict waits for; the host answers with `setExternalPackage`. */
  neededPackages(): string[] {
    for (const [path, entry] of this.entries) if (entry.facts.language === 'dockerfile') this.findings(path);
    return this.external.takeAsked();
  }

  /** `missing`: the host looked and the package's sources are not on this machine. */
  setExternalPackage(importPath: string, source: readonly PackageSource[] | 'missing'): void {
    this.external.set(importPath, source);
    this.closures.clear();
    this.forgetDockerfiles();
  }

  /** Other files (of `among`) whose findings may change when this one does: its package, and Dockerfiles for Go files and go.mod. */
  affectedBy(path: string, among: Iterable<string> = this.entries.keys()): string[] {
    const language = languageOf(path);
    const dir = dirName(path);
    return [...among].filter(other => {
      if (other === path) return false;
      const kind = languageOf(other);
      if (language === 'go') return kind === 'dockerfile' || (kind === 'go' && dirName(other) === dir);
      return language === 'go.mod' && (kind === 'dockerfile' || other.startsWith(`${dir}/`));
    });
  }

  private put(path: string, text: string, how: { open: boolean; outline: boolean }): void {
    const language = languageOf(path);
    if (!language) return;
    const old = this.entries.get(path);
    if (old && old.text === text && old.open === how.open && !(old.facts.language === 'go' && old.facts.outline && !how.outline)) return;
    old?.document?.dispose();
    const document = language === 'go' && how.open ? this.engine.go.open(text) : undefined;
    const facts = document ? this.readOpenGo(path, document) : this.read(path, text, language, how.outline);
    const entry: Entry = { path, text, lines: document?.lineIndex, facts, document, open: how.open };
    this.entries.set(path, entry);
    const dir = dirName(path);
    if (!this.directories.has(dir)) this.directories.set(dir, new Set());
    this.directories.get(dir)!.add(path);
    this.changed(entry, old?.facts);
  }

  private read(path: string, text: string, language: Language, outline: boolean): Facts {
    if (language === 'go.mod') return { language, mod: parseGoMod(path, text) };
    if (language === 'dockerfile') return { language, dockerfile: readDockerfile(path, text, this.engine.bash) };
    // Nothing is reported in generated files, and they are the largest: their imports are enough.
    const syntax = this.engine.go.parse(outline || isGenerated(text) ? headOf(text) : text);
    return { language, outline, go: readGoFile(path, text, syntax, this.declarations) };
  }

  private readOpenGo(path: string, document: GoDocument): Facts {
    return { language: 'go', outline: false, go: readGoFile(path, document.text, document.syntax, this.declarations) };
  }

  private packageFiles(dir: string): GoFileFacts[] {
    const out: GoFileFacts[] = [];
    for (const path of this.directories.get(dir) ?? []) {
      const facts = this.goFacts(path);
      if (facts) out.push(facts);
    }
    return out;
  }

  private estimate(entry: Entry): readonly Finding[] {
    const known = this.estimates.get(entry.path);
    if (known) return known;
    const analysis = { rules: this.rules, config: this.config, workspace: this, onRuleError: this.onRuleError };
    const { facts } = entry;
    const found =
      facts.language === 'go'
        ? facts.outline
          ? []
          : analyzeGoFile(facts.go, analysis)
        : facts.language === 'dockerfile'
          ? analyzeDockerfile(facts.dockerfile, analysis)
          : [];
    this.estimates.set(entry.path, found);
    return found;
  }

  /** Compiler findings come with their rule's default severity; what the user configured wins. */
  private configured(f: Finding): Finding[] {
    if (f.confidence === 'estimated') return [f];
    const severity = severityOf(this.config, f.rule, f.severity);
    return severity === undefined ? [] : [{ ...f, severity }];
  }

  private changed(entry: Entry, before: Facts | undefined): void {
    const dir = dirName(entry.path);
    this.estimates.delete(entry.path);
    if (entry.facts.language === 'go.mod') {
      this.estimates.clear();
      this.closures.clear();
      return;
    }
    if (entry.facts.language !== 'go') return;
    this.packages.delete(dir);
    for (const path of this.directories.get(dir) ?? []) this.estimates.delete(path);
    if (before?.language === 'go' && sameImports(before.go, entry.facts.go)) return;
    this.closures.clear();
    this.forgetDockerfiles();
  }

  private forgetDockerfiles(): void {
    for (const path of this.estimates.keys()) if (languageOf(path) === 'dockerfile') this.estimates.delete(path);
  }
}

function sameImports(a: GoFileFacts, b: GoFileFacts): boolean {
  const key = (f: GoFileFacts) => `${f.packageName}\n${f.buildConstraint?.expression ?? ''}\n${f.imports.map(i => i.path).join('\n')}`;
  return key(a) === key(b);
}
