/** That a run reads and parses each Go file once, whoever needs it: estimates, the compiler's words, what a Dockerfile asks of programs. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_CONFIG } from '../../../src/engine/base/config.js';
import { Engine } from '../../../src/engine/syntax/engine.js';
import { Workspace } from '../../../src/engine/workspace/workspace.js';
import { check } from '../../../src/node/cli/check.js';
import { toKey } from '../../../src/node/cli/discover.js';
import { listFolderOnDisk } from '../../../src/node/cli/disk-folders.js';
import { readSource } from '../../../src/node/cli/disk-text.js';
import type { CheckResult } from '../../../src/node/cli/model.js';
import { tempFolder } from '../../support/cli-terminal.js';
import { grammarsForTests } from '../../support/engine-for-tests.js';

const FILES = {
  'go.mod': 'module example.com/app\n\ngo 1.20\n',
  'main.go':
    'package main\n\nimport (\n\t"net/http"\n\n\t"example.com/app/store"\n)\n\nvar version string\n\nfunc main() {\n\thttp.Get("https://api.github.com/")\n\tprintln(*store.New(version))\n}\n',
  'main_test.go': 'package main\n\nimport "testing"\n\nfunc BenchmarkMain(b *testing.B) {\n\tmain()\n}\n',
  'store/store.go': 'package store\n\nfunc New(s string) *int {\n\tn := len(s)\n\treturn &n\n}\n',
  'store/name.go': 'package store\n\nfunc name() any { return New("x") }\n',
  Dockerfile:
    'FROM golang:1.26 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -ldflags "-X main.version=1" -o /app .\n\nFROM scratch\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n',
  '.github/workflows/ci.yml': 'jobs:\n  test:\n    steps:\n      - run: go test ./...\n',
};

describe('a run of the command line', function () {
  this.timeout(120_000);
  let folder: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    folder = tempFolder(FILES);
  });
  afterEach(() => folder.remove());

  /** How often each file was read, each folder listed, and each text parsed. */
  async function counted(tier: 'static' | 'all'): Promise<{
    readonly result: CheckResult;
    readonly reads: Map<string, number>;
    readonly lists: Map<string, number>;
    readonly parses: Map<string, number>;
  }> {
    const cwd = toKey(folder.dir);
    const reads = new Map<string, number>();
    const lists = new Map<string, number>();
    const parses = new Map<string, number>();
    const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
    const readers = {
      readSource: (path: string) => {
        add(reads, path.slice(cwd.length + 1));
        return readSource(path);
      },
      listFolder: (dir: string) => {
        add(lists, dir.slice(cwd.length + 1));
        return listFolderOnDisk(dir);
      },
      async loadEngine() {
        const engine = await Engine.load(grammarsForTests());
        const open = engine.go.open.bind(engine.go);
        engine.go.open = (text, wantsBody) => {
          // Of whatever part of the text.
          const name = Object.entries(FILES).find(([file, whole]) => file.endsWith('.go') && whole.startsWith(text))?.[0];
          add(parses, name ?? text);
          return open(text, wantsBody);
        };
        return engine;
      },
    };
    const options = { paths: ['.'], cwd, tier, config: DEFAULT_CONFIG, grammars: grammarsForTests(), env: process.env };
    return { result: await check({ ...options, workerScript: undefined, readers }), reads, lists, parses };
  }

  it('reads each Go file once where only a workflow builds, which asks little of programs', async () => {
    rmSync(join(folder.dir, 'Dockerfile'));
    const { reads } = await counted('static');
    assert.deepEqual([...reads].filter(([name]) => name.endsWith('.go')).sort(), once(goFiles));
  });

  it('lists each folder once, whatever walks lead through it', async () => {
    const { lists } = await counted('static');
    assert.deepEqual([...lists].sort(), once(['', '.github', '.github/workflows', 'store']));
  });

  it('sees a file that has come since the run before', async () => {
    await counted('static');
    writeFileSync(join(folder.dir, 'store', 'late.go'), FILES['store/store.go'].replace('New', 'Late'));
    const { result } = await counted('static');
    const late = result.findings.filter(f => f.file.endsWith('/store/late.go')).map(f => f.rule);
    assert.deepEqual(late, ['escape/returned-address']);
  });

  it('asks about a package once all is known that its files import, which rules wait for', async () => {
    const asked = new Map<string, number>();
    const { findings } = Workspace.prototype;
    Workspace.prototype.findings = function (path) {
      const name = path.slice(toKey(folder.dir).length + 1);
      asked.set(name, (asked.get(name) ?? 0) + 1);
      return findings.call(this, path);
    };
    try {
      await counted('static');
    } finally {
      Workspace.prototype.findings = findings;
    }
    // The question, and its answer.
    assert.deepEqual(
      goFiles.map(name => [name, asked.get(name)]),
      goFiles.map(name => [name, 2]),
    );
  });

  const goFiles = Object.keys(FILES).filter(name => name.endsWith('.go'));
  const once = (names: readonly string[]) => names.map(name => [name, 1]).sort();

  for (const tier of ['static', 'all'] as const) {
    it(`reads and parses each Go file once, tier ${tier}`, async function () {
      if (tier === 'all' && spawnSync('go', ['version']).status !== 0) {
        console.error('SKIPPED: no go command, so what its words cost was not counted');
        this.skip();
      }
      const { result, reads, parses } = await counted(tier);
      const rules = new Set(result.findings.map(f => f.rule));
      assert.ok(rules.has('escape/returned-address') && rules.has('image/missing-runtime-file'), [...rules].join());
      assert.equal(result.findings.find(f => f.rule === 'escape/returned-address')?.confidence, tier === 'all' ? 'confirmed' : 'estimated');
      // Bodies of tests are left out, until the compiler's words ask what benchmarks time.
      const parsed = once(goFiles).map(([name, n]) => [name, tier === 'all' && name === 'main_test.go' ? 2 : n]);
      assert.deepEqual([...parses].sort(), parsed);
      assert.deepEqual([...reads].filter(([name]) => name.endsWith('.go')).sort(), once(goFiles));
    });
  }
});
