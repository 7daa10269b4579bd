import assert from 'node:assert/strict';
import type { Connection } from 'vscode-languageserver';
import { BrowserHost } from '../../src/browser/host.js';
import type { InitializationOptions } from '../../src/lsp/core/messages.js';
import { grammarsForTests } from '../support/engine-for-tests.js';

describe('browser host', () => {
  let host: BrowserHost;
  let asked: [string, unknown][];
  const made: BrowserHost[] = [];
  afterEach(() => {
    for (const one of made.splice(0)) one.dispose();
  });

  function make(options: InitializationOptions, answer: (method: string) => unknown = () => ({})): void {
    asked = [];
    const sendRequest = async (method: string, params: unknown) => {
      asked.push([method, params]);
      return answer(method);
    };
    host = new BrowserHost({ sendRequest } as unknown as Connection, options);
    made.push(host);
  }

  it('takes the grammars as bytes in any form that a message can have', async () => {
    const { core, go, bash } = grammarsForTests();
    const asJson = JSON.parse(JSON.stringify(bash.slice(0, 9))) as Uint8Array;
    make({ grammars: { core, go: new Uint8Array(go.buffer.slice(go.byteOffset, go.byteOffset + go.byteLength)), bash: asJson } });
    const grammars = await host.loadGrammars();
    assert.deepEqual(grammars.core, core);
    assert.deepEqual(grammars.go, go);
    assert.deepEqual(grammars.bash, bash.slice(0, 9));
    make({});
    await assert.rejects(host.loadGrammars(), /no grammars/);
  });

  it('reads and lists through the client, by URI', async () => {
    const uris = Array.from({ length: 150 }, (_, i) => `memfs:/a%20b/${i}.go`);
    make({ clientFiles: true }, method => (method === 'goPreflight/readFile' ? { text: '\uFEFFpackage a\n' } : { uris }));
    assert.equal(await host.readFile('memfs:/a b/é.go'), 'package a\n');
    const portions: number[] = [];
    const keys: string[] = [];
    for await (const portion of host.listFiles('memfs:/a b', ['go'], true)) {
      portions.push(portion.length);
      keys.push(...portion);
    }
    assert.deepEqual(portions, [100, 50]);
    assert.equal(keys[7], 'memfs:/a b/7.go');
    assert.deepEqual(asked, [
      ['goPreflight/readFile', { uri: 'memfs:/a%20b/%C3%A9.go' }],
      ['goPreflight/listFiles', { folder: 'memfs:/a%20b', kinds: ['go'], deep: true }],
    ]);
  });

  it('has tables from the client, and none from one that offers no files', async () => {
    make({ clientFiles: true }, () => ({ piece: 'package fmt\n' }));
    assert.equal(await host.readTable('fmt'), 'package fmt\n');
    assert.deepEqual(asked, [['goPreflight/readTable', { importPath: 'fmt' }]]);
    make({ clientFiles: true }, () => ({ piece: null }));
    assert.equal(await host.readTable('fmt'), undefined);
    make({});
    assert.equal(await host.readTable('fmt'), undefined);
    assert.deepEqual(asked, []);
  });

  it('asks nothing of a client that offers no files, and lives with one that fails', async () => {
    make({});
    assert.equal(await host.readFile('memfs:/a.go'), undefined);
    for await (const portion of host.listFiles('memfs:/', ['go'], true)) assert.fail(String(portion));
    assert.deepEqual(asked, []);
    make({ clientFiles: true }, () => Promise.reject(new Error('no')));
    assert.equal(await host.readFile('memfs:/a.go'), undefined);
    for await (const portion of host.listFiles('memfs:/', ['go'], true)) assert.fail(String(portion));
  });

  it('defers in order, and can take a delayed task back', async () => {
    make({});
    const ran: string[] = [];
    const takeBack = host.delay(0, () => ran.push('never'));
    takeBack();
    await new Promise<void>(resolve => {
      host.defer(() => ran.push('one'));
      host.defer(() => ran.push('two'));
      host.delay(0, () => host.defer(resolve));
    });
    assert.deepEqual(ran, ['one', 'two']);
    assert.equal(host.trustedByDefault, false);
    assert.ok(!('compiler' in host));
  });
});
