// Parses Go files with the same parser and on as many threads as the command line uses, and does nothing else: what `check` is measured
// against. `node bench-parse.mjs DIR` prints { files, milliseconds }.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

const root = resolve(import.meta.dirname, '../..');
const PORTION = 40;
/** The engine's limit, in UTF-16 units (MAX_TEXT). */
const MAX_TEXT = 1_500_000;

/** The files `check` takes in a folder. */
function goFiles(dir) {
  return readdirSync(dir, { withFileTypes: true }).flatMap(e => {
    const path = join(dir, e.name);
    if (e.isDirectory()) return /^[._]|^(vendor|testdata|node_modules)$/.test(e.name) ? [] : goFiles(path);
    return e.isFile() && e.name.endsWith('.go') ? [path] : [];
  });
}

async function work() {
  const require = createRequire(import.meta.url);
  const { Parser, Language } = require('web-tree-sitter');
  await Parser.init({ wasmBinary: readFileSync(join(root, 'dist/web-tree-sitter.wasm')), locateFile: name => name });
  const parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(join(root, 'dist/tree-sitter-go.wasm'))));
  parentPort.on('message', files => {
    for (const file of files) {
      const text = readFileSync(file, 'utf8');
      if (text.length <= MAX_TEXT) parser.parse(text).delete();
    }
    parentPort.postMessage('next');
  });
  parentPort.postMessage('next');
}

async function main(dir) {
  const started = performance.now();
  const files = goFiles(dir);
  const queue = Array.from({ length: Math.ceil(files.length / PORTION) }, (_, i) => files.slice(i * PORTION, (i + 1) * PORTION));
  const run = () =>
    new Promise((done, reject) => {
      const worker = new Worker(new URL(import.meta.url));
      worker.on('error', reject).on('message', () => {
        const next = queue.shift();
        if (next) worker.postMessage(next);
        else worker.terminate().then(done, reject);
      });
    });
  await Promise.all(Array.from({ length: availableParallelism() }, run));
  console.log(JSON.stringify({ files: files.length, milliseconds: performance.now() - started }));
}

if (isMainThread) await main(resolve(process.argv[2]));
else await work();
