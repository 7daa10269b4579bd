/**
 * What becomes of every remedy that is offered on real code: does it build, and does the compiler agree that it helps? Run by hand:
 *
 *   npx tsx server/test/bench/remedies.ts [--dir MODULE] [--max N] [--remedy ID,ID…] [--list] [--diff] [--cases] PACKAGE…
 *
 * PACKAGE is what `go list` takes, resolved in --dir. Each remedy is compiled alone, by -overlay, as the light bulb does; nothing is
 * written. --max N takes at most N of each remedy per package; --list prints what does not build or is not verified; --diff prints
 * what each verified one changes. --cases is for small programs: every finding with its sentence and what is offered for it.
 */

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Finding } from '../../src/engine/base/finding.js';
import { plain } from '../../src/engine/base/wording.js';
import { GoTool } from '../../src/node/go/go-tool.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { listed, type Offer, type Offered, offered } from './offered.js';

interface Score {
  offered: number;
  builds: number;
  verified: number;
}

const argv = process.argv.slice(2);
const option = (name: string) => (argv.includes(name) ? argv[argv.indexOf(name) + 1] : undefined);
const dir = option('--dir') ?? process.cwd();
const max = Number(option('--max') ?? Number.POSITIVE_INFINITY);
const only = option('--remedy');
const patterns = argv.filter((a, i) => !a.startsWith('--') && !['--dir', '--max', '--remedy'].includes(argv[i - 1] ?? ''));

async function main(): Promise<void> {
  const engine = await loadEngine();
  const tool = GoTool.find('')!;
  const scores = new Map<string, Score>();
  let findingCount = 0;
  for (const pkg of listed(dir, patterns)) {
    const taken = new Map<string, number>();
    const wanted = (id: string) => {
      const count = taken.get(id) ?? 0;
      taken.set(id, count + 1);
      return (!id.includes('/') || argv.includes('--cases')) && count < max && (only === undefined || only.split(',').includes(id));
    };
    const found = await offered(engine, tool, pkg, wanted);
    if (!found) continue;
    findingCount += found.findings.length;
    if (argv.includes('--cases')) showCase(found);
    else for (const offer of found.offers) show(found, offer, scores);
    console.error(`${pkg.ImportPath}: ${found.offers.length} remedies`);
  }
  console.log(`escape findings: ${findingCount}`);
  console.table(Object.fromEntries([...scores].sort(([a], [b]) => (a < b ? -1 : 1))));
}

function show({ workspace }: Offered, offer: Offer, scores: Map<string, Score>): void {
  const score = scores.get(offer.id) ?? { offered: 0, builds: 0, verified: 0 };
  scores.set(offer.id, score);
  score.offered++;
  const { outcome, proven, texts } = offer;
  const place = `${offer.finding.file}:${at({ workspace }, offer.finding)} ${offer.id}: ${plain(offer.title)}`;
  if (outcome.status === 'built') {
    score.builds++;
    if (proven) score.verified++;
    else if (argv.includes('--list')) console.log(`NOT VERIFIED ${place}`);
    if (proven && argv.includes('--diff')) console.log(`${place}\n${changes({ workspace }, offer)}`);
  } else console.log(`DOES NOT BUILD ${place}: ${outcome.status === 'broken' ? outcome.message : outcome.status}`);
  const clean = [...texts].every(([p, text]) => gofmt(text) || !gofmt(workspace.text(p)!));
  if (!clean) console.log(`NOT GOFMT-CLEAN ${place}`);
}

function showCase(found: Offered): void {
  console.log(`\n=== ${found.pkg.ImportPath}`);
  for (const finding of found.findings) {
    console.log(`${basename(finding.file)}:${at(found, finding)} ${finding.severity} ${finding.rule}: ${plain(finding.message)}`);
    for (const offer of found.offers.filter(o => o.finding === finding)) {
      const { outcome } = offer;
      const state =
        outcome.status === 'built' ? (offer.proven ? 'OFFERED' : 'NOT VERIFIED') : `DOES NOT BUILD (${JSON.stringify(outcome)})`;
      console.log(`    ${state} ${offer.id}: ${plain(offer.title)}`);
      if (argv.includes('--diff')) console.log(changes(found, offer));
    }
  }
}

const changes = ({ workspace }: Pick<Offered, 'workspace'>, { texts }: Offer) =>
  [...texts].map(([p, text]) => diff(workspace.text(p)!, text)).join('');

function at({ workspace }: Pick<Offered, 'workspace'>, { file, span }: Finding): string {
  const position = workspace.lineIndex(file)!.position(span.start);
  return `${position.line + 1}:${position.character + 1}`;
}

function diff(before: string, after: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'remedies-'));
  try {
    writeFileSync(join(folder, 'a'), before);
    writeFileSync(join(folder, 'b'), after);
    return spawnSync('diff', ['-U1', 'a', 'b'], { cwd: folder, encoding: 'utf8' }).stdout.split('\n').slice(2).join('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function gofmt(text: string): boolean {
  return execFileSync('gofmt', [], { input: text, encoding: 'utf8' }) === text;
}

void main();
