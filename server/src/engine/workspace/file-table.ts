/**
 * The texts one analysis knows, and their facts. Open documents keep their syntax tree for incremental edits; all others keep facts only.
 * Hosts bring the texts: nothing is read from a disk here.
 */

import { LineIndex } from '../base/line-index.js';
import { type Sliced, whole } from '../base/slices.js';
import type { DockerfileFacts } from '../builds/dockerfile/facts.js';
import type { BuildArguments } from '../builds/dockerfile/file-context.js';
import { languageOf } from '../builds/kinds.js';
import type { GoFileFacts } from '../go/package/facts.js';
import type { PlacedPart } from '../go/package/program-parts.js';
import type { FileFacts } from '../program/file-facts.js';
import type { Engine } from '../syntax/engine.js';
import type { GoSyntax, TextChange } from '../syntax/go-parser.js';
import { dispose, type Entry, handedOver, isThis } from './entry.js';
import type { FaultLog } from './fault-log.js';
import { type Depth, FileReader, isTestFile } from './file-reader.js';
import { Folders } from './folders.js';
import type { GoSource, KnownGoFile, Wants } from './known-go-file.js';
import { type Coming, isComing, Readings } from './readings.js';

/** Called after a file came, changed or went; `after` is undefined when it went. */
export type ChangeListener = (path: string, before: FileFacts | undefined, after: FileFacts | undefined) => void;

export class FileTable {
  private readonly entries = new Map<string, Entry>();
  readonly folders = new Folders();
  readonly inDirectory = (dir: string) => this.folders.in(dir);
  readonly reader: FileReader;
  private readonly readings: Readings;

  constructor(
    engine: Engine,
    private readonly changed: ChangeListener,
    faults: FaultLog,
    readsTests = false,
  ) {
    this.reader = new FileReader(engine, faults, readsTests);
    this.readings = new Readings(this.reader, (path, { text, lines, document, open }, file) =>
      this.enter(path, { text, lines, document, open, ...file }),
    );
  }

  /** Whether the bodies in test files are read; what is known of them is read anew. */
  setReadsTests(value: boolean): void {
    if (value === this.reader.readsTests) return;
    this.settle();
    this.reader.readsTests = value;
    for (const [path, { text, facts, open }] of [...this.entries]) {
      if (!isTestFile(path) || facts.language !== 'go' || facts.outline) continue;
      this.begin(path, text, open, 'full');
    }
  }

  /** Reads what editors have. Until then all but texts is as it was before: who asks for it does this first. */
  settle(): void {
    this.readings.settle();
  }

  /** The same in slices; `all`: what was brought, too. */
  settling(which: 'all' | 'open'): Sliced<void> {
    return this.readings.all(which);
  }

  get isSettled(): boolean {
    return this.readings.isSettled;
  }

  get isRead(): boolean {
    return this.readings.isEmpty;
  }

  open(path: string, text: string): void {
    this.put(path, text, true, 'full');
  }

  edit(path: string, changes: readonly TextChange[]): void {
    const latest = this.latest(path);
    if (!latest) return;
    const { document, open, text } = latest;
    if (document) {
      this.readings.cancel(path);
      document.edit(changes);
      this.readings.begin(path, { text: document.text, lines: document.lineIndex, depth: 'full', document, open });
      return;
    }
    const now = changes.reduce((s, c) => s.slice(0, c.span.start) + c.newText + s.slice(c.span.end), text);
    this.put(path, now, open, 'full');
  }

  close(path: string): void {
    const coming = this.readings.get(path);
    this.readings.close(path);
    const entry = this.entries.get(path);
    if (entry && !coming) dispose(entry);
    if (entry) entry.open = false;
    this.folders.edition++;
  }

  set(path: string, text: string, depth: Depth): void {
    this.bring(path, text, depth);
    whole(this.readings.one(path));
  }

  /** The same, to be read in slices. */
  bring(path: string, text: string, depth: Depth): void {
    if (!this.isOpen(path)) this.put(path, text, false, depth);
  }

  /** What another table read of a file that is not open here. */
  takeOver(path: string, { text, isHead, outline, declared, parts }: KnownGoFile): void {
    if (this.isOpen(path)) return;
    this.drop(path);
    const facts: FileFacts = { language: 'go', outline: true, go: outline };
    // Who asks for declarations that nobody wanted must not take their absence for an answer.
    const declarations = declared ?? (isHead ? { ...outline, hasError: true } : undefined);
    const more = { ...(declarations && { declarations }), ...(parts && { parts }), ...(isHead && { isHead }) };
    this.enter(path, { text, lines: undefined, facts, document: undefined, open: false, ...more });
  }

  /** What another table may take over. */
  handOver(path: string, wants: Wants): KnownGoFile | undefined {
    const entry = this.entries.get(path);
    return entry && handedOver(entry, wants, this.reader);
  }

  /** A Go file with all its trees; undefined where they are not kept, or some bodies are left out. */
  withSyntax(path: string): GoSource | undefined {
    const entry = this.entries.get(path);
    if (entry?.facts.language !== 'go') return undefined;
    const syntax = this.reader.readsAll(path) ? (entry.syntax ?? entry.document?.syntax) : undefined;
    return syntax && { text: entry.text, facts: entry.facts.go, syntax };
  }

  /** Stands for what was read of a Go file whose declarations are known: another one when it was read again. */
  readingOf(path: string): object | undefined {
    const entry = this.entries.get(path);
    return entry?.facts.language !== 'go' || entry.facts.outline || entry.isHead ? undefined : entry.facts;
  }

  /** The trees that the facts of a Go file were read from. Of a file that is not open they are parsed again, and kept, where they were not to be. */
  trees(path: string): GoSyntax | undefined {
    const entry = this.entries.get(path);
    if (entry?.facts.language !== 'go' || entry.facts.outline || entry.isHead) return undefined;
    if (entry.document) return entry.document.syntax;
    if (!entry.syntax) this.folders.edition++;
    entry.syntax ??= this.reader.parse(path, entry.text);
    return entry.syntax;
  }

  /** Text and trees of a Go file, with the bodies that there are; undefined where only its head is known. */
  goText(path: string): { readonly text: string; readonly syntax: GoSyntax | undefined } | undefined {
    const entry = this.entries.get(path);
    if (entry?.facts.language !== 'go' || entry.isHead) return undefined;
    return { text: entry.text, syntax: entry.syntax ?? entry.document?.syntax };
  }

  remove(path: string): void {
    if (this.isOpen(path)) return;
    this.drop(path);
    const entry = this.entries.get(path);
    if (!entry) return;
    this.entries.delete(path);
    this.folders.delete(path);
    this.changed(path, entry.facts, undefined);
  }

  paths(): IterableIterator<string> {
    return this.entries.keys();
  }

  /** Also of files that are not read yet. */
  brought(): ReadonlySet<string> {
    return new Set([...this.entries.keys(), ...this.readings.paths('all')]);
  }

  /** The newest, read or not. */
  readonly text = (path: string): string | undefined => this.latest(path)?.text;

  lineIndex(path: string): LineIndex | undefined {
    const latest = this.latest(path);
    if (latest) latest.lines ??= new LineIndex(latest.text);
    return latest?.lines;
  }

  readonly isOpen = (path: string): boolean => this.latest(path)?.open === true;

  readonly facts = (path: string): FileFacts | undefined => this.entries.get(path)?.facts;

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
    if (document && entry.facts.language === 'go') entry.parts ??= whole(this.reader.partsOf(entry.facts.go, document.syntax));
    return entry?.parts;
  }

  /** Reads what `parts` tells, which takes as long as the text is. */
  *readParts(path: string): Sliced<void> {
    const entry = this.entries.get(path);
    if (entry?.facts.language === 'go') entry.parts ??= yield* this.reader.readParts(entry.text, entry.facts.go, entry.syntax);
  }

  /** A Dockerfile as a build reads it that gives these values to ARGs. */
  dockerfileWith(path: string, given: BuildArguments): DockerfileFacts | undefined {
    const entry = this.entries.get(path);
    return entry?.facts.language === 'dockerfile' ? this.reader.readDockerfileWith(path, entry.text, given) : undefined;
  }

  private latest(path: string): Coming | Entry | undefined {
    return this.readings.get(path) ?? this.entries.get(path);
  }

  private put(path: string, text: string, open: boolean, depth: Depth): void {
    const coming = this.readings.get(path);
    if (coming ? isComing(coming, text, open, depth) : isThis(this.entries.get(path), text, open, depth)) return;
    this.begin(path, text, open, depth);
  }

  private begin(path: string, text: string, open: boolean, depth: Depth): void {
    const language = languageOf(path);
    if (!language) return;
    this.drop(path);
    const document = language === 'go' && open ? this.reader.open(path, text) : undefined;
    this.readings.begin(path, { text, lines: document?.lineIndex, depth, document, open });
  }

  /** What was coming is not wanted any more. */
  private drop(path: string): void {
    const document = this.readings.get(path)?.document;
    this.readings.cancel(path);
    if (document !== this.entries.get(path)?.document) document?.dispose();
  }

  private enter(path: string, entry: Entry): void {
    const old = this.entries.get(path);
    if (old && old.document !== entry.document) dispose(old);
    if (!entry.open) dispose(entry);
    this.entries.set(path, entry);
    this.folders.add(path);
    this.changed(path, old?.facts, entry.facts);
  }
}
