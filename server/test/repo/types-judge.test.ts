/** The Go program that judges types: its own tests, and what it prints of the standard library as the comparer reads it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../../tools/generate.js';
import { comparePackage, TABLES } from '../bench/types/compare.js';
import { fakeAnswers } from '../bench/types/fake-answers.js';
import type { JudgedFile } from '../bench/types/judged.js';
import { Judge } from '../bench/types/run-judge.js';
import { Tally } from '../bench/types/tally.js';

const FOLDER = join(ROOT, 'server/tools/types-judge');
/** go.mod says so. */
const OLDEST = 23;

describe('types-judge', function () {
  this.timeout(300_000);

  before(function () {
    const { status, stdout } = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8', cwd: FOLDER });
    const minor = Number(/^go1\.(\d+)/.exec(stdout ?? '')?.[1] ?? 0);
    if (status === 0 && minor >= OLDEST) return;
    console.log(`      SKIPPED: no go command from go1.${OLDEST} on, the judge of types is not tested`);
    this.skip();
  });

  for (const [tool, ...args] of [
    ['go', 'test', '.'],
    ['go', 'vet', '.'],
  ] as const) {
    it(`passes ${tool} ${args.join(' ')}`, () => {
      const { status, stdout, stderr } = spawnSync(tool, args, { cwd: FOLDER, encoding: 'utf8' });
      assert.equal(status, 0, `${stdout}${stderr}`);
    });
  }

  it('prints packages that the comparer finds right against themselves, and counts each fault put in', async () => {
    const judge = new Judge();
    try {
      const [good, spoiled] = [new Tally(() => 0), new Tally(() => 0)];
      let faults = 0;
      for await (const pkg of judge.packages({ dir: ROOT, patterns: ['sort', 'slices', 'unicode/utf8'] })) {
        assert.deepEqual(pkg.errors, []);
        comparePackage(
          pkg,
          fakeAnswers(pkg, () => undefined),
          good,
        );
        const spoils = (kind: string, ordinal: number) => (kind === 'expressions' && ordinal % 97 === 0 ? 'wrong' : undefined);
        comparePackage(pkg, fakeAnswers(pkg, spoils), spoiled);
        const asked = pkg.files.flatMap(f => f.expressions).filter(e => !e.repeated).length;
        faults += Math.ceil(asked / 97);
      }
      assert.deepEqual(
        good.missed(() => ({ known: 1, wrong: 0 })),
        [],
      );
      for (const table of Object.values(TABLES)) assert.ok(good.total(table).right > 0 || table === TABLES.promoted, table);
      const wrong = [TABLES.expressions, TABLES.constants, TABLES.builtins].map(t => spoiled.total(t).wrong);
      assert.equal(
        wrong.reduce((a, b) => a + b),
        faults,
      );
      assert.ok(faults > 50, `${faults} faults are too few`);
    } finally {
      judge.close();
    }
  });

  it('prints a file as if it ended at a cut, for each of them', async () => {
    const judge = new Judge();
    try {
      const asked = { dir: ROOT, patterns: ['sort'] };
      const whole: JudgedFile[] = [];
      for await (const pkg of judge.packages(asked)) whole.push(...pkg.files);
      const file = whole.find(f => f.path.endsWith('/search.go'))!;
      const places = [file.size - 1, Math.floor(file.size / 2)].map(at => ({ path: file.path, at }));
      const cuts: JudgedFile[] = [];
      for await (const pkg of judge.cuts(asked, places)) cuts.push(...pkg.files);
      assert.deepEqual(
        cuts.map(f => ({ path: f.path, at: f.size })),
        places,
      );
      assert.ok(cuts[0]!.expressions.length > cuts[1]!.expressions.length && cuts[1]!.expressions.length > 10);
      const said = new Set(file.expressions.map(e => JSON.stringify(e)));
      const other = cuts[1]!.expressions.filter(e => e.end < places[1]!.at - 100 && !said.has(JSON.stringify(e)));
      assert.deepEqual(other, [], 'far above the cut nothing is another');
    } finally {
      judge.close();
    }
  });

  it('says what is wrong with a package that is not there', async () => {
    const judge = new Judge();
    try {
      const errors: string[] = [];
      for await (const pkg of judge.packages({ dir: ROOT, patterns: ['not/there'] })) errors.push(...pkg.errors);
      assert.ok(errors.length > 0);
    } finally {
      judge.close();
    }
  });
});
