/** Packages as the Go compiler sees them, module by module. */

import { realpathSync } from 'node:fs';
import type { Config } from '../../engine/base/config.js';
import { followedBy, type Message } from '../../engine/base/message.js';
import { dirName } from '../../engine/base/paths.js';
import type { CompilerPackageResult } from '../../engine/compiler/facts.js';
import type { WrittenProfile } from '../../engine/program/written-profiles.js';
import type { CompilerRun } from '../go/compiler-run.js';
import { GoTool } from '../go/go-tool.js';
import { fromRoot, MAX_PATTERNS, moduleRoot } from '../go/module-root.js';
import { hasNothingToCompile } from '../go/package-words.js';
import { describeStatus } from '../go/status.js';
import type { CompilerAnswer } from './compiler-answer.js';
import type { PackageJob } from './package-job.js';
import { say } from './words.js';

export interface CompileOptions {
  /** Says whether tests are compiled. */
  readonly config: Config;
  /** Where `go` is looked for, and what it runs with. */
  readonly env: NodeJS.ProcessEnv;
  /** What build files say of profiles in a module, by its root. */
  readonly profilesOf?: (root: string) => readonly WrittenProfile[];
  /** Texts that stand for those on disk, by path: undefined of a file that is taken for gone. */
  readonly overlay?: ReadonlyMap<string, string | undefined>;
  readonly signal?: AbortSignal;
}

/** A job, by its index, and what came of it. */
export interface AnsweredJob {
  readonly index: number;
  readonly answer: CompilerAnswer;
}

/** Compiles the packages of the jobs, one module after the other: each job is answered once. Who takes answers off the list has them freed. */
export async function* compileModules(jobs: readonly PackageJob[], options: CompileOptions): AsyncGenerator<AnsweredJob[]> {
  const tool = GoTool.find('', options.env);
  const modules = byModule(jobs);
  for (const [root, indices] of modules) {
    const own = indices.map(i => jobs[i]!);
    const answers = tool ? await compiled(tool, root, own, options, modules.size > 1) : own.map(noGo);
    yield indices.map(index => ({ index, answer: answers.shift()! }));
  }
}

const noGo = (): CompilerAnswer => ({ kind: 'unknown', reason: describeStatus({ kind: 'missing', configured: '' }) });

/** What the compiler says of packages of one module, in the order of the jobs. `named`: a module that go refuses is told from others. */
async function compiled(
  tool: GoTool,
  root: string,
  jobs: readonly PackageJob[],
  { config, profilesOf, overlay = new Map(), signal }: CompileOptions,
  named: boolean,
): Promise<CompilerAnswer[]> {
  const dirs = [...new Set(jobs.map(dirOf))];
  const results = new Map<string, CompilerPackageResult>();
  const profiles = profilesOf?.(root) ?? [];
  let complaint: Message | undefined;
  const ask = async (patterns: readonly string[]): Promise<boolean> => {
    const settings = { env: {}, tags: '', tests: config.escapeTests, withoutCgo: !config.cgo, flows: true, overlay };
    const run = await tool.analyzePackages({ ...settings, dir: root, patterns, profiles }, signal);
    for (const result of run.packages) results.set(realOf(result.dir), result);
    complaint ??= complaintOf(run);
    return run.status.kind === 'ok';
  };
  let works = dirs.length <= MAX_PATTERNS || (await ask(['./...']));
  // What `./...` leaves out, such as folders that go.mod ignores, is asked for by name.
  const open = dirs.filter(dir => !results.has(dir)).map(dir => fromRoot(realOf(root), dir, '.'));
  for (let i = 0; works && i < open.length; i += MAX_PATTERNS) works = await ask(open.slice(i, i + MAX_PATTERNS));
  const refused = complaint && (named ? followedBy(say.moduleNotCompiled({ folder: root }), complaint) : complaint);
  return jobs.map(job => {
    const result = results.get(dirOf(job));
    if (result === undefined) return { kind: 'unknown', reason: refused ?? say.noAnswer({ folder: folderOf(job) }) };
    return hasNothingToCompile(result) ? { kind: 'nothing' } : { kind: 'word', result };
  });
}

/** Why a run answered nothing, or not all that it was asked. */
function complaintOf({ status, complaint }: CompilerRun): Message | undefined {
  return status.kind === 'ok' ? complaint : describeStatus(status);
}

const folderOf = (job: PackageJob) => dirName(job.report[0] ?? '');
const dirOf = (job: PackageJob) => realOf(folderOf(job));

/** As go spells it. */
function realOf(dir: string): string {
  try {
    return realpathSync(dir);
  } catch {
    return dir;
  }
}

/** Indices of jobs by the root of the module they lie in. */
function byModule(jobs: readonly PackageJob[]): Map<string, number[]> {
  const out = new Map<string, number[]>();
  for (const [i, job] of jobs.entries()) {
    const root = moduleRoot(folderOf(job));
    out.set(root, [...(out.get(root) ?? []), i]);
  }
  return out;
}
