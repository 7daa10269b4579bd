/** Some pieces, made anew by the toolchain of this machine, say what the table says of its release. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StdPackage } from '../../../src/engine/tables/std/std-package.js';
import { STD_TOOLCHAINS } from '../../../src/engine/tables/std/std-packages.generated.js';
import { readTable } from '../../../src/node/host/std-pieces.js';
import { runStdTable } from '../../../tools/std-table.js';

/** One of them with generic functions, one with types. */
const PATHS = ['errors', 'slices', 'net/url'];
/** The program that makes the table needs it. */
const OLDEST_TO_RUN = 24;

describe('the table of std', function () {
  this.timeout(240_000);
  let dir: string | undefined;
  after(() => dir !== undefined && rmSync(dir, { recursive: true, force: true }));

  it('says what the toolchain of this machine says', function () {
    const version =
      spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8', env: { ...process.env, GOTOOLCHAIN: 'local' } }).stdout?.trim() ?? '';
    const release = Number(/^go1\.(\d+)/.exec(version)?.[1] ?? 0);
    const known = STD_TOOLCHAINS.find(toolchain => toolchain.startsWith(`1.${release}.`));
    if (known === undefined || release < OLDEST_TO_RUN) {
      console.log(`      SKIPPED: ${version || 'no go command'}, so nothing was compared with the table of std`);
      return this.skip();
    }
    dir = mkdtempSync(join(tmpdir(), 'go-preflight-std-'));
    runStdTable(['-out', dir, '-releases', version.slice(2), '-packages', PATHS.join()], 'local');
    for (const path of PATHS) {
      const made = new StdPackage(path, readFileSync(join(dir, `${path}.txt`), 'utf8'), release);
      const packed = new StdPackage(path, readTable(path)!, release);
      assert.equal(packed.text, made.text, path);
      // What the compiler says may be different in another patch of the release.
      if (version !== `go${known}`) continue;
      for (const symbol of functionsIn(made.text)) assert.deepEqual(packed.compiled(symbol), made.compiled(symbol), `${path}.${symbol}`);
    }
  });
});

function functionsIn(text: string): string[] {
  const found = [...text.matchAll(/^func (?:\((?:\w+ )?\*?(\w+)\) )?(\w+)/gm)].map(m => (m[1] === undefined ? m[2]! : `${m[1]}.${m[2]}`));
  assert.ok(found.length > 0, text);
  return found;
}
