/** What holds of the escape graph for any program: the order of files and functions, what is beside them, and a second look change nothing. */
import assert from 'node:assert/strict';
import type { Engine } from '../../../src/engine/syntax/engine.js';
import { loadEngine } from '../../support/engine-for-tests.js';
import { escapeFlows, type GraphWorld, StandardTable } from '../../support/escape-flows.js';
import { graphKinds } from '../../support/escape-lines.js';
import { ProgramMaker } from '../../support/escape-programs.js';

const PROGRAMS = 12;
const FUNCTIONS = 6;
const UNRELATED = 'func unrelated(n *node) *node { keptNode = n; return &node{next: n} }\n';

describe('the escape graph of any program', function () {
  this.timeout(120_000);
  let engine: Engine;
  let world: GraphWorld;
  before(async () => {
    engine = await loadEngine();
    world = { engine, std: new StandardTable(engine) };
  });

  /** What is found of each function, by its text. */
  function found(files: Readonly<Record<string, readonly string[]>>): Map<string, unknown> {
    const texts = Object.entries(files).map(([name, declarations]) => [name, `package p\n\n${declarations.join('\n')}`] as const);
    return new Map(
      escapeFlows(world, Object.fromEntries(texts)).map(({ text: { tree }, sites, leaking, summary }) => [
        tree.text,
        {
          sites: sites.map(s => `${tree.textOf(s.node)} ${s.kind} ${s.isOnHeap}`).sort(),
          leaking: leaking.map(l => `${l.name} ${l.leaks.heap} ${[...l.leaks.results].join(';')}`).sort(),
          summary: JSON.stringify([summary.inlineCost, summary.makes.map(m => m.text).sort(), summary.stored.length]),
        },
      ]),
    );
  }

  const programs = Array.from({ length: PROGRAMS }, (_, seed) => new ProgramMaker(seed).declarations(FUNCTIONS));

  it('is the same each time', () => {
    for (const program of programs) assert.deepEqual(found({ 'a.go': program }), found({ 'a.go': program }));
  });

  it('is the same in any order of functions and files', () => {
    for (const program of programs) {
      const [head = '', ...functions] = program;
      const one = found({ 'a.go': program });
      assert.deepEqual(found({ 'a.go': [...[...functions].reverse(), head] }), one);
      assert.deepEqual(found({ 'a.go': functions.slice(0, 3), 'b.go': [head, ...functions.slice(3)] }), one);
      assert.deepEqual(found({ 'a.go': [head, ...functions.slice(3)], 'b.go': functions.slice(0, 3) }), one);
    }
  });

  it('does not hang on functions that nobody calls', () => {
    for (const program of programs) {
      const more = found({ 'a.go': [UNRELATED, ...program] });
      assert.ok(more.delete(UNRELATED.trimEnd()));
      assert.deepEqual(more, found({ 'a.go': program }));
    }
  });

  it('is there of what is typed so far', () => {
    const text = `package p\n\n${programs[0]!.join('\n')}`;
    for (let end = 20; end < text.length; end += 101) assert.ok(graphKinds(world, text.slice(0, end)));
  });
});
