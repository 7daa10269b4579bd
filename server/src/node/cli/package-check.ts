/** What is asked about one Go package (the files of one folder) and what comes back, and how its files are read. */
import type { Message } from '../../engine/base/message.js';
import { dirName } from '../../engine/base/paths.js';
import type { CompilerPackageResult } from '../../engine/compiler/facts.js';
import type { KnownGoFile } from '../../engine/workspace/known-go-file.js';
import type { Region } from '../../engine/workspace/surroundings.js';
import type { CheckedFinding } from './model.js';
import { type ReadSource, readSource, type SourceFile, Unreadable } from './source-file.js';
import { say } from './words.js';

export interface PackageJob {
  /** Files whose findings are asked for. */
  readonly report: readonly string[];
  /** Further files of the same folder, read for their symbols. */
  readonly context: readonly string[];
  /** What the compiler said about the package; absent where it has no say. */
  readonly compiled?: CompilerPackageResult;
  /** Modules of files that build, which want to know of these files. */
  readonly regions?: readonly Region[];
}

/** What is found in some files. */
export interface Outcome {
  readonly findings: readonly CheckedFinding[];
  readonly files: number;
  readonly lines: number;
  readonly warnings: readonly Message[];
}

export interface PackageOutcome extends Outcome {
  /** What the regions of the job want to know of its files, by path. */
  readonly known: readonly (readonly [path: string, file: KnownGoFile])[];
}

/** Texts of go.mod files by folder; one per thread, since every folder below a module asks for the same one. */
export class GoModFiles {
  private readonly nearest = new Map<string, { readonly path: string; readonly text: string } | undefined>();

  constructor(private readonly read: ReadSource = readSource) {}

  /** The go.mod file at or above the folder. */
  above(dir: string): { readonly path: string; readonly text: string } | undefined {
    if (this.nearest.has(dir)) return this.nearest.get(dir);
    const path = `${dir}/go.mod`;
    const found = this.tryRead(path);
    const parent = dirName(dir);
    const result = found !== undefined ? { path, text: found } : dir === parent || dir === '' ? undefined : this.above(parent);
    this.nearest.set(dir, result);
    return result;
  }

  private tryRead(path: string): string | undefined {
    try {
      return this.read(path).text;
    } catch {
      return undefined;
    }
  }
}

/** The file, or undefined with a warning in `warnings`. */
export function readOrWarn(path: string, warnings: Map<string, Message>, read: ReadSource = readSource): SourceFile | undefined {
  try {
    return read(path);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    warnings.set(path, error.reason);
    return undefined;
  }
}

export function ruleFailed(rule: string, path: string, error: unknown): Message {
  return say.ruleFailed({ rule, path, error: error instanceof Error ? error.message : String(error) });
}

/** A last line without a newline counts. */
export function countLines(text: string): number {
  let lines = text === '' || text.endsWith('\n') ? 0 : 1;
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) lines++;
  return lines;
}
