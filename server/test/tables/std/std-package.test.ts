/** What the table says of each release, and that every piece of it can be read. */
import assert from 'node:assert/strict';
import { deflateRawSync } from 'node:zlib';
import { holding, nearestRelease, withoutRange } from '../../../src/engine/tables/std/std-lines.js';
import { StdPackage } from '../../../src/engine/tables/std/std-package.js';
import { STD_PACKAGES, STD_TOOLCHAINS } from '../../../src/engine/tables/std/std-packages.generated.js';
import { hasStdPackage, stdPackageSince } from '../../../src/engine/tables/std/std-packages.js';
import { readTable } from '../../../src/node/host/std-pieces.js';
import { loadEngine } from '../../support/engine-for-tests.js';

const PATHS = STD_PACKAGES.map(withoutRange);
const RELEASES = STD_TOOLCHAINS.map(toolchain => Number(toolchain.split('.')[1]));
/** In the packed extension, with what a zip says of each file. */
const MOST_BYTES = 1_000_000;

/** The grammar does not know them. */
const GENERIC_METHOD = /^func \(.*\) \w+\[/m;

const go = (minor: number) => ({ major: 1, minor });
const read = (path: string, release: number) => new StdPackage(path, readTable(path) ?? assert.fail(`no piece of ${path}`), release);

describe('lines of the table of std', () => {
  it('hold for the releases in front of them', () => {
    const held = (line: string) => [21, 22, 23, 24, 27].filter(release => holding(line, release) === 'func F()');
    assert.deepEqual(held('func F()'), [21, 22, 23, 24, 27]);
    assert.deepEqual(held('23- func F()'), [23, 24, 27]);
    assert.deepEqual(held('-22 func F()'), [21, 22]);
    assert.deepEqual(held('22-23 func F()'), [22, 23]);
    assert.equal(withoutRange('22-23 func F()'), 'func F()');
  });

  it('are taken for the nearest release', () => {
    assert.deepEqual([go(1), go(20), go(24), go(99), undefined].map(nearestRelease), [21, 21, 24, RELEASES.at(-1), RELEASES.at(-1)]);
  });
});

describe('packages of the table of std', () => {
  it('are those of the release', () => {
    assert.ok(hasStdPackage('net/http', undefined) && hasStdPackage('iter', go(23)));
    assert.ok(!hasStdPackage('iter', go(22)) && !hasStdPackage('unsafe', undefined) && !hasStdPackage('constructor', undefined));
    assert.deepEqual(['iter', 'net/http', 'no/such'].map(stdPackageSince), [23, undefined, undefined]);
  });

  it('declare what the release has', () => {
    assert.match(read('sync', 24).text, /^func \(wg \*WaitGroup\) Add\(delta int\)$/m);
    assert.doesNotMatch(read('sync', 24).text, /WaitGroup\) Go\(/);
    assert.match(read('sync', 25).text, /^func \(wg \*WaitGroup\) Go\(f func\(\)\)$/m);
  });

  it('say since when they have a name', () => {
    const sync = read('sync', 27);
    assert.deepEqual(
      ['WaitGroup', 'WaitGroup.Go', 'WaitGroup.Add', 'Map.Clear', 'NoSuch'].map(name => sync.since(name)),
      [undefined, 25, undefined, 23, undefined],
    );
    assert.equal(read('slices', 21).since('Chunk'), 23, 'also when it is read for an older one');
    assert.equal(read('math', 27).since('Pi'), undefined);
  });

  it('can be read, each in each release', async () => {
    const engine = await loadEngine();
    for (const path of PATHS) {
      const texts = new Set(RELEASES.filter(release => hasStdPackage(path, go(release))).map(release => read(path, release).text));
      for (const text of texts) assert.ok(!engine.go.parse(text).hasError || GENERIC_METHOD.test(text), path);
    }
  });

  it('have nothing that holds a pool, but for package sync, so that nobody reads them for that', () => {
    assert.deepEqual(
      PATHS.filter(path => /\bsync\.Pool\b/.test(readTable(path)!)),
      [],
    );
    assert.match(readTable('sync')!, /\bPool struct\b/);
  });

  it('stay small', () => {
    const sizes = PATHS.map(path => deflateRawSync(readTable(path)!, { level: 9 }).length + 2 * path.length + 130);
    const all = sizes.reduce((sum, size) => sum + size, 0);
    assert.ok(all < MOST_BYTES, `${all} bytes`);
  });
});
