/**
 * Parts of a file that were not read: a reader failed, or its text would take too long. Each costs that part only, and is said once.
 * Steps are counted, not timed, so that a text gives the same answer on every machine.
 */

/** Thrown where a text needs more steps than any that people write. */
export class TooMuchWork extends Error {
  constructor() {
    super('too much to look at');
  }
}

/** Steps that a reader may still take. */
export class Work {
  constructor(private left: number) {}

  /** Ends the reading when there are no more. */
  spend(steps = 1): void {
    this.left -= steps;
    if (this.left < 0) throw new TooMuchWork();
  }
}

export interface Fault {
  /** What was not read: `pools`, `allocation sites`. */
  readonly part: string;
  readonly error: unknown;
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
}
