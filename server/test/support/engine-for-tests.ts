/** One loaded engine for all tests of a process. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Engine, type Grammars } from '../../src/engine/syntax/engine.js';

const modules = join(__dirname, '../../../node_modules');
const wasm = (name: string, file: string) => new Uint8Array(readFileSync(join(modules, name, file)));

let grammars: Grammars | undefined;

/** The same bytes each time: what is loaded of them stays loaded. */
export function grammarsForTests(): Grammars {
  grammars ??= {
    core: wasm('web-tree-sitter', 'web-tree-sitter.wasm'),
    go: wasm('tree-sitter-go', 'tree-sitter-go.wasm'),
    bash: wasm('tree-sitter-bash', 'tree-sitter-bash.wasm'),
  };
  return grammars;
}

let engine: Promise<Engine> | undefined;

export function loadEngine(): Promise<Engine> {
  engine ??= Engine.load(grammarsForTests());
  return engine;
}
