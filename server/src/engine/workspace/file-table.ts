/**
 * The texts one analysis knows, and their facts. Open documents keep their syntax tree for incremental edits; all others keep facts only.
 * Hosts bring the texts: nothing is read from a disk here.
 */

import { LineIndex } from '../base/line-index.js';
import { dirName } from '../base/paths.js';
import type { DockerfileFacts } from '../builds/dockerfile/facts.js';
import type { BuildArguments } from '../builds/dockerfile/file-context.js';
import type { GoModFacts } from '../builds/go-mod.js';
import { languageOf } from '../builds/kinds.js';
import type { GoFileFacts } from '../go/package/facts.js';
import { headOf } from '../go/package/head.js';
import type { PlacedPart } from '../go/package/program-parts.js';
import type { FileFacts } from '../program/file-facts.js';
import type { Engine } from '../syntax/engine.js';
import type { GoDocument, GoSyntax, TextChange } from '../syntax/go-parser.js';
import type { FaultLog } from './fault-log.js';
import { type Depth, FileReader, isTestFile } from './file-reader.js';
import { declaredIn, type GoSource, type KnownGoFile, outlineOf, type Wants } from './known-go-file.js';

interface Entry {
  text: string;
  lines: LineIndex | undefined;
  facts: FileFacts;
  document: GoDocument | undefined;
  open: boolean;
  /** The trees of a Go file that is not open, when they were to be kept. */
  syntax?: GoSyntax;
  /** Declarations of a Go file that is known as an outline, read when somebody asked. */
  declarations?: GoFileFacts;
  /** What the file adds to a program, read when somebody asked. */
  parts?: readonly PlacedPart[];
}

/** Called after a file came, changed or went; `after` is undefined when it went. */
export type ChangeListener = (path: string, before: FileFacts | undefined, after: FileFacts | undefined) => void;

export class FileTable {
  private readonly entries = new Map<string, Entry>();
  private readonly directories = new Map<string, Set<string>>();
  private readonly reader: FileReader;
  /** Directories whose Go files are looked at, not only known to others. */
  private readonly whole = new Set<string>();

  constructor(
    engine: Engine,
    private readonly changed: ChangeListener,
    faults: FaultLog,
    readsTests = false,
  ) {
    this.reader = new FileReader(engine, faults, readsTests);
  }

  /** Whether the bodies in test files are read; what is known of them is read anew. */
  setReadsTests(value: boolean): void {
    if (value === this.reader.readsTests) return;
    this.reader.readsTests = value;
    for (const [path, { text, facts, document, open }] of [...this.entries]) {
      if (!isTestFile(path) || facts.language !== 'go' || facts.outline) continue;
      document?.dispose();
      this.entries.delete(path);
      this.put(path, text, open, 'full');
    }
  }

  open(path: string, text: string): void {
    this.put(path, text, true, 'full');
  }

  edit(path: string, changes: readonly TextChange[]): void {
    const entry = this.entries.get(path);
    if (!entry) return;
    if (!entry.document) {
      const text = changes.reduce((s, c) => s.slice(0, c.span.start) + c.newText + s.slice(c.span.end), entry.text);
      this.put(path, text, entry.open, 'full');
      return;
    }
    entry.document.edit(changes);
    entry.text = entry.document.text;
    entry.lines = entry.document.lineIndex;
    const before = entry.facts;
    entry.facts = this.reader.readOpen(path, entry.document);
    delete entry.parts;
    this.changed(path, before, entry.facts);
  }

  close(path: string): void {
    const entry = this.entries.get(path);
    if (!entry) return;
    entry.document?.dispose();
    entry.document = undefined;
    entry.open = false;
  }

  set(path: string, text: string, depth: Depth): void {
    if (!this.entries.get(path)?.open) this.put(path, text, false, depth);
  }

  /** What another table read of a file that is not open here. */
  takeOver(path: string, { text, isHead, outline, declared, parts }: KnownGoFile): void {
    const old = this.entries.get(path);
    if (old?.open) return;
    const facts: FileFacts = { language: 'go', outline: true, go: outline };
    // Who asks for declarations that nobody wanted must not take their absence for an answer.
    const declarations = declared ?? (isHead ? { ...outline, hasError: true } : undefined);
    const more = { ...(declarations && { declarations }), ...(parts && { parts }) };
    this.enter(path, { text, lines: undefined, facts, document: undefined, open: false, ...more }, old);
  }

  /** What another table may take over: the head where no more is wanted; `parts` only where they were read, or the trees are there. */
  handOver(path: string, wants: Wants): KnownGoFile | undefined {
    const entry = this.entries.get(path);
    if (entry?.facts.language !== 'go') return undefined;
    const { text: whole, facts, syntax } = entry;
    const read = () => entry.parts ?? (syntax && this.reader.readParts(whole, facts.go, syntax));
    const parts = wants.parts && !facts.go.isTest ? read() : undefined;
    // What a program does and what its linker sets is never in a test, and tests are half of a large package.
    const text = (wants.declarations || wants.parts) && !facts.go.isTest ? whole : headOf(whole);
    return {
      ...{ text, isHead: text.length < whole.length, outline: outlineOf(facts.go) },
      ...(wants.declarations && { declared: declaredIn(facts.go) }),
      ...(parts && { parts }),
    };
  }

  /** A Go file with all its trees; undefined where they are not kept, or some bodies are left out. */
  withSyntax(path: string): GoSource | undefined {
    const entry = this.entries.get(path);
    if (entry?.facts.language !== 'go') return undefined;
    const syntax = entry.syntax ?? (this.reader.readsAll(path) ? entry.document?.syntax : undefined);
    return syntax && { text: entry.text, facts: entry.facts.go, syntax };
  }

  remove(path: string): void {
    const entry = this.entries.get(path);
    if (!entry || entry.open) return;
    this.entries.delete(path);
    this.directories.get(dirName(path))?.delete(path);
    this.changed(path, entry.facts, undefined);
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

  /** The nearest `go.mod` at or above a path. */
  moduleOf(path: string): GoModFacts | undefined {
    for (let dir = dirName(path); ; dir = dirName(dir)) {
      const facts = this.facts(dir === '' ? 'go.mod' : `${dir}/go.mod`);
      if (facts?.language === 'go.mod') return facts.mod;
      if (dir === '') return undefined;
    }
  }

  /** Of all known go.mod files. */
  modules(): GoModFacts[] {
    return [...this.entries.values()].flatMap(({ facts }) => (facts.language === 'go.mod' ? facts.mod : []));
  }

  /** From now on what is read of Go files directly in the directory is all that stands in them. */
  readWhole(dir: string): void {
    this.whole.add(dir);
  }

  depthOf(path: string): Depth {
    return this.whole.has(dirName(path)) ? 'full' : 'outline';
  }

  isOpen(path: string): boolean {
    return this.entries.get(path)?.open === true;
  }

  facts(path: string): FileFacts | undefined {
    return this.entries.get(path)?.facts;
  }

  /** A Go file with its top-level declarations, also where only its outline is kept; without what stands in bodies then. */
  withDeclarations(path: string): GoFileFacts | undefined {
    const entry = this.entries.get(path);
    if (entry?.facts.language !== 'go') return undefined;
    if (!entry.facts.outline) return entry.facts.go;
    entry.declarations ??= this.reader.readDeclarations(path, entry.text);
    return entry.declarations;
  }

  /**
   * What a Go file adds to a program. A file that is not open must be parsed for that: undefined until `readParts` has done so.
   */
  parts(path: string): readonly PlacedPart[] | undefined {
    const entry = this.entries.get(path);
    const document = entry?.document;
    if (document && entry.facts.language === 'go') entry.parts ??= this.reader.partsOf(entry.facts.go, () => document.syntax);
    return entry?.parts;
  }

  /** Reads what `parts` tells, which takes as long as the text is. */
  readParts(path: string): void {
    const entry = this.entries.get(path);
    if (entry?.facts.language !== 'go') return;
    entry.parts ??= this.reader.readParts(entry.text, entry.facts.go, entry.syntax);
  }

  /** A Dockerfile as a build reads it that gives these values to ARGs. */
  dockerfileWith(path: string, given: BuildArguments): DockerfileFacts | undefined {
    const entry = this.entries.get(path);
    return entry?.facts.language === 'dockerfile' ? this.reader.readDockerfileWith(path, entry.text, given) : undefined;
  }

  /** Paths of the known files directly in a directory. */
  inDirectory(dir: string): ReadonlySet<string> {
    return this.directories.get(dir) ?? new Set();
  }

  /** Directories that hold a known file, or held one. */
  knownDirectories(): IterableIterator<string> {
    return this.directories.keys();
  }

  private put(path: string, text: string, open: boolean, depth: Depth): void {
    const language = languageOf(path);
    if (!language) return;
    const old = this.entries.get(path);
    const deepens = old?.facts.language === 'go' && ((old.facts.outline && depth !== 'outline') || (depth === 'syntax' && !old.syntax));
    if (old && old.text === text && old.open === open && !deepens) return;
    old?.document?.dispose();
    const document = language === 'go' && open ? this.reader.open(path, text) : undefined;
    const read = document ? { facts: this.reader.readOpen(path, document) } : this.reader.read(path, text, language, depth);
    this.enter(path, { text, lines: document?.lineIndex, document, open, ...read }, old);
  }

  private enter(path: string, entry: Entry, old: Entry | undefined): void {
    this.entries.set(path, entry);
    const dir = dirName(path);
    if (!this.directories.has(dir)) this.directories.set(dir, new Set());
    this.directories.get(dir)!.add(path);
    this.changed(path, old?.facts, entry.facts);
  }
}
