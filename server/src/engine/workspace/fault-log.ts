/** What could not be read of the files of a workspace: each part of a file is said once. */
import { type Fault, TooMuchWork } from '../base/faults.js';
import type { Sliced } from '../base/slices.js';
import type { GoFileFacts } from '../go/package/facts.js';

/** A part of a file could not be read. */
export type FaultHandler = (path: string, fault: Fault) => void;

export class FaultLog {
  /** By path and part. */
  private readonly told = new Set<string>();

  constructor(private readonly handler: FaultHandler) {}

  /** What `read` gives, or when it fails, which is said, what is known `without`. */
  guarded<T>(path: string, part: string, read: () => T, without: () => T): T {
    try {
      return read();
    } catch (error) {
      this.tell(path, { part, error });
      return without();
    }
  }

  /** The same for what is read in slices. */
  *guardedSlices<T>(path: string, part: string, read: Sliced<T>, without: () => T): Sliced<T> {
    try {
      return yield* read;
    } catch (error) {
      this.tell(path, { part, error });
      return without();
    }
  }

  /** Says what readers of the file's declarations have left out. */
  tellAll(path: string, { declarations }: GoFileFacts): void {
    for (const { faults } of declarations) for (const fault of faults ?? []) this.tell(path, fault);
  }

  /** A part of the file is left out, since it would take too long. */
  readonly tooMuch = (part: string, path: string): void => this.tell(path, { part, error: new TooMuchWork() });

  /** Says it of the file, once. */
  tell(path: string, fault: Fault): void {
    const key = `${path}\n${fault.part}`;
    if (this.told.has(key)) return;
    this.told.add(key);
    this.handler(path, fault);
  }
}
