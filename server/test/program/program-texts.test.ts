/** What an argument may be is found out once, however variables and callers lead to each other. */
import assert from 'node:assert/strict';
import { Faults } from '../../src/engine/base/faults.js';
import { PackageNames } from '../../src/engine/go/names/package-names.js';
import { Scopes } from '../../src/engine/go/names/scope.js';
import { WrittenTypes } from '../../src/engine/go/names/written-types.js';
import { readProgramPart } from '../../src/engine/go/package/program-parts.js';
import { loadEngine } from '../support/engine-for-tests.js';

describe('texts of a program', () => {
  /** Of `main`, the last declaration. */
  const partOf = async (body: string) => {
    const { go } = await loadEngine();
    const syntax = go.parse(`package main\n\nfunc main() {\n${body}\n}\n`);
    const { tree } = syntax.declarations.at(-1)!;
    const scopes = Scopes.of(tree);
    const imports = new Map();
    const types = new WrittenTypes(tree, scopes, imports);
    return readProgramPart({ tree, scopes, types, packages: new PackageNames(tree, scopes, imports), imports, faults: new Faults() });
  };

  it('ends where variables have each other by default, many times over', async () => {
    const { holds } = await partOf(`v, u := a(), b()\n${'if v == "" { v = u }\nif u == "" { u = v }\n'.repeat(200)}get(v)`);
    assert.deepEqual(holds.given, []);
  });

  it('takes the first of many defaults', async () => {
    const defaults = Array.from({ length: 100 }, (_, i) => `if v == "" { v = "https://${i}.example.com" }`).join('\n');
    const { holds } = await partOf(`v := a()\n${defaults}\nget(v)`);
    assert.equal(holds.given.length, 20);
    assert.deepEqual(holds.given[0], {
      to: ' get',
      position: 0,
      text: { pieces: ['https://0.example.com'], open: false, isDefault: true },
    });
  });
});
