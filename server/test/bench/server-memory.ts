/**
 * What the built server has in memory, as a process of its own, while somebody types in a file with 200 packages of dependencies: megabytes after
 * opening it and after each fifty edits, each one answered. Linux only: `npx tsx server/test/bench/server-memory.ts [EDITS]`, after `npm run build`.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { file, modulesOf200 } from './types-speed.js';
import { UNTIMED, WatchedServer } from './watched-server.js';

/** Of issue 10, in megabytes. */
const LIMIT = 150;
const SAMPLED_EVERY = 50;

export interface MemoryWhileTyping {
  /** Edits that were made by then, and bytes. */
  readonly samples: readonly { readonly edits: number; readonly bytes: number }[];
}

export async function measureServerMemory(edits: number): Promise<MemoryWhileTyping> {
  const root = mkdtempSync(join(tmpdir(), 'go-preflight-memory-'));
  const disk = modulesOf200();
  for (const [path, text] of disk) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  process.env.GOMODCACHE = join(root, 'cache');
  const server = await WatchedServer.start(join(root, 'app'), { trusted: false }, UNTIMED);
  try {
    const samples: { edits: number; bytes: number }[] = [];
    const sample = (edits: number) => samples.push({ edits, bytes: server.memory ?? Number.NaN });
    const text = disk.get(file(0))!;
    const uri = server.open(join(root, file(0)), 'go', text);
    await server.analysed(uri);
    sample(0);
    const lines = text.slice(0, text.indexOf('+50)') + 3).split('\n');
    const start = { line: lines.length - 1, character: lines.at(-1)!.length };
    for (let i = 1; i <= edits; i++) {
      const contentChanges = [{ range: { start, end: start }, text: `+${i}` }];
      server.tell('textDocument/didChange', { textDocument: { uri, version: i + 1 }, contentChanges });
      await server.analysed(uri);
      if (i % SAMPLED_EVERY === 0) sample(i);
    }
    return { samples };
  } finally {
    server.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

if (require.main === module)
  void measureServerMemory(Number(process.argv[2] ?? 200)).then(({ samples }) => {
    for (const { edits, bytes } of samples)
      console.log(`${String(edits).padStart(5)} edits ${(bytes / 1e6).toFixed(0).padStart(5)} MB (at most ${LIMIT})`);
    process.exitCode = samples.every(({ bytes }) => !(bytes > LIMIT * 1e6)) ? 0 : 1;
  });
