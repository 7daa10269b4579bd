/** The comparer of types counts what is right, unknown and wrong, and no more: answers are the judge's own, with known faults. */
import assert from 'node:assert/strict';
import { loadEngine } from '../support/engine-for-tests.js';
import { comparePackage, kindOf, TABLES, verdictOf } from './types/compare.js';
import { fakeAnswers, type Spoils } from './types/fake-answers.js';
import { type JudgedFile, type JudgedPackage, judgedPackages, Offsets } from './types/judged.js';
import { compareTyping, cutsOf, PREFIXES, placesOf, shared } from './types/prefixes.js';
import { importsStandardOnly, TablePackages } from './types/table-packages.js';
import { type Count, Tally } from './types/tally.js';

const TEXT = 'package m // é 𝒳\nconst C = 1\nvar v any = C + 2\nvar w = len("é")\nvar y = f(v)\n';
const bytes = (source: string, nth = 0) => {
  let at = -1;
  for (let i = 0; i <= nth; i++) at = TEXT.indexOf(source, at + 1);
  const start = Buffer.byteLength(TEXT.slice(0, at));
  return `${start}\t${start + Buffer.byteLength(source)}`;
};
const LINES = [
  'P\texample.com/m\tm\t/m\t0',
  `F\t/m/m.go\t${Buffer.byteLength(TEXT)}`,
  'Y\t0\tuntyped int',
  `D\t${bytes('C')}\tconstant\texample.com/m\tC\tm.go\t${bytes('C').split('\t')[0]}\t0\t1`,
  `T\t${bytes('1')}\tBasicLit\tconstant\t0\t1\t`,
  'Y\t1\tinterface{}',
  `T\t${bytes('any')}\tIdent\ttype\t1\t\t`,
  'Y\t2\tint',
  `T\t${bytes('C + 2')}\tBinaryExpr +\tconstant\t2\t3\t`,
  `U\t${bytes('C', 1)}\tconstant\texample.com/m\tC\tm.go\t${bytes('C').split('\t')[0]}`,
  `T\t${bytes('len("é")')}\tCallExpr\tconstant\t2\t2\t`,
  'Y\t3\tinvalid',
  `T\t${bytes('len')}\tIdent\tbuiltin\t3\t\t`,
  `S\t${bytes('f')}\tmethod\t2\tM\t0\tfalse\t2`,
  `I\t${bytes('f')}\t2\t2,1`,
  'Y\t4\texample.com/m.F$0',
  `T\t${bytes('v', 2)}\tIdent\tvariable\t4\t\t`,
  `T\t${bytes('f(v)')}\tCallExpr\tvalue\t2\t\trepeated`,
  'M\t2\t2',
  'm\tT\tA\t\t2',
  'm\t*T\tB\t1\t2',
  `C\t${bytes('C + 2')}\tvariable\t2\t1\t`,
  `C\t${bytes('f(v)')}\targument\t2\t1\t1`,
];

/** Cut where pipes may cut: anywhere. */
const pieces = (lines: readonly string[]) => lines.join('\n').match(/[\s\S]{1,7}/g)!;

async function judged(lines: readonly string[] = LINES): Promise<JudgedPackage> {
  const all: JudgedPackage[] = [];
  for await (const p of judgedPackages(pieces(lines), () => Buffer.from(TEXT))) all.push(p);
  assert.equal(all.length, 1);
  return all[0]!;
}

function compared(pkg: JudgedPackage, spoils: Spoils): Tally {
  const tally = new Tally(() => 1);
  comparePackage(pkg, fakeAnswers(pkg, spoils), tally);
  return tally;
}

const right = (count: number): Count => ({ right: count, unknown: 0, wrong: 0 });

describe('bench:types', () => {
  it('reads spans of bytes as those of strings', async () => {
    const [file] = (await judged()).files;
    assert.deepEqual(
      file!.expressions.map(e => TEXT.slice(e.start, e.end)),
      ['1', 'any', 'C + 2', 'len("é")', 'len', 'v', 'f(v)'],
    );
    const offsets = new Offsets(Buffer.from('aé𝒳b'), 'aé𝒳b');
    assert.deepEqual(
      [0, 1, 3, 7, 8].map(b => offsets.unit(b)),
      [0, 1, 2, 4, 5],
    );
  });

  it('finds nothing wrong in the answers of the judge', async () => {
    const tally = compared(await judged(), () => undefined);
    const totals = Object.fromEntries([...tally.tables.keys()].map(t => [t, tally.total(t)]));
    assert.deepEqual(totals, {
      [TABLES.expressions]: right(2),
      [TABLES.constants]: right(3),
      [TABLES.untyped]: right(1),
      [TABLES.generics]: right(1),
      [TABLES.builtins]: right(1),
      [TABLES.conversions]: right(2),
      [TABLES.selections]: right(1),
      [TABLES.promoted]: right(1),
      [TABLES.instances]: right(1),
      [TABLES.methods]: right(2),
      [TABLES.declared]: right(1),
      [TABLES.objects]: right(1),
    });
    assert.equal([...tally.left.values()][0], 1, 'the repeated one');
    assert.deepEqual(
      tally.missed(() => ({ known: 1, wrong: 0 })),
      [],
    );
  });

  for (const verdict of ['unknown', 'wrong'] as const) {
    for (const kind of ['conversions', 'selections', 'instances', 'uses', 'constants', 'methods'] as const) {
      it(`counts one of the ${kind} as ${verdict}`, async () => {
        const tally = compared(await judged(), (k, i) => (k === kind && i === 0 ? verdict : undefined));
        const hit = [...tally.tables.keys()].filter(t => tally.total(t)[verdict] > 0 && t !== TABLES.promoted);
        const table = { ...TABLES, uses: TABLES.objects, constants: TABLES.declared }[kind];
        assert.deepEqual(hit, [table]);
        assert.equal(tally.total(table)[verdict], 1);
        assert.equal(tally.missed(() => ({ known: 1, wrong: 0 })).length, tally.total(TABLES.promoted)[verdict] + 1);
      });
    }
  }

  it('counts expressions by kind, says where, and shows both sides', async () => {
    const tally = compared(await judged(), (k, i) =>
      k !== 'expressions' ? undefined : i === 2 ? 'wrong' : i === 5 ? 'unknown' : undefined,
    );
    assert.deepEqual(tally.tables.get(TABLES.constants)!.get('BinaryExpr arithmetic'), { right: 0, unknown: 0, wrong: 1 });
    assert.deepEqual(tally.tables.get(TABLES.expressions)!.get('Ident (variable)'), { right: 0, unknown: 1, wrong: 0 });
    const [wrong] = tally.examples;
    assert.deepEqual(wrong, {
      table: TABLES.constants,
      kind: 'BinaryExpr arithmetic',
      verdict: 'wrong',
      place: '/m/m.go:3:13',
      source: 'C + 2',
      ours: 'constant int wrong',
      theirs: 'constant int 3',
    });
    assert.match(tally.text(), /BinaryExpr arithmetic +1 +100\.000 % +0 +1 +100\.000 %/);
  });

  it('takes what the judge does not say for wrong', async () => {
    const pkg = await judged();
    const fake = fakeAnswers(pkg, () => undefined);
    const tally = new Tally(() => 0);
    const more = { start: 0, end: 1, from: 'int', to: 'interface{}' };
    comparePackage(pkg, { ...fake, conversions: f => [...fake.conversions(f), more] }, tally);
    assert.deepEqual(tally.total(TABLES.conversions), { right: 2, unknown: 0, wrong: 1 });
  });

  it('tells a type that is not known from a wrong one', () => {
    const e = { start: 0, end: 1, node: 'BinaryExpr <<', mode: 'constant', type: 'int', value: '4', repeated: false };
    assert.equal(kindOf(e), 'BinaryExpr shift');
    assert.equal(verdictOf(e, undefined), 'unknown');
    assert.equal(verdictOf(e, { type: undefined, constant: '4' }), 'unknown');
    assert.equal(verdictOf(e, { type: 'int', constant: undefined }), 'unknown');
    assert.equal(verdictOf(e, { type: 'int', constant: '5' }), 'wrong');
    assert.equal(verdictOf(e, { type: 'int', constant: '4', mode: 'value' }), 'wrong');
    assert.equal(verdictOf({ ...e, mode: 'value' }, { type: 'int', constant: '4' }), 'wrong', 'it is no constant');
  });

  it('misses every limit where nothing was compared', () => {
    assert.deepEqual(
      new Tally(() => 0).missed(() => ({ known: 0, wrong: 1 })),
      ['nothing was compared'],
    );
  });
});

describe('bench:types --prefixes', () => {
  it('types a file, asks for what lies before the cut, and puts the text back', async () => {
    const pkg = await judged();
    const fake = fakeAnswers(pkg, () => undefined);
    const tally = new Tally(() => 0);
    const at = TEXT.indexOf('var w');
    const typed = compareTyping(pkg.files[0]!, fake, [at, TEXT.length - 1], tally);
    assert.deepEqual(typed, { doubts: [], exceptions: [] });
    assert.deepEqual(
      fake.edits.map(([, text]) => text.length),
      [at, TEXT.length - 1, TEXT.length],
    );
    assert.equal(tally.total(PREFIXES).right, 3 + 6);
  });

  it('gives exceptions of the resolver back', async () => {
    const pkg = await judged();
    const fake = fakeAnswers(pkg, () => undefined);
    const failing = () => {
      throw new Error('lost');
    };
    const typed = compareTyping(pkg.files[0]!, { ...fake, typeOf: failing }, [TEXT.length - 1], new Tally(() => 0));
    assert.match(typed.exceptions.join(), /m\.go:5:\d+: Error: lost/);
  });

  it('asks the judge about the prefix of what was wrong', async () => {
    const pkg = await judged();
    const tally = new Tally(() => 0);
    const spoiled = fakeAnswers(pkg, (k, i) => (k === 'expressions' && i === 2 ? 'wrong' : undefined));
    const typed = compareTyping(pkg.files[0]!, spoiled, [TEXT.length - 1], tally);
    assert.equal(tally.total(PREFIXES).wrong, 1);
    const [place] = placesOf([...typed.doubts, ...typed.doubts]);
    assert.deepEqual(place, { path: '/m/m.go', at: Buffer.byteLength(TEXT) - 1 });
    const cut = LINES.map(l => (l.startsWith('F\t') ? `F\t/m/m.go\t${place!.at}` : l.replace('\t2\t3\t', '\t2\twrong\t')));
    const says = async (lines: readonly string[]) =>
      shared(
        typed.doubts,
        judgedPackages(pieces(lines), () => Buffer.from(TEXT)),
      );
    assert.equal(await says(cut), 1);
    assert.equal(await says(LINES), 0, 'another cut');
  });

  it('cuts at every place that is asked for, and never within a character', () => {
    assert.deepEqual(cutsOf('ab𝒳c', Number.POSITIVE_INFINITY), [0, 1, 2, 2, 4]);
    assert.equal(cutsOf('x'.repeat(100), 9).length, 9);
  });

  it('takes the standard library from its table, for packages that import nothing else', async () => {
    const { go } = await loadEngine();
    const own = { path: 'example.com/a/m/sub', name: 'sub', files: [], language: undefined };
    const packages = new TablePackages(go, { find: path => (path === own.path ? own : undefined) });
    const names = (path: string) => packages.find(path, own)?.files.flatMap(f => f.declarations.flatMap(d => d.names)) ?? [];
    assert.ok(names('strings').includes('Builder') && names('net/http').includes('Request'));
    assert.equal(packages.find('strings', own), packages.find('strings', own));
    assert.equal(packages.find('internal/abi', own), undefined);
    assert.equal(packages.find(own.path, own), own);
    const importing = (...paths: string[]): JudgedPackage => {
      const text = `package m\n\nimport (\n${paths.map(path => `\t"${path}"\n`).join('')})\n`;
      return { path: 'example.com/a/m', name: 'm', folder: '/m', errors: [], files: [{ path: '/m/m.go', text } as JudgedFile] };
    };
    assert.ok(importsStandardOnly(importing('strings', 'net/http', own.path)));
    assert.ok(!importsStandardOnly(importing('strings', 'golang.org/x/text')));
  });
});
