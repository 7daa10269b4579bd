// `npm start`: set-up, build, and the main job on test-workspace with a report a person can read. Findings are what it is there to show,
// so they are no failure; only a tool that could not run is.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { setup } from './setup.mjs';

const root = resolve(import.meta.dirname, '../..');
const run = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;

if (!setup() || run(join(root, 'server/tools/build.mjs')) !== 0) process.exit(1);
console.log('\n> go-preflight check --hints test-workspace\n');
const status = run(join(root, 'dist/cli.js'), 'check', '--hints', 'test-workspace', ...process.argv.slice(2));
console.log(
  status > 1
    ? '\nnpm start: the tool could not run.'
    : '\nnpm start: the tool works. Next: `node dist/cli.js check <your module>`, `node dist/cli.js explain pool/use-after-put`, `npm run vscode`, `npm test`.',
);
process.exitCode = status > 1 ? status : 0;
