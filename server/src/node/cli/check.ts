/** The check itself: find files, check packages in parallel and the places that build them beside, join, sort. */
import type { Config } from '../../engine/base/config.js';
import { compareFindings } from '../../engine/base/finding.js';
import { dirName } from '../../engine/base/paths.js';
import type { Grammars } from '../../engine/syntax/engine.js';
import { optimizeLexers } from '../host/optimize-late.js';
import { brokenModules } from './broken-modules.js';
import type { CompileOptions } from './compiled-packages.js';
import { type Discovered, discover, goFilesIn } from './discover.js';
import { DiskFolders } from './disk-folders.js';
import { LeftOut } from './left-out.js';
import type { CheckResult } from './model.js';
import { remarks } from './outcome.js';
import type { FilesOutcome, PackageJob } from './package-job.js';
import type { Project } from './project.js';
import { type Readers, Session } from './session.js';

export interface CheckOptions {
  readonly paths: readonly string[];
  readonly cwd: string;
  readonly tier: 'static' | 'all';
  readonly config: Config;
  /** What it leaves out. */
  readonly project?: Project;
  readonly grammars: Grammars;
  /** Where `go` is looked for, and what it runs with. */
  readonly env: NodeJS.ProcessEnv;
  /** Texts that the compiler takes for those on disk; `readers` give them to the rules. */
  readonly overlay?: NonNullable<CompileOptions['overlay']>;
  readonly signal?: AbortSignal;
  /** The bundled worker; undefined checks in this thread. */
  readonly workerScript: string | undefined;
  readonly onProgress?: (filesDone: number, filesAll: number) => void;
  /** How files are read and parsed, for tests that count. */
  readonly readers?: Readers;
}

/** From here on lexers that read faster are worth their compiling: of 2,650 files it makes no difference (GOROOT/src/cmd), of 10,000 6 %. */
const MANY_FILES = 5000;

type CheckRun = Omit<CheckOptions, 'paths'> & { readonly disk: DiskFolders };

/** What cannot be looked at, a PATH that is not there or a compiler that does not answer, costs its own findings only and is a gap of the result. */
export async function check(options: CheckOptions): Promise<CheckResult> {
  const disk = new DiskFolders(options.readers?.listFolder, options.project && new LeftOut(options.project));
  return checkFound(discover(options.paths, options.cwd, disk), disk, options);
}

/** The same for files that have been found. */
export async function checkFound(found: Discovered, disk: DiskFolders, options: Omit<CheckOptions, 'paths'>): Promise<CheckResult> {
  const started = performance.now();
  if (found.go.length >= MANY_FILES) optimizeLexers();
  const run = { ...options, disk };
  const all = await Session.run(run, session => outcomes(found, session, run));
  return {
    ...remarks(found, { gaps: options.project?.gaps ?? [] }, { gaps: brokenModules(found, disk, options.tier === 'all') }, ...all),
    findings: all.flatMap(o => o.findings).sort(compareFindings),
    stats: {
      files: all.reduce((n, o) => n + o.files, 0),
      lines: all.reduce((n, o) => n + o.lines, 0),
      milliseconds: Math.round(performance.now() - started),
    },
  };
}

/** Of the packages, and of the files that build when there are any. */
async function outcomes(found: Discovered, session: Session, run: CheckRun): Promise<readonly FilesOutcome[]> {
  const builds = [...found.dockerfiles, ...found.builds];
  session.read({ kind: 'builds', paths: builds });
  const jobs = packageJobs(found.go, run.disk);
  const packages = await session.packages(jobs, builds, run);
  if (builds.length === 0) return packages.map(session.given);
  session.drive({ kind: 'surroundings', paths: builds, programs: 'asked for' });
  return [...packages.map(session.given), session.outcome(builds)];
}

/** One job per folder. The folder's other files come along for their symbols when only some were named. */
export function packageJobs(goFiles: readonly string[], disk: DiskFolders): PackageJob[] {
  const byDir = new Map<string, string[]>();
  for (const path of goFiles) {
    const files = byDir.get(dirName(path));
    if (files) files.push(path);
    else byDir.set(dirName(path), [path]);
  }
  return [...byDir].map(([dir, report]) => {
    const named = new Set(report);
    return { report, context: goFilesIn(dir, disk).filter(p => !named.has(p)) };
  });
}
