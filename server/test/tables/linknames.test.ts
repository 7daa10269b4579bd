/** What may be pulled out of the standard library is read from the sources of the release that is here. Skipped, loudly, without go. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { LINKNAME_RELEASES, PULLABLE } from '../../src/engine/tables/linknames.generated.js';
import { LINKNAME_PACKAGES, refusedSince } from '../../src/engine/tables/linknames.js';
import { pullable, releaseOf } from '../../tools/linknames.js';

describe('linknames', () => {
  // Each row is a run of `go build` with the releases 1.23.12, 1.24.9, 1.25.3, 1.26.8 and 1.27.0.
  for (const [path, name, since] of [
    ['runtime', 'rawbyteslice', 23],
    ['runtime', 'findnull', 23],
    ['runtime', 'newobject', 24],
    ['runtime', 'mapdelete_faststr', 24],
    ['runtime', 'nanotime', undefined],
    ['runtime', 'mallocgc', undefined],
    ['runtime', 'procyield', undefined],
    ['sync', 'runtime_canSpin', undefined],
    ['syscall', 'munmap', 23],
    ['encoding/json', 'unquote', undefined],
  ] as const) {
    it(`${path}.${name} is ${since === undefined ? 'not known to be refused' : `refused since 1.${since}`}`, () =>
      assert.equal(refusedSince(path, name), since));
  }

  it('are those of the sources that are here', function () {
    this.timeout(120_000);
    const root = spawnSync('go', ['env', 'GOROOT'], { encoding: 'utf8', env: { ...process.env, GOTOOLCHAIN: 'local' } }).stdout?.trim();
    if (!root || !LINKNAME_RELEASES.includes(releaseOf(root))) {
      console.warn('      no go of a release of the table: linknames are not compared');
      this.skip();
    }
    const release = releaseOf(root);
    const names = pullable(root);
    for (const path of LINKNAME_PACKAGES) {
      const known = PULLABLE[path]!.split(' ').filter(word => !word.split('!')[1]?.split(',').map(Number).includes(release));
      assert.deepEqual(known.map(word => word.split('!')[0]).sort(), [...names.get(path)!].sort(), path);
    }
  });
});
