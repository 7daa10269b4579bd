/** A situation that `server/docs/exit-codes.md` gives an exit code for: what lies in the folder, what is run there, what else must hold. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type CliResult, cli, tempFolder } from '../cli-terminal.js';

export type Files = Readonly<Record<string, string | Buffer>>;
export type Need = 'go' | 'git' | 'POSIX' | 'several processors';

export interface Situation {
  /** What the machine must have; without it the row is skipped, loudly. */
  readonly needs?: readonly Need[];
  /** Default: a module without findings. */
  readonly files?: Files;
  /** What the files cannot say: links, records of an earlier run. */
  lay?(dir: string): void | Promise<void>;
  readonly args: readonly string[];
  /** Other words that come to the same. */
  readonly or?: readonly (readonly string[])[];
  /** Default: nothing, not even a go command. */
  env?(dir: string): NodeJS.ProcessEnv;
  /** What is different while the command runs. */
  during?(run: () => Promise<CliResult>, dir: string): Promise<CliResult>;
  /** Runs something else than the command line in this process. */
  run?(dir: string): Promise<CliResult>;
  also?(result: CliResult, dir: string): void;
}

/** By heading and situation, as they stand in the document. */
export type Situations = Readonly<Record<string, Readonly<Record<string, Situation>>>>;

export const MOD = 'module example.com/app\n\ngo 1.20\n';
export const MODULE: Files = { 'go.mod': MOD, 'a/a.go': 'package a\n' };
/** A warning with a safe fix. */
export const FAULT = 'FROM golang:1.26\nENV GOEXPERIMENT=-greenteagc\nRUN make\n';
export const WITH_FAULT: Files = { ...MODULE, 'good/Dockerfile': FAULT };
export const leak = (pkg: string, name = 'Leak') => `package ${pkg}\n\nfunc ${name}() *int {\n\tx := 1\n\treturn &x\n}\n`;
/** Three packages that go compiles without those of its own. */
export const LEAKS: Files = { 'go.mod': MOD, 'a/a.go': leak('a'), 'b/b.go': leak('b'), 'c/c.go': leak('c') };
export const BROKEN = 'package b\n\nfunc f() { return 1 }\n';

export const real = () => process.env;

export function write(dir: string, name: string, text: string | Buffer): void {
  mkdirSync(dirname(join(dir, name)), { recursive: true });
  writeFileSync(join(dir, name), text);
}

/** A record of an earlier run. */
export async function record(dir: string): Promise<void> {
  await cli(dir, ['escapes', '--write', 'heap.json'], { env: process.env });
}

export function git(dir: string, ...args: string[]): void {
  const run = spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: dir, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
}

export function commit(dir: string): void {
  git(dir, 'init', '-q');
  git(dir, 'add', '.');
  git(dir, 'commit', '-qm', 'one');
}

/** As a user who must not do everything: a superuser reads and writes what the mode of a file forbids. */
export async function withoutRights(run: () => Promise<CliResult>): Promise<CliResult> {
  if (process.geteuid?.() !== 0) return run();
  process.seteuid!(65534);
  try {
    return await run();
  } finally {
    process.seteuid!(0);
  }
}

/** The results for all words of the situation. */
export async function resultsOf(situation: Situation): Promise<readonly CliResult[]> {
  const results = [await resultOf(situation)];
  for (const args of situation.or ?? []) results.push(await resultOf({ ...situation, args }));
  return results;
}

/** The result of the situation in a folder of its own; `more` are words behind its own. */
export async function resultOf(situation: Situation, more: readonly string[] = []): Promise<CliResult> {
  const folder = tempFolder(situation.files ?? MODULE);
  try {
    const { dir } = folder;
    await situation.lay?.(dir);
    if (situation.run) return await situation.run(dir);
    const env = situation.env?.(dir) ?? {};
    const run = () => cli(dir, [...situation.args, ...more], { env });
    const result = await (situation.during ? situation.during(run, dir) : run());
    if (more.length === 0) situation.also?.(result, dir);
    return result;
  } finally {
    folder.remove();
    rmSync(folder.dir, { recursive: true, force: true });
  }
}
