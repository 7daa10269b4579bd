/**
 * What the escape graph says of files as they are typed: of beginnings of each file, ended at a line and cut within one. How much of it the finished file
 * does not say. Run by hand:
 *
 *   npx tsx server/test/bench/escape-prefixes.ts [--files 50] [--each 20] [--list N] [FOLDER]
 *
 * FOLDER: default GOROOT/src. Files are taken evenly from all below it.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadEngine } from '../support/engine-for-tests.js';
import { StandardTable } from '../support/escape-flows.js';
import { graphKinds } from '../support/escape-lines.js';

const argv = process.argv.slice(2);
const option = (name: string, standard: number) => (argv.includes(name) ? Number(argv[argv.indexOf(name) + 1]) : standard);
const [count, each, listed] = [option('--files', 50), option('--each', 20), option('--list', 0)];
/** Larger files would take the time of all the others. */
const MAX_SIZE = 60_000;

const goroot = () => join(execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim(), 'src');
const folder = argv.find((a, i) => !a.startsWith('--') && !argv[i - 1]?.startsWith('--')) ?? goroot();

function files(): { path: string; text: string }[] {
  const all = (readdirSync(folder, { recursive: true }) as string[])
    .filter(f => f.endsWith('.go') && !f.endsWith('_test.go') && !/testdata|(?:^|\/)internal\//.test(f))
    .sort();
  const step = Math.max(1, Math.floor(all.length / (count * 2)));
  const picked = all.filter((_, i) => i % step === 0).map(f => ({ path: f, text: readFileSync(join(folder, f), 'utf8') }));
  return picked.filter(({ text }) => text.length < MAX_SIZE && /\bfunc\b/.test(text)).slice(0, count);
}

async function main(): Promise<void> {
  const engine = await loadEngine();
  const world = { engine, std: new StandardTable(engine) };
  let [prefixes, said, unjustified, left] = [0, 0, 0, listed];
  for (const { path, text } of files()) {
    const finished = graphKinds(world, text);
    for (let i = 1; i <= each; i++) {
      const end = Math.floor((text.length * i) / (each + 1));
      const prefix = i % 2 === 0 ? text.slice(0, end) : text.slice(0, text.lastIndexOf('\n', end) + 1);
      prefixes++;
      for (const [line, kinds] of graphKinds(world, prefix)) {
        said += kinds.length;
        const extra = kinds.filter(k => !finished.get(line)?.includes(k));
        unjustified += extra.length;
        if (extra.length > 0 && left-- > 0)
          console.log(`${path}:${line + 1} of ${end}: ${extra.join(' ')}: ${prefix.split('\n')[line]?.trim()}`);
      }
    }
  }
  const share = ((100 * unjustified) / Math.max(1, said)).toFixed(2);
  console.log(`${prefixes} beginnings without an error; ${unjustified} of ${said} sites (${share} %) are not in the finished file`);
}

void main();
