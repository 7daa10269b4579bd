import assert from 'node:assert/strict';
import missingRuntimeFile from '../../src/engine/rules/image/missing-runtime-file.js';
import { Pair } from './pair.js';
import { closureRule } from './rules.js';

const DOCKERFILE = 'file:///app/Dockerfile';
const FILES = {
  'file:///app/go.mod': 'module example.com/app\n\ngo 1.26\n\nrequire example.com/far v1.0.0\n',
  'file:///app/cmd/tool/main.go': 'package main\n\nimport "example.com/app/store"\n\nfunc main() { store.Open() }\n',
  'file:///app/store/store.go': 'package store\n\nimport "example.com/far/db"\n\nfunc Open() { db.Open() }\n',
};
const FAR = { 'example.com/far/db': 'package db\n\nimport "example.com/far/c"\n', 'example.com/far/c': 'package c\n\nimport "C"\n' };

describe('protocol: files around a Dockerfile', () => {
  let pair: Pair;
  afterEach(() => pair.stop());

  const messages = () => pair.shown(DOCKERFILE)?.diagnostics.map(({ message }) => message);

  it('are read when one is opened, packages outside of the workspace too', async () => {
    pair = await Pair.start({ rules: [closureRule], files: FILES, external: FAR });
    await pair.open(DOCKERFILE, 'FROM golang\n');
    await pair.settled();
    const chain = 'example.com/app/cmd/tool > example.com/app/store > example.com/far/db > example.com/far/c';
    assert.deepEqual(messages(), [`/cmd/tool: complete, ${chain}.`]);
  });

  it('count as not known when they are not on this machine', async () => {
    pair = await Pair.start({ rules: [closureRule], files: FILES, external: {} });
    await pair.open(DOCKERFILE, 'FROM golang\n');
    await pair.settled();
    assert.deepEqual(messages(), ['/cmd/tool: incomplete, .']);
  });

  it('change the verdict when they change, on disk and in the editor', async () => {
    const files = { ...FILES, 'file:///app/store/store.go': 'package store\n' };
    pair = await Pair.start({ rules: [closureRule], files, external: {} });
    await pair.open(DOCKERFILE, 'FROM golang\n');
    await pair.settled();
    assert.deepEqual(messages(), ['/cmd/tool: complete, .']);
    pair.host.files.set('file:///app/store/cgo.go', 'package store\n\nimport "C"\n');
    await pair.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: 'file:///app/store/cgo.go', type: 1 }] });
    await pair.settled();
    assert.deepEqual(messages(), ['/cmd/tool: complete, example.com/app/cmd/tool > example.com/app/store.']);
    await pair.open('file:///app/store/cgo.go', 'package store\n');
    await pair.settled();
    assert.deepEqual(messages(), ['/cmd/tool: complete, .']);
    await pair.close('file:///app/store/cgo.go');
    await pair.settled();
    assert.deepEqual(messages(), ['/cmd/tool: complete, example.com/app/cmd/tool > example.com/app/store.'], 'the disk counts again');
  });

  it('are read bodies and all when a verdict hangs on what they call', async () => {
    const call = 'package main\n\nimport "net/http"\n\nfunc main() { http.Get("https://api.github.com/") }\n';
    const image = (last: string) =>
      `FROM golang:1.26 AS b\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /x ./cmd/tool\nFROM ${last}\nCOPY --from=b /x /x\nENTRYPOINT ["/x"]\n`;
    const main = 'file:///app/cmd/tool/main.go';
    pair = await Pair.start({ rules: [missingRuntimeFile], files: { ...FILES, [main]: call }, external: {} });
    await pair.open(DOCKERFILE, image('alpine'));
    await pair.settled();
    assert.equal(messages(), undefined);
    await pair.change(DOCKERFILE, 2, { text: image('scratch') });
    await pair.settled();
    assert.match(messages()?.join() ?? '', /no CA certificates/);
    await pair.open(main, call.replace('http.Get', 'println'));
    await pair.settled();
    assert.deepEqual(messages(), []);
  });

  it('are read again when a folder is added', async () => {
    pair = await Pair.start({ rules: [closureRule], files: FILES, external: FAR, folders: [] });
    await pair.open(DOCKERFILE, 'FROM golang\n');
    await pair.settled();
    assert.equal(messages(), undefined);
    const added = [{ uri: 'file:///app', name: 'app' }];
    await pair.client.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added, removed: [] } });
    await pair.settled();
    assert.equal(messages()?.length, 1);
  });
});
