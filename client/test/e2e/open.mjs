// `npm run vscode`: a real VS Code in your browser, with this extension, on test-workspace (the real one: changes you save stay). It runs
// until Ctrl+C. `npm run vscode -- FOLDER` opens another folder.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setup as setUpProject } from '../../../server/tools/setup.mjs';
import { setup } from './setup.mjs';

const root = resolve(import.meta.dirname, '../../..');

function fail(message) {
  console.error(`npm run vscode: ${message}`);
  process.exit(1);
}

const problem = setUpProject() ? setup() : 'the npm packages are missing';
if (problem) fail(problem);
// Only now: it needs the packages.
const { startServer } = await import('./vscode.mjs');
const temp = mkdtempSync(join(tmpdir(), 'preflight-vsix-'));
const vsix = join(temp, 'go-preflight.vsix');
const packed = spawnSync(process.execPath, [join(root, 'server/tools/package.mjs'), '--out', vsix], { stdio: 'inherit' });
if (packed.status !== 0) fail('the extension does not build (errors above)');
const port = process.env.PORT ? Number(process.env.PORT) : undefined;
const server = await startServer({ vsix, port, settings: { 'files.autoSave': 'off' } }).catch(error => fail(error.message));
rmSync(temp, { recursive: true });
const folder = process.argv[2] ? resolve(process.argv[2]) : join(root, 'test-workspace');
console.log(`\nVS Code with Go Preflight: ${server.url}?folder=${encodeURIComponent(folder)}\nStop it with Ctrl+C.`);
const stop = () => server.stop().then(() => process.exit(0));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stop);
