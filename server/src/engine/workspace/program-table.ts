/** Needed files of the programs that images start, kept until the code they follow from changes. */
import type { GoModFacts } from '../facts/build/go-mod.js';
import type { PlacedPart } from '../facts/go/program-parts.js';
import type { ProgramClosure } from './cgo-closure.js';
import type { FileTable } from './file-table.js';
import type { GoPackage } from './go-package.js';
import { type NeededFile, neededFiles, ownFiles, possibleNeeds } from './program-files.js';
import { textHints } from './program-hints.js';

export interface ProgramQuestions {
  closure(dir: string, tags: readonly string[]): ProgramClosure;
  module(dir: string): GoModFacts | undefined;
  declarations(dir: string): GoPackage;
}

interface Seen {
  readonly hints: string;
  readonly parts: readonly PlacedPart[] | undefined;
}

export class ProgramTable {
  private readonly known = new Map<string, readonly NeededFile[]>();
  /** What the answers follow from, by path. */
  private readonly seen = new Map<string, Seen>();
  private readonly wanted = new Set<string>();

  constructor(
    private readonly files: FileTable,
    private readonly ask: ProgramQuestions,
  ) {}

  /** Undefined until the program's files have been read, by `readNext`. */
  needed(dir: string, tags: readonly string[]): readonly NeededFile[] | undefined {
    const key = [dir, ...tags].join(' ');
    const known = this.known.get(key);
    if (known) return known;
    const fresh = this.workOut(dir, tags);
    if (fresh) this.known.set(key, fresh);
    return fresh;
  }

  private workOut(dir: string, tags: readonly string[]): readonly NeededFile[] | undefined {
    const module = this.ask.module(dir);
    if (!module) return [];
    const closure = this.ask.closure(dir, tags);
    const sources = { files: this.files, module, closure, tags, declarations: this.ask.declarations };
    const own = ownFiles(sources);
    if (!own) return [];
    const paths = [...own.values()].flat();
    const needs = possibleNeeds(sources, own);
    const unread = needs.size === 0 ? [] : paths.filter(path => this.files.parts(path) === undefined);
    for (const path of unread) this.wanted.add(path);
    for (const path of paths) this.seen.set(path, this.look(path, needs.size > 0));
    if (unread.length > 0) return undefined;
    return needs.size === 0 ? [] : neededFiles(sources, own, needs);
  }

  /** Reads one file that an answer waits for; false when there is none. */
  readNext(): boolean {
    for (const path of this.wanted) {
      this.wanted.delete(path);
      this.files.readParts(path);
      return true;
    }
    return false;
  }

  get waits(): boolean {
    return this.wanted.size > 0;
  }

  /** True when an answer may be another one now. */
  changed(path: string): boolean {
    const before = this.seen.get(path);
    if (!before) return false;
    const after = this.look(path, before.parts !== undefined);
    this.seen.set(path, after);
    if (before.hints === after.hints && sameParts(before.parts, after.parts)) return false;
    this.known.clear();
    return true;
  }

  forget(): void {
    this.known.clear();
    this.seen.clear();
  }

  private look(path: string, inside: boolean): Seen {
    const { needs, silences } = textHints(this.files, path);
    return { hints: `${needs.join()} ${silences.join()}`, parts: inside ? this.files.parts(path) : undefined };
  }
}

/** Offsets apart: where a call stands is read again when it is shown. */
function sameParts(a: readonly PlacedPart[] | undefined, b: readonly PlacedPart[] | undefined): boolean {
  if (a === undefined || b === undefined || a.length !== b.length) return a === b;
  return a.every(({ part }, i) => part === b[i]!.part || JSON.stringify(part) === JSON.stringify(b[i]!.part));
}
