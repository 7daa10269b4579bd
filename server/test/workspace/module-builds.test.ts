/** The builds that folders are part of: one for all folders of a module, until a file says otherwise. */
import assert from 'node:assert/strict';
import { NO_HOME } from '../../src/engine/program/modules/go-home.js';
import type { ModuleBuild } from '../../src/engine/program/modules/module-build.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { Outside } from '../../src/engine/workspace/outside.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { PackageWorld } from '../support/package-world.js';

const mod = (require = '') => `module m.com/app\n\ngo 1.24\n${require}`;
const DISK = {
  '/w/go.mod': mod(),
  '/w/a/a.go': 'package a\n',
  '/w/b/b.go': 'package b\n',
  '/w/nested/go.mod': 'module m.com/nested\n',
  '/w/nested/n.go': 'package nested\n',
};

describe('builds of modules', () => {
  let engine: Engine;
  let disk: Map<string, string>;
  let world: PackageWorld;
  before(async () => {
    engine = await loadEngine();
  });
  beforeEach(() => {
    disk = new Map(Object.entries(DISK));
    world = new PackageWorld(engine, disk);
    for (const dir of ['/w', '/w/a', '/w/b', '/w/nested']) world.look(dir);
  });

  function buildAt(dir: string): ModuleBuild {
    const build = world.settle(() => world.workspace.goPackages.builds.at(dir));
    assert.ok(build && build !== 'none');
    return build;
  }

  const places = (dir: string, importPath: string) =>
    buildAt(dir)
      .places(importPath)
      ?.map(place => place.dir);

  it('are one for the packages of a module, and others for a module within', () => {
    const [a, b, nested] = ['/w/a', '/w/b', '/w/nested'].map(buildAt);
    assert.equal(a, b);
    assert.notEqual(a, nested);
    assert.equal(nested?.importPathOf('/w/nested'), 'm.com/nested');
  });

  it('are replaced for all of them by an edit of go.mod', () => {
    const before = buildAt('/w/a');
    assert.deepEqual(places('/w/b', 'd.com/d'), []);
    world.workspace.open('/w/go.mod', mod());
    world.workspace.edit('/w/go.mod', [{ span: { start: mod().length, end: mod().length }, newText: 'require d.com/d v1.0.0\n' }]);
    assert.notEqual(buildAt('/w/a'), before);
    assert.equal(buildAt('/w/a'), buildAt('/w/b'));
    assert.deepEqual(places('/w/b', 'd.com/d'), ['/cache/d.com/d@v1.0.0']);
  });

  it('are replaced by a go.work file that comes, and by a go.mod file that comes or goes', () => {
    const before = buildAt('/w/a');
    world.workspace.set('/w/go.work', 'go 1.24\n\nuse (\n\t.\n\t./nested\n)\n');
    assert.deepEqual(places('/w/a', 'm.com/nested'), ['/w/nested']);
    assert.notEqual(buildAt('/w/a'), before);
    world.workspace.set('/w/b/go.mod', 'module m.com/b\n');
    assert.equal(buildAt('/w/b').importPathOf('/w/b'), 'm.com/b');
    assert.equal(buildAt('/w/a').importPathOf('/w/a'), 'm.com/app/a');
    disk.delete('/w/b/go.mod');
    world.workspace.remove('/w/b/go.mod');
    assert.equal(buildAt('/w/b'), buildAt('/w/a'));
  });

  it('are the same for workspaces whose host answers at once, which is told of a file before it is asked', () => {
    const asked: string[] = [];
    const file = (path: string) => {
      asked.push(path);
      return disk.get(path);
    };
    const outside = new Outside(engine.go, { sources: { file, package: () => undefined, table: () => undefined }, home: NO_HOME });
    for (const path of ['/w/a/go.mod', '/w/b/go.mod']) outside.tell(path, undefined);
    outside.tell('/w/go.mod', mod());
    outside.tell('/w/go.mod', undefined);
    const builds = ['/w/a', '/w/b'].map(dir => {
      const workspace = new Workspace(engine, { outside });
      workspace.set('/w/go.mod', mod());
      return workspace.goPackages.builds.at(dir);
    });
    assert.ok(builds[0] && builds[0] !== 'none');
    assert.equal(builds[0], builds[1]);
    assert.deepEqual(
      asked.filter(path => path.endsWith('/go.mod')),
      [],
    );
    assert.equal(new Set(asked).size, asked.length);
  });
});
