// `npm run package`: builds and writes go-preflight.vsix, which holds exactly what .vscodeignore allows. `--out FILE` writes elsewhere,
// `--no-build` packs dist/ as it is.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const root = resolve(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: { out: { type: 'string', default: join(root, 'go-preflight.vsix') }, 'no-build': { type: 'boolean', default: false } },
});
const run = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0;

// Everything is bundled, so there are no dependencies to pack. Links and pictures of the README lead to the repository that package.json
// names: VS Code shows no picture from inside of a package.
const vsce = join(root, 'node_modules/@vscode/vsce/vsce');
const pack = () => run(vsce, 'package', '--no-dependencies', '-o', resolve(values.out));
if (!(values['no-build'] || run(join(root, 'server/tools/build.mjs'))) || !pack()) process.exitCode = 1;
