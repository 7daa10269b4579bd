/**
 * Are the causes true that are said of confirmed allocations? A sample of them is laid beside what `-m=2` prints and what go/types says of calls, both
 * read anew and by other code. Run by hand:
 *
 *   npx tsx server/test/bench/causes.ts [--dir MODULE] [--sample 300] [--seed 1] [--list KIND] PACKAGE…
 *
 * PACKAGE is what `go list` takes, resolved in --dir. It prints what is not borne out, and how many of each sentence are.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cli } from '../support/cli-terminal.js';
import { Dice } from '../support/random.js';
import { isBorneOut } from './causes/borne-out.js';
import { type Claim, readTruth, type Truth } from './causes/truth.js';

const argv = process.argv.slice(2);
const option = (name: string, standard: string) => (argv.includes(name) ? argv[argv.indexOf(name) + 1]! : standard);
const dir = resolve(option('--dir', '.'));
const listed = option('--list', '');
const patterns = argv.filter((a, i) => !a.startsWith('--') && !argv[i - 1]?.startsWith('--'));
const JUDGE = resolve(__dirname, '../../tools/types-judge');

interface Package {
  readonly Dir: string;
  readonly ImportPath: string;
  readonly GoFiles?: readonly string[];
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'go-preflight-causes-'));
  const judge = join(folder, 'types-judge');
  execFileSync('go', ['build', '-o', judge, '.'], { cwd: JUDGE, stdio: 'inherit' });
  const claims: { claim: Claim; truth: Truth }[] = [];
  const lines = execFileSync('go', ['list', '-json=Dir,ImportPath,GoFiles', ...patterns], { cwd: dir, encoding: 'utf8' });
  for (const pkg of JSON.parse(`[${lines.replace(/\n\}\n\{/g, '\n},\n{')}]`) as Package[]) {
    const files = pkg.GoFiles ?? [];
    const { stdout } = await cli(pkg.Dir, ['escapes', '--format', 'json', ...files], { env: process.env });
    const printed = spawnSync('go', ['build', '-gcflags=-m=2 -e', '.'], { cwd: pkg.Dir, encoding: 'utf8', maxBuffer: 1e9 });
    const calls = spawnSync(judge, ['-only', 'K', '.'], { cwd: pkg.Dir, encoding: 'utf8', maxBuffer: 1e9 });
    if (stdout === '' || calls.status !== 0) {
      console.error(`${pkg.ImportPath}: not asked`);
      continue;
    }
    const texts = new Map(files.map(file => [file, readFileSync(join(pkg.Dir, file), 'utf8')]));
    const truth = readTruth(printed.stderr, calls.stdout, texts);
    const own = (JSON.parse(stdout) as { findings: Claim[] }).findings;
    claims.push(...own.map(claim => ({ claim, truth })));
    console.error(`${pkg.ImportPath}: ${own.length}`);
  }
  rmSync(folder, { recursive: true });
  report(claims);
}

function report(claims: { claim: Claim; truth: Truth }[]): void {
  const dice = new Dice(Number(option('--seed', '1')));
  const left = claims.filter(({ claim }) => isBorneOut(claim, claims[0]!.truth) !== 'no cause');
  const count = Math.min(Number(option('--sample', '300')), left.length);
  const score = new Map<string, Record<string, number>>();
  for (let i = 0; i < count; i++) {
    const at = i + dice.below(left.length - i);
    [left[i], left[at]] = [left[at]!, left[i]!];
    const { claim, truth } = left[i]!;
    const verdict = isBorneOut(claim, truth);
    const row = score.get(claim.messageId) ?? { true: 0, false: 0 };
    score.set(claim.messageId, row);
    row[String(verdict)]!++;
    if (verdict !== true || claim.messageId.includes(listed || '\0')) {
      console.log(
        `${verdict === true ? 'true' : 'NOT BORNE OUT'} ${claim.file}:${claim.range.start.line + 1} ${claim.messageId}\n  ${claim.message}`,
      );
      for (const note of truth.notesAt(claim)) console.log(`    ${note.text}`);
    }
  }
  console.log(`${claims.length} confirmed allocations, ${left.length} with a cause, ${count} looked at`);
  console.table(Object.fromEntries([...score].sort(([a], [b]) => (a < b ? -1 : 1))));
}

void main();
