/**
 * Packages as the programs of their module have them compiled. The compiler's word about a package alone is wrong where a profile guides the
 * build (go-facts §8.2): each profile is asked about once, however many programs share it, and only for packages that a program with it contains.
 */
import { relative, resolve, sep } from 'node:path';
import type { BuiltFor } from '../../engine/base/built-for.js';
import { compareGoVersions, type GoVersion } from '../../engine/base/go-version.js';
import type { CompilerPackageResult } from '../../engine/compiler/facts.js';
import { readGoFlagsVariable } from '../../engine/shell/go-flags-variable.js';
import type { AnalyzeRequest, CompilerRun } from './compiler-run.js';
import { runProcess } from './process.js';
import { isRegular, type Program, type Programs, type ProgramsQuestion } from './programs.js';

/** What one run is asked; the rest is as in the request. */
export interface Asked {
  readonly patterns?: readonly string[];
  readonly tests?: boolean;
  /** Value of `-pgo`; absent where go is left to itself. */
  readonly pgo?: string;
}

export interface ProfiledQuestion extends ProgramsQuestion {
  readonly request: Pick<AnalyzeRequest, 'dir' | 'patterns'>;
  readonly version: GoVersion;
  readonly goFlags: string;
  readonly programs: Programs;
  ask(asked: Asked): Promise<CompilerRun>;
}

/** The release that looks for `default.pgo`, and the one that prepares profiles. */
const LOOKS_FOR_PROFILES = { major: 1, minor: 21 };
const PREPARES_PROFILES = { major: 1, minor: 23 };
/** More packages than this are asked for as the request names them: a command line has a limit. */
const MAX_PATTERNS = 100;
const PREPARE_MS = 60_000;

/** One run where no profile plays a part; else one without a profile and one for each that a program has. */
export async function askByPrograms(question: ProfiledQuestion): Promise<CompilerRun> {
  const { ask, cwd, version, goFlags } = question;
  const given = readGoFlagsVariable(goFlags).flags.get('pgo') ?? 'auto';
  if (given === 'off' || compareGoVersions(version, LOOKS_FOR_PROFILES) < 0) return ask({});
  if (given !== 'auto') return askWithOne(question, resolve(cwd, given));
  const programs = await question.programs.of(question);
  if (!programs) return ask({});
  // Go would read a profile that it finds itself, of a main package that is asked for alone.
  const plain = await ask({ pgo: 'off' });
  if (plain.status.kind !== 'ok') return plain;
  const guided = new Map<string, readonly CompilerPackageResult[]>();
  for (const profile of new Set(programs.flatMap(p => p.profile ?? []))) {
    const run = await askWithProfile(
      question,
      profile,
      plain.packages.filter(p => !p.error && isGuided(p, profile, programs)),
    );
    if (run?.status.kind === 'cancelled') return run;
    guided.set(
      profile,
      (run?.packages ?? []).filter(p => !p.error),
    );
  }
  return { ...plain, packages: plain.packages.map(p => ofPrograms(p, programs, guided)) };
}

/** GOFLAGS names a profile, so it guides whatever is built. */
async function askWithOne(question: ProfiledQuestion, profile: string): Promise<CompilerRun> {
  if (!isRegular(profile) || !(await prepare(question, profile))) return question.ask({ pgo: 'off' });
  const run = await question.ask({});
  return { ...run, packages: run.packages.map(p => ({ ...p, builtFor: { programs: [], profile: slashed(profile) } })) };
}

async function askWithProfile(
  question: ProfiledQuestion,
  profile: string,
  packages: readonly CompilerPackageResult[],
): Promise<CompilerRun | undefined> {
  if (packages.length === 0 || !(await prepare(question, profile))) return undefined;
  const { dir } = question.request;
  const named = packages.map(p => slashed(relative(dir, p.dir))).map(path => (path === '' ? '.' : `./${path}`));
  const isFew = named.length <= MAX_PATTERNS && named.every(path => !path.startsWith('./..'));
  return question.ask({ ...(isFew && { patterns: named }), tests: false, pgo: profile });
}

/**
 * From 1.23 on go makes a file of its own of a profile, and `go list` leaves that to builds: without the file it compiles as if there were no
 * profile. Building `unsafe`, in which there is nothing to compile, makes it.
 */
async function prepare({ go, cwd, env, flags, signal, version }: ProfiledQuestion, profile: string): Promise<boolean> {
  if (compareGoVersions(version, PREPARES_PROFILES) < 0) return true;
  const end = await runProcess({
    file: go,
    args: ['build', ...flags, `-pgo=${profile}`, '--', 'unsafe'],
    ...{ cwd, env, signal },
    timeoutMs: PREPARE_MS,
    onStdout: () => undefined,
    onStderr: () => undefined,
  });
  return end.kind === 'exit' && end.code === 0;
}

const isGuided = ({ importPath }: CompilerPackageResult, profile: string, programs: readonly Program[]) =>
  programs.some(p => p.profile === profile && p.packages.has(importPath));

/** What holds for the programs that contain the package; `plain` where none of them has a profile. */
function ofPrograms(
  plain: CompilerPackageResult,
  programs: readonly Program[],
  guided: ReadonlyMap<string, readonly CompilerPackageResult[]>,
): CompilerPackageResult {
  const own = programs.filter(p => p.packages.has(plain.importPath));
  if (plain.error || own.every(p => p.profile === undefined)) return plain;
  const without = own.filter(p => p.profile === undefined).map(p => p.importPath);
  const builds = [...guided].flatMap(([profile, results]) => {
    const result = results.find(p => p.importPath === plain.importPath);
    const builtFor: BuiltFor = {
      programs: own.filter(p => p.profile === profile).map(p => p.importPath),
      profile: slashed(profile),
    };
    return result && builtFor.programs.length > 0 ? [withTests({ ...result, builtFor }, plain)] : [];
  });
  // Of a profile that go cannot use nothing is known.
  const isPlainAsked = without.length > 0 || builds.length === 0;
  const [first, ...otherwise] = [...(isPlainAsked ? [{ ...plain, builtFor: { programs: without } }] : []), ...builds];
  return otherwise.length === 0 ? first! : { ...first!, otherwise };
}

/** `go test` has no profile: what is said of tests comes from the run without. */
function withTests(guided: CompilerPackageResult, plain: CompilerPackageResult): CompilerPackageResult {
  const tests = plain.files.filter(file => !guided.files.includes(file));
  if (tests.length === 0) return guided;
  return {
    ...guided,
    files: [...guided.files, ...tests],
    facts: [...guided.facts, ...plain.facts.filter(fact => tests.includes(fact.file))],
    ...(plain.externalTests && { externalTests: plain.externalTests }),
    ...(plain.testError && { testError: plain.testError }),
  };
}

const slashed = (path: string) => path.split(sep).join('/');
