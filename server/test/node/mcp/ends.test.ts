/** Whatever way out it takes, what it has started goes with it. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tempFolder } from '../../support/cli-terminal.js';
import { isRunning } from '../../support/live-go.js';
import { MAIN, UTIL } from '../../support/mcp-project.js';

describe('a server of agents ends', function () {
  this.timeout(120_000);
  let folder: ReturnType<typeof tempFolder>;
  before(() => {
    folder = tempFolder({ 'util.go': UTIL });
  });
  after(() => folder.remove());

  /** A go command that says its process id and never answers. */
  function start(): { server: ChildProcess; asked: Promise<number> } {
    const bin = join(folder.dir, 'bin');
    const fifo = join(folder.dir, 'fifo');
    mkdirSync(bin, { recursive: true });
    spawnSync('rm', ['-f', fifo]);
    assert.equal(spawnSync('mkfifo', [fifo]).status, 0);
    writeFileSync(join(bin, 'go'), `#!/bin/sh\necho $$ > ${fifo}\nexec sleep 600\n`);
    chmodSync(join(bin, 'go'), 0o755);
    const env = { ...process.env, PATH: `${bin}:/usr/bin:/bin` };
    const server = spawn(process.execPath, MAIN, { cwd: folder.dir, env, stdio: ['pipe', 'pipe', 'inherit'] });
    const send = (message: object) => server.stdin!.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
    const clientInfo = { name: 'test', version: '1' };
    send({ id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo } });
    server.stdout!.once('data', () => {
      send({ method: 'notifications/initialized' });
      send({ id: 2, method: 'tools/call', params: { name: 'why', arguments: { file: 'util.go', line: 21 } } });
    });
    return { server, asked: readFile(fifo, 'utf8').then(Number) };
  }

  for (const [title, end] of [
    ['the client closes the stream', (server: ChildProcess) => server.stdin!.end()],
    ['it is told to', (server: ChildProcess) => server.kill('SIGTERM')],
  ] as const)
    it(`when ${title}, and the go command that runs with it`, async function () {
      if (process.platform === 'win32') this.skip();
      const { server, asked } = start();
      const ended = once(server, 'exit');
      const go = await asked;
      assert.ok(isRunning(go));
      end(server);
      const [code] = (await ended) as [number | null];
      assert.equal(code, title.startsWith('the client') ? 0 : 143);
      assert.equal(isRunning(go), false);
    });
});
