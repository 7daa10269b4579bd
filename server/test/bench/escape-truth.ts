/**
 * How many of our estimates the compiler confirms, by rule. Run by hand:
 *
 *   npx tsx server/test/bench/escape-truth.ts [--dir MODULE] [--list] [--rule ID] PACKAGE…
 *
 * PACKAGE is what `go list` takes, resolved in --dir; the `go` on PATH is the judge. `--list` prints each estimate it does not confirm.
 * Generic functions are left out: only their instances are compiled.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../src/engine/base/finding.js';
import type { LineIndex } from '../../src/engine/base/line-index.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { confirms, type Witness, witness } from '../support/compiler-witness.js';
import { loadEngine } from '../support/engine-for-tests.js';

interface Listed {
  readonly ImportPath: string;
  readonly Dir: string;
  readonly GoFiles?: readonly string[];
  readonly Module?: { readonly GoMod?: string };
}

interface Score {
  estimates: number;
  confirmed: number;
}

const argv = process.argv.slice(2);
const option = (name: string) => (argv.includes(name) ? argv[argv.indexOf(name) + 1] : undefined);
const dir = option('--dir') ?? process.cwd();
const only = option('--rule');
const patterns = argv.filter((a, i) => !a.startsWith('--') && !['--dir', '--rule'].includes(argv[i - 1] ?? ''));

async function main(): Promise<void> {
  const engine = await loadEngine();
  const scores = new Map<string, Score>();
  let lines = 0;
  for (const pkg of list()) {
    const said = await witness(dir, [pkg.ImportPath]);
    if (said.messages.size === 0) console.error(`${pkg.ImportPath}: the compiler says nothing`);
    const workspace = new Workspace(engine);
    if (pkg.Module?.GoMod) workspace.set(pkg.Module.GoMod, readFileSync(pkg.Module.GoMod, 'utf8'));
    const files = (pkg.GoFiles ?? []).map(f => join(pkg.Dir, f));
    for (const f of files) workspace.set(f, readFileSync(f, 'utf8'));
    for (const f of files) {
      const index = workspace.lineIndex(f)!;
      lines += index.position(index.text.length).line;
      for (const finding of workspace.findings(f))
        if (finding.rule.startsWith('escape/')) judge(finding, pkg.ImportPath, index, said, scores);
    }
  }
  print(scores, lines);
}

function list(): Listed[] {
  const out = execFileSync('go', ['list', '-json=ImportPath,Dir,GoFiles,Module', ...patterns], { cwd: dir, encoding: 'utf8' });
  return JSON.parse(`[${out.replace(/\n\}\n\{/g, '\n},\n{')}]`) as Listed[];
}

function judge(finding: Finding, importPath: string, index: LineIndex, said: Witness, scores: Map<string, Score>): void {
  if (isGeneric(index.text, finding.span.start)) return;
  const score = scores.get(finding.rule) ?? { estimates: 0, confirmed: 0 };
  scores.set(finding.rule, score);
  score.estimates++;
  if (confirms(said, finding, importPath, index)) score.confirmed++;
  else if (argv.includes('--list') && (only === undefined || finding.rule === only)) {
    console.log(
      `${finding.rule} ${finding.file}:${index.position(finding.span.start).line + 1}\n    ${lineText(index, finding.span.start)}`,
    );
  }
}

function lineText(index: LineIndex, offset: number): string {
  const start = index.text.lastIndexOf('\n', offset - 1) + 1;
  return index.text.slice(start, index.text.indexOf('\n', offset)).trim();
}

/** The function around the offset has type parameters. */
function isGeneric(text: string, offset: number): boolean {
  const start = text.lastIndexOf('\nfunc ', offset);
  const header = text.slice(start + 1, text.indexOf('\n', start + 1));
  return start >= 0 && /^func (?:\w+\[|\(\w+ \*?\w+\[)/.test(header);
}

function print(scores: ReadonlyMap<string, Score>, lines: number): void {
  console.log(`\n${lines} lines\n`);
  console.log('| rule | estimates | confirmed | precision | per 1,000 lines |\n|---|---|---|---|---|');
  for (const [rule, { estimates, confirmed }] of [...scores].sort()) {
    const precision = ((100 * confirmed) / estimates).toFixed(1);
    console.log(`| ${rule} | ${estimates} | ${confirmed} | ${precision} % | ${((1000 * estimates) / lines).toFixed(2)} |`);
  }
}

void main();
