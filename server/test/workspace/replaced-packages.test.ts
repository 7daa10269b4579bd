/** What becomes of the object that stood for a package once another has taken its place. */
import assert from 'node:assert/strict';
import { KnownPackage } from '../../src/engine/workspace/known-package.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { PackageWorld } from '../support/package-world.js';

const file = (name: string, imported?: string) =>
  `package ${name}\n\n${imported ? `import "${imported}"\n\n` : ''}func F() int { return 1 }\n`;
const APP = file('app', 'd.com/dep');
const FILES = {
  '/w/go.mod': 'module m.com/app\n\ngo 1.24\n\nrequire d.com/dep v1.0.0\n',
  '/w/a.go': APP,
  '/cache/d.com/dep@v1.0.0/dep.go': file('dep', 'd.com/dep/sub'),
  '/cache/d.com/dep@v1.0.0/sub/s.go': file('sub'),
};

describe('replaced packages', () => {
  it('are let go of by what they imported', async () => {
    const w = new PackageWorld(await loadEngine(), new Map(Object.entries(FILES)));
    w.look('/w');
    const [first, dep] = w.way('/w/a.go', 'd.com/dep');
    for (let i = 0; i < 3; i++) {
      w.workspace.set('/w/a.go', `${APP}\ntype T${i} int\n`);
      assert.equal(w.way('/w/a.go', 'd.com/dep')[1], dep);
    }
    assert.ok(dep instanceof KnownPackage && first instanceof KnownPackage);
    w.workspace.goPackages.find('d.com/dep/sub', first);
    const sub = w.way('/w/a.go', 'd.com/dep/sub')[1];
    assert.ok(sub instanceof KnownPackage);
    const [now] = w.way('/w/a.go', 'd.com/dep') as KnownPackage[];
    assert.ok(now && now !== first);
    const kept = [dep, sub].map(({ importers }) => [importers.has(now), importers.has(first), importers.size]);
    assert.deepEqual(kept, [
      [true, false, 1],
      [true, false, 1],
    ]);
  });
});
