/** Readers of long functions rest so often that no piece is long: counted, so that the answer does not hang on the machine. */
import assert from 'node:assert/strict';
import { Work } from '../../src/engine/base/faults.js';
import { type Sliced, whole } from '../../src/engine/base/slices.js';
import { buildControlFlow } from '../../src/engine/go/body/control-flow.js';
import { readPoolCalls } from '../../src/engine/go/flow/pool-calls.js';
import { readingPoolCode } from '../../src/engine/go/flow/pool-code.js';
import { Deeds } from '../../src/engine/go/flow/pool-deeds.js';
import { readPoolFlow } from '../../src/engine/go/flow/pool-flow.js';
import type { Given } from '../../src/engine/go/flow/pool-helper-body.js';
import { Helpers } from '../../src/engine/go/flow/pool-helpers.js';
import { relevantCode } from '../../src/engine/go/flow/pool-relevance.js';
import type { TypeSources } from '../../src/engine/go/package/typed-file.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { times } from '../support/shapes/shape.js';
import { Program } from './types/marked-code.js';

/** Statements for each number. */
const STATEMENTS = 2;
const BODIES: Readonly<Record<string, (n: number) => string>> = {
  'one after the other': n => times(n, i => `\tb${i} := p.Get().(*int)\n\tp.Put(b${i})\n`),
  'in a loop': n => `\tfor {\n${times(n, i => `\t\tb${i} := p.Get().(*int)\n\t\tp.Put(b${i})\n`)}\t}\n`,
  'in the cases of a switch': n => `\tswitch x {\n${times(n, i => `\tcase ${i}:\n\t\tb := p.Get().(*int)\n\t\tp.Put(b)\n`)}\t}\n`,
  'in the cases of a select': n => `\tselect {\n${times(n, i => `\tcase c <- ${i}:\n\t\tb := p.Get().(*int)\n\t\tp.Put(b)\n`)}\t}\n`,
  'in branches': n => times(n, () => '\tif x > 0 {\n\t\tb := p.Get().(*int)\n\t\tp.Put(b)\n\t}\n'),
};

/** All calls are of a pool's own methods. */
const NOBODY: TypeSources = {
  types: () => assert.fail('nobody is asked'),
  find: () => undefined,
  compiled: () => undefined,
  edition: 0,
  filesEdition: 0,
  asksBodies: () => undefined,
  leaveOut: () => undefined,
};

function rests(work: Sliced<unknown>): number {
  let n = 0;
  while (!work.next().done) n++;
  return n;
}

describe('a long function', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  const code = (body: string) => `package a\n\nimport "sync"\n\nvar p sync.Pool\n\nfunc f(x int, c chan int) {\n${body}}\n`;

  const SYNC = 'package sync\n\ntype Pool struct{}\n\nfunc (p *Pool) Get() any\n\nfunc (p *Pool) Put(x any)\n';

  for (const [where, body] of Object.entries(BODIES)) {
    for (const n of [1000, 2000]) {
      it(`of ${n * STATEMENTS} statements ${where} is read in pieces`, () => {
        const files = [
          { path: 'a/a.go', text: code(body(n)) },
          { path: 'sync/pool.go', text: SYNC },
        ];
        const program = new Program(engine, files);
        const { tree } = program.declarations().find(d => d.declaration.names[0] === 'f')!.declaration;
        assert.ok(rests(program.of('a').typing('a/a.go', tree)) >= (n * STATEMENTS) / 50, 'types');
        assert.ok(rests(buildControlFlow(tree, 0)) >= (n * STATEMENTS) / 250, 'control flow');
        const pooled = whole(readingPoolCode(program.typesOf('a/a.go', tree)));
        const reading = () => readPoolCalls(pooled, new Deeds(pooled.types, new Helpers(NOBODY)));
        assert.ok(rests(reading()) >= (n * STATEMENTS) / 250, 'calls');
        const calls = whole(reading());
        assert.equal(calls.puts.length, n);
        const cfg = whole(buildControlFlow(tree, 0))!;
        assert.ok(rests(relevantCode(pooled, cfg, calls, new Work(1_000_000))) >= (n * STATEMENTS) / 500, 'what a walk looks at');
      });
    }
  }

  it('rests between the functions that it calls, and those that they call', () => {
    const n = 60;
    const circle = times(n, i => `func f${i}(x *int) *int {\n${times(n, j => `\tx = f${j}(x)\n`)}\tp.Put(x)\n\treturn x\n}\n`);
    const program = new Program(engine, [
      { path: 'a/a.go', text: code('').replace('func f', `${circle}\nfunc f`) },
      { path: 'sync/pool.go', text: SYNC },
    ]);
    const { tree } = program.declarations().find(d => d.declaration.names[0] === 'f0')!.declaration;
    const types = program.typesOf('a/a.go', tree);
    const sources = { ...NOBODY, types: () => program.of('a') };
    assert.ok(rests(readPoolFlow(types, new Helpers(sources))) >= 5 * n);
  });

  it('is followed once for all rules that ask, as long as what it calls does the same', () => {
    const files = [
      { path: 'a/a.go', text: `${code('\tb := p.Get().(*int)\n\tput(b)\n\tp.Put(b)\n')}\nfunc put(b *int) {\n\tp.Put(b)\n}\n` },
      { path: 'sync/pool.go', text: SYNC },
    ];
    const program = new Program(engine, files);
    const { tree } = program.declarations().find(d => d.declaration.names[0] === 'f')!.declaration;
    const types = program.typesOf('a/a.go', tree);
    let gives: readonly Given[] = [{ argument: 0, how: 'always', isPlain: true, waits: false }];
    let asked = 0;
    const sources = { ...NOBODY, edition: 0 };
    const helpers = new Helpers(sources);
    const answers = <T>(value: () => T) =>
      function* (): Sliced<T> {
        yield;
        return value();
      };
    const counted = answers(() => {
      asked++;
      return gives;
    });
    const nothing = answers(() => undefined);
    Object.assign(helpers, { gives: counted, takes: answers(() => false), fails: answers(() => false) });
    Object.assign(helpers, { makesPool: answers(() => false), isQuiet: answers(() => false), takesPlainly: answers(() => false) });
    Object.assign(helpers, { partsOf: answers(() => []), lendsOf: answers(() => []), holds: nothing });
    Object.assign(helpers, { viewedField: nothing, releases: nothing, poolOf: nothing, sharesOf: answers(() => []) });
    Object.assign(helpers, { treats: answers(() => ({ filled: undefined, reads: [] })) });
    const flow = () => whole(readPoolFlow(types, helpers));
    const first = flow();
    assert.deepEqual([first.puts.length, first.uses.length], [2, 1]);
    assert.equal(flow(), first);
    const before = asked;
    assert.equal(flow(), first);
    assert.equal(asked, before, 'nothing has changed since');
    sources.edition++;
    assert.equal(flow(), first);
    assert.equal(asked, before + 1);
    gives = [];
    sources.edition++;
    assert.deepEqual([flow().puts.length, flow().uses.length], [1, 0]);
  });

  it('has the same types when others are asked for meanwhile', () => {
    const text = `${code(BODIES['in a loop']!(100))}\nfunc g(x int) {\n${times(100, i => `\tif y${i} := x; y${i} > 1 {\n\t\tfor range y${i} {\n\t\t\tz := y${i}\n\t\t\t_ = z\n\t\t}\n\t}\n`)}}\n`;
    const told = (program: Program) =>
      program.declarations().map(({ file, declaration }) => program.typesOf(file, declaration.tree).types.map(t => t?.kind));
    const expected = told(new Program(engine, [{ path: 'a/a.go', text }]));
    const program = new Program(engine, [{ path: 'a/a.go', text }]);
    const works = program.declarations().map(({ file, declaration }) => program.of('a').typing(file, declaration.tree));
    for (let left = works; left.length > 0; left = left.filter(work => !work.next().done));
    assert.deepEqual(told(program), expected);
    const asked = new Program(engine, [{ path: 'a/a.go', text }]);
    const { file, declaration } = asked.declarations().at(-1)!;
    asked.of('a').typing(file, declaration.tree).next();
    assert.deepEqual(told(asked), expected, 'who asks gets all of them');
  });
});
