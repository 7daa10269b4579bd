/**
 * What the escape graph says of the programs by which Go's own escape analysis is tested, $GOROOT/test/escape*.go, beside what their comments expect
 * (`// ERROR "…"`). Run by hand:
 *
 *   npx tsx server/test/bench/escape-expectations.ts [--list]
 *
 * One row a file: values that escape, values that stay, and parameters, each with how many expectations are met. `--list` prints those that are not.
 * A *false escape* is what stays for the compiler and leaves for the graph. Left out is what needs no memory: constants, and what holds no pointers.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineIndex } from '../../src/engine/base/line-index.js';
import { positionOf } from '../../src/engine/compiler/position.js';
import type { FunctionFlows } from '../../src/engine/go/escape/function-flows.js';
import type { LeakingParameter, MadeSite } from '../../src/engine/go/escape/way.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { escapeFlows, StandardTable } from '../support/escape-flows.js';

interface Expectation {
  readonly line: number;
  readonly pattern: string;
}

/** What the graph says on one line. */
interface Said {
  readonly escapes: MadeSite[];
  readonly stays: MadeSite[];
  readonly leaks: string[];
}

type Row = Record<'escapes' | 'met' | 'stays' | 'kept' | 'false escapes' | 'leaks' | 'leaks met' | 'left out', number>;

const ANY = ['boxed', 'make', 'concat', 'literal', 'pointer', 'conversion', 'append', 'inlined'];
const CONSTANT = /^(?:\\?"|[-\d]|'|true\b|false\b)/;

/** Kinds of sites that the compiler's words may mean. */
function kindsOf(words: string): readonly (string | undefined)[] {
  if (words.startsWith('moved to heap')) return [undefined, 'inlined'];
  if (words.startsWith('func literal')) return ['closure'];
  if (words.startsWith('... argument')) return ['variadic'];
  if (words.startsWith('append')) return ['append'];
  if (words.startsWith('make')) return ['make', 'inlined'];
  if (/^(?:new\b|&)/.test(words)) return ['pointer', 'inlined'];
  if (/^(?:string|\[\](?:byte|rune))\(/.test(words)) return ['conversion', 'boxed'];
  if (/ \+ /.test(words)) return ['concat', 'boxed'];
  if (/\{.*\}/.test(words)) return ['literal', 'boxed'];
  if (words.startsWith('escapes')) return ANY;
  return ['boxed', 'method', 'conversion', 'literal'];
}

function expectations(text: string): Expectation[] {
  return text.split('\n').flatMap((code, line) => {
    const at = code.search(/\/\/ (?:GC_)?ERROR /);
    if (at < 0) return [];
    return [...code.slice(at).matchAll(/"((?:[^"\\]|\\.)*)"|`([^`]*)`/g)].map(m => ({ line, pattern: m[1] ?? m[2]! }));
  });
}

function leakWords({ name, leaks }: LeakingParameter, { summary: _, text }: FunctionFlows): string[] {
  const results = resultNames(text.tree.text);
  const kept = leaks.heap === undefined ? [] : [leaks.heap === 0 ? `leaking param: ${name}` : `leaking param content: ${name}`];
  const returned = [...leaks.results].filter(([, level]) => level < (leaks.heap ?? Number.POSITIVE_INFINITY));
  return [...kept, ...returned.map(([i, level]) => `leaking param: ${name} to result ${results[i] ?? `~r${i}`} level=${level}`)];
}

/** Names of the results in a head such as `func f(a int) (b, c *int) {`. */
function resultNames(code: string): readonly string[] {
  const head = code.slice(0, code.indexOf('{'));
  const list = /\)\s*\(([^()]*)\)\s*$/.exec(head)?.[1] ?? '';
  return /\w\s+[\w*[]/.test(list) ? list.split(',').map(part => part.trim().split(/\s+/)[0]!) : [];
}

function said(flows: readonly FunctionFlows[], text: string): Map<number, Said> {
  const lines = new LineIndex(text);
  const out = new Map<number, Said>();
  const at = (offset: number): Said => {
    const { line } = lines.position(offset);
    const known = out.get(line) ?? { escapes: [], stays: [], leaks: [] };
    out.set(line, known);
    return known;
  };
  for (const flow of flows) {
    const { tree, declaration } = flow.text;
    for (const site of flow.sites) {
      const place = positionOf(tree, site.node);
      const here = at(declaration.offset + (place < 0 || site.kind === undefined ? tree.starts[site.node]! : place));
      (site.isOnHeap ? here.escapes : here.stays).push(site);
    }
    for (const leak of flow.leaking) at(declaration.offset + tree.starts[leak.node]!).leaks.push(...leakWords(leak, flow));
  }
  return out;
}

/** Takes the first site of a fitting kind away. */
function take(from: MadeSite[], kinds: readonly (string | undefined)[], name: string | undefined): boolean {
  const i = from.findIndex(s => kinds.includes(s.kind) && (s.kind !== undefined || name === undefined || s.name === name));
  if (i >= 0) from.splice(i, 1);
  return i >= 0;
}

const plain = (pattern: string) => pattern.replace(/\\(.)/g, '$1').replace(/^\^|\$$/g, '');

function judge(all: readonly Expectation[], by: ReadonlyMap<number, Said>, tell: (words: string, line: number) => void): Row {
  const row: Row = { escapes: 0, met: 0, stays: 0, kept: 0, 'false escapes': 0, leaks: 0, 'leaks met': 0, 'left out': 0 };
  for (const { line, pattern } of all) {
    const here = by.get(line) ?? { escapes: [], stays: [], leaks: [] };
    const words = plain(pattern);
    const isStay = words.includes('does not escape');
    if (/^(?:leaking param|mutates param|calls param)/.test(words)) {
      if (!words.startsWith('leaking')) continue;
      row.leaks++;
      if (here.leaks.some(l => new RegExp(pattern.replace(/\$$/, '')).test(l))) row['leaks met']++;
      else tell(words, line);
    } else if (!isStay && !/escapes|moved to heap/.test(words)) continue;
    else if (CONSTANT.test(words) || /^[\w.]+ does not escape/.test(words)) row['left out']++;
    else if (isStay) {
      row.stays++;
      // A site that is not there stays, too.
      const isFalse = !take(here.stays, kindsOf(words), undefined) && take([...here.escapes], kindsOf(words), undefined);
      const others = all.filter(
        e => e.line === line && !e.pattern.includes('does not escape') && kindsOf(plain(e.pattern))[0] === kindsOf(words)[0],
      );
      if (isFalse && here.escapes.filter(s => kindsOf(words).includes(s.kind)).length > others.length) {
        row['false escapes']++;
        tell(`FALSE ESCAPE: ${words}`, line);
      } else row.kept++;
    } else {
      row.escapes++;
      const name = /^moved to heap: (\w+)/.exec(words)?.[1];
      if (take([...here.escapes], kindsOf(words), name)) row.met++;
      else tell(words, line);
    }
  }
  return row;
}

async function main(): Promise<void> {
  const engine = await loadEngine();
  const std = new StandardTable(engine);
  const dir = join(execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim(), 'test');
  const rows: Record<string, Row> = {};
  for (const name of readdirSync(dir).filter(f => /^escape.*\.go$/.test(f))) {
    const text = readFileSync(join(dir, name), 'utf8');
    const [, flags] = /^\/\/ errorcheck (.*)/.exec(text) ?? [];
    if (!flags?.includes('-m')) continue;
    const flows = escapeFlows({ engine, std, inlines: !/(?:^| )-l\b/.test(flags) }, { [name]: text });
    rows[name] = judge(expectations(text), said(flows, text), (words, line) => {
      if (process.argv.includes('--list'))
        console.log(`${name}:${line + 1}: ${words}\n    ${text.split('\n')[line]?.split('//')[0]?.trim()}`);
    });
  }
  const sum = (key: keyof Row) => Object.values(rows).reduce((n, r) => n + r[key], 0);
  const total = Object.fromEntries(Object.keys(Object.values(rows)[0]!).map(k => [k, sum(k as keyof Row)])) as Row;
  console.table({ ...rows, all: total });
  const share = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
  console.log(
    `escapes ${share(total.met, total.escapes)}, stays ${share(total.kept, total.stays)}, false escapes ${share(total['false escapes'], total.stays)}, leaks ${share(total['leaks met'], total.leaks)}`,
  );
}

void main();
