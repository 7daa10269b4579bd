/** What the compiler is asked about packages, and what comes back. */
import type { Message } from '../../engine/base/message.js';
import type { CompilerPackageResult } from '../../engine/compiler/facts.js';
import type { WrittenProfile } from '../../engine/program/written-profiles.js';
import type { BuildSettings } from './go-flags.js';
import type { GoStatus } from './status.js';

export interface AnalyzeRequest extends BuildSettings {
  /** Absolute directory the patterns are relative to. */
  readonly dir: string;
  /** `.`, `./...`, `./sub`. */
  readonly patterns: readonly string[];
  /** Absolute path -> text in the editor, for files that may differ from the disk; undefined of a file that is taken for gone. */
  readonly overlay: ReadonlyMap<string, string | undefined>;
  /** Ask whether it builds, and for no decisions: what an own `go build` has compiled is not compiled again. */
  readonly buildOnly?: boolean;
  /** Ask for the flow of every escape (`-m=2`): slower by a fifth. */
  readonly flows: boolean;
  /** Nobody waits for the answer: what profiles change is looked into less far, and for a minute at a time. */
  readonly isUnasked?: boolean;
  /** The profiles that build files give to programs; paths are those of the disk. */
  readonly profiles?: readonly WrittenProfile[];
  /** Compile the tests of the packages too. */
  readonly tests?: boolean;
  /** Default 300. */
  readonly timeoutSeconds?: number;
  /** Characters of the compiler's text that are read at most, default a thousand million; what it prints beyond them is dropped. */
  readonly maxOutput?: number;
}

export interface CompilerRun {
  readonly status: GoStatus;
  /** Empty unless the status is `ok`; packages that do not build are in it, with their error. */
  readonly packages: readonly CompilerPackageResult[];
  /** What go said of a run that it calls a failure, although it answered: then something may be missing in `packages`. */
  readonly complaint?: Message;
}
