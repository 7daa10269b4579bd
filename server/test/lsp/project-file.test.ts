/** `.go-preflight.yaml` of the open folders in an editor. */
import assert from 'node:assert/strict';
import { Pair } from './pair.js';
import { importRule } from './rules.js';

const MAIN = 'file:///app/main.go';
const GO = 'package main\n\nimport "unsafe"\n';
const FILE = 'file:///app/.go-preflight.yaml';

describe('protocol: project files', () => {
  let pair: Pair;
  afterEach(() => pair.stop());

  const start = async (files: Readonly<Record<string, string>>, rules = {}, folders = ['file:///app']) => {
    pair = await Pair.start({ rules: [importRule], files, folders, settings: { goPreflight: { rules } } });
    await pair.settled();
  };
  const severities = (uri: string) => (pair.shown(uri)?.diagnostics ?? []).map(d => d.severity);
  const open = async (uri = MAIN) => {
    await pair.open(uri, GO);
    await pair.settled();
  };

  it('set severities, and the editor wins', async () => {
    await start({ 'file:///app/.go-preflight.yaml': 'rules: {test: error}\n' });
    await open();
    assert.deepEqual(severities(MAIN), [1]);
    pair.settings = { goPreflight: { rules: { test: 'hint' } } };
    await pair.client.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await pair.settled();
    assert.deepEqual(severities(MAIN), [4]);
  });

  it('leave out paths', async () => {
    await start({ 'file:///app/.go-preflight.yaml': 'exclude: [gen/]\n' });
    await open();
    await open('file:///app/gen/x.go');
    assert.deepEqual([severities(MAIN).length, severities('file:///app/gen/x.go').length], [1, 0]);
  });

  it('hold in their own folder', async () => {
    await start({ 'file:///a/.go-preflight.yaml': 'rules: {test: error}\n', 'file:///b/.go-preflight.yaml': 'rules: {test: off}\n' }, {}, [
      'file:///a',
      'file:///b',
      'file:///c',
    ]);
    for (const folder of ['a', 'b', 'c']) await open(`file:///${folder}/main.go`);
    assert.deepEqual(
      ['a', 'b', 'c'].map(folder => severities(`file:///${folder}/main.go`)),
      [[1], [], [2]],
    );
  });

  it('are found above an open folder, up to that of the repository', async () => {
    const project = { 'file:///r/.go-preflight.yaml': 'rules: {test: error}\n' };
    await start(project, {}, ['file:///r/app']);
    await open('file:///r/app/main.go');
    assert.deepEqual(severities('file:///r/app/main.go'), [2], 'no repository');
    await pair.stop();
    await start({ ...project, 'file:///r/.git/HEAD': 'ref: x\n' }, {}, ['file:///r/app']);
    await open('file:///r/app/main.go');
    assert.deepEqual(severities('file:///r/app/main.go'), [1]);
  });

  it('count again when they change, and have their faults shown until they are mended', async () => {
    await start({ 'file:///app/.go-preflight.yaml': 'rules: {test: fatal}\n' });
    await open();
    assert.deepEqual([severities(MAIN), severities(FILE)], [[2], [1]]);
    const change = async (text: string | undefined) => {
      if (text === undefined) pair.host.files.delete(FILE);
      else pair.host.files.set(FILE, text);
      await pair.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: FILE, type: 2 }] });
      await pair.settled();
    };
    await change('rules: {test: error}\n');
    assert.deepEqual([severities(MAIN), severities(FILE)], [[1], []]);
    await change(undefined);
    assert.deepEqual([severities(MAIN), severities(FILE)], [[2], []]);
  });

  it('say what Go files are built for', async () => {
    await start({ 'file:///app/.go-preflight.yaml': 'target: linux/arm64\ntags: netgo\n' });
    await open();
    const hover = async () => {
      const found = await pair.client.sendRequest<{ contents: { value: string } } | null>('textDocument/hover', {
        textDocument: { uri: MAIN },
        position: { line: 0, character: 2 },
      });
      return [...(found?.contents.value ?? '').matchAll(/(?:GOARCH|-tags)=\w+/g)].map(([setting]) => setting);
    };
    assert.deepEqual(await hover(), ['GOARCH=arm64', '-tags=netgo']);
    pair.host.files.delete(FILE);
    await pair.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: FILE, type: 3 }] });
    await pair.settled();
    assert.deepEqual(await hover(), []);
  });
});
