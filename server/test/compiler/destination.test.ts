/** Following values takes steps in proportion to the function, however its variables go into each other. */
import assert from 'node:assert/strict';
import { Destinations } from '../../src/engine/compiler/destination.js';
import { Scopes } from '../../src/engine/go/names/scope.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { FlatTree } from '../../src/engine/syntax/flat-tree.js';
import { loadEngine } from '../support/engine-for-tests.js';

const times = (n: number, line: (i: number) => string) => Array.from({ length: n }, (_, i) => line(i)).join('');

describe('destinations of values', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  /** Looks of all variables at their ancestors. */
  const steps = (body: string): number => {
    const { tree } = engine.go.parse(`package a\n\nfunc f(errs []error) []error {\n${body}\treturn errs\n}\n`).declarations[1]!;
    const scopes = Scopes.of(tree);
    const destinations = new Destinations(tree, scopes, () => false);
    const parent = FlatTree.prototype.parent;
    let count = 0;
    FlatTree.prototype.parent = function (n) {
      count++;
      return parent.call(this, n);
    };
    try {
      for (const variable of scopes.variables) {
        destinations.ofVariable(variable.node);
        destinations.ofCopies(variable);
        for (const use of variable.uses) destinations.ofValue(use);
      }
    } finally {
      FlatTree.prototype.parent = parent;
    }
    return count;
  };

  for (const [name, line] of [
    ['appends to one variable', () => '\terrs = append(errs, e())\n'],
    ['appends of one variable', () => '\terrs = append(errs, errs[0])\n'],
    ['variables that hold each other', i => `\tv${i} := errs\n\terrs = v${i}\n`],
    ['a chain of variables', i => `\tv${i} := ${i === 0 ? 'errs' : `v${i - 1}`}\n`],
    ['closures', i => `\tg${i} := func() { h(errs) }\n\terrs = append(errs, g${i}())\n`],
  ] as [string, (i: number) => string][]) {
    it(`are linear in ${name}`, () => {
      const [small, large] = [steps(times(200, line)), steps(times(400, line))];
      assert.ok(large < 2.3 * small, `${small} steps, then ${large}`);
    });
  }
});
