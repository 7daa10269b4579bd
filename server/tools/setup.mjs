// Installs the npm packages when they are missing or older than the lock file. Quiet and idempotent; uses nothing but node.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = resolve(import.meta.dirname, '../..');

/** npm writes node_modules/.package-lock.json at the end of each complete install, so its date tells when that was. */
function upToDate() {
  const installed = join(root, 'node_modules/.package-lock.json');
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

/** True when the packages are there. A fresh clone needs the network once. */
export function setup() {
  if (upToDate()) return true;
  console.log('setup: installing npm packages (npm ci)');
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const run = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (run.status === 0) return true;
  console.error(`setup: npm ci failed (${run.error?.message ?? `exit code ${run.status}`}).`);
  return false;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href && !setup()) process.exitCode = 1;
