/** Checks one Go package (the files of one folder) by itself. Runs the same in a worker thread and in the main one. */
import type { Config } from '../../engine/base/config.js';
import type { Message } from '../../engine/base/message.js';
import { dirName } from '../../engine/base/paths.js';
import type { Engine } from '../../engine/syntax/engine.js';
import { Workspace } from '../../engine/workspace/workspace.js';
import { type CheckedFinding, toChecked } from './model.js';
import { readSource, Unreadable } from './source-file.js';
import { say } from './words.js';

export interface PackageJob {
  /** Files whose findings are asked for. */
  readonly report: readonly string[];
  /** Further files of the same folder, read for their symbols. */
  readonly context: readonly string[];
}

export interface PackageOutcome {
  readonly findings: readonly CheckedFinding[];
  readonly files: number;
  readonly lines: number;
  readonly warnings: readonly Message[];
}

/** Texts of go.mod files by folder; one per thread, since every folder below a module asks for the same one. */
export class GoModFiles {
  private readonly nearest = new Map<string, { readonly path: string; readonly text: string } | undefined>();

  /** The go.mod file at or above the folder. */
  above(dir: string): { readonly path: string; readonly text: string } | undefined {
    if (this.nearest.has(dir)) return this.nearest.get(dir);
    const path = `${dir}/go.mod`;
    const found = tryRead(path);
    const parent = dirName(dir);
    const result = found !== undefined ? { path, text: found } : dir === parent || dir === '' ? undefined : this.above(parent);
    this.nearest.set(dir, result);
    return result;
  }
}

export function checkPackage(engine: Engine, job: PackageJob, config: Config, goMods: GoModFiles): PackageOutcome {
  const warnings = new Map<string, Message>();
  const workspace = new Workspace(engine, {
    config,
    onRuleError: (rule, path, error) => warnings.set(rule, ruleFailed(rule, path, error)),
  });
  const mod = goMods.above(dirName(job.report[0] ?? ''));
  if (mod) workspace.set(mod.path, mod.text);
  for (const path of [...job.report, ...job.context]) {
    const text = readOrWarn(path, warnings);
    if (text !== undefined) workspace.set(path, text);
  }
  const known = job.report.filter(p => workspace.text(p) !== undefined);
  return {
    findings: known.flatMap(p => workspace.findings(p).map(f => toChecked(workspace, f))),
    files: known.length,
    lines: known.reduce((n, p) => n + countLines(workspace.text(p)!), 0),
    warnings: [...warnings.values()],
  };
}

/** The text, or undefined with a warning in `warnings`. */
export function readOrWarn(path: string, warnings: Map<string, Message>): string | undefined {
  try {
    return readSource(path).text;
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

function tryRead(path: string): string | undefined {
  try {
    return readSource(path).text;
  } catch {
    return undefined;
  }
}
