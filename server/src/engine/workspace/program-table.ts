/** Needed files of the programs that images start, kept until the code they follow from changes. */
import type { Location } from '../base/finding.js';
import type { Sliced } from '../base/slices.js';
import type { FileNeed } from '../go/package/file-uses.js';
import type { PlacedPart } from '../go/package/program-parts.js';
import type { ProgramClosure } from '../program/cgo-closure.js';
import { mayNeed, type NeededFile, neededFiles, ownFiles, possibleNeeds } from '../program/program-files.js';
import { ProgramHints } from '../program/program-hints.js';
import type { FaultLog } from './fault-log.js';
import type { FileTable } from './file-table.js';
import { moduleAbove } from './known-modules.js';

export interface ProgramQuestions {
  closure(dir: string, tags: readonly string[]): ProgramClosure;
}

/** What an answer follows from, of one file; `parts` when it was read. */
interface Seen {
  readonly hints: string;
  readonly parts: readonly PlacedPart[] | undefined;
}

export class ProgramTable {
  private readonly known = new Map<string, readonly NeededFile[]>();
  /** Answers before an edit, which stand until there are new ones: findings must not flicker. */
  private readonly outdated = new Map<string, readonly NeededFile[]>();
  private readonly seen = new Map<string, Seen>();
  private readonly hints: ProgramHints;
  /** What `next` has to read, in three rounds: the words of all files, the files with such words, all files. */
  private readonly wanted = new Map<string, 'hints' | 'parts'>();
  /** The file that `next` is at. */
  private reading: Sliced<void> | undefined;
  /** Programs that are being walked, by key. */
  private readonly walks = new Map<string, Generator<void, readonly NeededFile[]>>();
  /** How often somebody asked, and how often for what is not known. */
  reads = 0;
  asks = 0;

  constructor(
    private readonly files: FileTable,
    private readonly faults: FaultLog,
    private readonly ask: ProgramQuestions,
  ) {
    this.hints = new ProgramHints(path => files.text(path));
  }

  /** Undefined until the program's files have been read, and walked, by `next`. */
  needed(dir: string, tags: readonly string[], needs: readonly FileNeed[]): readonly NeededFile[] | undefined {
    const key = [dir, needs.join(), ...tags].join(' ');
    const known = this.known.get(key);
    this.reads++;
    if (known) return known;
    const fresh = this.walks.has(key) ? undefined : this.workOut(key, dir, tags, needs);
    if (!fresh) {
      this.asks++;
      return this.outdated.get(key);
    }
    this.known.set(key, fresh);
    this.outdated.delete(key);
    return fresh;
  }

  private workOut(key: string, dir: string, tags: readonly string[], asked: readonly FileNeed[]): readonly NeededFile[] | undefined {
    const module = moduleAbove(this.files, `${dir}/_`);
    if (!module) return [];
    const { files, hints } = this;
    const sources = { files, hints, module, closure: this.ask.closure(dir, tags), tags };
    const own = ownFiles(sources);
    if (!own) return [];
    const paths = [...own.values()].flat();
    if (this.wants(paths, 'hints')) return undefined;
    const needs = possibleNeeds(sources, paths, asked);
    const likely = paths.filter(path => hints.get(path)!.needs.some(need => needs.includes(need)));
    if (this.wants(likely, 'parts')) return undefined;
    const isPossible = likely.some(path => mayNeed(files.parts(path)!, needs));
    if (isPossible && this.wants(paths, 'parts')) return undefined;
    const read = new Set(isPossible ? paths : likely);
    for (const path of paths) this.seen.set(path, this.look(path, read.has(path)));
    if (!isPossible) return [];
    this.walks.set(key, neededFiles(sources, own, needs));
    return undefined;
  }

  private wants(paths: readonly string[], what: 'hints' | 'parts'): boolean {
    const unread = paths.filter(path => (what === 'hints' ? this.hints.get(path) : this.files.parts(path)) === undefined);
    for (const path of unread) this.wanted.set(path, what);
    return unread.length > 0;
  }

  /** Takes one step towards the answers that somebody waits for; false when there is none. */
  next(): boolean {
    if (this.reading) {
      if (this.reading.next().done) this.reading = undefined;
      return true;
    }
    for (const [path, what] of this.wanted) {
      this.wanted.delete(path);
      if (what === 'hints') this.hints.read(path);
      else this.reading = this.files.readParts(path);
      return true;
    }
    for (const [key, walk] of this.walks) {
      const { done, value } = this.faults.guarded<IteratorResult<void, readonly NeededFile[]>>(
        key,
        'files that the program needs',
        () => walk.next(),
        () => ({ done: true, value: [] }),
      );
      if (done) {
        this.walks.delete(key);
        this.known.set(key, value);
        this.outdated.delete(key);
      }
      return true;
    }
    return false;
  }

  get waits(): boolean {
    return this.wanted.size > 0 || this.walks.size > 0 || this.reading !== undefined;
  }

  /** True when an answer may be another one now. */
  changed(path: string): boolean {
    const before = this.seen.get(path);
    if (!before) return false;
    const after = this.look(path, before.parts !== undefined);
    this.seen.set(path, after);
    if (before.hints === after.hints && sameParts(before.parts, after.parts)) return this.move(path, before.parts, after.parts);
    for (const [key, answer] of this.known) this.outdated.set(key, answer);
    this.known.clear();
    this.walks.clear();
    return true;
  }

  /** Lets places in answers go along with the declarations that they lie in; true when that makes a difference. */
  private move(path: string, from: readonly PlacedPart[] = [], to: readonly PlacedPart[] = []): boolean {
    if (from.every(({ offset }, i) => offset === to[i]!.offset)) return false;
    // A walk has the old places in hand.
    let isOther = this.walks.size > 0;
    this.walks.clear();
    const moved = (file: NeededFile): NeededFile => {
      const i = from.findLastIndex(({ offset }) => offset <= file.at.span.start);
      return file.at.file === path && i >= 0 ? { ...file, at: shifted(file.at, to[i]!.offset - from[i]!.offset) } : file;
    };
    for (const answers of [this.known, this.outdated]) {
      for (const [key, answer] of answers) {
        if (!answer.some(({ at }) => at.file === path)) continue;
        answers.set(key, answer.map(moved));
        isOther = true;
      }
    }
    return isOther;
  }

  forget(): void {
    this.known.clear();
    this.outdated.clear();
    this.walks.clear();
    this.seen.clear();
  }

  private look(path: string, inside: boolean): Seen {
    const { needs, silences, hasOwnTrust } = this.hints.read(path);
    return { hints: `${needs.join()} ${silences.join()} ${hasOwnTrust}`, parts: inside ? this.files.parts(path) : undefined };
  }
}

function shifted({ file, span }: Location, by: number): Location {
  return { file, span: { start: span.start + by, end: span.end + by } };
}

/** Whether the code is the same, wherever its declarations begin. */
function sameParts(a: readonly PlacedPart[] | undefined, b: readonly PlacedPart[] | undefined): boolean {
  if (a === undefined || b === undefined || a.length !== b.length) return a === b;
  return a.every(({ part }, i) => part === b[i]!.part || JSON.stringify(part) === JSON.stringify(b[i]!.part));
}
