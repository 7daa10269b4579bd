/** Version files and .gitignore: what they say, and that findings of other files follow them. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mayIgnoreGoFile, readContextFile } from '../../src/engine/builds/context-files.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { contextFilesAbove, discover, toKey } from '../../src/node/cli/discover.js';
import { loadEngine } from '../support/engine-for-tests.js';

describe('files around a build', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  it('name a release', () => {
    const version = (kind: 'go-version' | 'tool-versions', text: string) => readContextFile('x', kind, text).version;
    assert.deepEqual(version('go-version', '1.26.3\n'), { major: 1, minor: 26, patch: 3 });
    assert.deepEqual(version('go-version', '# ours\ngo1.25\n'), { major: 1, minor: 25 });
    assert.equal(version('go-version', 'stable\n'), undefined);
    assert.deepEqual(version('tool-versions', 'nodejs 22.1.0\ngolang 1.24.4 # ours\n'), { major: 1, minor: 24, patch: 4 });
    assert.equal(version('tool-versions', 'nodejs 22.1.0\n'), undefined);
  });

  it('tell which folders may hold Go files that are not in version control', () => {
    const patterns = readContextFile(
      '.gitignore',
      'gitignore',
      '/bin\n# *.go\nmockgen_tmp.go\n*_test.go\n*.pb.go\n!keep.go\ninternal/v/version.go\n',
    ).goPatterns;
    assert.deepEqual(patterns, ['*.pb.go', 'internal/v/version.go']);
    assert.equal(mayIgnoreGoFile('*.pb.go', 'a/b'), true);
    assert.equal(mayIgnoreGoFile('internal/v/version.go', 'internal/v'), true);
    assert.equal(mayIgnoreGoFile('internal/v/version.go', 'internal'), false);
    assert.equal(mayIgnoreGoFile('/version.go', ''), true);
    assert.equal(mayIgnoreGoFile('/version.go', 'cmd'), false);
    assert.equal(mayIgnoreGoFile('**/version.go', 'cmd'), true);
  });

  it('give a job its release, and its findings follow them', () => {
    const workspace = new Workspace(engine);
    workspace.set('/r/go.mod', 'module example.com/r\n\ngo 1.24\n');
    workspace.set('/r/.go-version', '1.24.4\n');
    const path = '/r/.github/workflows/ci.yml';
    const job =
      'jobs:\n  a:\n    env: {GOEXPERIMENT: jsonv2}\n    steps:\n      - uses: actions/setup-go@v5\n        with: {go-version-file: .go-version}\n';
    workspace.set(path, `${job}      - run: go test ./...\n`);
    const rules = () => workspace.findings(path).map(f => f.rule);
    assert.deepEqual(rules(), ['experiment/not-yet']);
    assert.deepEqual(workspace.affectedBy('/r/.go-version'), ['/r/go.mod', path]);
    workspace.set('/r/.go-version', '1.25.0\n');
    assert.deepEqual(rules(), []);
    assert.deepEqual(workspace.findings('/r/.go-version'), []);
  });

  it('are found above a module of a repository by the command line, and are nothing to check', () => {
    const dir = toKey(mkdtempSync(join(tmpdir(), 'preflight-context-')));
    try {
      mkdirSync(join(dir, 'repo', '.git'), { recursive: true });
      mkdirSync(join(dir, 'repo', 'tools', 'app'), { recursive: true });
      for (const file of ['.gitignore', 'repo/.gitignore', 'repo/tools/.go-version', 'repo/tools/app/.gitignore', 'repo/tools/app/x.go'])
        writeFileSync(join(dir, file), file.endsWith('.go') ? 'package x\n' : '*.go\n');
      assert.deepEqual(contextFilesAbove(`${dir}/repo/tools/app`), [`${dir}/repo/tools/.go-version`, `${dir}/repo/.gitignore`]);
      assert.deepEqual(contextFilesAbove(dir), [], 'no repository');
      const found = discover([dir], dir);
      assert.deepEqual([found.go, found.builds, found.warnings], [[`${dir}/repo/tools/app/x.go`], [], []]);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
