/** That go is not started where it would wait for ever for a file. */
import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_CONFIG } from '../../../src/engine/base/config.js';
import { check } from '../../../src/node/cli/check.js';
import { toKey } from '../../../src/node/cli/discover.js';
import { GoTool } from '../../../src/node/go/go-tool.js';
import { oddModuleFile } from '../../../src/node/go/module-files.js';
import { examine } from '../../../src/node/machine/examine.js';
import { localToolchain } from '../../../src/node/machine/local-toolchain.js';
import { tempFolder } from '../../support/cli-terminal.js';
import { grammarsForTests } from '../../support/engine-for-tests.js';
import { makePipe } from '../../support/odd-files.js';

describe('files that go would wait for', function () {
  this.timeout(60_000);
  let folder: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    folder = tempFolder({ 'app/sub/a.go': 'package sub\n', 'app/a.go': 'package app\n' });
  });
  afterEach(() => folder.remove());

  const at = (name: string) => join(folder.dir, name);

  it('are regular, links to such, or not there', () => {
    const own = tempFolder({ 'go.work': 'go 1.26\n', 'go.work.sum': '', 'app/go.sum': '', 'real.mod': 'module a\n' });
    try {
      symlinkSync('../real.mod', join(own.dir, 'app/go.mod'));
      assert.equal(oddModuleFile(join(own.dir, 'app'), {}), undefined);
      // Go passes folders of that name by.
      mkdirSync(join(own.dir, 'app/sub/go.mod'), { recursive: true });
      assert.equal(oddModuleFile(join(own.dir, 'app/sub'), {}), undefined);
    } finally {
      own.remove();
    }
  });

  it('are looked for where go looks', function () {
    if (!makePipe(at('go.work'))) this.skip();
    assert.equal(oddModuleFile(at('app/sub'), {}), at('go.work'));
    assert.equal(oddModuleFile(at('app/sub'), { GOWORK: 'off' }), undefined);
    assert.equal(oddModuleFile(at('app/sub'), { GOWORK: at('app/a.go') }), undefined);
    makePipe(at('app/go.mod'));
    assert.equal(oddModuleFile(at('app/sub'), {}), at('app/go.mod'));
  });

  it('are named by the environment, by GOFLAGS and by what go env -w wrote', function () {
    if (!makePipe(at('pipe.mod'))) this.skip();
    writeFileSync(at('app/go.mod'), 'module example.com/app\n');
    const pipe = at('pipe.mod');
    assert.equal(oddModuleFile(at('app'), { GOENV: pipe }), pipe);
    assert.equal(oddModuleFile(at('app'), { GOENV: '/dev/zero' }), '/dev/zero');
    for (const GOENV of ['off', '/dev/null', at('app'), at('none')]) assert.equal(oddModuleFile(at('app'), { GOENV }), undefined);
    assert.equal(oddModuleFile(at('app'), { GOENV: 'off', GOWORK: pipe }), pipe);
    for (const GOFLAGS of [`-modfile=${pipe}`, "-v '--modfile=../pipe.mod'"]) {
      assert.equal(oddModuleFile(at('app'), { GOENV: 'off', GOFLAGS }), pipe);
      writeFileSync(at('env'), `GOFLAGS=${GOFLAGS}\n`);
      assert.equal(oddModuleFile(at('app'), { GOENV: at('env') }), pipe);
    }
    writeFileSync(at('env'), `GOWORK=${pipe}\n`);
    assert.equal(oddModuleFile(at('app'), { GOENV: at('env') }), pipe);
    writeFileSync(at('own.mod'), 'module example.com/app\n');
    makePipe(at('own.sum'));
    assert.equal(oddModuleFile(at('app'), { GOENV: 'off', GOFLAGS: '-modfile=../own.mod' }), at('own.sum'));
  });

  it('keep no report waiting', async function () {
    if (!makePipe(at('pipe'))) this.skip();
    const env = { ...process.env, GOENV: at('pipe') };
    assert.equal(await localToolchain(at('app'), env), undefined);
    const { here } = await examine({ dir: at('app'), configured: '', env, mayRun: true });
    if (here) assert.ok('error' in here && here.error.includes(at('pipe')));
  });

  for (const name of ['go.mod', 'pipe.go'])
    it(`stop the compiler tier with a reason: ${name}`, async function () {
      if (name !== 'go.mod') writeFileSync(at('app/go.mod'), 'module example.com/app\n');
      if (!makePipe(at(`app/${name}`))) this.skip();
      if (!GoTool.find('')) {
        console.log('      SKIPPED: no go command, none was kept from waiting');
        this.skip();
      }
      const options = { paths: ['.'], cwd: toKey(at('app')), tier: 'all' as const, config: DEFAULT_CONFIG, env: process.env };
      const { gaps } = await check({ ...options, grammars: grammarsForTests(), workerScript: undefined });
      assert.ok(gaps.some(({ id }) => id === 'go/oddFile'));
    });
});
