import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from 'vscode-languageserver';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node';
import { URI } from 'vscode-uri';
import { isBelow } from '../../../src/engine/base/paths.js';
import { NodeHost } from '../../../src/node/host/host.js';
import { fromPath, toPath } from '../../../src/node/host/paths.js';

const connection = {} as Connection;

describe('node host', function () {
  this.timeout(120_000);
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'go preflight é-'));
    for (const sub of ['sub', 'vendor/x', 'node_modules/y', '.git', '_old', 'testdata']) mkdirSync(join(dir, sub), { recursive: true });
    const files = [
      'go.mod',
      'a.go',
      'b.txt',
      'Dockerfile',
      'sub/c.go',
      'vendor/x/d.go',
      'node_modules/y/e.go',
      '.git/f.go',
      '_old/g.go',
      'testdata/h.go',
    ];
    for (const file of files) writeFileSync(join(dir, file), 'x');
    symlinkSync(dir, join(dir, 'sub', 'loop'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  async function list(kinds: readonly ('go' | 'go.mod' | 'dockerfile')[], deep: boolean): Promise<string[]> {
    const out: string[] = [];
    for await (const keys of new NodeHost(connection).listFiles(fromPath(dir), kinds, deep)) out.push(...keys);
    return out.map(key => key.slice(fromPath(dir).length + 1)).sort();
  }

  it('lists what go and docker would look at, without following links', async () => {
    assert.deepEqual(await list(['go'], false), ['a.go']);
    assert.deepEqual(await list(['go', 'go.mod', 'dockerfile'], true), ['Dockerfile', 'a.go', 'go.mod', 'sub/c.go']);
    const host = new NodeHost(connection);
    for await (const keys of host.listFiles('file:///none/such', ['go'], true)) assert.deepEqual(keys, []);
    for await (const keys of host.listFiles('vscode-vfs://github/a/b', ['go'], true)) assert.fail(String(keys));
  });

  it('lists a few of many links to one file', async () => {
    for (let i = 0; i < 30; i++) symlinkSync('../a.go', join(dir, 'sub', `l${i}.go`));
    symlinkSync('../Dockerfile', join(dir, 'sub', 'Dockerfile'));
    const found = await list(['go', 'dockerfile'], true);
    assert.equal(found.filter(name => name.startsWith('sub/l')).length, 10);
    assert.ok(found.includes('sub/c.go') && found.includes('sub/Dockerfile'), 'other files count for themselves');
  });

  it('lists what lies 100 folders deep, and nothing deeper', async () => {
    const at = (depth: number) => ['nest', ...Array.from({ length: depth - 1 }, () => 'n')].join('/');
    mkdirSync(join(dir, at(104)), { recursive: true });
    for (let depth = 99; depth <= 104; depth++) writeFileSync(join(dir, at(depth), 'n.go'), 'package n');
    const found = (await list(['go'], true)).filter(name => name.startsWith('nest/'));
    assert.deepEqual(found, [`${at(100)}/n.go`, `${at(99)}/n.go`].sort());
    rmSync(join(dir, 'nest'), { recursive: true });
  });

  it('lists a folder anew each time: files come while the server runs', async () => {
    const host = new NodeHost(connection);
    const goFiles = async () => {
      const out: string[] = [];
      for await (const keys of host.listFiles(fromPath(join(dir, 'sub')), ['go'], false)) out.push(...keys);
      return out.map(key => key.slice(fromPath(join(dir, 'sub')).length + 1)).sort();
    };
    assert.deepEqual(await goFiles(), ['c.go']);
    writeFileSync(join(dir, 'sub', 'late.go'), 'x');
    assert.deepEqual(await goFiles(), ['c.go', 'late.go']);
  });

  it('lists a folder once, and finds its files, whatever its name would mean in a URI', async function () {
    this.timeout(20_000);
    const names = ['#', 'a#b', '%', '%23', '%2e%2e', 'per%20cent', ...(process.platform === 'win32' ? [] : ['?', 'a?b', 'c:', '\\'])];
    for (const name of names) {
      mkdirSync(join(dir, 'uri', name), { recursive: true });
      writeFileSync(join(dir, 'uri', name, 'x.go'), name);
    }
    const host = new NodeHost(connection);
    const found: string[] = [];
    for await (const keys of host.listFiles(fromPath(join(dir, 'uri')), ['go'], true)) {
      found.push(...keys);
      assert.ok(found.length <= names.length, `more than there are: ${found.at(-1)}`);
    }
    assert.deepEqual(found.sort(), names.map(name => fromPath(join(dir, 'uri', name, 'x.go'))).sort(), 'the keys of open documents');
    const texts = await Promise.all(found.map(key => host.readFile(key)));
    assert.deepEqual(texts.sort(), [...names].sort());
  });

  it('reads text without its byte order mark, and of files on disk only', async () => {
    const host = new NodeHost(connection);
    writeFileSync(join(dir, 'a.go'), '\uFEFFpackage a\n');
    assert.equal(await host.readFile(`${fromPath(dir)}/a.go`), 'package a\n');
    assert.equal(await host.readFile(`${fromPath(dir)}/none.go`), undefined);
    assert.equal(await host.readFile('untitled:a.go'), undefined);
  });

  it('turns paths into keys and back', () => {
    for (const name of ['plain', 'with space', 'é', 'per%20cent', 'ha#sh', 'que?stion']) {
      assert.equal(toPath(`${fromPath(join(dir, name))}/x.go`), join(dir, name, 'x.go'));
      assert.ok(isBelow(fromPath(join(dir, name)), fromPath(dir)), 'below the folder around it');
    }
  });
});

describe('server process', function () {
  this.timeout(120_000);
  const main = join(__dirname, '../../../src/node/server-main.ts');

  /** Starts the server from source and sends the messages. */
  function start(messages: readonly object[]) {
    const child = spawn(process.execPath, ['--require', 'tsx/cjs', main, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    for (const message of messages) {
      const body = JSON.stringify({ jsonrpc: '2.0', ...message });
      child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    }
    return child;
  }

  /** Resolves with the exit code. With `end` the client dies after its last message. */
  async function run(messages: readonly object[], end: boolean): Promise<number | null> {
    const child = start(messages);
    child.stdout.resume();
    if (end) child.stdin.end();
    return (await once(child, 'exit'))[0] as number | null;
  }

  const initialize = { id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } };

  it('ends well after shutdown and exit', async () => {
    assert.equal(await run([initialize, { id: 2, method: 'shutdown' }, { method: 'exit' }], false), 0);
  });

  it('ends when the client dies', async () => {
    assert.equal(await run([initialize], true), 1);
  });

  it('kills the go command and what that started when the client dies', async function () {
    if (!existsSync('/proc/self/stat')) this.skip();
    const dir = mkdtempSync(join(tmpdir(), 'preflight-kill-'));
    const [pids, go] = [join(dir, 'pids'), join(dir, 'go')];
    writeFileSync(go, `#!/bin/sh\nsleep 1000 &\necho $$ $! > '${pids}.new'\nmv '${pids}.new' '${pids}'\nwait\n`, { mode: 0o755 });
    const child = start([]);
    const watcher = watch(dir);
    try {
      const client = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
      client.listen();
      const settings = { goPreflight: { go: { path: go } } };
      await client.sendRequest('initialize', { ...initialize.params, initializationOptions: { trusted: true, settings } });
      await client.sendNotification('initialized', {});
      const textDocument = { uri: URI.file(join(dir, 'main.go')).toString(), languageId: 'go', version: 1, text: 'package main\n' };
      await client.sendNotification('textDocument/didOpen', { textDocument });
      while (!existsSync(pids)) await once(watcher, 'change', { signal: AbortSignal.timeout(60_000) });
      const started = readFileSync(pids, 'utf8').trim().split(' ').map(Number);
      assert.deepEqual(started.map(isAlive), [true, true]);
      client.dispose();
      child.stdin.end();
      await once(child, 'exit');
      const deadline = Date.now() + 60_000;
      while (started.some(isAlive) && Date.now() < deadline) await new Promise(setImmediate);
      assert.deepEqual(started.map(isAlive), [false, false]);
    } finally {
      watcher.close();
      child.kill('SIGKILL');
      rmSync(dir, { recursive: true, force: true });
    }
  });
});

/** A killed process whose parent has not asked for its end counts as dead. */
function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
