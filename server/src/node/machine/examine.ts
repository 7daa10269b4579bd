/** Collects what decides which Go runs in a folder. Starts `go env` only when it may; everything else is read from files. */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { plain } from '../../engine/base/wording.js';
import { type GoModFacts, parseGoMod } from '../../engine/builds/go-mod.js';
import { findGo, type ProcessEnvironment } from '../go/find-go.js';
import { GO_ENV, OFFLINE, overrides } from '../go/go-flags.js';
import { oddModuleFile } from '../go/module-files.js';
import { moduleRoot } from '../go/module-root.js';
import { runProcess } from '../go/process.js';
import { say } from '../go/words.js';
import { type GoEnvFile, goEnvFile, readAssignments } from './go-env-file.js';
import { everyInstalledGo, type InstalledGo, installedGo, readSmall, versionOf } from './installed-go.js';

export interface DoctorRequest {
  /** Absolute path of the folder the question is about. */
  readonly dir: string;
  /** `goPreflight.go.path`, else `go.alternateTools.go`; empty: PATH. */
  readonly configured: string;
  /** The environment with what settings add. */
  readonly env: ProcessEnvironment;
  /** False in an untrusted workspace: no process is started. */
  readonly mayRun: boolean;
}

/** What a go command answered. */
export type GoAnswer = { readonly env: Readonly<Record<string, string>> } | { readonly error: string };

export interface Examination extends DoctorRequest {
  /** The command that runs; undefined when there is none. */
  readonly go?: InstalledGo;
  readonly onPath: readonly InstalledGo[];
  readonly goEnvFile: GoEnvFile;
  /** GOROOT/go.env, the defaults that a distribution may have changed. */
  readonly distribution: Readonly<Record<string, string>>;
  /** Version of the GOROOT that the environment or the written file names. */
  readonly otherGoroot?: { readonly path: string; readonly version: string | undefined; readonly isGo: boolean };
  readonly goMod?: GoModFacts;
  /** Its go and toolchain lines count instead of those of go.mod. */
  readonly goWork?: GoModFacts;
  /** The command itself: away from go.mod, from written values and experiments, without switching. Absent when not asked. */
  readonly plain?: GoAnswer;
  /** The same command in the folder, with the environment as it is, but never downloading. */
  readonly here?: GoAnswer;
  /** What `go list` of a std package complains of there: flags, module files and releases that stop every build. Absent when it works. */
  readonly complaint?: string;
  /** The C compiler that cgo would start, and where it is on PATH. */
  readonly compiler?: { readonly name: string; readonly path: string | undefined };
}

const TIMEOUT_MS = 20_000;
const MAX_OUTPUT = 1 << 20;

/** Never rejects. */
export async function examine(request: DoctorRequest): Promise<Examination> {
  const { env, configured, mayRun } = request;
  const path = findGo(configured, env);
  const go = path === undefined ? undefined : installedGo(path);
  const written = goEnvFile(env);
  const goroot = env.GOROOT || written.values.GOROOT;
  const mod = join(moduleRoot(request.dir), 'go.mod');
  const text = readSmall(mod);
  const base = {
    ...request,
    ...(go && { go }),
    onPath: everyInstalledGo(env),
    goEnvFile: written,
    distribution: readAssignments((go?.goroot && readSmall(join(go.goroot, 'go.env'))) || ''),
    ...(goroot && { otherGoroot: { path: goroot, version: versionOf(goroot), isGo: existsSync(join(goroot, 'src', 'runtime')) } }),
    ...(text !== undefined && { goMod: parseGoMod(mod, text) }),
  };
  if (!go || !mayRun) return { ...base, ...goWorkFor(request, env.GOWORK || written.values.GOWORK) };
  const bare = { ...env, GOENV: 'off', GOEXPERIMENT: '', GOFLAGS: '', GOTOOLCHAIN: 'local', GOROOT: '', GOWORK: 'off' };
  const plain = await ask(go.path, tmpdir(), bare);
  const here = await ask(go.path, request.dir, { ...env, ...OFFLINE });
  const answer = 'env' in here ? here.env : 'env' in plain ? plain.env : undefined;
  // CC may hold arguments: `gcc -m32`.
  const name = (env.CC || answer?.CC || '').trim().split(/\s+/)[0] ?? '';
  const complaint = 'env' in here ? await complaintOf(go.path, request.dir, { ...env, ...OFFLINE }, here.env.GOFLAGS ?? '') : undefined;
  return {
    ...base,
    ...goWorkFor(request, env.GOWORK || written.values.GOWORK),
    plain,
    here,
    ...(complaint !== undefined && { complaint }),
    ...(name !== '' && { compiler: { name, path: findGo(name, env) } }),
  };
}

/** As go finds it: by GOWORK, else in the folder or above. */
function goWorkFor({ dir }: DoctorRequest, named: string | undefined): { goWork: GoModFacts } | undefined {
  if (named === 'off') return undefined;
  for (let at = dir; ; at = dirname(at)) {
    const path = named || join(at, 'go.work');
    const text = readSmall(path);
    if (text !== undefined) return { goWork: parseGoMod(path, text) };
    if (named || dirname(at) === at) return undefined;
  }
}

/** Lines of a complaint that are handed on: the first may be a heading. */
const MAX_LINES = 3;

async function complaintOf(go: string, cwd: string, env: ProcessEnvironment, goFlags: string): Promise<string | undefined> {
  let stderr = '';
  const end = await runProcess({
    file: go,
    args: ['list', '-e', '-json=false', '-f', '{{.Name}}', ...overrides(goFlags), 'unsafe'],
    cwd,
    env: { ...env, PWD: cwd, LC_ALL: 'C' },
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_OUTPUT,
    onStdout: () => undefined,
    onStderr: chunk => {
      stderr += chunk;
    },
  });
  if (end.kind === 'exit' ? end.code === 0 : end.kind !== 'tooMuch') return undefined;
  const lines = stderr.split(/\r?\n/).filter(l => l.trim() !== '' && !/^go: (?:downloading|warning)/.test(l));
  return lines.length === 0
    ? undefined
    : lines
        .slice(0, MAX_LINES)
        .map(l => l.trim())
        .join(' ');
}

async function ask(go: string, cwd: string, env: ProcessEnvironment): Promise<GoAnswer> {
  const odd = oddModuleFile(cwd, env);
  if (odd !== undefined) return { error: plain(say.oddFile({ path: odd })) };
  let stdout = '';
  let stderr = '';
  const end = await runProcess({
    file: go,
    args: GO_ENV,
    cwd,
    env: { ...env, PWD: cwd, LC_ALL: 'C' },
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_OUTPUT,
    onStdout: chunk => {
      stdout += chunk;
    },
    onStderr: chunk => {
      stderr += chunk;
    },
  });
  if (end.kind === 'timeout') return { error: `no answer within ${TIMEOUT_MS / 1000} seconds` };
  if (end.kind === 'crash') return { error: end.reason };
  if (end.kind === 'cancelled') return { error: end.kind };
  const noAnswer = { error: plain(say.notTheLanguageOfGo({ command: go })) };
  if (end.kind === 'tooMuch') return noAnswer;
  const complaint = stderr.split(/\r?\n/).find(l => l.trim() !== '' && !/^go: (?:downloading|warning)/.test(l));
  if (end.code !== 0) return { error: complaint ?? `exit status ${end.code}` };
  try {
    const value: unknown = JSON.parse(stdout);
    if (typeof value === 'object' && value !== null && typeof (value as { GOVERSION?: unknown }).GOVERSION === 'string')
      return { env: value as Readonly<Record<string, string>> };
  } catch {
    // Not the go command's language.
  }
  return noAnswer;
}
