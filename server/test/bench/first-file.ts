/**
 * What the first question about types in a file costs, with the module cache as it is:
 *
 *     node --expose-gc --import tsx server/test/bench/first-file.ts FILE.go
 *
 * It is put as the server puts its own: in slices, once for all imports and anew when what it waited for has come. `rounds`: how often, and the
 * milliseconds of each; `longest`: the longest slice. CPU time says more than wall time on a machine that does other things.
 */
import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Sliced } from '../../src/engine/base/slices.js';
import { Resolver } from '../../src/engine/go/types/resolver.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { readText, readTextLater } from '../../src/node/host/bounded-reader.js';
import { goHome, readPackageLater } from '../../src/node/host/module-cache.js';
import { readTableLater } from '../../src/node/host/std-pieces.js';
import { loadEngine } from '../support/engine-for-tests.js';

const MAX_BYTES = 4_000_000;

async function main(): Promise<void> {
  const file = resolve(process.argv[2] ?? '');
  const workspace = new Workspace(await loadEngine());
  workspace.goPackages.setHome(goHome(process.env, path => path));
  for (const name of readdirSync(dirname(file)).filter(n => n.endsWith('.go'))) {
    const path = join(dirname(file), name);
    const text = readText(path, MAX_BYTES) ?? '';
    if (path === file) workspace.open(path, text);
    else workspace.set(path, text);
  }
  workspace.findings(file);

  const resolver = new Resolver(workspace.goPackages);
  const rounds: number[] = [];
  const ask = function* (): Sliced<void> {
    const source = workspace.goPackages.of(file)!;
    const types = resolver.of(source);
    let taken = 0;
    for (const { tree } of source.files.find(f => f.path === file)?.declarations ?? []) {
      const work = types.typing(file, tree);
      for (let isDone = false; !isDone; ) {
        const start = performance.now();
        isDone = work.next().done === true;
        taken += performance.now() - start;
        yield;
      }
    }
    rounds.push(Math.round(taken));
  };
  globalThis.gc?.();
  const heap = process.memoryUsage().heapUsed;
  const cpu = process.cpuUsage();
  const start = performance.now();
  const needs = { file: 0, package: 0, table: 0, texts: 0, characters: 0 };
  let longest = 0;
  const analysis = workspace.reading({ kind: 'imports', path: file }, { kind: 'work', ask });
  for (;;) {
    const before = performance.now();
    const step = analysis.next();
    longest = Math.max(longest, performance.now() - before);
    if (step.kind === 'done') break;
    if (step.kind === 'need file') {
      needs.file++;
      step.answer(await readTextLater(step.path, MAX_BYTES));
    } else if (step.kind === 'need package') {
      needs.package++;
      const found = await readPackageLater(step, key => key);
      for (const { text } of found?.files ?? []) needs.characters += text.length;
      needs.texts += found?.files.length ?? 0;
      step.answer(found);
    } else if (step.kind === 'need table') {
      needs.table++;
      step.answer(await readTableLater(step.importPath));
    }
  }
  const wall = Math.round(performance.now() - start);
  const { user, system } = process.cpuUsage(cpu);
  globalThis.gc?.();
  const kept = `${((process.memoryUsage().heapUsed - heap) / 1e6).toFixed(1)} MB`;
  console.log({ wall, cpu: Math.round((user + system) / 1000), rounds, longest: Math.round(longest), needs, kept });
}

void main();
