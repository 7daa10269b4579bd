/** Packages as the Go compiler sees them, one after the other: facts joined to syntax, merged with the estimates. */

import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { Config } from '../../engine/base/config.js';

import type { Message } from '../../engine/base/message.js';
import { baseName, dirName } from '../../engine/base/paths.js';
import type { CompilerPackageResult } from '../../engine/compiler/facts.js';
import type { ReportPackage } from '../../engine/reports/escapes.js';
import { Engine, type Grammars } from '../../engine/syntax/engine.js';
import { Workspace } from '../../engine/workspace/workspace.js';
import type { CompiledSource } from '../../lsp/core/host.js';
import { GoTool, moduleRoot } from '../go/go-tool.js';
import { hasNothingToCompile } from '../go/package-words.js';
import { describeStatus } from '../go/status.js';
import { PackageJoin } from '../host/package-join.js';
import { GoModFiles, type PackageJob, readOrWarn } from './package-check.js';
import { Refused } from './refused.js';

/** The compiler tier could not run at all. */
export class NoCompiler extends Refused {}

export interface CompileOptions {
  readonly config: Config;
  readonly grammars: Grammars;
  /** Where `go` is looked for, and what it runs with. */
  readonly env: NodeJS.ProcessEnv;
  /** Told why a module could not be compiled, and the index of one of its jobs; absent: then nothing is compiled at all. */
  readonly onModuleFailed?: (message: Message, job: number) => void;
}

export interface CompiledPackage {
  /** Index of its job. */
  readonly job: number;
  readonly result: CompilerPackageResult;
  /** Sources and merged findings of those files. */
  readonly report: ReportPackage;
  /** Knows the files of the job and the compiler's word about them, and no others. */
  readonly workspace: Workspace;
}

/** More folders than this are asked for as `./...`: a command line has a limit. */
const MAX_PATTERNS = 100;

/** Compiles the packages of the jobs. Throws NoCompiler when there is no go command that can do it, for any module of theirs. */
export async function* compilePackages(jobs: readonly PackageJob[], options: CompileOptions): AsyncGenerator<CompiledPackage> {
  const { config, grammars, env, onModuleFailed } = options;
  const tool = GoTool.find('', env);
  if (!tool) throw new NoCompiler(describeStatus({ kind: 'missing', configured: '' }));
  const engine = await Engine.load(grammars);
  const goMods = new GoModFiles();
  const modules = byModule(jobs);
  let failures = 0;
  try {
    for (const [root, indices] of modules) {
      const dirs = new Map(indices.map(i => [realpathSync(jobDir(jobs[i]!)), i]));
      const patterns = dirs.size > MAX_PATTERNS ? ['./...'] : [...dirs.keys()].map(d => pattern(realpathSync(root), d));
      const options = { env: {}, tags: '', tests: config.escapeTests, flows: true, overlay: new Map(), dir: root, patterns };
      const run = await tool.analyzePackages(options);
      if (run.status.kind !== 'ok') {
        if (!onModuleFailed || ++failures === modules.size) throw new NoCompiler(describeStatus(run.status));
        onModuleFailed(describeStatus(run.status), indices[0]!);
      }
      for (const result of run.packages) {
        const job = dirs.get(result.dir);
        if (job === undefined || hasNothingToCompile(result)) continue;
        // Signals are heard between packages.
        await new Promise(setImmediate);
        const workspace = new Workspace(engine, { config });
        yield { job, result, workspace, report: await joinPackage(result, jobs[job]!, workspace, engine, goMods) };
      }
    }
  } finally {
    engine.dispose();
  }
}

async function joinPackage(
  result: CompilerPackageResult,
  job: PackageJob,
  workspace: Workspace,
  engine: Engine,
  goMods: GoModFiles,
): Promise<ReportPackage> {
  if (result.error) return { result, files: [] };
  const dir = jobDir(job);
  const mod = goMods.above(dir);
  if (mod) workspace.set(mod.path, mod.text);
  for (const path of [...job.report, ...job.context]) {
    // A file that cannot be read has got its warning from the static tier.
    const text = readOrWarn(path, new Map());
    if (text !== undefined) workspace.set(path, text);
  }
  const join = new PackageJoin(result, dir, { open: new Map(), workspace, engine });
  const sources: CompiledSource[] = [];
  for (const path of job.report) {
    const compiled = result.files.includes(baseName(path)) ? await join.file(baseName(path)) : undefined;
    if (!compiled) continue;
    workspace.evidence.set(path, compiled.evidence, compiled.source.lines.text);
    sources.push(compiled);
  }
  const files = sources.map(({ source, evidence }) => ({
    source,
    findings: workspace.findingsIn(source.path, source.lines.text, evidence),
  }));
  return { result, files };
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
