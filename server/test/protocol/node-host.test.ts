import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from 'vscode-languageserver';
import { NodeHost } from '../../src/node/host.js';
import { fromPath, toPath } from '../../src/node/paths.js';

const connection = {} as Connection;

describe('node host', () => {
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
    }
  });
});

describe('server process', function () {
  this.timeout(20_000);
  const main = join(__dirname, '../../src/node/serverMain.ts');

  /** Starts the server from source and sends the messages; resolves with its exit code when it has ended. */
  function run(messages: readonly object[], end: boolean): Promise<number | null> {
    const child = spawn(process.execPath, ['--require', 'tsx/cjs', main, '--stdio'], { stdio: ['pipe', 'ignore', 'inherit'] });
    for (const message of messages) {
      const body = JSON.stringify({ jsonrpc: '2.0', ...message });
      child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    }
    if (end) child.stdin.end();
    return new Promise(resolve => child.on('exit', resolve));
  }
  const initialize = { id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } };

  it('ends well after shutdown and exit', async () => {
    assert.equal(await run([initialize, { id: 2, method: 'shutdown' }, { method: 'exit' }], false), 0);
  });

  it('ends when the client dies', async () => {
    assert.equal(await run([initialize], true), 1);
  });
});
