/** Files that hold very many of one thing cost what they hold, in pieces. */
import assert from 'node:assert/strict';
import { DeclarationCache, importsOf, readGoFile, readingGoFile } from '../../src/engine/go/package/read-file.js';
import { FileImports } from '../../src/engine/go/types/file-imports.js';
import { readAllocationSites } from '../../src/engine/sites/allocation-sites.js';
import { runsOnce } from '../../src/engine/sites/runs-once.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { K } from '../../src/engine/syntax/flat-tree.js';
import { scanGo } from '../../src/engine/syntax/go-scan.js';
import { loadEngine } from '../support/engine-for-tests.js';

describe('a wide file', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  it('has its directives read in pieces', () => {
    const rests = (comment: string) => {
      const text = `package a\n${`${comment}\n`.repeat(30_000)}func f() {}\n`;
      const work = readingGoFile('/w/a.go', text, engine.go.parse(text), new DeclarationCache(readAllocationSites));
      for (let n = 0; ; n++) {
        const step = work.next();
        if (step.done) return { n, directives: step.value.directives.length };
      }
    };
    const { n, directives } = rests('//go:noinline');
    assert.equal(directives, 30_000);
    // Suppressions rest a hundred times in as many comments.
    assert.ok(n > 125, `${n} rests`);
  });

  it('looks for a name once in a package that it imports many times', () => {
    const span = { start: 0, end: 0 };
    const dot = (path: string) => ({ path, alias: '.', name: '.', span });
    assert.deepEqual(new FileImports([dot('sync'), dot('time'), dot('sync'), dot('sync')]).dots, ['sync', 'time']);
  });

  it('has as many imports as people write, whoever reads them', () => {
    const specs = Array.from({ length: 1200 }, (_, i) => `"example.com/p${i}"`);
    for (const imports of [`import (\n${specs.join('\n')}\n)`, specs.map(path => `import ${path}`).join('\n')]) {
      const text = `package a\n\n${imports}\n\nfunc f() {}\n`;
      const found = importsOf(engine.go.parse(text));
      assert.equal(found.length, 1000);
      const scan = scanGo(text);
      assert.deepEqual(
        scan?.imports.map(({ path, span }) => [path, span]),
        found.map(({ path, span }) => [path, span]),
      );
      assert.equal(scan?.declarations.length, 1);
    }
  });

  it('has as many allocation sites as people write, those above the others', () => {
    const facts = (functions: number, each: number) => {
      const one = (i: number) => `func f${i}() {\n${'\tg = new(int)\n'.repeat(each)}}\n`;
      const text = `package a\n\nvar g *int\n\n${Array.from({ length: functions }, (_, i) => one(i)).join('')}`;
      const { declarations } = readGoFile('/w/a.go', text, engine.go.parse(text), new DeclarationCache(readAllocationSites));
      return declarations.slice(1).map(d => [d.allocationSites.length, d.faults?.map(f => f.part)]);
    };
    assert.deepEqual(facts(3, 4000), [
      [4000, undefined],
      [4000, undefined],
      [0, ['allocation sites']],
    ]);
    assert.deepEqual(facts(1, 10_001), [[0, ['allocation sites']]]);
  });

  it('has long parameters looked at once, however many sites ask', () => {
    const tree = (parameters: string) => {
      const { declarations } = engine.go.parse(`package a\n\nfunc f(${parameters}) { g(); g(); g() }\n`);
      return declarations.map(d => d.tree).find(t => t.kind(0) === K.FunctionDeclaration)!;
    };
    const plain = tree('a, b int');
    const read = plain.textOf.bind(plain);
    let asked = 0;
    plain.textOf = node => {
      if (plain.kind(node) === K.ParameterList) asked++;
      return read(node);
    };
    for (let i = 0; i < 10; i++) assert.equal(runsOnce(plain, 0), false);
    assert.equal(asked, 1);
    const helper = tree('t testing.TB');
    for (let i = 0; i < 2; i++) assert.equal(runsOnce(helper, 0), true);
  });
});
