/** Which packages need cgo, found through the imports of a workspace. */
import assert from 'node:assert/strict';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { drive } from '../../src/engine/workspace/drive.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { loadEngine } from '../support/engine-for-tests.js';

describe('cgo closure', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });
  const closure = (files: Record<string, string>, external: Record<string, string | 'missing'> = {}, tags: readonly string[] = []) => {
    const workspace = new Workspace(engine, { rules: [] });
    workspace.set('/w/go.mod', files['go.mod'] ?? 'module example.com/app\n\ngo 1.26\n');
    for (const [name, text] of Object.entries(files)) if (name !== 'go.mod') workspace.set(`/w/${name}`, text);
    for (const [path, text] of Object.entries(external)) {
      workspace.setExternalPackage(path, text === 'missing' ? 'missing' : [{ path: `/mod/${path}/x.go`, text }]);
    }
    const { complete, needs, unknown } = workspace.cgoClosure('/w', tags);
    return { complete, unknown, needs: needs.map(n => `${n.from}: ${n.chain.join(' > ')}`), at: needs[0]?.at?.file };
  };
  const main = (...imports: string[]) => `package main\n\nimport (\n${imports.map(i => `\t_ "${i}"`).join('\n')}\n)\n\nfunc main() {}\n`;

  it('is empty and complete for pure Go', () => {
    assert.deepEqual(closure({ 'main.go': main('fmt', 'encoding/json') }), { complete: true, unknown: [], needs: [], at: undefined });
  });

  it('reaches net and os/user through std', () => {
    assert.deepEqual(closure({ 'main.go': main('net/http', 'archive/tar') }).needs, [
      'std: example.com/app > net/http > net',
      'std: example.com/app > archive/tar > os/user',
    ]);
  });

  it('loses them to the tags netgo and osusergo', () => {
    const files = { 'main.go': main('net/http', 'os/user') };
    assert.deepEqual(closure(files, {}, ['netgo']).needs, ['std: example.com/app > os/user']);
    assert.deepEqual(closure(files, {}, ['netgo', 'osusergo']).needs, []);
  });

  it('follows packages of the module, and tells where', () => {
    const found = closure({ 'main.go': main('example.com/app/store'), 'store/store.go': 'package store\n\n// x\nimport "C"\n' });
    assert.deepEqual(found.needs, ['source: example.com/app > example.com/app/store']);
    assert.equal(found.complete, true);
    assert.equal(found.at, '/w/store/store.go');
  });

  it('leaves out tests, other systems, other tags', () => {
    const files = {
      'main.go': main('fmt'),
      'main_test.go': main('net'),
      'x_windows.go': main('net'),
      'y.go': `//go:build darwin\n\n${main('net')}`,
      'z.go': `//go:build !cgo\n\n${main('net')}`,
      'i.go': `//go:build ignore\n\n${main('net')}`,
      't.go': `//go:build extra\n\n${main('os/user')}`,
    };
    assert.deepEqual(closure(files).needs, []);
    assert.deepEqual(closure(files, {}, ['extra']).needs, ['std: example.com/app > os/user']);
  });

  it('reads packages from outside, follows replaced folders, says what is missing', () => {
    const mod = 'module example.com/app\n\ngo 1.26\n\nrequire example.org/lib v1.0.0\n\nreplace example.net/near => ./near\n';
    const found = closure(
      {
        'go.mod': mod,
        'main.go': main('example.org/lib', 'example.net/near/deep', 'example.org/gone'),
        'near/deep/d.go': 'package deep\n\nimport _ "net"\n',
      },
      { 'example.org/lib': 'package lib\n\nimport "C"\n', 'example.org/gone': 'missing' },
    );
    assert.deepEqual(found.needs, ['source: example.com/app > example.org/lib', 'std: example.com/app > example.net/near/deep > net']);
    assert.deepEqual(found.unknown, ['example.org/gone']);
    assert.equal(found.complete, false);
  });

  it('looks for packages again once the module requires another version, and not for anything else that is typed there', () => {
    const workspace = new Workspace(engine, { rules: [] });
    const requires = (version: string) => `module example.com/app\n\ngo 1.26\n\nrequire example.org/lib ${version}\n`;
    workspace.set('/w/go.mod', requires('v1.0.0'));
    workspace.set('/w/main.go', main('example.org/lib'));
    workspace.setExternalPackage('example.org/lib', 'missing');
    const known = () => workspace.external.get('example.org/lib');
    workspace.set('/w/go.mod', `// The app.\n${requires('v1.0.0')}`);
    assert.equal(known(), 'missing');
    workspace.set('/w/go.mod', requires('v1.1.0'));
    assert.equal(known(), undefined);
    workspace.setExternalPackage('example.org/lib', [{ path: '/mod/lib/x.go', text: 'package lib\n\nimport "C"\n' }]);
    assert.equal(workspace.cgoClosure('/w').needs.length, 1);
  });

  it('does not take what was read for the requirements before', () => {
    const workspace = new Workspace(engine, { rules: [] });
    const requires = (version: string) => `module example.com/app\n\ngo 1.26\n\nrequire example.org/lib ${version}\n`;
    workspace.set('/w/go.mod', requires('v1.0.0'));
    workspace.set('/w/main.go', main('example.org/lib'));
    const ask = () => workspace.reading({ kind: 'question', ask: () => workspace.cgoClosure('/w') });
    let isFirst = true;
    drive(ask(), {
      package: ({ importPath }) => {
        if (importPath !== 'example.org/lib' || !isFirst) return undefined;
        isFirst = false;
        workspace.set('/w/go.mod', requires('v1.1.0'));
        return { dir: '/mod/lib', files: [{ path: '/mod/lib/x.go', text: 'package lib\n\nimport "C"\n' }] };
      },
    });
    assert.equal(isFirst, false);
    assert.deepEqual(workspace.cgoClosure('/w').needs, []);
    assert.ok(workspace.external.isWaiting);
  });

  it('falls back on the list of known packages, but believes sources first', () => {
    const files = { 'main.go': main('github.com/confluentinc/confluent-kafka-go/v2/kafka') };
    assert.deepEqual(closure(files).needs, ['table: example.com/app > github.com/confluentinc/confluent-kafka-go/v2/kafka']);
    const pure = closure(files, { 'github.com/confluentinc/confluent-kafka-go/v2/kafka': 'package kafka\n' });
    assert.deepEqual([pure.needs, pure.complete], [[], true]);
  });

  it('survives import cycles and an unknown folder', () => {
    const files = {
      'main.go': main('example.com/app/a'),
      'a/a.go': 'package a\n\nimport _ "example.com/app/b"\n',
      'b/b.go': 'package b\n\nimport _ "example.com/app/a"\n',
    };
    assert.equal(closure(files).complete, true);
    assert.equal(closure({}).complete, false);
  });

  it('tells what is lost without cgo, and follows no import that only cgo files have', () => {
    const workspace = new Workspace(engine, { rules: [] });
    workspace.set('/w/go.mod', 'module example.com/app\n\ngo 1.26\n');
    workspace.set('/w/main.go', main('net', 'example.com/app/all', 'example.com/app/part'));
    workspace.set('/w/all/all.go', 'package all\n\n// x\nimport "C"\n');
    workspace.set('/w/part/cgo.go', 'package part\n\n// x\nimport "C"\nimport _ "example.com/app/never"\n');
    workspace.set('/w/part/pure.go', '//go:build !cgo\n\npackage part\n');
    workspace.set('/w/never/never.go', 'package never\n\n// x\nimport "C"\n');
    const { complete, needs } = workspace.closureWithoutCgo('/w');
    assert.equal(complete, true);
    assert.deepEqual(
      needs.map(n => [n.importPath, n.excluded]),
      [
        ['example.com/app/all', true],
        ['example.com/app/part', undefined],
      ],
    );
  });
});
