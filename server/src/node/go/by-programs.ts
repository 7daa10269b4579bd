/**
 * Packages as the programs of their module have them compiled. The compiler's word about a package alone is wrong where a profile guides the
 * build (go-facts §8.2): each profile is asked about once, however many programs share it, and only for packages that a program with it contains.
 */
import { resolve, sep } from 'node:path';
import type { BuiltFor } from '../../engine/base/built-for.js';
import { compareGoVersions, type GoVersion } from '../../engine/base/go-version.js';
import { callerFacts } from '../../engine/compiler/caller-facts.js';
import type { CompilerFact, CompilerPackageResult } from '../../engine/compiler/facts.js';
import { calleeName } from '../../engine/compiler/inlined-callee.js';
import { readGoFlagsVariable } from '../../engine/shell/go-flags-variable.js';
import type { AnalyzeRequest, CompilerRun } from './compiler-run.js';
import { fromRoot, MAX_PATTERNS } from './module-root.js';
import { runProcess } from './process.js';
import { isRegular, type ModulePackage, type ModulePrograms, type Programs, type ProgramsQuestion } from './programs.js';

/** What one run is asked; the rest is as in the request. */
export interface Asked {
  readonly dir?: string;
  readonly patterns?: readonly string[];
  readonly tests?: boolean;
  readonly timeoutSeconds?: number;
  /** Value of `-pgo`; absent where go is left to itself. */
  readonly pgo?: string;
}

interface ProfiledQuestion extends ProgramsQuestion {
  readonly request: Pick<AnalyzeRequest, 'dir' | 'patterns' | 'isUnasked' | 'profiles'>;
  readonly version: GoVersion;
  readonly goFlags: string;
  readonly programs: Programs;
  ask(asked: Asked): Promise<CompilerRun>;
}

/** The release that looks for `default.pgo`, and the one that prepares profiles. */
const LOOKS_FOR_PROFILES = { major: 1, minor: 21 };
const PREPARES_PROFILES = { major: 1, minor: 23 };
/** Packages that import those asked for, which are looked at too: what the profile inlines is often called there. Without a person who waits, fewer. */
const MAX_CALLERS = { asked: 100, bySelf: 10 };
const PREPARE_MS = 60_000;
/** Nobody reads it. */
const PREPARE_BYTES = 10_000_000;
/** What a program imports is compiled anew the first time. Without a person who waits the next run goes on from there. */
const GUIDED_SECONDS = 60;

/** One run where no profile plays a part; else one without a profile and one for each that a program has. */
export async function askByPrograms(question: ProfiledQuestion): Promise<CompilerRun> {
  const { ask, cwd, version, goFlags } = question;
  const given = readGoFlagsVariable(goFlags).flags.get('pgo') ?? 'auto';
  if (given === 'off' || compareGoVersions(version, LOOKS_FOR_PROFILES) < 0) return ask({});
  if (given !== 'auto') return askWithOne(question, resolve(cwd, given));
  const module = await question.programs.of({ ...question, written: question.request.profiles ?? [] });
  if (!module) return ask({});
  // Go would read a profile that it finds itself, of a main package that is asked for alone.
  const plain = await ask({ pgo: 'off' });
  const guided = plain.packages.filter(
    p => !p.error && module.programs.some(x => x.profiles.some(f => f !== undefined) && x.packages.has(p.importPath)),
  );
  if (plain.status.kind !== 'ok' || guided.length === 0) return plain;
  const callers = callersOf(plain.packages, guided, module, question.request.isUnasked ? MAX_CALLERS.bySelf : MAX_CALLERS.asked);
  const builds: Build[] = [{ profile: undefined, results: plain.packages }];
  for (const profile of new Set(module.programs.flatMap(p => p.profiles.flatMap(f => f ?? [])))) {
    const own = [...guided, ...callers].filter(p => isGuided(p, profile, module));
    if (!guided.some(p => own.includes(p)) || !(await prepare(question, profile))) continue;
    const run = await askFor(question, own, profile);
    if (run.status.kind === 'cancelled') return run;
    builds.push({ profile, results: run.packages.filter(p => !p.error) });
  }
  return { ...plain, packages: plain.packages.map(p => (guided.includes(p) ? ofPrograms(p, module, builds) : p)) };
}

/** All that was asked with one profile, or without. */
interface Build {
  readonly profile: string | undefined;
  readonly results: readonly CompilerPackageResult[];
}

/** Packages of programs that import those with a profile, and have not been asked for; none where there are more than `max`. */
function callersOf(
  asked: readonly Placed[],
  guided: readonly Placed[],
  { packages, programs }: ModulePrograms,
  max: number,
): readonly ModulePackage[] {
  const [known, imported] = [asked, guided].map(list => new Set(list.map(p => p.importPath)));
  const callers = [...packages.values()].filter(
    p => !known!.has(p.importPath) && p.imports.some(i => imported!.has(i)) && programs.some(x => x.packages.has(p.importPath)),
  );
  return callers.length > max ? [] : callers;
}

/** GOFLAGS names a profile, so it guides whatever is built. */
async function askWithOne(question: ProfiledQuestion, profile: string): Promise<CompilerRun> {
  if (!isRegular(profile) || !(await prepare(question, profile))) return question.ask({ pgo: 'off' });
  const plain = await question.ask({ pgo: 'off' });
  const run = await question.ask({});
  const builtFor = { programs: [], profile: slashed(profile) };
  const inlinedAnyway = (p: Placed) => inlinable(plain.packages.find(q => q.dir === p.dir)?.facts ?? []);
  return { ...run, packages: run.packages.map(p => ({ ...p, builtFor, inlinedAnyway: inlinedAnyway(p) })) };
}

function askFor(question: ProfiledQuestion, packages: readonly Placed[], pgo: string): Promise<CompilerRun> {
  const { ask, cwd, request } = question;
  const named = packages.map(p => fromRoot(cwd, p.dir, '.'));
  return ask({
    // More are asked for as the request names them.
    ...(named.length <= MAX_PATTERNS && { dir: cwd, patterns: named }),
    tests: false,
    pgo,
    ...(request.isUnasked && { timeoutSeconds: GUIDED_SECONDS }),
  });
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
    maxBytes: PREPARE_BYTES,
    onStdout: () => undefined,
    onStderr: () => undefined,
  });
  return end.kind === 'exit' && end.code === 0;
}

type Placed = Pick<CompilerPackageResult, 'importPath' | 'dir'>;

const isGuided = ({ importPath }: Placed, profile: string, { programs }: ModulePrograms) =>
  programs.some(p => p.profiles.includes(profile) && p.packages.has(importPath));

/** What holds for the programs that contain the package, which was compiled without a profile first. */
function ofPrograms(plain: CompilerPackageResult, module: ModulePrograms, builds: readonly Build[]): CompilerPackageResult {
  const own = module.programs.filter(p => p.packages.has(plain.importPath));
  const words = builds.flatMap(({ profile, results }) => {
    const programs = own.filter(p => p.profiles.includes(profile)).map(p => p.importPath);
    const result = profile === undefined ? plain : results.find(p => p.importPath === plain.importPath);
    if (result === undefined || programs.length === 0) return [];
    const builtFor: BuiltFor = profile === undefined ? { programs } : { programs, profile: slashed(profile) };
    const inlinedAnyway = inlinable(plain.facts);
    return [withTests({ ...result, builtFor, inlinedAnyway, callers: profile === undefined ? [] : calls(result, results, module) }, plain)];
  });
  const [first, ...otherwise] = words;
  // Of a profile that go cannot use nothing is known.
  if (first === undefined) return { ...plain, builtFor: { programs: [] } };
  return otherwise.length === 0 ? first : { ...first, otherwise };
}

/** By their names. */
const inlinable = (facts: readonly CompilerFact[]): ReadonlySet<string> =>
  new Set(facts.flatMap(f => (f.kind === 'inlinable' ? (calleeName(f.expression) ?? []) : [])));

function calls({ importPath }: Placed, results: readonly CompilerPackageResult[], { packages }: ModulePrograms): CompilerFact[] {
  const pkg = packages.get(importPath);
  const callers = results.flatMap(({ importPath: path, facts }) => {
    const caller = packages.get(path);
    return caller ? [{ ...caller, facts }] : [];
  });
  return pkg ? callerFacts(pkg, callers) : [];
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
