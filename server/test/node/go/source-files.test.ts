/** That go is not started where it would wait for a source: in the folders of the packages, and in those of what they import. */
import assert from 'node:assert/strict';
import { rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GoTool } from '../../../src/node/go/go-tool.js';
import { listDeps } from '../../../src/node/go/list-deps.js';
import { oddSource } from '../../../src/node/go/source-files.js';
import { cli, tempFolder } from '../../support/cli-terminal.js';
import { makePipe } from '../../support/odd-files.js';

const imports = (...paths: string[]) => `package p\n\nimport (\n${paths.map(p => `\t_ "example.com/${p}"\n`).join('')})\n`;

const FILES = {
  'go.work': 'go 1.21\n\nuse (\n\t./app\n\t./used\n)\n',
  'app/go.mod': 'module example.com/app\n\ngo 1.21\n\nreplace (\n\texample.com/a => ../a\n\texample.com/b => example.com/c v1.0.0\n)\n',
  'app/p.go': imports('app/near', 'app/testdata/t', 'a/x'),
  'app/p_test.go': imports('app/tested'),
  'app/near/p.go': imports('used/y', 'v/w'),
  'app/testdata/t/p.go': 'package p\n',
  'app/nested/go.mod': 'module example.com/nested\n',
  'app/near/p_test.go': imports('app/not-tested'),
  'app/tested/p.go': 'package p\n',
  'app/not-tested/p.go': 'package p\n',
  'app/alone/p.go': 'package p\n',
  'app/vendor/example.com/v/w/p.go': 'package p\n',
  'a/go.mod': 'module example.com/a\n',
  'a/x/p.go': imports('app/far'),
  'app/far/p.go': 'package p\n',
  'used/go.mod': 'module example.com/used\n',
  'used/y/p.go': 'package p\n',
  'c/p.go': 'package p\n',
};

describe('sources that go would wait for', function () {
  this.timeout(60_000);
  let folder: ReturnType<typeof tempFolder>;
  before(function () {
    folder = tempFolder(FILES);
    if (!makePipe(at('probe'))) this.skip();
  });
  after(() => folder?.remove());

  const at = (name: string) => join(folder.dir, name);
  const odd = (pattern: string, env = {}) => oddSource({ dir: at('app'), patterns: [pattern], root: at('app'), env });
  const withPipe = async (name: string, use: (path: string) => Promise<void>) => {
    makePipe(at(name));
    try {
      await use(at(name));
    } finally {
      rmSync(at(name));
    }
  };

  it('are none where every file is regular, or a link that leads nowhere', async () => {
    symlinkSync('none.go', at('app/nowhere.go'));
    for (const pattern of ['.', './...']) assert.equal(await odd(pattern), undefined);
  });

  it('lie in the packages that are asked for', () =>
    withPipe('app/alone/z.go', async path => {
      assert.equal(await odd('.'), undefined, 'nothing imports it');
      for (const pattern of ['./...', './alone', './alone/...']) assert.equal(await odd(pattern), path);
    }));

  for (const name of [
    'app/near/z.go',
    'app/far/z.s',
    'app/testdata/t/z.go',
    'app/tested/z.go',
    'a/x/z.go',
    'used/y/z.go',
    'app/vendor/example.com/v/w/z.c',
  ])
    it(`lie in what these import: ${name}`, () =>
      withPipe(name, async path => {
        assert.equal(await odd('.'), path);
        assert.equal(await odd('./alone'), undefined);
      }));

  for (const name of ['app/not-tested/z.go', 'app/near/_z.go', 'c/z.go', 'a/z.go'])
    it(`do not lie where nothing leads: ${name}`, () => withPipe(name, async () => assert.equal(await odd('.'), undefined)));

  for (const name of ['app/nested/z.go', 'app/testdata/z.go'])
    it(`do not lie where ./... does not lead: ${name}`, () => withPipe(name, async () => assert.equal(await odd('./...'), undefined)));

  it('do not lie in a workspace that is off', () =>
    withPipe('used/y/z.go', async () => assert.equal(await odd('.', { GOWORK: 'off' }), undefined)));

  it('keep the compiler and go list from starting, with a reason and code 2', async function () {
    const tool = GoTool.find('');
    if (!tool) {
      console.log('      SKIPPED: no go command, none was kept from waiting');
      this.skip();
    }
    await withPipe('app/near/z.go', async path => {
      const { code, stderr } = await cli(at('app'), ['escapes', 'p.go'], { env: process.env });
      assert.equal(code, 2);
      assert.ok(stderr.includes(`${path} is not a regular file, so the go command is not started.`), stderr);
      const target = { goos: 'linux', goarch: 'amd64', tags: '' };
      const listed = await listDeps(tool, dirname(path), target, process.env, '.');
      assert.equal('error' in listed && listed.error.id, 'go/oddFile');
    });
  });
});
