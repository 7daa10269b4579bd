// `npm run bench`: measures the goals for speed and memory and says which are met. Takes a few minutes; run it on a quiet machine.
// `-- quick` does one round of each.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { setup } from './setup.mjs';

const root = resolve(import.meta.dirname, '../..');
const quick = process.argv.includes('quick');
const ROUNDS = quick ? 1 : 3;
const EDITS = quick ? 1_000 : 10_000;
const MEGABYTE = 1e6;
/** Milliseconds after an edit by itself before the server asks the compiler (QUIET_ALONE in compiler-tier.ts). */
const QUIET = 100;

const rows = [];
/** `value` and `limit` in the same unit; met when the value is not larger. */
const report = (goal, value, limit, unit, note = '') => rows.push({ goal, value, limit, unit, note });
const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Runs node to its end. Peak memory and CPU time come from /proc while it runs, so they are undefined elsewhere than on Linux. */
function measured(args) {
  return new Promise((done, reject) => {
    const temp = mkdtempSync(join(tmpdir(), 'go-preflight-bench-'));
    const out = join(temp, 'out');
    const started = performance.now();
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', openSync(out, 'w'), 'ignore'] });
    let peak;
    let cpu;
    const poll = setInterval(() => {
      try {
        // A process that has just ended has no memory left to tell about.
        const high = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
        if (high) peak = Number(high[1]) * 1024;
        const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
        cpu = (Number(stat[11]) + Number(stat[12])) * 10;
      } catch {
        // Ended between two looks, or no such file system.
      }
    }, 20);
    child.on('error', reject).on('exit', () => {
      clearInterval(poll);
      const text = readFileSync(out, 'utf8');
      rmSync(temp, { recursive: true, force: true });
      done({ milliseconds: performance.now() - started, peak, cpu, text });
    });
  });
}

/** Check and parse-only take turns, so that both see the same machine. */
async function wholeStandardLibrary() {
  const go = spawnSync('go', ['env', 'GOROOT'], { encoding: 'utf8' });
  if (go.status !== 0) return console.error('SKIPPED: no go command, so there is no GOROOT/src to check');
  const src = join(go.stdout.trim(), 'src');
  const parse = [];
  const check = [];
  for (let i = 0; i < ROUNDS; i++) {
    parse.push(await measured([join(root, 'server/tools/bench-parse.mjs'), src]));
    check.push(await measured([join(root, 'dist/cli.js'), 'check', '--tier', 'static', '--format', 'json', src]));
  }
  const fastest = (runs, key) => Math.min(...runs.map(r => r[key] ?? Number.NaN));
  const { files, lines } = JSON.parse(check[0].text).stats;
  const seconds = (fastest(check, 'milliseconds') / 1000).toFixed(1);
  const cpuRatio = (fastest(check, 'cpu') / fastest(parse, 'cpu')).toFixed(2);
  const note = `${files} files, ${lines} lines in ${seconds} s; ratio of CPU time ${cpuRatio}`;
  report('check GOROOT/src against parsing it', fastest(check, 'milliseconds') / fastest(parse, 'milliseconds'), 2.5, 'times', note);
  report('peak memory of that check', Math.max(...check.map(c => c.peak ?? Number.NaN)) / MEGABYTE, 700, 'MB');
}

async function editLatency() {
  const script = `require('./server/test/bench/edit-latency.ts').measureEditLatency(${EDITS}).then(r => console.log(JSON.stringify(r)))`;
  const { text } = await measured(['--expose-gc', '--require', 'tsx/cjs', '-e', script]);
  const { median: middle, p95, lines, memory } = JSON.parse(text);
  report('edit to published diagnostics, median', middle, 10, 'ms', `${lines} lines, ${EDITS} edits`);
  report('edit to published diagnostics, 95th percentile', p95, 25, 'ms');
  // The first sample is taken while caches still fill.
  const [first, last] = [memory[1], memory.at(-1)];
  report(
    `growth of memory over ${EDITS} edits`,
    (last.rss - first.rss) / MEGABYTE,
    20,
    'MB',
    `external ${Math.round(last.external / MEGABYTE)} MB at the end`,
  );
}

/** How long the server holds its thread while the largest files of the standard library are opened, read and edited. */
async function slices() {
  const script = `require('./server/test/bench/slices.ts').measureSlices().then(r => console.log(JSON.stringify(r)))`;
  const { text } = await measured(['--require', 'tsx/cjs', '-e', script]);
  const { written, generated } = JSON.parse(text);
  report('longest slice of the server, large files', written.longest, 10, 'ms', `${written.over} above 10 ms, ${written.files} files`);
  report(
    'longest slice of the server, files of tables',
    generated.longest,
    30,
    'ms',
    `${generated.over} above 10 ms, ${generated.files} files`,
  );
}

/** Types of a file of 1,500 lines with 200 packages of dependencies, in processor time: the machine may do other things. */
async function types() {
  const temp = mkdtempSync(join(tmpdir(), 'go-preflight-bench-'));
  const bundle = join(temp, 'types-speed.cjs');
  // As it is shipped: running from source has costs of its own, which a first answer feels.
  buildSync({
    entryPoints: [join(root, 'server/test/bench/types-speed.ts')],
    outfile: bundle,
    ...{ bundle: true, minify: true, platform: 'node', format: 'cjs', target: 'es2022', logLevel: 'error' },
    ...{ mainFields: ['module', 'main'], conditions: ['module', 'node'] },
    alias: { 'web-tree-sitter': createRequire(import.meta.url).resolve('web-tree-sitter') },
    define: { __dirname: JSON.stringify(join(root, 'server/test/bench')) },
  });
  const script = `const { measureTypes, ownTable } = require(${JSON.stringify(bundle)}); measureTypes(${EDITS / 10}, ownTable).then(r => console.log(JSON.stringify(r)))`;
  const { text } = await measured(['--expose-gc', '-e', script]);
  rmSync(temp, { recursive: true, force: true });
  const { first, longestStep, median: middle, p95, memory, lines, packages } = JSON.parse(text);
  report('types of a first file, 200 packages of dependencies', first, 400, 'ms', `${lines} lines, ${packages} packages`);
  report('longest declaration of it', longestStep, 50, 'ms', 'not warmed up');
  report('types after an edit of a body, median', middle, 1, 'ms', `95th percentile ${p95.toFixed(2)} ms`);
  report('memory of those types', memory / MEGABYTE, 150, 'MB');
}

/** From starting the process to the first diagnostics of a file that the client opens at once. */
async function serverStart() {
  const times = [];
  for (let i = 0; i < 2 * ROUNDS + 1; i++) times.push(await startOnce());
  report('server start to first diagnostics, median', median(times), 500, 'ms', `${times.length} starts`);
}

function startOnce() {
  return new Promise((done, reject) => {
    const started = performance.now();
    const server = spawn(process.execPath, [join(root, 'dist/server.js'), '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const send = message => {
      const text = JSON.stringify({ jsonrpc: '2.0', ...message });
      server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    };
    let output = '';
    server.on('error', reject).stdout.on('data', chunk => {
      const before = output;
      output += chunk;
      if (!before.includes('"id":1,') && output.includes('"id":1,')) {
        send({ method: 'initialized', params: {} });
        const text = 'package main\n\n//preflight:ignore no/such-rule\nfunc main() {}\n';
        send({
          method: 'textDocument/didOpen',
          params: { textDocument: { uri: 'file:///bench/main.go', languageId: 'go', version: 1, text } },
        });
      }
      if (!output.includes('preflight/unused-suppression')) return;
      server.kill();
      done(performance.now() - started);
    });
    send({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {}, workspaceFolders: null } });
  });
}

/** gopls is taken from GOPLS or PATH; a run of each takes turns, so that all see the same machine. */
async function confirmedFindings() {
  const which = spawnSync('which', ['gopls'], { encoding: 'utf8' });
  const gopls = process.env.GOPLS || (which.status === 0 ? which.stdout.trim() : undefined);
  if (spawnSync('go', ['version']).status !== 0) return console.error('SKIPPED: no go command, so no findings to confirm');
  const script = join(root, 'server/tools/bench-compiler.mjs');
  const { text } = await measured([script, String(quick ? 3 : 9), ...(gopls ? [gopls] : [])]);
  const result = JSON.parse(text);
  const ours = median(result.ours);
  const bare = median(result.bare);
  const note = `${result.package}: ${Math.round(ours)} ms, of which ${QUIET} ms wait for a pause in typing; the compiler alone ${Math.round(bare)} ms`;
  report('confirmed findings over the bare compiler run, median', ours - bare - QUIET, 150, 'ms', note);
  if (result.gopls.length === 0)
    return console.error('SKIPPED: no gopls on PATH or in GOPLS, so the compiler tier was NOT compared with it');
  report(
    'edit to confirmed findings against gopls, median',
    ours / median(result.gopls),
    0.6,
    'times',
    `gopls ${Math.round(median(result.gopls))} ms`,
  );
}

/** The files that say how a program is built, 2,000 of them in one module. */
async function buildFiles() {
  const script = `require('./server/test/bench/build-files.ts').measureBuildFiles(${quick ? 20 : 200}).then(r => console.log(JSON.stringify(r)))`;
  const { text } = await measured(['--require', 'tsx/cjs', '-e', script]);
  const { files, index, edits, matrix, rows: contexts } = JSON.parse(text);
  report(`index ${files} build files`, index, 3000, 'ms', `the table of ${contexts} rows in ${Math.round(matrix)} ms more`);
  report('edit of a build file to the findings of another, median', median(edits), 50, 'ms', `${files} files, ${edits.length} edits`);
}

function print() {
  const show = value => (Number.isNaN(value) ? 'unknown' : value.toFixed(value < 100 ? 2 : 0));
  const width = Math.max(...rows.map(r => r.goal.length));
  console.log();
  for (const { goal, value, limit, unit, note } of rows) {
    const verdict = value <= limit ? 'ok    ' : 'MISSED';
    console.log(
      `${verdict} ${goal.padEnd(width)} ${show(value).padStart(8)} ${unit.padEnd(5)} (at most ${limit})${note ? `  ${note}` : ''}`,
    );
  }
  process.exitCode = rows.every(r => r.value <= r.limit) ? 0 : 1;
}

if (!setup() || spawnSync(process.execPath, [join(root, 'server/tools/build.mjs')], { stdio: 'inherit' }).status !== 0) process.exit(1);
await serverStart();
await types();
await editLatency();
await slices();
await buildFiles();
await confirmedFindings();
await wholeStandardLibrary();
print();
