/** Packages that others import from the disk may hold pipes too, for which go would wait. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { oddDependency } from '../../../src/node/go/source-files.js';

const posix = process.platform === 'win32' ? describe.skip : describe;

posix('sources of dependencies on the disk', function () {
  this.timeout(60_000);
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'go-preflight-sources-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  };
  const pipe = (name: string) => {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    execFileSync('mkfifo', [join(root, name)]);
  };

  it('are looked at where go.mod, go.work and vendor bring them in', async () => {
    write(
      'app/go.mod',
      'module example.com/app\n\ngo 1.21\n\nreplace (\n\texample.com/a => ../a\n\texample.com/b => example.com/c v1.0.0\n)\n',
    );
    write('app/go.work', 'go 1.21\n\nuse (\n\t.\n\t../used\n)\n');
    write('a/x/a.go', 'package x\n');
    assert.equal(await oddDependency(join(root, 'app')), undefined);
    for (const name of ['a/x/z.go', 'used/z.go', 'app/vendor/example.com/v/z.c']) {
      pipe(name);
      assert.equal(await oddDependency(join(root, 'app')), join(root, name));
      rmSync(join(root, name));
    }
    pipe('c/z.go');
    assert.equal(await oddDependency(join(root, 'app')), undefined, 'nothing leads there');
  });
});
