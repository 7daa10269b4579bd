/**
 * Parts of a file that were not read: a reader failed, or its text would take too long. Each costs that part only, and is said once.
 * Steps are counted, not timed, so that a text gives the same answer on every machine.
 */

import type { Sliced } from './slices.js';

/** Thrown where a text needs more steps than any that people write. */
export class TooMuchWork extends Error {
  constructor() {
    super('too much to look at');
  }
}

/** Steps that a reader may still take. */
export class Work {
  private rested: number;

  constructor(private left: number) {
    this.rested = left;
  }

  /** Ends the reading when there are no more. */
  spend(steps = 1): void {
    this.left -= steps;
    if (this.left < 0) throw new TooMuchWork();
  }

  /** It is time to rest: so many steps have been taken since the last time. */
  isTired(steps: number): boolean {
    if (this.rested - this.left < steps) return false;
    this.rested = this.left;
    return true;
  }
}

export interface Fault {
  /** What was not read: `pools`, `allocation sites`. */
  readonly part: string;
  readonly error: unknown;
  /** Such files are often so: who has one need not be stopped by it. */
  readonly isCommon?: boolean;
}

/** Reads parts, each of which may fail without the others. */
export class Faults {
  readonly all: Fault[] = [];

  /** What `read` gives, or `without` when it fails. */
  part<T>(part: string, read: () => T, without: T): T {
    try {
      return read();
    } catch (error) {
      this.all.push({ part, error });
      return without;
    }
  }

  /** The same for what is read in slices. */
  *slicedPart<T>(part: string, read: Sliced<T>, without: T): Sliced<T> {
    try {
      return yield* read;
    } catch (error) {
      this.all.push({ part, error });
      return without;
    }
  }
}
