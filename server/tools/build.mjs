// Bundles every program of the project into dist/ and puts the wasm files beside them. `--dev`: sourcemaps, no minifying. `--node DIR`: only
// those that run in node, into another folder.
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { build } from 'esbuild';
import { withoutProse } from './without-prose.mjs';

const root = resolve(import.meta.dirname, '../..');
const other = process.argv.includes('--node') ? process.argv[process.argv.indexOf('--node') + 1] : undefined;
const dist = other === undefined ? join(root, 'dist') : resolve(other);
const require = createRequire(import.meta.url);
const dev = process.argv.includes('--dev');

const { version } = require('../../package.json');

const shared = {
  absWorkingDir: root,
  bundle: true,
  minify: !dev,
  sourcemap: dev ? 'linked' : false,
  legalComments: 'none',
  target: 'es2022',
  logLevel: 'warning',
  define: { 'process.env.GO_PREFLIGHT_VERSION': JSON.stringify(version) },
};

// A node program is CommonJS. esbuild would take the ESM build of web-tree-sitter, which asks for import.meta.url and finds none.
const node = {
  ...shared,
  platform: 'node',
  format: 'cjs',
  alias: { 'web-tree-sitter': require.resolve('web-tree-sitter') },
  // vscode-languageserver-types' "main" is UMD, whose inner require esbuild cannot see.
  mainFields: ['module', 'main'],
  conditions: ['module', 'node'],
  external: ['vscode'],
};

const web = {
  ...shared,
  platform: 'browser',
  conditions: ['module', 'browser', 'worker'],
  mainFields: ['browser', 'module', 'main'],
  // web-tree-sitter asks for these only after it has seen that it runs in node.
  external: ['vscode', 'fs', 'fs/promises', 'path', 'module', 'node:*'],
};

// The command line loads what speaks the protocol of agents only when it is asked to.
const besides = {
  name: 'besides',
  setup: ({ onResolve }) => onResolve({ filter: /^\.\/mcp-main\.js$/ }, () => ({ path: './mcp.js', external: true })),
};

/** Each program: where it starts, what is written, and how. `optional`: not an error when the source is missing. */
const everything = [
  { from: 'server/src/node/cli-main.ts', to: 'cli.js', options: { ...node, plugins: [besides], banner: { js: '#!/usr/bin/env node' } } },
  { from: 'server/src/node/mcp-main.ts', to: 'mcp.js', options: node },
  { from: 'server/src/node/cli/worker.ts', to: 'cli-worker.js', options: { ...node, plugins: [withoutProse] } },
  { from: 'server/src/node/server-main.ts', to: 'server.js', options: { ...node, plugins: [withoutProse] } },
  { from: 'client/src/extension.ts', to: 'extension.js', options: node },
  { from: 'client/src/extension.web.ts', to: 'web/extension.js', options: { ...web, format: 'cjs' } },
  {
    from: 'server/src/browser/server-main.ts',
    to: 'web/server.js',
    options: { ...web, format: 'iife', plugins: [withoutProse] },
  },
  { from: 'client/test/web/index.ts', to: 'web/tests.js', options: { ...web, format: 'cjs' }, optional: true },
];
const programs = everything.filter(({ from }) => other === undefined || from.startsWith('server/src/node/'));

const WASM = [
  ['web-tree-sitter', 'web-tree-sitter.wasm'],
  ['tree-sitter-go', 'tree-sitter-go.wasm'],
  ['tree-sitter-bash', 'tree-sitter-bash.wasm'],
];

const started = performance.now();
mkdirSync(join(dist, 'web'), { recursive: true });
for (const [name, file] of WASM) {
  const from = join(root, 'node_modules', name, file);
  copyFileSync(from, join(dist, file));
  copyFileSync(from, join(dist, 'web', file));
}

// Translations; English is in the programs.
const LANGUAGES = readdirSync(join(root, 'server/l10n')).filter(name => name.endsWith('.json') && name !== 'en.json');
const copies = LANGUAGES.flatMap(name => [`l10n/${name}`, `web/l10n/${name}`]);
for (const to of copies) {
  mkdirSync(dirname(join(dist, to)), { recursive: true });
  copyFileSync(join(root, 'server/l10n', basename(to)), join(dist, to));
}

// The standard library's table, for node and the web alike: a host reads the pieces that an analysis asks for.
const STD = join(root, 'server/data/std');
const pieces = readdirSync(STD, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.txt'));
for (const name of pieces) {
  mkdirSync(dirname(join(dist, 'std', name)), { recursive: true });
  copyFileSync(join(STD, name), join(dist, 'std', name));
}

// All of it in one file for the npm package, which is to have few (server/src/node/host/std-pieces.ts reads it).
const texts = pieces.map(name => [name.split(sep).join('/').slice(0, -'.txt'.length), readFileSync(join(STD, name))]);
const index = {};
let offset = 0;
for (const [name, { length }] of texts) {
  index[name] = [offset, length];
  offset += length;
}
writeFileSync(join(dist, 'std.pack'), Buffer.concat([Buffer.from(`${JSON.stringify(index)}\n`), ...texts.map(([, text]) => text)]));

const missing = programs.filter(p => !p.optional && !existsSync(join(root, p.from)));
const present = programs.filter(p => existsSync(join(root, p.from)));
const results = await Promise.allSettled(present.map(p => build({ ...p.options, entryPoints: [p.from], outfile: join(dist, p.to) })));
// esbuild leaves characters in regular expressions as they are, and V8 keeps a text that has one above U+00FF with two bytes for each character.
const escaped = unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
for (const [i, { to }] of present.entries()) {
  const path = join(dist, to);
  if (results[i].status === 'fulfilled') writeFileSync(path, readFileSync(path, 'utf8').replace(/[\u0080-\uffff]/g, escaped));
}
if (existsSync(join(dist, 'cli.js'))) chmodSync(join(dist, 'cli.js'), 0o755);

const planned = new Set([
  ...copies,
  'std.pack',
  ...pieces.map(name => `std/${name.split(sep).join('/')}`),
  ...WASM.flatMap(([, f]) => [f, `web/${f}`]),
  ...present.flatMap(p => (dev ? [p.to, `${p.to}.map`] : [p.to])),
]);
for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath ?? entry.path, entry.name);
  if (entry.isFile() && !planned.has(relative(dist, path).split(sep).join('/'))) rmSync(path);
}

for (const p of missing) console.error(`build: ${p.from} is missing, so dist/${p.to} was not written`);
const failed = present.filter((_, i) => results[i].status === 'rejected');
for (const p of failed) console.error(`build: dist/${p.to} failed (errors above)`);
console.log(`build: ${present.length - failed.length} of ${programs.length} bundles in ${Math.round(performance.now() - started)} ms`);
process.exitCode = missing.length + failed.length > 0 ? 1 : 0;
