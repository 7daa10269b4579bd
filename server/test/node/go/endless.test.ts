/** Programs that print without an end are ended for it, long before their time is over, whatever they were asked. */
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitFailed, withRevision } from '../../../src/node/cli/git-worktree.js';
import { cgoFiles } from '../../../src/node/go/cgo-files.js';
import { GoTool } from '../../../src/node/go/go-tool.js';
import { listDeps } from '../../../src/node/go/list-deps.js';
import { runProcess } from '../../../src/node/go/process.js';
import { Programs } from '../../../src/node/go/programs.js';
import { examine } from '../../../src/node/machine/examine.js';
import { localToolchain } from '../../../src/node/machine/local-toolchain.js';

const posix = process.platform === 'win32' ? describe.skip : describe;

const ENDLESS = 'exec yes "$(printf %08000d 0)"';
const NAMED = 'if [ "$1" = env ]; then printf "go1.26.0\\n\\n"; exit; fi';

posix('programs that print without an end', function () {
  // Less than they may take for all of their questions.
  this.timeout(25_000);
  let dir = '';
  let go = '';
  beforeEach(() => {
    dir = realpathSync(mkdtempSync(join(tmpdir(), 'preflight-endless-')));
    go = join(dir, 'go');
    writeFileSync(join(dir, 'go.mod'), 'module example.com/a\n\ngo 1.20\n');
    writeFileSync(join(dir, 'a.go'), 'package main\n\nfunc main() {}\n');
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const env = () => ({ PATH: `${dir}:/usr/bin:/bin` });
  const signal = new AbortController().signal;

  function install(name: string, ...lines: string[]): void {
    writeFileSync(join(dir, name), `#!/bin/sh\n${lines.join('\n')}\n`);
    chmodSync(join(dir, name), 0o755);
  }

  for (const to of ['', '>&2'])
    it(`are ended, and what they print then is not read ${to}`, async () => {
      let read = 0;
      const count = (chunk: string) => {
        read += chunk.length;
      };
      const args = ['-c', `trap '' TERM; ${ENDLESS} ${to}`];
      const request = { file: '/bin/sh', args, cwd: '/', env: env(), timeoutMs: 20_000, maxBytes: 1_000_000 };
      assert.deepEqual(await runProcess({ ...request, onStdout: count, onStderr: count }), { kind: 'tooMuch' });
      assert.ok(read > 0 && read <= 1_000_000, `${read} characters`);
    });

  it('as go env', async () => {
    install('go', ENDLESS);
    const tool = GoTool.find(go, env())!;
    assert.deepEqual((await tool.probe(dir, { env: {}, tags: '' })).status, { kind: 'garbage', command: go });
    assert.equal(await localToolchain(dir, env(), go), undefined);
    const { plain, here } = await examine({ dir, configured: go, env: env(), mayRun: true });
    assert.deepEqual([plain, here], Array(2).fill({ error: `${go} does not answer like a Go command.` }));
  });

  it('as go list of a doctor', async () => {
    install('go', `if [ "$1" = env ]; then echo '{"GOVERSION": "go1.26.0"}'; exit; fi`, 'echo no such flag >&2', ENDLESS);
    assert.match((await examine({ dir, configured: go, env: env(), mayRun: true })).complaint ?? '', /^no such flag/);
  });

  it('as go list', async () => {
    install('go', NAMED, ENDLESS);
    const tool = GoTool.find(go, env())!;
    const request = { dir, patterns: ['.'], overlay: new Map(), flows: true, env: {}, tags: '', maxOutput: 1_000_000 };
    assert.equal((await tool.analyzePackages(request)).status.kind, 'tooMuch');
    const deps = await listDeps(tool, dir, { goos: 'linux', goarch: 'amd64', tags: '' }, env());
    assert.equal('error' in deps && deps.error.id, 'go/tooMuch');
    assert.deepEqual(await cgoFiles({ go, cwd: dir, env: env(), args: ['--', '.'], signal }), []);
    writeFileSync(join(dir, 'default.pgo'), '');
    assert.equal(await new Programs().of({ go, cwd: dir, env: env(), flags: [], signal }), undefined);
  });

  it('as git', async () => {
    install('git', ENDLESS);
    await assert.rejects(
      withRevision('HEAD', dir, env(), async () => undefined),
      GitFailed,
    );
  });
});
