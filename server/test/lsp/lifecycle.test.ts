/** The protocol's order of messages, over each transport: what is out of turn gets its error and does nothing. */
import assert from 'node:assert/strict';
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { buildSync } from 'esbuild';
import type { Message } from 'vscode-languageserver';
import {
  createProtocolConnection,
  IPCMessageReader,
  IPCMessageWriter,
  PortMessageReader,
  PortMessageWriter,
  type ProtocolConnection,
  type ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { Lifecycle } from '../../src/lsp/core/lifecycle.js';
import { grammarsForTests } from '../support/engine-for-tests.js';

const NODE = join(__dirname, '../../src/node/server-main.ts');
const BROWSER = join(__dirname, '../../src/browser/server-main.ts');
/** What a web worker has for its globals, on a thread of node. */
const GLOBALS = `
  const { parentPort } = require('node:worker_threads');
  Object.assign(globalThis, { self: globalThis, process: undefined, WorkerGlobalScope: Object, location: { href: '' } });
  self.postMessage = message => parentPort.postMessage(message);
  self.addEventListener = () => {};
  parentPort.on('message', data => self.onmessage({ data }));
`;

const [NOT_INITIALIZED, INVALID] = [-32002, -32600];
const HOVER = { textDocument: { uri: 'file:///a/Dockerfile' }, position: { line: 0, character: 0 } };

interface Server {
  readonly client: ProtocolConnection;
  /** Its exit code; undefined for a worker, which has none. */
  readonly ended?: Promise<number | null>;
  stop(): unknown;
}

const SERVERS: Readonly<Record<string, () => Server>> = {
  stdio: () => {
    const child = spawn(process.execPath, ['--require', 'tsx/cjs', NODE, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const client = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    return { client, ended: once(child, 'exit').then(([code]) => code as number | null), stop: () => child.kill('SIGKILL') };
  },
  ipc: () => {
    const child = fork(NODE, ['--node-ipc'], { execArgv: ['--require', 'tsx/cjs'] });
    const client = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    return { client, ended: once(child, 'exit').then(([code]) => code as number | null), stop: () => child.kill('SIGKILL') };
  },
  'web worker': () => {
    const worker = new Worker(GLOBALS + bundled(), { eval: true });
    const client = createProtocolConnection(new PortMessageReader(worker), new PortMessageWriter(worker));
    return { client, stop: () => worker.terminate() };
  },
};

/** The worker as it is shipped: modules have another entry for browsers. */
function bundled(): string {
  const external = ['fs', 'fs/promises', 'path', 'module', 'node:*'];
  const { outputFiles } = buildSync({ entryPoints: [BROWSER], bundle: true, write: false, platform: 'browser', format: 'iife', external });
  return outputFiles[0]!.text;
}

describe('order of messages', function () {
  this.timeout(120_000);

  for (const [name, start] of Object.entries(SERVERS)) {
    describe(name, () => {
      let server: Server;
      beforeEach(() => {
        server = start();
        server.client.listen();
      });
      afterEach(async () => {
        server.client.dispose();
        await server.stop();
      });

      const initialize = () => {
        const initializationOptions = name === 'web worker' ? { grammars: grammarsForTests() } : {};
        return server.client.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {}, initializationOptions });
      };
      const refused = (method: string, code: number, params: unknown = {}) =>
        assert.rejects(server.client.sendRequest(method, params), (error: ResponseError<unknown>) => error.code === code, method);

      it('has errors for requests before initialize, again, and after shutdown', async () => {
        await refused('textDocument/hover', NOT_INITIALIZED, HOVER);
        await refused('shutdown', NOT_INITIALIZED);
        await refused('no/such', NOT_INITIALIZED);
        assert.ok('capabilities' in ((await initialize()) as object));
        await server.client.sendNotification('initialized', {});
        await assert.rejects(initialize(), (error: ResponseError<unknown>) => error.code === INVALID);
        assert.equal(await server.client.sendRequest('textDocument/hover', HOVER), null);
        assert.equal((await server.client.sendRequest('shutdown')) ?? null, null);
        await refused('textDocument/hover', INVALID, HOVER);
        await refused('shutdown', INVALID);
        await refused('no/such', INVALID);
        await assert.rejects(initialize(), (error: ResponseError<unknown>) => error.code === INVALID);
        await server.client.sendNotification('exit');
        if (server.ended) assert.equal(await server.ended, 0);
      });

      // A worker is ended by who made it.
      if (name === 'web worker') return;
      it('ends with 1 where exit comes without shutdown', async () => {
        await initialize();
        await server.client.sendNotification('exit');
        assert.equal(await server.ended, 1);
      });

      it('ends with 1 where exit comes first, and other notifications do nothing', async () => {
        await server.client.sendNotification('initialized', {});
        await server.client.sendNotification('exit');
        assert.equal(await server.ended, 1);
      });
    });
  }

  it('drops notifications out of turn, and lets messages wait while initialize is worked on', async () => {
    const lifecycle = new Lifecycle();
    const handled: string[] = [];
    const send = (method: string, id?: number) => {
      const message = { jsonrpc: '2.0', method, ...(id !== undefined && { id }) };
      return lifecycle.handleMessage(message, (next: Message) => void handled.push((next as typeof message).method));
    };
    const refusedName = '$/goPreflight/refused';
    send('initialized');
    send('initialize', 1);
    const waiting = [
      send('textDocument/didOpen'),
      send('textDocument/hover', 2),
      send('shutdown', 3),
      send('textDocument/didOpen'),
      send('exit'),
    ];
    assert.deepEqual(handled, ['initialize']);
    lifecycle.initialized(true);
    await Promise.all(waiting);
    assert.deepEqual(handled, ['initialize', 'textDocument/didOpen', 'textDocument/hover', 'shutdown', 'exit']);
    await send('textDocument/didSave');
    await send('textDocument/hover', 4);
    assert.deepEqual(handled.slice(5), [refusedName]);
  });

  it('lets initialize come again where it failed', async () => {
    const lifecycle = new Lifecycle();
    const handled: string[] = [];
    const send = (method: string, id: number) => {
      const message = { jsonrpc: '2.0', method, id };
      return lifecycle.handleMessage(message, (next: Message) => void handled.push((next as typeof message).method));
    };
    send('initialize', 1);
    lifecycle.initialized(false);
    await send('textDocument/hover', 2);
    await send('initialize', 3);
    assert.deepEqual(handled, ['initialize', '$/goPreflight/refused', 'initialize']);
  });
});
