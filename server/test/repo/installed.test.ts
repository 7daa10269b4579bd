/** What others install: the npm package, the GitHub action and the hooks of pre-commit, on folders of their own. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { parse } from 'yaml';
import { globsOf, kindOf } from '../../src/engine/builds/kinds.js';
import { withoutRange } from '../../src/engine/tables/std/std-lines.js';
import { STD_PACKAGES } from '../../src/engine/tables/std/std-packages.generated.js';
import { readTable } from '../../src/node/host/std-pieces.js';
import { ROOT } from '../../tools/generate.js';
import { cli, tempFolder } from '../support/cli-terminal.js';

const FILES = {
  'repo/go.mod': 'module example.com/app\n\ngo 1.26\n',
  'repo/main.go': 'package main\n\n//preflight:ignore pool/no-such-rule gone\nfunc main() {}\n',
  'repo/clean.go': 'package main\n',
};
const MOST_FILES = 120;

interface Step {
  readonly shell: string;
  readonly env: Readonly<Record<string, string>>;
  readonly run: string;
}

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly files?: string;
  readonly exclude?: string;
}

const read = (name: string): unknown => parse(readFileSync(join(ROOT, name), 'utf8'));

describe('what others install', function () {
  this.timeout(240_000);
  let folder: ReturnType<typeof tempFolder>;
  let packed: { readonly filename: string; readonly files: readonly { readonly path: string }[] };
  const installed = () => join(folder.dir, 'user/node_modules/.bin/go-preflight');
  const npm = (dir: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync('npm', args, { cwd: dir, encoding: 'utf8', env: process.env });
    assert.equal(status, 0, stderr);
    return stdout;
  };

  before(() => {
    folder = tempFolder({ ...FILES, 'user/package.json': '{}' });
    // `npm test` has built them already; a single run of this file need not.
    if (!existsSync(join(ROOT, 'dist/std.pack'))) spawnSync(process.execPath, [join(ROOT, 'server/tools/build.mjs')], { stdio: 'inherit' });
    [packed] = JSON.parse(npm(ROOT, 'pack', '--ignore-scripts', '--json', '--pack-destination', folder.dir)) as [typeof packed];
    npm(join(folder.dir, 'user'), 'install', '--offline', '--no-audit', '--no-fund', join(folder.dir, packed.filename));
  });
  after(() => folder.remove());

  describe('npm package', () => {
    it('has few files and needs no other package', () => {
      assert.ok(packed.files.length <= MOST_FILES, `${packed.files.length} files`);
      assert.deepEqual(
        readdirSync(join(folder.dir, 'user/node_modules')).filter(name => !name.startsWith('.')),
        ['go-preflight'],
      );
    });

    it('checks, with exit codes', () => {
      const run = (...args: string[]) => spawnSync(installed(), args, { cwd: join(folder.dir, 'repo'), encoding: 'utf8' });
      const found = run('check', '--format', 'json');
      assert.equal(found.status, 1, found.stderr);
      assert.match(found.stdout, /preflight\/unused-suppression/);
      assert.equal(run('check', 'clean.go').status, 0);
      assert.equal(run('check', 'no-such.go').status, 2);
    });

    it('answers agents', async () => {
      const client = new Client({ name: 'test', version: '1' });
      try {
        await client.connect(new StdioClientTransport({ command: installed(), args: ['mcp'], cwd: join(folder.dir, 'repo') }));
        await client.listTools();
        const { structuredContent } = await client.callTool({ name: 'check', arguments: { paths: ['main.go'] } });
        assert.deepEqual(
          (structuredContent as { findings: { rule: string }[] }).findings.map(f => f.rule),
          ['preflight/unused-suppression'],
        );
        const wrong = await client.callTool({ name: 'check', arguments: { paths: 5 } });
        assert.equal(wrong.isError, true);
      } finally {
        await client.close();
      }
    });

    it('has the whole table of the standard library in one file', () => {
      const dir = join(folder.dir, 'packed');
      mkdirSync(dir);
      copyFileSync(join(ROOT, 'dist/std.pack'), join(dir, 'std.pack'));
      for (const line of STD_PACKAGES) {
        const path = withoutRange(line);
        assert.equal(readTable(path, dir), readTable(path, join(ROOT, 'dist')), path);
      }
      for (const path of ['no/such', '__proto__', 'constructor']) assert.equal(readTable(path, dir), undefined);
    });
  });

  describe('GitHub action', () => {
    const { inputs, runs } = read('action.yml') as {
      inputs: Readonly<Record<string, { readonly default: string }>>;
      runs: { readonly steps: readonly Step[] };
    };

    /** As the runner does it: expressions in `env` become values, the script is bash's own. */
    function act(given: Readonly<Record<string, string>>) {
      assert.equal(runs.steps.length, 1);
      const [{ env, run }] = runs.steps as [Step];
      const value = (name: string) => given[name] ?? inputs[name]?.default ?? assert.fail(name);
      const variables = Object.fromEntries(
        Object.entries(env).map(([name, text]) => [
          name,
          text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, input: string) => value(input)),
        ]),
      );
      assert.ok(!run.includes('${{'), 'inputs are data');
      return spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run], {
        cwd: join(folder.dir, 'repo'),
        encoding: 'utf8',
        env: { ...process.env, npm_config_offline: 'true', npm_config_cache: join(folder.dir, 'cache'), ...variables },
      });
    }

    it('annotates and fails for what is asked for', () => {
      const own = { package: join(folder.dir, packed.filename) };
      const { status, stdout, stderr } = act(own);
      assert.equal(status, 1, stderr);
      assert.match(stdout, /^::warning file=main\.go,line=3,/m);
      assert.equal(act({ ...own, 'fail-on': 'error' }).status, 0);
      assert.equal(act({ ...own, paths: 'clean.go go.mod' }).status, 0);
      assert.equal(act({ ...own, format: 'sarif', output: 'out.sarif' }).stdout, '');
      assert.match(readFileSync(join(folder.dir, 'repo/out.sarif'), 'utf8'), /"version": "2\.1\.0"/);
    });

    it('runs nothing that an input says', () => {
      const own = { package: join(folder.dir, packed.filename) };
      act({ ...own, paths: '$(touch ran) ;touch ran `touch ran`', 'fail-on': '"; touch ran; "' });
      assert.ok(!existsSync(join(folder.dir, 'repo/ran')));
    });

    it('installs the version that it belongs to', () => {
      const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { name: string; version: string };
      assert.equal(inputs.package?.default, `${name}@${version}`);
    });
  });

  describe('hooks of pre-commit', () => {
    const hooks = read('.pre-commit-hooks.yaml') as readonly Hook[];
    const [hook] = hooks as [Hook];
    const takes = (path: string) =>
      new RegExp(hook.files!.replace('(?x)', '').replace(/\s+/g, '')).test(path) && !new RegExp(hook.exclude!).test(path);

    it('take each kind of file that its name tells', () => {
      const samples = globsOf('go', 'go.mod', 'dockerfile', 'build').map(glob => glob.replaceAll('*', 'x'));
      const named = samples.filter(path => kindOf(path) !== undefined && kindOf(path)?.saysItself === undefined);
      // Scripts without an ending are told by their first line.
      const missed = named.filter(path => !takes(path) && !(kindOf(path)?.id === 'shell' && !path.includes('.')));
      assert.ok(named.length > 60);
      assert.deepEqual(missed, []);
      for (const path of ['a/b.go', 'x/Dockerfile.dev', 'deploy/.gitlab-ci.yml']) assert.ok(takes(path), path);
    });

    it('take nothing that check would refuse', () => {
      for (const path of ['README.md', 'main.gox', 'a.yaml', 'vendor/a/a.go', 'x/testdata/a.go', 'docs/compose.md', 'mygo.mod'])
        assert.ok(!takes(path), path);
    });

    it('start commands that there are', async () => {
      for (const { id, entry } of hooks) {
        const [name, ...args] = entry.split(' ');
        const files = entry.endsWith(' .') ? [] : ['main.go'];
        const { code } = await cli(join(folder.dir, 'repo'), [...args, ...files], { env: process.env });
        assert.deepEqual([name, code === 0 || code === 1], ['go-preflight', true], id);
      }
    });
  });
});
