/** Calls in other packages, as the compiler prints them there, under the names of the package that is called. */
import assert from 'node:assert/strict';
import { type Caller, callerFacts } from '../../src/engine/compiler/caller-facts.js';
import type { CompilerFact, FactKind } from '../../src/engine/compiler/facts.js';
import { isSparedAt } from '../../src/engine/compiler/inlined-callee.js';

const PKG = { importPath: 'example.com/m/lib', name: 'lib', imports: [] };
const fact = (kind: FactKind, expression: string, line = 3): CompilerFact => ({
  kind,
  expression,
  file: 'a.go',
  raw: 'a.go',
  line,
  column: 5,
});
const caller = (imports: readonly string[], ...facts: CompilerFact[]): Caller => ({
  importPath: 'example.com/m/app',
  name: 'main',
  imports,
  facts,
});
const said = (...callers: Caller[]) => callerFacts(PKG, callers).map(f => `${f.file}:${f.line} ${f.kind} ${f.expression}`);

describe('calls in other packages', () => {
  it('are named as the package itself names them', () => {
    const facts = [
      fact('inlined', 'lib.(*Cache[...]).Get'),
      fact('stays', '&lib.Point{...}'),
      fact('escapes', 'map[lib.Key]mylib.Value{...}'),
      fact('inlinable', 'lib.New'),
    ];
    assert.deepEqual(said(caller([PKG.importPath, 'fmt'], ...facts)), [
      'example.com/m/app/a.go:3 inlined (*Cache[...]).Get',
      'example.com/m/app/a.go:3 stays &Point{...}',
      'example.com/m/app/a.go:3 escapes map[Key]mylib.Value{...}',
    ]);
  });

  it('are only those at which something of it is inlined', () => {
    assert.deepEqual(said(caller([PKG.importPath], fact('inlined', 'other.New'), fact('stays', '&lib.Point{...}'))), []);
    assert.deepEqual(said(caller([PKG.importPath], fact('inlined', 'lib.New', 9), fact('stays', '&lib.Point{...}'))).length, 1);
  });

  it('are unknown where another import may have the name, or none is of it', () => {
    const facts = [fact('inlined', 'lib.New'), fact('stays', '&lib.Point{...}')];
    for (const other of ['example.com/other/lib', 'gopkg.in/lib.v3', 'example.com/lib/v2', 'example.com/go-lib'])
      assert.deepEqual(said(caller([PKG.importPath, other], ...facts)), [], other);
    assert.deepEqual(said(caller(['fmt'], ...facts)), []);
    assert.equal(said(caller([PKG.importPath, 'example.com/library'], ...facts)).length, 2);
  });
});

describe('what a function makes, at a call that it is inlined to', () => {
  const made = fact('escapes', '&Point{...}', 7);
  const moved = fact('moved', 'p', 7);

  it('is spared where the compiler says that it stays, or nothing of a variable', () => {
    const call = [fact('inlined', 'New'), fact('stays', '&Point{...}')];
    assert.equal(isSparedAt(call, call[0]!, made), true);
    assert.equal(isSparedAt(call, call[0]!, moved), true);
  });

  it('is not where it is on the heap there too, or reads otherwise', () => {
    const call = [fact('inlined', 'New'), fact('escapes', '&Point{...}'), fact('moved', 'p')];
    assert.equal(isSparedAt(call, call[0]!, made), false);
    assert.equal(isSparedAt(call, call[0]!, moved), false);
    assert.equal(isSparedAt([call[0]!, fact('stays', '42')], call[0]!, fact('escapes', 'v', 7)), false);
  });
});
