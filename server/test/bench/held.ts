/**
 * What the server runs while it holds its thread longest: the stacks of the longest slices, with the names of the functions. Of files, or of hostile
 * folders whose names hold a word. Profiling takes time of its own: the figures to quote are those of `slices.ts` and `hostile.ts`.
 *
 *   npx tsx server/test/bench/held.ts [--most N] [--cases DIR] FILE|WORD…
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { places, serve } from './hostile.js';
import { slicesOf } from './slices.js';
import type { Watched } from './watched-server.js';

const ROOT = resolve(__dirname, '../../..');
const LIMIT = 10;

async function main(args: string[]): Promise<void> {
  const option = (name: string) => {
    const at = args.indexOf(name);
    return at < 0 ? undefined : args.splice(at, 2)[1];
  };
  const stacks = Number(option('--most') ?? 3);
  const cases = option('--cases');
  const temp = mkdtempSync(join(tmpdir(), 'go-preflight-held-'));
  try {
    // Not minified: its functions have names.
    execFileSync(process.execPath, [join(ROOT, 'server/tools/build.mjs'), '--dev', '--node', join(temp, 'dev')]);
    const watched = { program: join(temp, 'dev/server.js'), stacks };
    for (const word of args) {
      if (statSync(word, { throwIfNoEntry: false })?.isFile()) await ofFile(word, watched);
      else for (const place of places(cases).filter(({ name }) => name.includes(word))) await ofFolder(place, temp, watched);
    }
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
}

async function ofFile(path: string, watched: Watched): Promise<void> {
  const { slices } = await slicesOf({ name: path, path: basename(path), text: readFileSync(path, 'utf8') }, LIMIT, watched);
  say(`${path}: longest ${slices.longest.toFixed(1)} ms, ${slices.over.length} over ${LIMIT}`, slices.stacks);
}

async function ofFolder(place: ReturnType<typeof places>[number], temp: string, watched: Watched): Promise<void> {
  const folder = mkdtempSync(join(temp, 'folder-'));
  const { slice, hover, stacks } = await serve(place.lay(join(folder, 'folder')), watched);
  say(`${place.name}: longest ${slice.toFixed(1)} ms, hover ${hover.toFixed(0)} ms`, stacks);
}

function say(head: string, stacks: readonly string[]): void {
  console.log([`${head} (load ${loadavg()[0]!.toFixed(0)})`, ...stacks, ''].join('\n'));
}

void main(process.argv.slice(2));
