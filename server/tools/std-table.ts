/** `npm run generate -- --std`: makes the table of the standard library anew, which takes minutes and fetches the toolchain of each release. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const PROGRAM = join(__dirname, 'std-table');

/** Runs the Go program that makes the table; throws when it fails. `toolchain` runs the program itself, `auto` is the one in its go.mod. */
export function runStdTable(args: readonly string[], toolchain: 'auto' | 'local' = 'auto'): void {
  const env = { ...process.env, GOTOOLCHAIN: toolchain, GOFLAGS: '', GOWORK: 'off' };
  const run = spawnSync('go', ['run', '.', ...args], { cwd: PROGRAM, env, encoding: 'utf8', stdio: ['ignore', 'inherit', 'pipe'] });
  if (run.status !== 0) throw new Error(`std-table ${args.join(' ')}: ${run.error?.message ?? run.stderr}`);
}

/** The whole table, and then a comparison of each object with the sources. */
export function generateStdTable(root: string): void {
  const out = join(root, 'server/data/std');
  runStdTable(['-out', out]);
  runStdTable(['-verify', '-out', out]);
}
