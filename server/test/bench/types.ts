/**
 * What share of the types of Go code our resolver knows, and what it has wrong, judged by go/types. Run by hand:
 *
 *   npm run bench:types -- [PACKAGE…]                        packages of the standard library; twenty of them when none is named
 *   npm run bench:types -- --std                             all of it but runtime, reflect and internal
 *   npm run bench:types -- --module DIR PATTERN…             packages of a module, as `go list` finds them in DIR
 *
 *   --show wrong|unknown N    lists N examples of each table (`wrong,unknown` of both)
 *   --only TABLE              of tables whose name holds the word
 *   --table                   the standard library is its table, as in the browser: packages that import nothing else
 *   --tests                   with test files                      --known SHARE   in place of 0.97
 *   --go PATH                 another go command than the one on PATH: its release knows the language
 *   --prefixes FILES CUTS     instead: that many files as typed, each cut at that many places; CUTS may be `all`, which is every prefix, or `1/10`
 *                             for one behind each tenth character. An answer counts at each cut, and is asked for anew where it may be another
 *   --at-most CHARACTERS      of files that are no longer            --at-least CHARACTERS   … and no shorter
 *
 * Ends with 1 where a limit of issue 10 is missed. Packages with errors are not compared, and counted.
 */

import { loadEngine } from '../support/engine-for-tests.js';
import type { Answers, AskedPackage } from './types/answers.js';
import { comparePackage, TABLES } from './types/compare.js';
import type { JudgedFile, JudgedPackage } from './types/judged.js';
import { compareTyping, cutsOf, type Doubt, PREFIXES, placesOf, shared } from './types/prefixes.js';
import { answersOf as answersBy } from './types/resolver-answers.js';
import { type Asked, Judge } from './types/run-judge.js';
import { importsStandardOnly } from './types/table-packages.js';
import { type Limit, Tally, type Verdict } from './types/tally.js';

const TWENTY =
  'strings bytes strconv encoding/json net/http go/types text/template sort slices maps container/heap bufio fmt time math/big database/sql encoding/xml archive/zip html/template log/slog';

const argv = process.argv.slice(2);
/** How many words follow an option. */
const TAKES: Readonly<Record<string, number>> = {
  '--show': 2,
  '--only': 1,
  '--module': 1,
  '--known': 1,
  '--go': 1,
  '--prefixes': 2,
  '--at-most': 1,
  '--at-least': 1,
};
const option = (name: string, nth = 1) => (argv.includes(name) ? argv[argv.indexOf(name) + nth] : undefined);
const patterns = argv.filter((a, i) => !a.startsWith('--') && !isTaken(i));

function isTaken(i: number): boolean {
  return [1, 2].some(back => (TAKES[argv[i - back] ?? ''] ?? 0) >= back);
}

const FROM_TABLE = argv.includes('--table');
const LIMIT: Limit = { known: Number(option('--known') ?? (FROM_TABLE ? 0.95 : 0.97)), wrong: 0.001 };

function limitOf(table: string): Limit {
  if (table === TABLES.constants || table === TABLES.declared) return { ...LIMIT, known: 0.99 };
  return table === PREFIXES ? { known: 0, wrong: 0.005 } : LIMIT;
}

async function main(): Promise<boolean> {
  answersFor = answersBy(await loadEngine(), option('--go'), FROM_TABLE);
  const judge = new Judge(option('--go'));
  const tally = new Tally(keeps);
  try {
    const asked: Asked = {
      dir: option('--module') ?? process.cwd(),
      patterns: argv.includes('--std') ? judge.standardLibrary() : patterns.length > 0 ? patterns : TWENTY.split(' '),
      flags: [...(argv.includes('--tests') ? ['-tests'] : []), ...(FROM_TABLE ? ['-only', 'TC'] : [])],
    };
    const failures = argv.includes('--prefixes') ? await prefixes(judge, asked, tally) : await whole(judge, asked, tally);
    console.log(tally.text());
    for (const e of tally.examples)
      console.log(`\n${e.verdict} ${e.table}, ${e.kind}: ${e.place}: ${e.source}\n  ours   ${e.ours}\n  theirs ${e.theirs}`);
    const missed = [...failures, ...tally.missed(limitOf)];
    console.log(missed.length > 0 ? `\nMISSED\n${missed.join('\n')}` : '\nall limits are met');
    return missed.length === 0;
  } finally {
    judge.close();
  }
}

function keeps(verdict: Verdict, table: string): number {
  return option('--show')?.split(',').includes(verdict) && table.includes(option('--only') ?? '') ? Number(option('--show', 2)) : 0;
}

async function* clean(judge: Judge, asked: Asked, tally: Tally): AsyncGenerator<JudgedPackage> {
  for await (const pkg of judge.packages(asked)) {
    if (FROM_TABLE && !importsStandardOnly(pkg)) tally.leave('package that imports other modules');
    else if (pkg.errors.length === 0) yield pkg;
    else tally.leave(`package with errors, ${pkg.path}: ${pkg.errors[0]}`);
  }
}

async function whole(judge: Judge, asked: Asked, tally: Tally): Promise<string[]> {
  const started = performance.now();
  let [packages, files, ours] = [0, 0, 0];
  for await (const pkg of clean(judge, asked, tally)) {
    packages++;
    files += pkg.files.length;
    const before = performance.now();
    comparePackage(pkg, answersOf(pkg), tally);
    ours += performance.now() - before;
  }
  console.log(`${packages} packages, ${files} files: ${seconds(performance.now() - started)}, of which ${seconds(ours)} for our answers`);
  return [];
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

let answersFor: (asked: AskedPackage) => Answers;

const answersOf = (pkg: JudgedPackage) =>
  answersFor({
    path: pkg.path,
    name: pkg.name,
    folder: pkg.folder,
    texts: new Map(pkg.files.map(f => [f.path, f.text])),
  });

async function prefixes(judge: Judge, asked: Asked, tally: Tally): Promise<string[]> {
  const all: { readonly pkg: JudgedPackage; readonly file: JudgedFile }[] = [];
  const [shortest, longest] = [Number(option('--at-least') ?? 0), Number(option('--at-most') ?? Number.POSITIVE_INFINITY)];
  const fits = ({ text, expressions }: JudgedFile) => expressions.length > 0 && text.length >= shortest && text.length <= longest;
  for await (const pkg of clean(judge, { ...asked, flags: [...(asked.flags ?? []), '-only', 'T'] }, tally))
    for (const file of pkg.files) if (fits(file)) all.push({ pkg, file });
  const wanted = Math.min(Number(option('--prefixes')), all.length);
  const [, share] = /^1\/(\d+)$/.exec(option('--prefixes', 2) ?? '') ?? [];
  const cuts = option('--prefixes', 2) === 'all' ? Number.POSITIVE_INFINITY : Number(option('--prefixes', 2));
  if (!(wanted > 0 && (cuts > 0 || share !== undefined))) return ['--prefixes takes the number of files and that of cuts'];
  const doubts: Doubt[] = [];
  const exceptions: string[] = [];
  let typedTo = 0;
  for (let i = 0; i < wanted; i++) {
    const { pkg, file } = all[Math.floor((i * all.length) / wanted)]!;
    const places = cutsOf(file.text, share === undefined ? cuts : Math.floor(file.text.length / Number(share)));
    const started = performance.now();
    const typed = compareTyping(file, answersOf(pkg), places, tally);
    typedTo += places.length;
    const { right, unknown, wrong } = tally.total(PREFIXES);
    const soFar = `so far ${wrong} wrong of ${right + unknown + wrong}, ${exceptions.length + typed.exceptions.length} exceptions`;
    console.error(`${i + 1}: ${file.path}, ${places.length} prefixes in ${seconds(performance.now() - started)}; ${soFar}`);
    doubts.push(...typed.doubts);
    exceptions.push(...typed.exceptions);
  }
  console.log(`${typedTo} prefixes of ${wanted} files`);
  if (doubts.length > 0) {
    const same = await shared(doubts, judge.cuts(asked, placesOf(doubts)));
    console.log(`${same} of ${doubts.length} wrong answers, each counted once, are what go/types says of the prefix itself`);
  }
  return [...new Set(exceptions)].map(e => `exception: ${e}`);
}

void main().then(met => {
  process.exitCode = met ? 0 : 1;
});
