/** Starts each program in dist/ as it is shipped, once, and lets it parse. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { MessageChannel } from 'node:worker_threads';
import { RULES } from '../../src/engine/rules/registry.js';
import { withoutRange } from '../../src/engine/tables/std/std-lines.js';
import { STD_PACKAGES } from '../../src/engine/tables/std/std-packages.generated.js';
import { readTable } from '../../src/node/host/std-pieces.js';
import { ROOT } from '../../tools/generate.js';
import { cli, tempFolder } from '../support/cli-terminal.js';
import { grammarsForTests } from '../support/engine-for-tests.js';
import { sources } from './imports.js';

const DIST = join(ROOT, 'dist');
const NODE_BUNDLES = ['cli.js', 'cli-worker.js', 'mcp.js', 'server.js', 'extension.js'];
/** Texts that ajv would put into code that it writes for a program of its own; installed.test.ts runs it where there is no ajv. */
const OF_AJV = /^ajv(?:-formats)?\/dist\/(?:runtime\/\w+|formats)$/;
const WEB_BUNDLES = ['web/extension.js', 'web/server.js'];
const WASM = ['web-tree-sitter.wasm', 'tree-sitter-go.wasm', 'tree-sitter-bash.wasm'];
const URI = 'file:///w/main.go';
/** A suppression of a rule that does not exist is found with no facts but comments: the program got as far as rules. */
const TEXT = 'package main\n\n//preflight:ignore no/such-rule\nfunc main() {}\n';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly uri?: string; readonly diagnostics?: readonly { readonly code?: string }[] };
}

const request = (id: number, method: string, params: unknown) => ({ jsonrpc: '2.0', id, method, params });
const notification = (method: string, params: unknown) => ({ jsonrpc: '2.0', method, params });
const open = notification('textDocument/didOpen', { textDocument: { uri: URI, languageId: 'go', version: 1, text: TEXT } });
const initialize = (options: unknown) =>
  request(1, 'initialize', { processId: null, rootUri: null, capabilities: {}, workspaceFolders: null, initializationOptions: options });
const codesIn = (m: Message) => (m.method === 'textDocument/publishDiagnostics' ? (m.params?.diagnostics ?? []).map(d => d.code) : []);

describe('bundles', function () {
  this.timeout(60_000);

  before(() => {
    // `npm test` has built them already; a single run of this file need not.
    if (!existsSync(join(DIST, 'server.js'))) spawnSync(process.execPath, [join(ROOT, 'server/tools/build.mjs')], { stdio: 'inherit' });
  });

  it('are all there, with the wasm files and the table of std beside them', () => {
    for (const name of [...NODE_BUNDLES, ...WEB_BUNDLES, ...WASM, ...WASM.map(w => `web/${w}`)])
      assert.ok(existsSync(join(DIST, name)), name);
    for (const line of STD_PACKAGES) assert.notEqual(readTable(withoutRange(line), DIST), undefined, line);
    assert.ok(statSync(join(DIST, 'cli.js')).mode & 0o100, 'dist/cli.js is executable');
    assert.ok(readFileSync(join(DIST, 'cli.js'), 'utf8').startsWith('#!/usr/bin/env node\n'));
  });

  it('need nothing from node_modules', () => {
    const builtin = new Set([...builtinModules, ...builtinModules.map(m => `node:${m}`), 'vscode']);
    for (const name of NODE_BUNDLES) {
      const required = [...readFileSync(join(DIST, name), 'utf8').matchAll(/\brequire\("([^"]+)"\)/g)].map(m => m[1]!);
      assert.deepEqual(
        required.filter(m => !builtin.has(m) && !builtin.has(m.split('/')[0]!) && !(name === 'mcp.js' && OF_AJV.test(m))),
        [],
        name,
      );
    }
  });

  it('hold no source maps and no secrets of the build machine', () => {
    const files = readdirSync(DIST, { recursive: true, encoding: 'utf8' }).filter(f => f.endsWith('.js'));
    for (const name of files) assert.ok(!readFileSync(join(DIST, name), 'utf8').includes(ROOT), `${name} names a path of this machine`);
  });

  it('are ASCII, of which V8 keeps a byte for each character', () => {
    for (const name of [...NODE_BUNDLES, ...WEB_BUNDLES])
      assert.equal(
        [...readFileSync(join(DIST, name))].findIndex(byte => byte > 127),
        -1,
        name,
      );
  });

  it('carry what documents rules only where it is shown', () => {
    const plain = RULES.filter(r => /^[\w ,.`]+$/.test(r.docs.what + r.summary));
    assert.ok(plain.length > 5, `${plain.length} rules whose texts are written in a program as they are`);
    for (const name of ['cli.js', 'cli-worker.js', 'server.js', 'web/server.js']) {
      const text = readFileSync(join(DIST, name), 'utf8');
      for (const { id, docs, summary } of plain) {
        assert.ok(text.includes(summary), `${name}: the rule ${id}`);
        assert.equal(text.includes(docs.what), name === 'cli.js', `${name}: what ${id} reports`);
      }
    }
    const shows = (file: string) => /\.(?:docs|examples)\b/.test(readFileSync(join(ROOT, file), 'utf8'));
    const others = sources('server/src').filter(file => !/\/(?:rules|cli)\//.test(file));
    assert.deepEqual(others.filter(shows), []);
  });

  it('read translations beside them, and word in the main thread what worker threads find', () => {
    const text = '⟦{rule}⟧';
    const program = Object.fromEntries(['cli.js', 'cli-worker.js', ...WASM].map(name => [name, readFileSync(join(DIST, name))]));
    const code = Object.fromEntries(Array.from({ length: 240 }, (_, i) => [`code/p${i}/main.go`, TEXT]));
    const { dir, remove } = tempFolder({
      ...program,
      ...code,
      'l10n/xx.json': JSON.stringify({ 'preflight/unused-suppression/unknownRule': text }),
    });
    try {
      const args = [join(dir, 'cli.js'), 'check', 'code', '--format', 'json', '--locale', 'xx-YY'];
      const run = spawnSync(process.execPath, args, { cwd: dir, encoding: 'utf8', maxBuffer: 1 << 24 });
      const { findings } = JSON.parse(run.stdout) as { findings: { message: string; args: object }[] };
      assert.deepEqual([findings.length, new Set(findings.map(f => f.message))], [240, new Set(['⟦no/such-rule⟧'])]);
    } finally {
      remove();
    }
  });

  it('run the command line', () => {
    const { dir, remove } = tempFolder({ 'main.go': TEXT });
    try {
      const run = spawnSync(join(DIST, 'cli.js'), ['check', '--format', 'json'], { cwd: dir, encoding: 'utf8' });
      assert.equal(run.status, 1, run.stderr);
      const { findings } = JSON.parse(run.stdout) as { findings: { rule: string; file: string }[] };
      assert.deepEqual(
        findings.map(f => [f.rule, f.file]),
        [['preflight/unused-suppression', 'main.go']],
      );
    } finally {
      remove();
    }
  });

  it('give the same output with worker threads as without', async () => {
    const folder = tempFolder(Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`p${i}/main.go`, TEXT])));
    try {
      const args = ['check', '--format', 'json'];
      const run = spawnSync(join(DIST, 'cli.js'), args, { cwd: folder.dir, encoding: 'utf8' });
      const here = await cli(folder.dir, args);
      const findings = (text: string) => (JSON.parse(text) as { findings: unknown[] }).findings;
      assert.equal(findings(here.stdout).length, 300);
      assert.deepEqual(findings(run.stdout), findings(here.stdout));
    } finally {
      folder.remove();
    }
  });

  for (const [name, args] of [
    ['server.js', ['--stdio']],
    ['cli.js', ['lsp', '--stdio']],
  ] as const) {
    it(`serve over stdio: ${name} ${args.join(' ')}`, async () => {
      const codes = await diagnosticsOverStdio([join(DIST, name), ...args]);
      assert.deepEqual(codes, ['preflight/unused-suppression']);
    });
  }

  it('serve in a web worker', async () => {
    assert.deepEqual([...(await diagnosticsInWorker())], ['preflight/unused-suppression']);
  });
});

/** Codes of the first diagnostics that a server with these arguments publishes; it is stopped with `exit`. */
async function diagnosticsOverStdio(args: readonly string[]): Promise<unknown[]> {
  const server = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const send = (m: object) => {
    const text = JSON.stringify(m);
    server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  };
  try {
    return await new Promise((resolve, reject) => {
      let buffer = '';
      server.on('exit', code => reject(new Error(`the server ended with ${code}`)));
      server.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        buffer += chunk;
        for (
          let m = /^Content-Length: (\d+)\r\n(?:.+\r\n)*\r\n/.exec(buffer);
          m;
          m = /^Content-Length: (\d+)\r\n(?:.+\r\n)*\r\n/.exec(buffer)
        ) {
          const end = m[0].length + Number(m[1]);
          if (buffer.length < end) return;
          const message = JSON.parse(buffer.slice(m[0].length, end)) as Message;
          buffer = buffer.slice(end);
          if (message.id === 1) for (const next of [notification('initialized', {}), open]) send(next);
          const codes = codesIn(message);
          if (codes.length > 0) resolve(codes);
        }
      });
      send(initialize({}));
    });
  } finally {
    server.kill();
  }
}

/** Runs the worker bundle in a bare context that looks like a web worker. */
async function diagnosticsInWorker(): Promise<unknown[]> {
  const channels: MessageChannel[] = [];
  class Channel extends MessageChannel {
    constructor() {
      super();
      channels.push(this);
    }
  }
  try {
    return await firstCodes(Channel);
  } finally {
    // An open port with a listener would keep this process alive.
    for (const channel of channels) channel.port1.close();
  }
}

function firstCodes(Channel: typeof MessageChannel): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const post = (message: unknown) => (self.onmessage as ((event: { data: unknown }) => void) | undefined)?.({ data: message });
    const self: Record<string, unknown> = {
      ...{
        WebAssembly: Reflect.get(globalThis, 'WebAssembly'),
        TextDecoder,
        TextEncoder,
        URL,
        performance,
        MessageChannel: Channel,
        setTimeout,
        clearTimeout,
        console,
        queueMicrotask,
      },
      ...{ Uint8Array, ArrayBuffer, WorkerGlobalScope: class {}, location: { href: 'https://example.test/server.js' } },
      addEventListener: () => undefined,
      postMessage(message: Message & { error?: unknown }) {
        if (message.id === 1 && message.error) reject(new Error(JSON.stringify(message.error)));
        else if (message.id === 1) for (const next of [notification('initialized', {}), open]) post(next);
        const codes = codesIn(message);
        if (codes.length > 0) resolve(codes);
      },
    };
    self.self = self;
    self.globalThis = self;
    self.importScripts = () => undefined;
    runInContext(readFileSync(join(DIST, 'web/server.js'), 'utf8'), createContext(self));
    post(initialize({ grammars: grammarsForTests() }));
  });
}
