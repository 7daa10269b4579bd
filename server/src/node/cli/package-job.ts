/** What is asked about one Go package (the files of one folder), and what comes back. */
import { type Fault, TooMuchWork } from '../../engine/base/faults.js';
import type { Message } from '../../engine/base/message.js';
import type { KnownGoFile } from '../../engine/workspace/known-go-file.js';
import type { Region } from '../../engine/workspace/surroundings.js';
import type { CompilerAnswer } from './compiler-answer.js';
import type { CheckedFinding } from './model.js';
import type { Remarks } from './outcome.js';
import { say } from './words.js';

export interface PackageJob {
  /** Files whose findings are asked for. */
  readonly report: readonly string[];
  /** Further files of the same folder, read for their symbols. */
  readonly context: readonly string[];
  /** The nearest go.mod file, or that there is none; absent where nobody has looked yet. */
  readonly goMod?: { readonly path: string | undefined };
  /** What the compiler said about the package; absent where it was not asked. */
  readonly answer?: CompilerAnswer;
  /** Modules of files that build, which want to know of these files. */
  readonly regions?: readonly Region[];
}

/** What is found in some files. */
export interface FilesOutcome extends Remarks {
  readonly findings: readonly CheckedFinding[];
  readonly files: number;
  readonly lines: number;
}

export interface PackageOutcome extends FilesOutcome {
  /** What the regions of the job want to know of its files, by path. */
  readonly known: readonly (readonly [path: string, file: KnownGoFile])[];
}

export function partFailed(path: string, { part, error }: Fault): Message {
  return error instanceof TooMuchWork ? say.partTooMuch({ path, part }) : say.partFailed({ path, part, error: errorText(error) });
}

const errorText = (error: unknown) => (error instanceof Error ? error.message : String(error));

export function ruleFailed(rule: string, path: string, error: unknown): Message {
  return say.ruleFailed({ rule, path, error: errorText(error) });
}
