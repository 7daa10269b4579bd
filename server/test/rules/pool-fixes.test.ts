/** Where the pool rules offer no fix, because none is surely right. */

import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { messageKey } from '../../src/engine/base/message.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { findingsWithTypes } from '../support/findings-with-types.js';

const pool = (body: string, imports = 'import "sync"') => `package app\n\n${imports}\n\n${body}`;
const BOTH = 'import (\n\t"bytes"\n\t"sync"\n)';
const GET = 'func get() *bytes.Buffer { return p.Get().(*bytes.Buffer) }\n';

describe('fixes of the pool rules', () => {
  /** Ids of the titles with their arguments. */
  async function titles(rule: string, text: string, language = '1.26'): Promise<string[]> {
    const workspace = new Workspace(await loadEngine());
    workspace.set('/app/go.mod', `module example.com/app\n\ngo ${language}\n`);
    workspace.set('/app/main.go', text);
    const found = findingsWithTypes(workspace, '/app/main.go').filter(f => f.rule === rule);
    assert.ok(found.length > 0, `${rule} says nothing about:\n${text}`);
    return found.flatMap(f => f.fixes.map(x => messageKey(x.title)));
  }

  it('pool/copied: a pointer where every use reads through it', async () => {
    const alias = (uses: string) => pool(`var pool sync.Pool\n\nfunc f() {\n\tq := pool\n\t${uses}\n}\n\nfunc use(any) {}\n`);
    assert.deepEqual(await titles('pool/copied', alias('q.Put(1)')), ['["pool/copied/addressFix",{"text":"pool"}]']);
    for (const uses of ['use(q.Get())\n\tq = sync.Pool{}', 'use(&q)', 'q.New = nil', 'use(&q.New)']) {
      assert.deepEqual(await titles('pool/copied', alias(uses)), [], uses);
    }
  });

  it('pool/copied: no pointer receiver for a method that writes to its copy', async () => {
    const method = (body: string) => pool(`type t struct {\n\tp sync.Pool\n\tn [2]int\n}\n\nfunc (x t) m() { ${body} }\n`);
    assert.deepEqual(await titles('pool/copied', method('x.p.Put(x.n[1])')), ['["pool/copied/receiverFix",{}]']);
    for (const body of ['x.n[0]++', 'x.p.Put(&x.n)', 'x = t{}']) assert.deepEqual(await titles('pool/copied', method(body)), [], body);
  });

  it('pool/copied: no index for maps, for a key that is used, and where i is taken', async () => {
    const range = (type: string, clause: string, body: string) =>
      pool(`type t struct{ pool sync.Pool }\n\nfunc f(ts ${type}) {\n\tfor ${clause} := range ts {\n\t\t${body}\n\t}\n}\n`);
    assert.deepEqual(await titles('pool/copied', range('[]t', '_, x', 'x.pool.Put(1)')), ['["pool/copied/rangeFix",{}]']);
    assert.deepEqual(await titles('pool/copied', range('map[int]t', '_, x', 'x.pool.Put(1)')), []);
    assert.deepEqual(await titles('pool/copied', range('[]t', 'k, x', 'x.pool.Put(k)')), []);
    assert.deepEqual(await titles('pool/copied', range('[]t', '_, x', 'i := 1; x.pool.Put(i)')), []);
  });

  it('pool/new-missing: New only for what is ready when it is zero, and wanted by every Get', async () => {
    assert.deepEqual(await titles('pool/new-missing', pool(`var p sync.Pool\n\n${GET}`, BOTH)), [
      '["pool/new-missing/newFix",{"pool":"p"}]',
    ]);
    const other = '\nfunc other() *int { return p.Get().(*int) }\n';
    assert.deepEqual(await titles('pool/new-missing', pool(`var p sync.Pool\n\n${GET}${other}`, BOTH)), []);
    const looks = '\nfunc look() bool { return p.Get() == nil }\n';
    assert.deepEqual(await titles('pool/new-missing', pool(`var p sync.Pool\n\n${GET}${looks}`, BOTH)), []);
    assert.deepEqual(await titles('pool/new-missing', pool(`var (\n\tp sync.Pool\n)\n\n${GET}`, BOTH)), [], 'gofmt may align a group');
    assert.deepEqual(
      await titles('pool/new-missing', pool('type t struct{}\n\nvar p sync.Pool\n\nfunc f() *t { return p.Get().(*t) }\n')),
      [],
    );
    assert.deepEqual(await titles('pool/new-missing', pool(`var p sync.Pool\n\n${GET}`, BOTH), '1.17'), [], 'any is of 1.18');
  });
});
