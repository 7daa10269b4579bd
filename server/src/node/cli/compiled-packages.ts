/** Packages as the Go compiler sees them, module by module. */

import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { Config } from '../../engine/base/config.js';

import type { Message } from '../../engine/base/message.js';
import { dirName } from '../../engine/base/paths.js';
import type { CompilerPackageResult } from '../../engine/compiler/facts.js';
import { GoTool, moduleRoot } from '../go/go-tool.js';
import { hasNothingToCompile } from '../go/package-words.js';
import { describeStatus } from '../go/status.js';
import type { PackageJob } from './package-job.js';
import { Refused } from './refused.js';

/** The compiler tier could not run at all. */
export class NoCompiler extends Refused {}

export interface CompileOptions {
  /** Says whether tests are compiled. */
  readonly config: Config;
  /** Where `go` is looked for, and what it runs with. */
  readonly env: NodeJS.ProcessEnv;
  /** Told why a module could not be compiled, and the index of one of its jobs; absent: then nothing is compiled at all. */
  readonly onModuleFailed?: (message: Message, job: number) => void;
}

export interface CompiledModule {
  /** Indices of the jobs that lie in it. */
  readonly jobs: readonly number[];
  /** By index of a job: what the compiler said, packages that do not build included; absent where there is nothing to compile. */
  readonly results: ReadonlyMap<number, CompilerPackageResult>;
}

/** More folders than this are asked for as `./...`: a command line has a limit. */
const MAX_PATTERNS = 100;

/**
 * Compiles the packages of the jobs, one module after the other; modules that go refuses come last, without results. Throws NoCompiler when
 * there is no go command that can do it, for any module of theirs.
 */
export async function* compileModules(jobs: readonly PackageJob[], options: CompileOptions): AsyncGenerator<CompiledModule> {
  const { config, env, onModuleFailed } = options;
  const tool = GoTool.find('', env);
  if (!tool) throw new NoCompiler(describeStatus({ kind: 'missing', configured: '' }));
  const modules = byModule(jobs);
  const refused: number[] = [];
  let failures = 0;
  for (const [root, indices] of modules) {
    const dirs = new Map(indices.map(i => [realpathSync(jobDir(jobs[i]!)), i]));
    const patterns = dirs.size > MAX_PATTERNS ? ['./...'] : [...dirs.keys()].map(d => pattern(realpathSync(root), d));
    const options = { env: {}, tags: '', tests: config.escapeTests, flows: true, overlay: new Map(), dir: root, patterns };
    const run = await tool.analyzePackages(options);
    if (run.status.kind !== 'ok') {
      if (!onModuleFailed || ++failures === modules.size) throw new NoCompiler(describeStatus(run.status));
      onModuleFailed(describeStatus(run.status), indices[0]!);
      refused.push(...indices);
      continue;
    }
    const results = new Map<number, CompilerPackageResult>();
    for (const result of run.packages) {
      const job = dirs.get(result.dir);
      if (job !== undefined && !hasNothingToCompile(result)) results.set(job, result);
    }
    yield { jobs: indices, results };
  }
  if (refused.length > 0) yield { jobs: refused, results: new Map() };
}

const jobDir = (job: PackageJob) => dirName(job.report[0] ?? '');

/** Indices of jobs by the root of the module they lie in. */
function byModule(jobs: readonly PackageJob[]): Map<string, number[]> {
  const out = new Map<string, number[]>();
  for (const [i, job] of jobs.entries()) {
    const root = moduleRoot(jobDir(job));
    out.set(root, [...(out.get(root) ?? []), i]);
  }
  return out;
}

function pattern(root: string, dir: string): string {
  const path = relative(root, dir).split(sep).join('/');
  return path === '' ? '.' : `./${path}`;
}
