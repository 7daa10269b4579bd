/**
 * How many of our estimates the compiler confirms, by rule. Run by hand:
 *
 *   npx tsx server/test/bench/escape-truth.ts [--dir MODULE] [--list] [--rule ID] PACKAGE…
 *
 * PACKAGE is what `go list` takes, resolved in --dir; the `go` on PATH is the judge. `--list` prints each estimate it does not confirm.
 * Two witnesses: the `-m` text, and the calls to the runtime's allocation functions in the assembly (`-S`) for what `-m` does not tell
 * apart (boxing that allocates, growth, concatenation). Generic functions are left out: only their instances are compiled.
 */
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Finding, Span } from '../../src/engine/finding.js';
import type { LineIndex } from '../../src/engine/text/line-index.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { loadEngine } from '../engine-for-tests.js';

interface Listed {
  readonly ImportPath: string;
  readonly Dir: string;
  readonly GoFiles?: readonly string[];
  readonly Module?: { readonly GoMod?: string };
}

/** What the compiler said, by `file:line`. */
interface Truth {
  readonly messages: Map<string, string[]>;
  /** Names of runtime functions called there. */
  readonly calls: Map<string, Set<string>>;
}

interface Score {
  estimates: number;
  confirmed: number;
}

/** What must be said on the line of the estimate, or of one of its steps. */
const SAYS: Readonly<Record<string, RegExp>> = {
  'escape/returned-address': /^(?:moved to heap: |(?:&|new\(|make\(|\[\]|map\[|.*\{).*escapes to heap)/,
  'escape/stored-address': /^(?:moved to heap: |(?:&|new\(|make\(|\[\]|map\[|.*\{).*escapes to heap)/,
  'escape/goroutine-capture': /^(?:moved to heap: |(?:&|new\(|make\(|\[\]|map\[).*escapes to heap)/,
  'escape/sync-method-on-local': /^moved to heap: /,
  'escape/closure': /^func literal escapes to heap/,
  'escape/boxed-argument': / escapes to heap$/,
  'escape/too-large': /^(?:moved to heap: |.* escapes to heap)/,
};
/** What must be called on the line. */
const CALLS: Readonly<Record<string, RegExp>> = {
  'escape/boxed-argument': /^(?:convT|newobject|mallocgc)/,
  'escape/unknown-size': /^(?:makeslice|mallocgc|newarray)/,
  'escape/growing-slice': /^growslice/,
  'escape/concat-in-loop': /^concatstring/,
};

const argv = process.argv.slice(2);
const flag = (name: string) => argv.includes(name);
const option = (name: string) => (argv.includes(name) ? argv[argv.indexOf(name) + 1] : undefined);
const dir = option('--dir') ?? process.cwd();
const only = option('--rule');
const patterns = argv.filter((a, i) => !a.startsWith('--') && !['--dir', '--rule'].includes(argv[i - 1] ?? ''));

async function main(): Promise<void> {
  const engine = await loadEngine();
  const scores = new Map<string, Score>();
  let lines = 0;
  for (const pkg of list()) {
    const truth: Truth = { messages: new Map(), calls: new Map() };
    await compile(pkg, '-m', line => readMessage(line, truth));
    await compile(pkg, '-S', line => readCall(line, truth));
    if (truth.messages.size === 0) console.error(`${pkg.ImportPath}: the compiler says nothing`);
    const workspace = new Workspace(engine);
    if (pkg.Module?.GoMod) workspace.set(pkg.Module.GoMod, readFileSync(pkg.Module.GoMod, 'utf8'));
    const files = (pkg.GoFiles ?? []).map(f => join(pkg.Dir, f));
    for (const f of files) workspace.set(f, readFileSync(f, 'utf8'));
    for (const f of files) {
      const index = workspace.lineIndex(f)!;
      lines += index.position(index.text.length).line;
      for (const finding of workspace.findings(f)) if (finding.rule.startsWith('escape/')) judge(finding, index, truth, scores);
    }
  }
  print(scores, lines);
}

function list(): Listed[] {
  const out = execFileSync('go', ['list', '-json=ImportPath,Dir,GoFiles,Module', ...patterns], { cwd: dir, encoding: 'utf8' });
  return JSON.parse(`[${out.replace(/\n\}\n\{/g, '\n},\n{')}]`) as Listed[];
}

/** Compiles the package with one more compiler flag and hands over each line of what it prints. */
async function compile(pkg: Listed, gcflag: string, onLine: (line: string) => void): Promise<void> {
  const child = spawn('go', ['list', '-export', `-gcflags=${gcflag}`, '-f', '{{.ImportPath}}', pkg.ImportPath], {
    cwd: dir,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  for await (const line of createInterface({ input: child.stderr })) onLine(line);
}

function readMessage(line: string, { messages }: Truth): void {
  const m = /^(.+?\.go):(\d+)(?::\d+)?: (.*(?:escapes to heap|moved to heap: .*|does not escape))$/.exec(line);
  if (m) put(messages, `${basename(m[1]!)}:${m[2]}`, () => []).push(m[3]!);
}

function readCall(line: string, { calls }: Truth): void {
  const m = /\((\S+\.go):(\d+)\)\s+CALL\s+runtime\.(\w+)\(SB\)/.exec(line);
  if (m) put(calls, `${basename(m[1]!)}:${m[2]}`, () => new Set()).add(m[3]!);
}

function put<V>(map: Map<string, V>, key: string, create: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = create();
    map.set(key, value);
  }
  return value;
}

function judge(finding: Finding, index: LineIndex, truth: Truth, scores: Map<string, Score>): void {
  if (isGeneric(index.text, finding.span.start)) return;
  const score = put(scores, finding.rule, () => ({ estimates: 0, confirmed: 0 }));
  const spans = [finding.span, ...finding.steps.map(s => s.span)];
  const says = SAYS[finding.rule];
  const calls = CALLS[finding.rule];
  const said = !says || spans.some(s => linesOf(s, finding.file, index).some(l => truth.messages.get(l)?.some(m => says.test(m))));
  const called =
    !calls || spans.some(s => linesOf(s, finding.file, index).some(l => [...(truth.calls.get(l) ?? [])].some(c => calls.test(c))));
  score.estimates++;
  if (said && called) score.confirmed++;
  else if (flag('--list') && (only === undefined || finding.rule === only)) {
    const { line } = index.position(finding.span.start);
    const messages = truth.messages.get(`${basename(finding.file)}:${line + 1}`) ?? [];
    console.log(
      `${finding.rule} ${finding.file}:${line + 1} said=${said} called=${called}\n    ${lineText(index, finding.span.start)}\n    ${messages.join(' | ')}`,
    );
  }
}

function lineText(index: LineIndex, offset: number): string {
  const start = index.text.lastIndexOf('\n', offset - 1) + 1;
  return index.text.slice(start, index.text.indexOf('\n', offset)).trim();
}

function linesOf(span: Span, file: string, index: LineIndex): string[] {
  const from = index.position(span.start).line + 1;
  const to = index.position(span.end).line + 1;
  return Array.from({ length: to - from + 1 }, (_, i) => `${basename(file)}:${from + i}`);
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
