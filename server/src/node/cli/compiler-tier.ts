/** `--tier all`: has the Go compiler confirm or refute the estimates of whole packages. Needs a go command; starts nothing else. */
import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { Config } from '../../engine/config.js';
import { Engine, type Grammars } from '../../engine/engine.js';
import { mergeFindings } from '../../engine/escape/merge.js';
import type { CompilerPackageResult } from '../../engine/facts/compiler/facts.js';
import { t } from '../../engine/l10n.js';
import { baseName, dirName } from '../../engine/workspace/files.js';
import { Workspace } from '../../engine/workspace/workspace.js';
import { NO_TOOLS } from '../../lsp/settings.js';
import { GoTool, moduleRoot } from '../goTool/go-tool.js';
import { describeStatus } from '../goTool/status.js';
import { PackageJoin } from '../package-join.js';
import { toChecked } from './model.js';
import { GoModFiles, type PackageJob, type PackageOutcome, readOrWarn } from './package-check.js';

/** The compiler tier could not run at all. */
export class NoCompiler extends Error {}

/** More folders than this are asked for as `./...`: a command line has a limit. */
const MAX_PATTERNS = 100;

/**
 * The outcomes with the compiler's word merged in. Packages that do not build keep their estimates and get a warning. Throws NoCompiler
 * when there is no go command that can do it.
 */
export async function confirmPackages(
  jobs: readonly PackageJob[],
  outcomes: readonly PackageOutcome[],
  { config, grammars, env }: { readonly config: Config; readonly grammars: Grammars; readonly env: NodeJS.ProcessEnv },
): Promise<PackageOutcome[]> {
  const tool = GoTool.find('', env);
  if (!tool) throw new NoCompiler(describeStatus({ kind: 'missing', configured: '' }));
  const out = [...outcomes];
  const engine = await Engine.load(grammars);
  const goMods = new GoModFiles();
  for (const [root, indices] of byModule(jobs)) {
    const dirs = new Map(indices.map(i => [realpathSync(jobDir(jobs[i]!)), i]));
    const patterns = dirs.size > MAX_PATTERNS ? ['./...'] : [...dirs.keys()].map(d => pattern(realpathSync(root), d));
    const run = await tool.analyzePackages({ ...NO_TOOLS, tags: '', flows: true, overlay: new Map(), dir: root, patterns });
    if (run.status.kind !== 'ok') throw new NoCompiler(describeStatus(run.status));
    for (const result of run.packages) {
      const i = dirs.get(result.dir);
      if (i !== undefined) out[i] = await confirmPackage(result, jobs[i]!, out[i]!, new Workspace(engine, { config }), engine, goMods);
    }
  }
  engine.dispose();
  return out;
}

async function confirmPackage(
  result: CompilerPackageResult,
  job: PackageJob,
  estimated: PackageOutcome,
  workspace: Workspace,
  engine: Engine,
  goMods: GoModFiles,
): Promise<PackageOutcome> {
  if (result.error) return { ...estimated, warnings: [...estimated.warnings, doesNotBuild(result)] };
  const dir = jobDir(job);
  const mod = goMods.above(dir);
  if (mod) workspace.set(mod.path, mod.text);
  for (const path of [...job.report, ...job.context]) {
    // A file that cannot be read has got its warning from the static tier.
    const text = readOrWarn(path, new Map());
    if (text !== undefined) workspace.set(path, text);
  }
  const request = {
    scope: 'package',
    path: dir,
    open: new Map<string, string>(),
    tools: NO_TOOLS,
    workspace,
    engine,
    report: true,
  } as const;
  const join = new PackageJoin(result, dir, request);
  const findings = [];
  for (const path of job.report) {
    const compiled = result.files.includes(baseName(path)) ? await join.file(baseName(path)) : undefined;
    const merged = compiled ? workspace.findings(path, estimates => mergeFindings(estimates, compiled.file)) : workspace.findings(path);
    findings.push(...merged.map(f => toChecked(workspace, f)));
  }
  return { ...estimated, findings };
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

function doesNotBuild({ importPath, error }: CompilerPackageResult): string {
  const place = error?.file === undefined ? '' : `${baseName(error.file)}${error.line === undefined ? '' : `:${error.line}`}: `;
  return t('{0} does not build, so its escape findings are estimates: {1}{2}', importPath, place, error?.message ?? '');
}
