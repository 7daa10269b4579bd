/** Which portion of the work a thread takes next: the neighbour of what it took last, since packages of one place import the same others, and a thread reads these once. */
import { dirName } from '../../engine/base/paths.js';
import type { PackageJob, PackageOutcome } from './package-job.js';

/** Files per portion: large enough that messages cost nothing, small enough that all threads end together. */
export const PORTION = 40;
/** Files of a package that is begun before others: begun last, it would let the other threads wait. */
const LARGE = 3 * PORTION;

export interface Portion {
  readonly jobs: readonly PackageJob[];
  resolve(outcomes: readonly PackageOutcome[]): void;
  reject(error: unknown): void;
}

/** Portions that wait for a thread. */
export class Portions<T> {
  private readonly large: Portion[] = [];
  /** By their folders. */
  private readonly small: Portion[] = [];
  /** Where each thread was last. */
  private readonly places = new Map<T, string>();

  get size(): number {
    return this.large.length + this.small.length;
  }

  add(portion: Portion): void {
    if (filesOf(portion) >= LARGE)
      this.large.splice(
        before(this.large, p => filesOf(p) >= filesOf(portion)),
        0,
        portion,
      );
    else
      this.small.splice(
        before(this.small, p => placeOf(p) <= placeOf(portion)),
        0,
        portion,
      );
  }

  /** The next one behind the thread's last; when another thread is there already, it begins in the middle of what nobody is near to. */
  take(thread: T): Portion | undefined {
    const large = this.large.shift();
    if (large || this.small.length === 0) return large;
    const portion = this.small.splice(this.nextFor(this.places.get(thread)), 1)[0]!;
    this.places.set(thread, placeOf(portion));
    return portion;
  }

  /** Takes all. */
  clear(): Portion[] {
    return [...this.large.splice(0), ...this.small.splice(0)];
  }

  private nextFor(place: string | undefined): number {
    const behind = (of: string) => before(this.small, p => placeOf(p) <= of);
    const places = [...this.places.values()];
    const begun = places.map(behind).sort((a, b) => a - b);
    const lengthFrom = (start: number) => (begun.find(b => b > start) ?? this.small.length) - start;
    const next = place === undefined ? undefined : behind(place);
    const isOwn = (start: number) => lengthFrom(start) > 0 && !places.some(p => p > place! && behind(p) === start);
    if (next !== undefined && isOwn(next)) return next;
    const longest = [0, ...begun].reduce((a, b) => (lengthFrom(b) > lengthFrom(a) ? b : a));
    return longest === 0 && begun[0] !== 0 ? 0 : longest + Math.floor(lengthFrom(longest) / 2);
  }
}

/** How many come before the first that is not `isBefore`, in a list that is sorted by it. */
function before(sorted: readonly Portion[], isBefore: (portion: Portion) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(sorted[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}

const filesOf = ({ jobs }: Portion) => jobs.reduce((n, job) => n + job.report.length, 0);
const placeOf = ({ jobs }: Portion) => dirName(jobs[0]?.report[0] ?? '');

/** Indices of jobs in portions of one neighbourhood; a large package is one of its own. */
export function portionsOf(jobs: readonly PackageJob[]): number[][] {
  const places = jobs.map(({ report }) => dirName(report[0] ?? ''));
  const order = jobs.map((_, i) => i).sort((a, b) => (places[a]! < places[b]! ? -1 : places[a]! > places[b]! ? 1 : 0));
  const out: number[][] = [];
  let size = PORTION;
  for (const i of order) {
    const files = jobs[i]!.report.length;
    if (size + files > PORTION) {
      out.push([]);
      size = 0;
    }
    out.at(-1)!.push(i);
    size += files;
  }
  return out;
}
