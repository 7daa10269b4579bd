/** What the escape graph says of a file hangs on functions elsewhere: in files that nobody looks at, and in generated ones. */
import assert from 'node:assert/strict';
import { DEFAULT_CONFIG } from '../../src/engine/base/config.js';
import { whole } from '../../src/engine/base/slices.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { drive } from '../../src/engine/workspace/drive.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { loadEngine } from '../support/engine-for-tests.js';

const CALLER = 'package app\n\nfunc caller(n int) int {\n\tb := box{n}\n\treturn use(&b)\n}\n';
/** Longer than what is kept of files that nobody looks at. */
const LONG = '\ttotal += len("a line of a long function that does nothing at all")\n'.repeat(20);
const callee = (end: string) =>
  `package app\n\ntype box struct{ n int }\n\nvar last *box\n\nfunc use(b *box) int {\n\ttotal := b.n\n${LONG}\t${end}\n\treturn total\n}\n`;

describe('the escape graph of a file', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  /** Escapes in the caller's file. */
  function found(workspace: Workspace): string[] {
    const ask = () => void workspace.findings('/m/app/caller.go');
    ask();
    drive(workspace.reading({ kind: 'question', ask }), {});
    return workspace.findings('/m/app/caller.go').flatMap(f => (f.rule.startsWith('escape/') ? [f.rule] : []));
  }

  function world(other: string): Workspace {
    const workspace = new Workspace(engine, { config: { ...DEFAULT_CONFIG, escapeGraph: 'asked' } });
    workspace.set('/m/go.mod', 'module m.com/m\n\ngo 1.26\n');
    workspace.set('/m/app/callee.go', other);
    workspace.open('/m/app/caller.go', CALLER);
    return workspace;
  }

  it('reads long functions of files that nobody looks at', () => {
    assert.deepEqual(found(world(callee('last = b'))), ['escape/heap-allocation']);
    assert.deepEqual(found(world(callee('_ = b'))), []);
  });

  it('takes a size with a name for the constant that it is', () => {
    const told = (text: string) => {
      const workspace = new Workspace(engine, { config: { ...DEFAULT_CONFIG, escapeGraph: 'asked' } });
      workspace.set('/m/go.mod', 'module m.com/m\n\ngo 1.26\n');
      workspace.open('/m/app/caller.go', `package app\n\nconst size = 512\n\nfunc use(b []byte) int { return len(b) }\n\n${text}\n`);
      return found(workspace);
    };
    assert.deepEqual(told('func caller() int { return use(make([]byte, 0, size*2)) }'), []);
    assert.deepEqual(told('func caller() int { return use(make([]byte, size*size)) }'), ['escape/too-large']);
  });

  it('tells callers of an inlined function of what goes somewhere, and of no more', () => {
    const told = (text: string) => {
      const workspace = new Workspace(engine, { config: { ...DEFAULT_CONFIG, escapeGraph: 'asked' } });
      workspace.set('/m/go.mod', 'module m.com/m\n\ngo 1.26\n');
      workspace.open('/m/app/caller.go', CALLER);
      workspace.set('/m/app/callee.go', `package app\n\ntype box struct{ n int }\n\n${text}\n`);
      return found(workspace);
    };
    assert.deepEqual(told('func use(b *box) int {\n\tp := &b\n\treturn (*p).n\n}'), []);
    assert.deepEqual(told('var last **box\n\nfunc use(b *box) int {\n\tp := &b\n\tlast = p\n\treturn 0\n}'), [
      'escape/heap-allocation',
      'escape/heap-allocation',
    ]);
  });

  it('leaves out what is made once, unless somebody asks', () => {
    const table =
      'package app\n\ntype box struct{ n int }\n\nvar table = map[string]*box{"a": {1}, "b": {2}}\n\nvar later = func() *box { return &box{3} }\n';
    const told = (escapeOnce: boolean) => {
      const workspace = new Workspace(engine, { config: { ...DEFAULT_CONFIG, escapeOnce, escapeGraph: 'asked' } });
      workspace.set('/m/go.mod', 'module m.com/m\n\ngo 1.26\n');
      workspace.open('/m/app/caller.go', table);
      return found(workspace);
    };
    assert.deepEqual(told(false), ['escape/returned-address']);
    assert.ok(told(true).length >= 4);
  });

  it('follows them when their files change', () => {
    const workspace = world(callee('_ = b'));
    assert.deepEqual(found(workspace), []);
    workspace.set('/m/app/callee.go', callee('last = b'));
    assert.deepEqual(found(workspace), ['escape/heap-allocation']);
    workspace.set('/m/app/callee.go', callee('_ = b'));
    assert.deepEqual(found(workspace), []);
  });

  it('is not made again where an edit elsewhere tells callers nothing new', () => {
    const workspace = world('package app\n');
    const other = callee('_ = b');
    workspace.open('/m/app/callee.go', other);
    found(workspace);
    const evidence = () => whole(workspace.following('/m/app/caller.go'));
    const edit = (mark: string, newText: string) => {
      const at = workspace.text('/m/app/callee.go')!.indexOf(mark);
      workspace.edit('/m/app/callee.go', [{ span: { start: at, end: at }, newText }]);
      workspace.findings('/m/app/callee.go');
    };
    const first = evidence();
    assert.ok(first);
    edit('\treturn total', '\t// Nothing new.\n');
    assert.equal(evidence(), first);
    edit('\treturn total', '\tlast = b\n');
    assert.notEqual(evidence(), first);
    assert.deepEqual(found(workspace), ['escape/heap-allocation']);
  });

  it('begins again where any file changes meanwhile', () => {
    const workspace = world(callee('last = b'));
    workspace.open('/m/elsewhere/elsewhere.go', 'package elsewhere\n');
    const work = workspace.following('/m/app/caller.go');
    work.next();
    workspace.edit('/m/elsewhere/elsewhere.go', [{ span: { start: 0, end: 0 }, newText: '// Nothing to do with it.\n' }]);
    assert.equal(whole(work)?.sites.length, 1);
  });

  it('sees directives that come and go above functions', () => {
    const code = [
      ...['package app', 'type box struct{ n int }', 'func made(n int) *box { return &box{n} }', 'func caller() *box { return made(1) }'],
      ...['func asm(b *box)', 'func use() {\n\tb := box{1}\n\tasm(&b)\n}'],
    ];
    const workspace = world('package app\n');
    workspace.open('/m/app/caller.go', code.join('\n\n'));
    const found = () => whole(workspace.following('/m/app/caller.go'))?.sites.map(({ site }) => site.kind);
    const turn = (from: string, to: string) => {
      const start = workspace.text('/m/app/caller.go')!.indexOf(from);
      workspace.edit('/m/app/caller.go', [{ span: { start, end: start + from.length }, newText: to }]);
    };
    assert.deepEqual(found(), ['pointer', 'inlined', 'variable']);
    turn('func made', '//go:noinline\nfunc made');
    assert.deepEqual(found(), ['pointer', 'variable']);
    turn('func asm', '//go:noescape\nfunc asm');
    assert.deepEqual(found(), ['pointer']);
    turn('//go:noinline\n', '');
    assert.deepEqual(found(), ['pointer', 'inlined']);
    turn('//go:noescape\n', '');
    assert.deepEqual(found(), ['pointer', 'inlined', 'variable']);
  });

  it('reads generated files', () => {
    assert.deepEqual(found(world(`// Code generated by hand. DO NOT EDIT.\n\n${callee('last = b')}`)), ['escape/heap-allocation']);
  });
});
