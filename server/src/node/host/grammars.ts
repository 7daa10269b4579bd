/** The parsers' wasm files from disk: beside the bundle, or in node_modules when run from source. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Grammars } from '../../engine/syntax/engine.js';

const FILES = { core: 'web-tree-sitter', go: 'tree-sitter-go', bash: 'tree-sitter-bash' } as const;

/** Throws when a file is missing: without it nothing works. `dir` is where the running bundle lies. */
export function readGrammars(dir: string = __dirname): Grammars {
  const read = (name: string) => {
    const beside = join(dir, `${name}.wasm`);
    return new Uint8Array(readFileSync(existsSync(beside) ? beside : require.resolve(`${name}/${name}.wasm`)));
  };
  return { core: read(FILES.core), go: read(FILES.go), bash: read(FILES.bash) };
}
