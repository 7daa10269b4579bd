// Installs the real VS Code that the editor tests drive: `node client/test/e2e/setup.mjs`. Not interactive, and quick when all is there.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const here = import.meta.dirname;
const vscode = join(here, 'node_modules/code-server/lib/vscode');
/** A copy of the lock file that was installed: written last, so an install that was cut short is done again. */
const STAMP = join(here, 'node_modules/.installed-lock.json');

/** Where Debian, Ubuntu and people put it; `CHROMIUM` wins. */
export function findChromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  return [process.env.CHROMIUM, ...names.map(name => `/usr/bin/${name}`)].find(path => path && existsSync(path));
}

/**
 * Two installs: our lock file, and code-server's own for the VS Code inside it. Without scripts nothing is compiled: what a test run needs
 * has prebuilt files in its packages. Returns a sentence when it could not be done.
 */
export function setup() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'the VS Code server build of these tests runs on Linux x64 only';
  const lock = join(here, 'package-lock.json');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === readFileSync(lock, 'utf8')) return undefined;
  console.log('e2e: installing VS Code (code-server, about 800 MB, once)');
  if (!npmCi(here)) return 'npm ci in client/test/e2e failed';
  // --legacy-peer-deps: the lock file that comes with code-server lacks one peer dependency, and plain `npm ci` refuses it.
  if (!npmCi(vscode, '--legacy-peer-deps', '--omit=dev')) return 'npm ci in code-server/lib/vscode failed';
  copyFileSync(lock, STAMP);
  return undefined;
}

function npmCi(cwd, ...more) {
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...more];
  return spawnSync('npm', args, { cwd, stdio: 'inherit' }).status === 0;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const problem = setup();
  if (problem) console.error(`e2e: ${problem}`);
  if (!findChromium()) console.error('e2e: Chromium is missing (Debian: apt-get install chromium)');
  process.exitCode = problem || !findChromium() ? 1 : 0;
}
