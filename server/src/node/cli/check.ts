/** The check itself: find files, check packages in parallel and the places that build them beside, join, sort. */
import type { Config } from '../../engine/base/config.js';
import { compareFindings } from '../../engine/base/finding.js';
import { type Message, messageKey } from '../../engine/base/message.js';
import { dirName } from '../../engine/base/paths.js';
import type { Grammars } from '../../engine/syntax/engine.js';
import { confirmPackages } from './compiler-tier.js';
import { discover, goFilesIn } from './discover.js';
import type { CheckResult } from './model.js';
import type { PackageJob, PackageOutcome } from './package-check.js';
import { Session } from './session.js';
import { checkPackages } from './worker-pool.js';

export interface CheckOptions {
  readonly paths: readonly string[];
  readonly cwd: string;
  readonly tier: 'static' | 'all';
  readonly config: Config;
  readonly grammars: Grammars;
  /** Where `go` is looked for, and what it runs with. */
  readonly env: NodeJS.ProcessEnv;
  /** The bundled worker; undefined checks in this thread. */
  readonly workerScript: string | undefined;
  readonly onProgress?: (filesDone: number, filesAll: number) => void;
}

/** Throws NoSuchPath for a PATH that is not there and NoCompiler when tier `all` cannot run; everything else that goes wrong with a file is a warning. */
export async function check(options: CheckOptions): Promise<CheckResult> {
  const started = performance.now();
  const { config, grammars, workerScript: script } = options;
  const found = discover(options.paths, options.cwd);
  const onProgress = (done: number) => options.onProgress?.(done, found.go.length);
  const jobs = packageJobs(found.go);
  const estimated = await checkPackages(jobs, { grammars, config, script, onProgress });
  const packages = options.tier === 'all' && jobs.length > 0 ? await confirmPackages(jobs, estimated, options) : estimated;
  const builds = [...found.dockerfiles, ...found.builds];
  const all = builds.length > 0 ? [...packages, await checkBuilds(builds, options)] : packages;
  return {
    findings: all.flatMap(o => o.findings).sort(compareFindings),
    stats: {
      files: all.reduce((n, o) => n + o.files, 0),
      lines: all.reduce((n, o) => n + o.lines, 0),
      milliseconds: Math.round(performance.now() - started),
    },
    warnings: distinct([...found.warnings, ...all.flatMap(o => o.warnings)]),
  };
}

async function checkBuilds(paths: readonly string[], options: CheckOptions): Promise<PackageOutcome> {
  const session = await Session.open(options);
  try {
    session.drive({ kind: 'builds', paths }, { kind: 'surroundings', paths, programs: 'asked for' });
    return session.outcome(paths);
  } finally {
    session.close();
  }
}

/** Each once, in an order that no language changes. */
function distinct(warnings: readonly Message[]): Message[] {
  const byKey = new Map(warnings.map(w => [messageKey(w), w]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, w]) => w);
}

/** One job per folder. The folder's other files come along for their symbols when only some were named. */
export function packageJobs(goFiles: readonly string[]): PackageJob[] {
  const byDir = new Map<string, string[]>();
  for (const path of goFiles) {
    const files = byDir.get(dirName(path));
    if (files) files.push(path);
    else byDir.set(dirName(path), [path]);
  }
  return [...byDir].map(([dir, report]) => {
    const named = new Set(report);
    return { report, context: goFilesIn(dir).filter(p => !named.has(p)) };
  });
}
