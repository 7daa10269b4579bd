/** Which object stands for which package, and how long. */
import assert from 'node:assert/strict';
import type { PackageSource } from '../../src/engine/go/types/importer.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { PackageWorld } from '../support/package-world.js';

const MOD = 'module m.com/app\n\ngo 1.24\n\nrequire d.com/dep v1.0.0\n';
const file = (name: string, ...imports: string[]) =>
  `package ${name}\n\n${imports.map(i => `import "${i}"\n`).join('')}\nfunc F() int { return 1 }\n`;

describe('packages of the workspace', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  const world = (files: Readonly<Record<string, string>>) =>
    new PackageWorld(engine, new Map(Object.entries({ '/w/go.mod': MOD, ...files })));
  const cached = '/cache/d.com/dep@v1.0.0';
  const DEP = {
    [`${cached}/dep.go`]: file('dep', 'd.com/dep/sub'),
    [`${cached}/sub/s.go`]: file('sub'),
    [`${cached}/sub/s_windows.go`]: file('sub'),
  };
  const texts = (pkg: PackageSource | undefined) => pkg?.files.map(f => f.path);

  it('are read when a name of them is asked for, and no earlier', () => {
    const w = world({ ...DEP, '/w/a.go': file('app', 'd.com/dep', 'm.com/app/x', 'fmt', 'nobody.com/x'), '/w/x/x.go': file('x') });
    w.look('/w');
    assert.equal(w.of('/w/a.go').path, 'm.com/app');
    assert.deepEqual(w.asked, []);
    const [, dep, sub] = w.way('/w/a.go', 'd.com/dep', 'd.com/dep/sub');
    assert.deepEqual([texts(dep), texts(sub)], [[`${cached}/dep.go`], [`${cached}/sub/s.go`]]);
    assert.deepEqual(w.asked, ['d.com/dep', 'd.com/dep/sub']);
    assert.deepEqual(texts(w.way('/w/a.go', 'm.com/app/x')[1]), ['/w/x/x.go'], 'a folder of the workspace that nobody looks at');
    assert.equal(w.way('/w/a.go', 'fmt')[1]?.name, 'fmt');
    assert.equal(w.way('/w/a.go', 'nobody.com/x')[1], undefined);
    assert.equal(w.way('/w/a.go', 'C')[1], undefined);
    assert.equal(w.asked.length, 3);
  });

  it('are read ahead as far as a file imports them itself', () => {
    const w = world({ ...DEP, '/w/a.go': file('app', 'd.com/dep'), '/w/b.go': file('app', 'm.com/app/x'), '/w/x/x.go': file('x') });
    w.look('/w');
    w.ahead('/w/a.go');
    assert.deepEqual(w.asked, ['d.com/dep']);
    assert.deepEqual(texts(w.workspace.goPackages.find('d.com/dep', w.workspace.goPackages.of('/w/a.go')!)), [`${cached}/dep.go`]);
  });

  it('have the language of their modules', () => {
    const w = world({
      ...DEP,
      '/w/a.go': file('app', 'd.com/dep'),
      '/cache/cache/download/d.com/dep/@v/v1.0.0.mod': 'module d.com/dep\ngo 1.18\n',
    });
    w.look('/w');
    assert.deepEqual(
      w.way('/w/a.go', 'd.com/dep').map(p => p?.language?.minor),
      [24, 18],
    );
  });

  it('stay the same object while only bodies change, with the bodies as they are', () => {
    const w = world({ '/w/a.go': file('app', 'm.com/app/x'), '/w/x/x.go': file('x', 'm.com/app/y'), '/w/y/y.go': file('y') });
    for (const dir of ['/w', '/w/x', '/w/y']) w.look(dir);
    w.workspace.open('/w/y/y.go', file('y'));
    const before = w.way('/w/a.go', 'm.com/app/x', 'm.com/app/y');
    const [y] = before.slice(-1);
    const [f] = y!.files[0]!.declarations;
    w.workspace.edit('/w/y/y.go', [{ span: { start: 0, end: 0 }, newText: '// a comment\n' }]);
    w.of('/w/a.go');
    assert.equal(y!.files[0]!.declarations[0], f, 'a declaration that only moves is the same object');
    assert.equal(f!.offset, `// a comment\n${file('y')}`.indexOf('func'));
    w.workspace.edit('/w/y/y.go', [{ span: { start: 0, end: '// a comment\n'.length }, newText: '' }]);
    w.workspace.edit('/w/y/y.go', [{ span: { start: file('y').indexOf('1'), end: file('y').indexOf('1') + 1 }, newText: '23' }]);
    const after = w.way('/w/a.go', 'm.com/app/x', 'm.com/app/y');
    assert.ok(after.every((p, i) => p === before[i]));
    assert.equal(y!.files[0]!.declarations[0]!.tree.text, 'func F() int { return 23 }');
    w.workspace.close('/w/y/y.go');
    assert.equal(w.way('/w/a.go', 'm.com/app/x', 'm.com/app/y')[2], y);
  });

  it('are replaced with all that import them when an outline changes, and nothing else is', () => {
    const w = world({
      '/w/a.go': file('app', 'm.com/app/x', 'm.com/app/z'),
      '/w/x/x.go': file('x', 'm.com/app/y'),
      '/w/y/y.go': file('y'),
      '/w/z/z.go': file('z'),
    });
    for (const dir of ['/w', '/w/x', '/w/y', '/w/z']) w.look(dir);
    const ways = () => [...w.way('/w/a.go', 'm.com/app/x', 'm.com/app/y'), w.way('/w/a.go', 'm.com/app/z')[1]];
    const before = ways();
    const generation = w.workspace.goPackages.generation;
    w.workspace.set('/w/y/y.go', `${file('y')}\ntype T int\n`);
    const after = ways();
    assert.deepEqual(
      after.map((p, i) => p === before[i]),
      [false, false, false, true],
    );
    assert.ok(w.workspace.goPackages.generation > generation);
    w.workspace.set('/w/y/y_test.go', file('y'));
    w.workspace.set('/w/y/y_windows.go', file('y'));
    w.workspace.remove('/w/y/y.go');
    assert.equal(ways()[2], undefined, 'no file is left for this target');
  });

  it('tell which open files to look at again', () => {
    const w = world({
      '/w/a.go': file('app', 'm.com/app/x'),
      '/w/x/x.go': file('x', 'm.com/app/y'),
      '/w/y/y.go': file('y'),
      '/w/z/z.go': file('z'),
    });
    for (const dir of ['/w', '/w/x', '/w/y', '/w/z']) w.look(dir);
    const open = ['/w/a.go', '/w/x/x.go', '/w/y/y.go', '/w/z/z.go'];
    assert.deepEqual(w.workspace.affectedBy('/w/y/y.go', open), [], 'nobody has asked yet');
    w.way('/w/a.go', 'm.com/app/x', 'm.com/app/y');
    w.of('/w/x/x.go');
    assert.deepEqual(w.workspace.affectedBy('/w/y/y.go', open), ['/w/a.go', '/w/x/x.go']);
    assert.deepEqual(w.workspace.affectedBy('/w/z/z.go', open), []);
  });

  it('take the place of one that was not there', () => {
    const w = world({ '/w/a.go': file('app', 'm.com/app/x') });
    w.look('/w');
    const [app, none] = w.way('/w/a.go', 'm.com/app/x');
    assert.equal(none, undefined);
    w.workspace.set('/w/x/x.go', file('x'));
    const [now, x] = w.way('/w/a.go', 'm.com/app/x');
    assert.deepEqual([now === app, texts(x)], [false, ['/w/x/x.go']]);
  });

  it('are what go.mod says now', () => {
    const w = world({ ...DEP, '/w/a.go': file('app', 'd.com/dep'), '/cache/d.com/dep@v1.1.0/dep.go': file('dep') });
    w.look('/w');
    assert.deepEqual(texts(w.way('/w/a.go', 'd.com/dep')[1]), [`${cached}/dep.go`]);
    w.workspace.set('/w/go.mod', MOD.replace('v1.0.0', 'v1.1.0'));
    assert.deepEqual(texts(w.way('/w/a.go', 'd.com/dep')[1]), ['/cache/d.com/dep@v1.1.0/dep.go']);
  });

  it('have their tests where they are tested, and for packages that external tests import as well', () => {
    const w = world({
      '/w/p/p.go': file('p'),
      '/w/p/in_test.go': file('p'),
      '/w/p/ex_test.go': file('p_test', 'm.com/app/p', 'm.com/app/q'),
      '/w/q/q.go': file('q', 'm.com/app/p'),
    });
    for (const dir of ['/w/p', '/w/q']) w.look(dir);
    assert.deepEqual(texts(w.of('/w/p/p.go')), ['/w/p/p.go']);
    assert.deepEqual(texts(w.of('/w/p/in_test.go')), ['/w/p/p.go', '/w/p/in_test.go']);
    assert.deepEqual([w.of('/w/p/ex_test.go').path, w.of('/w/p/ex_test.go').name], ['m.com/app/p_test', 'p_test']);
    const direct = w.way('/w/p/ex_test.go', 'm.com/app/p')[1];
    const through = w.way('/w/p/ex_test.go', 'm.com/app/q', 'm.com/app/p')[2];
    assert.deepEqual(texts(direct), ['/w/p/p.go', '/w/p/in_test.go']);
    assert.equal(direct, through, 'types of both are the same');
    assert.deepEqual(texts(w.way('/w/q/q.go', 'm.com/app/p')[1]), ['/w/p/p.go']);
  });

  it('are alone where no build takes them with others, and for another target where theirs does', () => {
    const w = world({
      '/w/a.go': file('app'),
      '/w/a_windows.go': file('app'),
      '/w/gen.go': `//go:build ignore\n\n${file('main')}`,
      '/w/tagged.go': `//go:build special && !cgo\n\n${file('app')}`,
    });
    w.look('/w');
    assert.deepEqual(texts(w.of('/w/a.go')), ['/w/a.go']);
    assert.deepEqual(texts(w.of('/w/a_windows.go')), ['/w/a.go', '/w/a_windows.go']);
    assert.deepEqual([texts(w.of('/w/gen.go')), w.of('/w/gen.go').name], [['/w/gen.go'], 'main']);
    assert.deepEqual(texts(w.of('/w/tagged.go')), ['/w/a.go', '/w/tagged.go']);
  });

  it('are read once for all targets, each file of them', () => {
    const own = { '/w/a.go': file('app', 'd.com/dep'), '/w/a_windows.go': file('app', 'd.com/dep') };
    const w = world({
      ...own,
      [`${cached}/a.go`]: file('dep'),
      [`${cached}/a_linux.go`]: file('dep'),
      [`${cached}/a_windows.go`]: file('dep'),
    });
    w.look('/w');
    const [linux, windows] = [w.way('/w/a.go', 'd.com/dep')[1], w.way('/w/a_windows.go', 'd.com/dep')[1]];
    assert.deepEqual(texts(linux), [`${cached}/a.go`, `${cached}/a_linux.go`]);
    assert.deepEqual(texts(windows), [`${cached}/a.go`, `${cached}/a_windows.go`]);
    assert.deepEqual(w.handedOver, [`${cached}/a.go`, `${cached}/a_linux.go`, `${cached}/a_windows.go`]);
  });

  it('are read anew where the folder that was read has gone', () => {
    const disk = new Map(
      Object.entries({
        ...{ '/w/go.mod': MOD.replace('require', 'replace d.com/dep => ./dep\n\nrequire'), '/w/a.go': file('app', 'd.com/dep/x') },
        ...{ '/w/a_windows.go': file('app', 'd.com/dep/x'), '/w/dep/x/x.go': file('x'), '/w/dep/go.mod': 'module d.com/dep\n' },
      }),
    );
    const w = new PackageWorld(engine, disk);
    w.look('/w');
    assert.deepEqual(texts(w.way('/w/a.go', 'd.com/dep/x')[1]), ['/w/dep/x/x.go']);
    disk.delete('/w/dep/x/x.go');
    assert.equal(w.way('/w/a_windows.go', 'd.com/dep/x')[1], undefined);
  });

  it('are for what go is told and the builds of the module agree on', () => {
    const w = world({ '/w/a.go': file('app') });
    w.look('/w');
    w.workspace.set('/w/go.mod', MOD);
    const { workspace } = w;
    assert.deepEqual(workspace.goPackages.target('/w').target, { os: 'linux', arch: 'amd64', cgo: true, tags: [] });
    workspace.set('/w/Makefile', 'build:\n\tGOOS=windows CGO_ENABLED=0 go build -tags=x,y .\n');
    const { target, from } = workspace.goPackages.target('/w');
    assert.deepEqual(target, { os: 'windows', arch: 'amd64', cgo: false, tags: ['x', 'y'] });
    assert.deepEqual([from.os.kind, from.arch.kind, from.tags.kind], ['build', 'default', 'build']);
    workspace.set('/w/build.sh', 'GOOS=linux go build -tags x,y .\n');
    assert.equal(workspace.goPackages.target('/w').from.os.kind, 'default', 'they disagree');
    workspace.goPackages.setHome({ settings: { GOOS: 'plan9', GOFLAGS: '-mod=mod -tags=z' } });
    assert.deepEqual(workspace.goPackages.target('/w').target, { os: 'plan9', arch: 'amd64', cgo: true, tags: ['z'] });
    assert.deepEqual(workspace.goPackages.target('/w').from.tags, { kind: 'go env', name: 'GOFLAGS' });
  });

  it('live in the standard library too, without its path in front', () => {
    const w = world({
      '/w/go.mod': 'module std\n\ngo 1.26\n',
      '/w/net/n.go': file('net', 'fmt', 'golang.org/x/d'),
      '/w/fmt/f.go': file('fmt'),
      '/w/vendor/golang.org/x/d/d.go': file('d'),
    });
    w.look('/w/net');
    assert.equal(w.of('/w/net/n.go').path, 'net');
    assert.deepEqual(texts(w.way('/w/net/n.go', 'fmt')[1]), ['/w/fmt/f.go']);
    assert.deepEqual(texts(w.way('/w/net/n.go', 'golang.org/x/d')[1]), ['/w/vendor/golang.org/x/d/d.go']);
  });
});
