/** Whether the go command of a stage finds a C compiler (go-facts §6.1). */

import { baseName } from '../base/paths.js';
import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import { isPlainPackage, mayBringFiles, stepsOf } from '../builds/dockerfile/stages.js';
import type { GoCommand } from '../shell/go-command.js';
import type { CopyFacts, RunCommand, StageStep } from '../shell/shell-records.js';
import type { ImageEntry } from '../tables/tables.js';

/** For a go command of the stage: true, false, or undefined when nobody knows. */
export function hasCCompiler(facts: DockerfileFacts, stage: StageFacts, image: ImageEntry, command: GoCommand): boolean | undefined {
  if (image.compiler) return true;
  const steps = stepsBefore(facts, stage, command);
  const installed = steps.flatMap(s => (s.kind === 'run' ? (s.command.installs ?? []) : []));
  const has = (...names: string[]) => installed.some(p => p !== undefined && names.includes(p));
  // g++ brings gcc and the headers of the C library along, on Alpine and on Debian.
  if (has('build-base', 'alpine-sdk', 'build-essential', 'g++')) return true;
  if (has('gcc')) return image.packages !== 'apk' || has('musl-dev', 'libc-dev') ? true : undefined;
  if (image.compiler !== false || !image.go || installed.includes(undefined) || installed.some(p => COMPILER_PACKAGE.test(p!)))
    return undefined;
  return steps.some(mayBringCompiler) ? undefined : false;
}

/** Packages of Alpine that bring no headers of the C library along, nor does what they depend on. */
const WITHOUT_HEADERS = new Set(
  'gcc make git bash curl wget ca-certificates tzdata openssh openssh-client upx jq file binutils tar gzip unzip zip xz findutils coreutils pkgconf'.split(
    ' ',
  ),
);

/** True when Alpine's gcc is there, and surely nothing that brings `stdlib.h`: gcc does not depend on musl-dev. */
export function lacksHeaders(facts: DockerfileFacts, stage: StageFacts, image: ImageEntry, command: GoCommand): boolean {
  if (image.packages !== 'apk' || image.compiler !== false || !image.go || mayReplaceCompiler(facts, stage, command)) return false;
  const installed = stepsBefore(facts, stage, command).flatMap(s => (s.kind === 'run' ? (s.command.installs ?? []) : []));
  return installed.includes('gcc') && installed.every(p => p !== undefined && WITHOUT_HEADERS.has(p));
}

/** True when `gcc` may be another one than the image's packages bring: a wrapper, a link, one from elsewhere. */
export function mayReplaceCompiler(facts: DockerfileFacts, stage: StageFacts, command: GoCommand): boolean {
  return stepsBefore(facts, stage, command).some(s => !(s.kind === 'run' && s.command.installs !== undefined) && mayBringCompiler(s));
}

/** False when each step before the command of a job is known, and brings no C compiler. */
export function mayJobBringCompiler(steps: readonly StageStep[], command: GoCommand): boolean {
  const at = steps.findIndex(s => s.kind === 'go' && s.command === command);
  return at < 0 || steps.slice(0, at).some(s => s.kind === 'run' && mayCommandBring(s));
}

function mayCommandBring(step: StageStep & { kind: 'run' }): boolean {
  const { installs, words } = step.command;
  if (installs) return installs.some(p => p === undefined || !isPlainPackage(p)) || words.includes(undefined);
  // A program by its path is the job's own, whatever its name.
  return words[0] === undefined || words[0].includes('/') || mayBringCompiler(step);
}

/** Of what runs before the command, the steps that may bring a compiler; packages installed in the same RUN count. */
function stepsBefore(facts: DockerfileFacts, stage: StageFacts, command: GoCommand): readonly StageStep[] {
  const { bringing, until } = bringingSteps(stepsOf(facts, stage));
  return bringing.slice(0, until.get(command));
}

interface BringingSteps {
  /** Those that install packages, or may bring a compiler in another way. */
  readonly bringing: readonly StageStep[];
  /** How many of them come before a go command, where it stands last. */
  readonly until: ReadonlyMap<GoCommand, number>;
}

/** By the list of steps: a script may hold thousands of go commands, and each asks. */
const brought = new WeakMap<readonly StageStep[], BringingSteps>();

function bringingSteps(steps: readonly StageStep[]): BringingSteps {
  const before = brought.get(steps);
  if (before) return before;
  const bringing: StageStep[] = [];
  const until = new Map<GoCommand, number>();
  const tools = new Set<string>();
  for (const step of steps) {
    if (step.kind === 'go') until.set(step.command, bringing.length);
    for (const tool of step.kind === 'go' ? toolsInstalled(step.command) : []) tools.add(tool);
    // A program of Go's that was installed for this build brings no compiler.
    if (step.kind === 'run' && tools.has(step.command.name ?? '')) continue;
    if ((step.kind === 'run' && step.command.installs !== undefined) || mayBringCompiler(step)) bringing.push(step);
  }
  const found = { bringing, until };
  brought.set(steps, found);
  return found;
}

/** Names of the programs that `go install path@version` brings. */
function toolsInstalled({ verb, packages }: GoCommand): string[] {
  return packages.flatMap(p => {
    const path = verb === 'install' ? /^([^@]+)@/.exec(p ?? '')?.[1] : undefined;
    return path === undefined ? [] : [baseName(path.replace(/\/v\d+$/, ''))];
  });
}

/** Words that speak of a compiler. */
const COMPILER = /(?:^|[^a-z])(?:[gt]?cc|g\+\+|clang|llvm|musl|zig|toolchain)(?:[^a-z]|$)/;

/** Packages that are a C compiler, or may bring one along: what they depend on nobody looked up. */
const COMPILER_PACKAGE = /gcc|g\+\+|clang|llvm|musl|zig|sdk|toolchain|^a?build|^go$|^tcc$|rust|cargo|ghc|[gl]dc$/;

/** Programs that fetch and unpack; they bring a compiler only where an argument names it. */
const FETCHES = new Set('curl wget git tar unzip npm npx yarn pnpm corepack openssl ssh-keyscan protoc buf'.split(' '));

function mayBringCompiler(step: StageStep): boolean {
  return (step.kind === 'run' && mayRunBring(step.command)) || (step.kind === 'copy' && mayCopyCompiler(step.copy));
}

function mayRunBring(command: RunCommand): boolean {
  if (command.name !== undefined && FETCHES.has(command.name)) return command.words.some(w => w !== undefined && COMPILER.test(w));
  return mayBringFiles(command, COMPILER);
}

/** Files of another stage or image put where programs are found. */
function mayCopyCompiler({ from, sources, destination }: CopyFacts): boolean {
  if (!from) return false;
  if (destination === undefined) return true;
  if (!/^\/(?:$|usr|s?bin|opt|lib)/.test(destination)) return false;
  return sources.some(
    s => s === undefined || /[*?[]/.test(s) || /^(?:usr|local|s?bin|opt|lib\w*|go)?$/.test(baseName(s)) || COMPILER.test(s),
  );
}
