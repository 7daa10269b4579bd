/** Pooled objects across packages: what helpers of other packages do, read from their bodies, and again when those change. */
import assert from 'node:assert/strict';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { drive, type Sources } from '../../src/engine/workspace/drive.js';
import type { FoundPackage } from '../../src/engine/workspace/steps.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { readTable } from '../../src/node/host/std-pieces.js';
import { loadEngine } from '../support/engine-for-tests.js';

const imports = (...paths: string[]) => `import (\n${paths.map(p => `\t"${p}"\n`).join('')})\n\n`;
const POOL = 'var pool = sync.Pool{New: func() any { return new(bytes.Buffer) }}\n\n';
const BUFS = (body: string) =>
  `package bufs\n\n${imports('bytes', 'sync')}${POOL}func Take() *bytes.Buffer { return pool.Get().(*bytes.Buffer) }\n\nfunc Hand(b *bytes.Buffer) {\n\t${body}\n}\n`;
const PUTS = BUFS('b.Reset()\n\tpool.Put(b)');
const APP = `package app\n\n${imports('m.com/m/bufs')}func f() {\n\tb := bufs.Take()\n\tbufs.Hand(b)\n\tb.Reset()\n}\n`;

describe('pools of other packages', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  function world(packages: Record<string, string>, app: string): { workspace: Workspace; rules: () => string[] } {
    const workspace = new Workspace(engine);
    workspace.set('/m/go.mod', 'module m.com/m\n\ngo 1.26\n');
    workspace.open('/m/app/a.go', app);
    const found = (path: string): FoundPackage | undefined => {
      const dir = `/m/${path.slice('m.com/m/'.length)}`;
      return packages[path] === undefined ? undefined : { dir, files: [{ path: `${dir}/x.go`, text: packages[path] }] };
    };
    const sources: Sources = { table: ({ importPath }) => readTable(importPath), package: ({ importPath }) => found(importPath) };
    const rules = () => {
      workspace.findings('/m/app/a.go');
      drive(workspace.analysis(), sources);
      return workspace.findings('/m/app/a.go').map(f => `${f.rule} ${f.severity}`);
    };
    return { workspace, rules };
  }

  it('count: a helper of any name puts what it is given', () => {
    const { rules } = world({ 'm.com/m/bufs': PUTS }, APP);
    assert.deepEqual(rules(), ['pool/use-after-put error']);
  });

  it('are asked again when a body of theirs changes', () => {
    const { workspace, rules } = world({ 'm.com/m/bufs': PUTS }, APP);
    rules();
    workspace.open('/m/bufs/x.go', BUFS('b.Reset()'));
    assert.deepEqual(rules(), []);
    workspace.open('/m/bufs/x.go', PUTS);
    assert.deepEqual(rules(), ['pool/use-after-put error']);
    workspace.open('/m/bufs/x.go', BUFS('if b.Cap() < 1024 {\n\t\tpool.Put(b)\n\t}'));
    assert.deepEqual(rules(), ['pool/use-after-put warning']);
  });

  it('count through a method of a value, and a generic pool of a third package', () => {
    const generic = `package typed\n\n${imports('sync')}type Pool[T any] struct{ p sync.Pool }\n\nfunc (p *Pool[T]) Take() T { return p.p.Get().(T) }\n\nfunc (p *Pool[T]) Put(v T) { p.p.Put(v) }\n`;
    const buffer = `package buffer\n\n${imports('m.com/m/typed')}type Buffer struct {\n\tbytes []byte\n\thome *typed.Pool[*Buffer]\n}\n\nvar all typed.Pool[*Buffer]\n\nfunc Get() *Buffer { return all.Take() }\n\nfunc (b *Buffer) Bytes() []byte { return b.bytes }\n\nfunc (b *Buffer) Done() {\n\tb.bytes = b.bytes[:0]\n\tb.home.Put(b)\n}\n`;
    const app = `package app\n\n${imports('m.com/m/buffer')}func f() *buffer.Buffer {\n\tb := buffer.Get()\n\tdefer b.Done()\n\treturn b\n}\n`;
    const { rules } = world({ 'm.com/m/typed': generic, 'm.com/m/buffer': buffer }, app);
    assert.deepEqual(rules(), ['pool/returned-pooled-memory error']);
  });

  it('are none where a method of that name does something else', () => {
    const store = `package store\n\n${imports('bytes', 'sync')}${POOL}type Store struct{ last *bytes.Buffer }\n\nfunc (s *Store) Put(b *bytes.Buffer) { s.last = b }\n`;
    const app = `package app\n\n${imports('bytes', 'm.com/m/store')}func f(s *store.Store, b *bytes.Buffer) {\n\ts.Put(b)\n\tb.Reset()\n}\n`;
    const { rules } = world({ 'm.com/m/store': store }, app);
    assert.deepEqual(rules(), []);
  });

  it('are copied with the structs that hold them', () => {
    const shard = `package shard\n\n${imports('sync')}type Shard struct {\n\tinner [2]inner\n}\n\ntype inner struct{ sync.Pool }\n`;
    const app = `package app\n\n${imports('m.com/m/shard')}func f(all []shard.Shard) {\n\tfor _, s := range all {\n\t\tuse(&s)\n\t}\n}\n\nfunc use(*shard.Shard) {}\n`;
    const { rules } = world({ 'm.com/m/shard': shard }, app);
    assert.deepEqual(rules(), ['pool/copied warning']);
  });
});
