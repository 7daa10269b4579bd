/** Texts that came and are not read yet: each is read in slices, or at once as soon as somebody asks for what follows from it. */
import type { LineIndex } from '../base/line-index.js';
import { type Sliced, whole } from '../base/slices.js';
import { languageOf } from '../builds/kinds.js';
import type { GoDocument } from '../syntax/go-parser.js';
import { type Depth, type FileReader, isAtLeast, type ReadFile } from './file-reader.js';

/** What a file will be, once it is read. */
export interface Coming {
  readonly text: string;
  lines: LineIndex | undefined;
  readonly depth: Depth;
  readonly document: GoDocument | undefined;
  /** An editor has it. */
  open: boolean;
}

/** What is to be read whole of a text is not read less because somebody else wants less. */
export const isComing = (coming: Coming, text: string, open: boolean, depth: Depth): boolean =>
  coming.text === text && coming.open === open && isAtLeast(coming.depth, depth);

interface Reading {
  readonly coming: Coming;
  readonly work: Sliced<ReadFile>;
  /** What the work came to. */
  file?: ReadFile;
}

export class Readings {
  private readonly byPath = new Map<string, Reading>();
  /** Those that an editor has: each question to the workspace asks for them, while thousands of others may be coming. */
  private readonly opened = new Set<string>();

  constructor(
    private readonly reader: FileReader,
    private readonly read: (path: string, coming: Coming, file: ReadFile) => void,
  ) {}

  get(path: string): Coming | undefined {
    return this.byPath.get(path)?.coming;
  }

  /** None that an editor has is left; others may come later, as their hosts may bring them. */
  get isSettled(): boolean {
    return this.opened.size === 0;
  }

  get isEmpty(): boolean {
    return this.byPath.size === 0;
  }

  /** What the path was to be before is given up. */
  begin(path: string, coming: Coming): void {
    this.cancel(path);
    const { document, text, depth } = coming;
    const work = document ? this.reader.readOpen(path, document) : this.reader.read(path, text, languageOf(path)!, depth);
    this.byPath.set(path, { coming, work });
    if (coming.open) this.opened.add(path);
  }

  /** The text is not wanted any more. */
  cancel(path: string): void {
    const reading = this.byPath.get(path);
    this.delete(path);
    reading?.work.return(undefined as never);
  }

  /** No editor has it any more. */
  close(path: string): void {
    const reading = this.byPath.get(path);
    if (reading) reading.coming.open = false;
    this.opened.delete(path);
  }

  private delete(path: string): void {
    this.byPath.delete(path);
    this.opened.delete(path);
  }

  /** One slice after the other, until all texts are read, or those that an editor has. */
  *all(which: 'all' | 'open'): Sliced<void> {
    for (const path of this.paths(which)) yield* this.one(path);
  }

  paths(which: 'all' | 'open'): string[] {
    return [...(which === 'all' ? this.byPath.keys() : this.opened)];
  }

  /** The same for one text. */
  *one(path: string): Sliced<void> {
    for (let reading = this.byPath.get(path); reading; reading = this.byPath.get(path)) {
      if (reading.file) {
        this.delete(path);
        this.read(path, reading.coming, reading.file);
        return;
      }
      const step = this.advance(path, reading);
      if (step.done) reading.file = step.value;
      // To tell others of a large file takes a slice of its own.
      yield;
    }
  }

  /** A reading that fails is over: its work would tell nothing, as often as it is asked. */
  private advance(path: string, { work }: Reading): IteratorResult<void, ReadFile> {
    try {
      return work.next();
    } catch (fault) {
      this.delete(path);
      throw fault;
    }
  }

  settle(): void {
    if (this.opened.size > 0) whole(this.all('open'));
  }
}
