/** Clones that hold pipes, devices and links: nothing waits for them, nothing leads out of the folder, and what is beside them is checked. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from 'vscode-languageserver';
import {
  createProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { URI } from 'vscode-uri';
import { DEFAULT_CONFIG } from '../../../src/engine/base/config.js';
import { check } from '../../../src/node/cli/check.js';
import { toKey } from '../../../src/node/cli/discover.js';
import { fixAll } from '../../../src/node/cli/fix.js';
import { NodeHost } from '../../../src/node/host/host.js';
import { fromPath } from '../../../src/node/host/paths.js';
import { cli, tempFolder } from '../../support/cli-terminal.js';
import { grammarsForTests } from '../../support/engine-for-tests.js';
import { GOOD, layOddFolders, type OddFolder, OUTSIDE } from '../../support/odd-files.js';

const SOURCES = join(__dirname, '../../../src/node');
const MAX_MEMORY = 500_000_000;

describe('folders with odd files', function () {
  this.timeout(120_000);
  let folder: ReturnType<typeof tempFolder>;
  let odd: readonly OddFolder[];
  beforeEach(() => {
    folder = tempFolder({});
    odd = layOddFolders(folder.dir);
  });
  afterEach(() => folder.remove());

  const options = (name: string) => ({
    paths: ['.'],
    cwd: toKey(join(folder.dir, name)),
    tier: 'static' as const,
    config: DEFAULT_CONFIG,
    grammars: grammarsForTests(),
    env: {},
    workerScript: undefined,
  });

  it('are checked in a bounded time and memory', () => {
    // In a process of its own, which can be ended when it hangs.
    const last = "process.on('exit', () => require('fs').writeSync(2, '\\n' + process.resourceUsage().maxRSS * 1000));";
    const script = `${last} process.argv.splice(1, 0, 'cli'); require(${JSON.stringify(join(SOURCES, 'cli-main.ts'))})`;
    const args = ['--require', 'tsx/cjs', '-e', script, '--', 'check', '--format', 'json', '.'];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: folder.dir,
      env: { ...process.env, NODE_PATH: join(process.cwd(), 'node_modules') },
      encoding: 'utf8',
      timeout: 60_000,
      killSignal: 'SIGKILL',
    });
    assert.equal(status, 2, stderr);
    const { findings } = JSON.parse(stdout) as { findings: { file: string; rule: string }[] };
    assert.ok(findings.filter(f => f.rule === GOOD.rule && f.file.endsWith(GOOD.file)).length === odd.length + 1, stdout);
    assert.ok(Number(stderr.trim().split('\n').at(-1)) < MAX_MEMORY, stderr);
  });

  it('lose nothing but the odd file, of which is said why', async () => {
    for (const { name, said } of odd) {
      const { findings, gaps } = await check(options(name));
      const { cwd } = options(name);
      assert.deepEqual(
        findings.filter(f => f.rule === GOOD.rule).map(f => f.file.slice(cwd.length + 1)),
        [GOOD.file],
        name,
      );
      assert.deepEqual(
        gaps.map(w => [w.id, String(w.args.path).slice(cwd.length + 1)]),
        said,
        name,
      );
    }
  });

  it('change nothing outside by `--fix`, and no file that is read-only', async () => {
    const name = 'links-out';
    if (!odd.some(o => o.name === name)) this.ctx.skip();
    const dir = join(folder.dir, name);
    const file = join(folder.dir, OUTSIDE, 'Dockerfile');
    const before = readFileSync(file, 'utf8');
    writeFileSync(join(dir, 'kept.Dockerfile'), before);
    chmodSync(join(dir, 'kept.Dockerfile'), 0o444);
    // Named, the link is read, and still not written through.
    const { result, fixed } = await fixAll({ ...options(name), paths: ['Dockerfile', 'kept.Dockerfile', GOOD.file] });
    assert.equal(fixed, 1);
    assert.deepEqual(result.gaps.map(w => w.id).sort(), ['cli/linkNotChanged', 'cli/readOnly']);
    assert.equal(readFileSync(file, 'utf8'), before);
    assert.equal(readFileSync(join(dir, 'kept.Dockerfile'), 'utf8'), before);
    assert.equal(statSync(join(dir, 'kept.Dockerfile')).mode & 0o777, 0o444);
  });

  it('are followed within a repository, whichever folder of it was asked for, and changed within that folder', async () => {
    const own = tempFolder({ '.git/HEAD': '', 'a/x.txt': '', [GOOD.file]: readFileSync(join(folder.dir, OUTSIDE, GOOD.file)) });
    try {
      symlinkSync(`../${GOOD.file}`, join(own.dir, 'a/Dockerfile'));
      const inside = { ...options(''), cwd: toKey(join(own.dir, 'a')) };
      const { result, fixed } = await fixAll(inside);
      assert.ok(result.findings.some(f => f.rule === GOOD.rule));
      assert.deepEqual([fixed, result.gaps.map(w => w.id)], [0, ['cli/linkNotChanged']]);
      const whole = await fixAll({ ...inside, cwd: toKey(own.dir) });
      assert.deepEqual([whole.fixed > 0, whole.result.gaps], [true, []]);
    } finally {
      own.remove();
    }
  });

  it('are read whatever bytes their names have', async () => {
    const own = tempFolder({ 'a.go': 'package a\n' });
    try {
      const bytes = (...parts: string[]) => Buffer.concat([Buffer.from(`${own.dir}/`), ...parts.map(p => Buffer.from(p, 'latin1'))]);
      try {
        mkdirSync(bytes('sub\xff'));
      } catch {
        console.log('      SKIPPED: the file system takes names in UTF-8 only');
        return this.ctx.skip();
      }
      writeFileSync(bytes('sub\xff/\xfe.Dockerfile'), readFileSync(join(folder.dir, OUTSIDE, GOOD.file)));
      const { findings, gaps } = await check({ ...options(''), cwd: toKey(own.dir) });
      assert.deepEqual(
        [findings.filter(f => f.rule === GOOD.rule).map(f => f.file), gaps],
        [[`${toKey(own.dir)}/sub\uFFFD/\uFFFD.Dockerfile`], []],
      );
      const listed: string[] = [];
      const host = new NodeHost({} as Connection);
      for await (const keys of host.listFiles(fromPath(own.dir), ['dockerfile'], true)) listed.push(...keys);
      assert.equal(listed.length, 1);
      assert.match((await host.readFile(listed[0]!)) ?? '', /^FROM/);
    } finally {
      own.remove();
    }
  });

  it('take no record of allocations for another file, and do not wait for one', async () => {
    const dir = join(folder.dir, 'image-in-a-pipe');
    if (!existsSync(dir)) this.ctx.skip();
    for (const flag of ['--baseline', '--write']) {
      const { code, stderr } = await cli(dir, ['escapes', flag, 'Dockerfile']);
      assert.equal(code, 2);
      assert.match(stderr, /Dockerfile/);
    }
    unlinkSync(join(dir, 'Dockerfile'));
  });

  it('leave the server able to answer, within bounds, and unread what lies outside', async () => {
    const child = spawn(process.execPath, ['--require', 'tsx/cjs', join(SOURCES, 'server-main.ts'), '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const closed = once(child, 'close');
    const limit = setTimeout(() => child.kill('SIGKILL'), 90_000);
    try {
      const client = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
      const uriOf = (...path: string[]) => URI.file(join(folder.dir, ...path)).toString();
      const seen = new Set<string>();
      const waiting = new Map<string, () => void>();
      client.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: PublishDiagnosticsParams) => {
        seen.add(uri);
        if (diagnostics.length > 0) waiting.get(uri)?.();
      });
      client.listen();
      const workspaceFolders = odd.map(({ name }) => ({ name, uri: uriOf(name) }));
      const params = { processId: null, rootUri: null, capabilities: {}, workspaceFolders, initializationOptions: { trusted: false } };
      await client.sendRequest('initialize', params);
      await client.sendNotification('initialized', {});
      const open = async (languageId: string, ...path: string[]) => {
        const text = readFileSync(join(folder.dir, ...path), 'utf8');
        const textDocument = { uri: uriOf(...path), languageId, version: 1, text };
        await client.sendNotification('textDocument/didOpen', { textDocument });
        return { textDocument, position: { line: 1, character: 20 } };
      };
      for (const { name } of odd) await open('go', name, 'main.go');
      // An image, whose program imports what is vendored.
      await open('dockerfile', 'vendored-zeros', 'Dockerfile');
      for (const { name } of odd) {
        const found = new Promise<void>(resolve => waiting.set(uriOf(name, GOOD.file), resolve));
        const place = await open('dockerfile', name, GOOD.file);
        assert.ok(await client.sendRequest('textDocument/hover', place), name);
        await found;
      }
      assert.ok([...seen].every(uri => !uri.includes(OUTSIDE)));
      assert.ok(peakMemory(child.pid!) < MAX_MEMORY);
      client.dispose();
    } finally {
      clearTimeout(limit);
      child.kill('SIGKILL');
      await closed;
    }
  });
});

/** In bytes; 0 where the system does not tell. */
function peakMemory(pid: number): number {
  const status = existsSync('/proc/self/status') ? readFileSync(`/proc/${pid}/status`, 'utf8') : '';
  return Number(/^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
}
