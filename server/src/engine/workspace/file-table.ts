/**
 * The texts one analysis knows, and their facts. Open documents keep their syntax tree for incremental edits; all others keep facts only.
 * Hosts bring the texts: nothing is read from a disk here.
 */

import { LineIndex } from '../base/line-index.js';
import { dirName } from '../base/paths.js';
import { readContextFile } from '../builds/context-files.js';
import type { DockerfileFacts } from '../builds/dockerfile/facts.js';
import type { BuildArguments } from '../builds/dockerfile/file-context.js';
import { readDockerfile } from '../builds/dockerfile/read.js';
import { type GoModFacts, parseGoMod } from '../builds/go-mod.js';
import { buildFileKind, contextFileKind, type Language, languageOf } from '../builds/kinds.js';
import { readBuildFile } from '../builds/read.js';
import type { GoFileFacts } from '../go/package/facts.js';
import { headOf } from '../go/package/head.js';
import { PartCache, type PlacedPart } from '../go/package/program-parts.js';
import { DeclarationCache, isGenerated, readGoFile } from '../go/package/read-file.js';
import type { FileFacts } from '../program/file-facts.js';
import { readAllocationSites } from '../sites/allocation-sites.js';
import type { Engine } from '../syntax/engine.js';
import type { BodyFilter, GoDocument, TextChange } from '../syntax/go-parser.js';

interface Entry {
  text: string;
  lines: LineIndex | undefined;
  facts: FileFacts;
  document: GoDocument | undefined;
  open: boolean;
  /** Declarations of a Go file that is known as an outline, read when somebody asked. */
  declarations?: GoFileFacts;
  /** What the file adds to a program, read when somebody asked. */
  parts?: readonly PlacedPart[];
}

/**
 * Of test files only functions that mention a pool are read, unless escape findings in tests are wanted: no other rule speaks about what
 * stands in the body of a test, and tests are a fifth of the lines of GOROOT/src.
 */
const MENTIONS_POOL = /\b(?:Get|Put|\w*[pP]ool)\b/;
const isTestFile = (path: string) => path.endsWith('_test.go');

/** Longer files count as empty programs (UTF-16 units): they are generated, and one step of the background must be short. */
const MAX_PARTS = 200_000;

/** Called after a file came, changed or went; `after` is undefined when it went. */
export type ChangeListener = (path: string, before: FileFacts | undefined, after: FileFacts | undefined) => void;

export class FileTable {
  private readonly entries = new Map<string, Entry>();
  private readonly directories = new Map<string, Set<string>>();
  private readonly declarations = new DeclarationCache(readAllocationSites);
  private readonly partCache = new PartCache();
  /** Directories whose Go files are looked at, not only known to others. */
  private readonly whole = new Set<string>();

  constructor(
    private readonly engine: Engine,
    private readonly changed: ChangeListener,
    private readsTests = false,
  ) {}

  /** Whether the bodies in test files are read; what is known of them is read anew. */
  setReadsTests(value: boolean): void {
    if (value === this.readsTests) return;
    this.readsTests = value;
    for (const [path, { text, facts, document, open }] of [...this.entries]) {
      if (!isTestFile(path) || facts.language !== 'go' || facts.outline) continue;
      document?.dispose();
      this.entries.delete(path);
      this.put(path, text, open, false);
    }
  }

  open(path: string, text: string): void {
    this.put(path, text, true, false);
  }

  edit(path: string, changes: readonly TextChange[]): void {
    const entry = this.entries.get(path);
    if (!entry) return;
    if (!entry.document) {
      const text = changes.reduce((s, c) => s.slice(0, c.span.start) + c.newText + s.slice(c.span.end), entry.text);
      this.put(path, text, entry.open, false);
      return;
    }
    entry.document.edit(changes);
    entry.text = entry.document.text;
    entry.lines = entry.document.lineIndex;
    const before = entry.facts;
    entry.facts = this.readOpen(path, entry.document);
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

  set(path: string, text: string, outline: boolean): void {
    if (!this.entries.get(path)?.open) this.put(path, text, false, outline);
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

  isReadWhole(path: string): boolean {
    return this.whole.has(dirName(path));
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
    entry.declarations ??= readGoFile(
      path,
      entry.text,
      this.engine.go.parse(entry.text, () => false),
      this.declarations,
    );
    return entry.declarations;
  }

  /**
   * What a Go file adds to a program. A file that is not open must be parsed for that: undefined until `readParts` has done so.
   */
  parts(path: string): readonly PlacedPart[] | undefined {
    const entry = this.entries.get(path);
    if (entry?.document && entry.facts.language === 'go') {
      entry.parts ??= this.partCache.read(entry.document.syntax, entry.facts.go);
    }
    return entry?.parts;
  }

  /** Reads what `parts` tells, which takes as long as the text is. */
  readParts(path: string): void {
    const entry = this.entries.get(path);
    if (entry?.facts.language !== 'go') return;
    entry.parts ??= entry.text.length > MAX_PARTS ? [] : this.partCache.read(this.engine.go.parse(entry.text), entry.facts.go);
  }

  /** A Dockerfile as a build reads it that gives these values to ARGs. */
  dockerfileWith(path: string, given: BuildArguments): DockerfileFacts | undefined {
    const entry = this.entries.get(path);
    return entry?.facts.language === 'dockerfile' ? readDockerfile(path, entry.text, this.engine.bash, given) : undefined;
  }

  /** Paths of the known files directly in a directory. */
  inDirectory(dir: string): ReadonlySet<string> {
    return this.directories.get(dir) ?? new Set();
  }

  /** Directories that hold a known file, or held one. */
  knownDirectories(): IterableIterator<string> {
    return this.directories.keys();
  }

  private put(path: string, text: string, open: boolean, outline: boolean): void {
    const language = languageOf(path);
    if (!language) return;
    const old = this.entries.get(path);
    const deepens = old?.facts.language === 'go' && old.facts.outline && !outline;
    if (old && old.text === text && old.open === open && !deepens) return;
    old?.document?.dispose();
    const document = language === 'go' && open ? this.engine.go.open(text, this.bodiesOf(path)) : undefined;
    const facts = document ? this.readOpen(path, document) : this.read(path, text, language, outline);
    this.entries.set(path, { text, lines: document?.lineIndex, facts, document, open });
    const dir = dirName(path);
    if (!this.directories.has(dir)) this.directories.set(dir, new Set());
    this.directories.get(dir)!.add(path);
    this.changed(path, old?.facts, facts);
  }

  private read(path: string, text: string, language: Language, outline: boolean): FileFacts {
    if (language === 'go.mod') return { language, mod: parseGoMod(path, text) };
    if (language === 'context') return { language, context: readContextFile(path, contextFileKind(path)!, text) };
    if (language === 'dockerfile') return { language, dockerfile: readDockerfile(path, text, this.engine.bash) };
    if (language === 'build') return { language, build: readBuildFile(path, buildFileKind(path)!, text, this.engine.bash) };
    // Nothing is reported in generated files, and they are the largest: their imports are enough.
    const syntax = this.engine.go.parse(outline || isGenerated(text) ? headOf(text) : text, this.bodiesOf(path));
    return { language, outline, go: readGoFile(path, text, syntax, this.declarations) };
  }

  private bodiesOf(path: string): BodyFilter | undefined {
    return isTestFile(path) && !this.readsTests ? text => MENTIONS_POOL.test(text) : undefined;
  }

  private readOpen(path: string, document: GoDocument): FileFacts {
    return { language: 'go', outline: false, go: readGoFile(path, document.text, document.syntax, this.declarations) };
  }
}
