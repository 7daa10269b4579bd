/** The protocol over the real go command, for more than one module, for tests, and for a toolchain that hangs. */
import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import type { CodeAction } from 'vscode-languageserver-protocol';
import { URI } from 'vscode-uri';
import type { AnalyzeEscapesResult } from '../../../src/lsp/core/messages.js';
import { GoCompilerHost } from '../../../src/node/host/compiler-host.js';
import { NodeHost } from '../../../src/node/host/host.js';
import { Pair } from '../../lsp/pair.js';
import { isRunning, LiveGo, leak } from '../../support/live-go.js';

describe('protocol: real go command, several modules', function () {
  this.timeout(120_000);
  const go = new LiveGo();
  const pairs: Pair[] = [];
  before(function () {
    go.start(this, 'two modules in one workspace were not tried');
  });
  after(() => go.stop());
  afterEach(async () => {
    for (const pair of pairs.splice(0)) await pair.stop();
  });

  const start = async (folders: readonly string[], settings: Readonly<Record<string, unknown>> = {}) => {
    const compiler = new GoCompilerHost(new NodeHost({} as never));
    const pair = await Pair.start({ compiler, settings, folders: folders.map(f => URI.file(f).toString()) });
    pairs.push(pair);
    return {
      pair,
      open: (path: string) => pair.open(URI.file(path).toString(), readFileSync(path, 'utf8')),
      escapes: (path: string) =>
        pair
          .shown(URI.file(path).toString())
          ?.diagnostics.filter(d => String(d.code).startsWith('escape/'))
          .map(d => `${d.range.start.line + 1}:${d.range.start.character + 1}`),
    };
  };

  it('keeps two modules of one name in one workspace apart, and one inside of another', async () => {
    const files = (rest: string) => ({
      'a.go': `package m\n\n${leak('F')}${rest}`,
      'inner/go.mod': 'module example.com/m/inner\n\ngo 1.18\n',
    });
    const one = go.write('one', { ...files(''), 'inner/b.go': `package inner\n\n${leak('F')}` });
    const two = go.write('two', files('\nfunc g() { undefined() }\n'));
    const { pair, open, escapes } = await start([one, two]);
    for (const path of [join(one, 'a.go'), join(two, 'a.go'), join(one, 'inner/b.go')]) await open(path);
    await pair.settled();
    assert.deepEqual([escapes(join(one, 'a.go')), escapes(join(one, 'inner/b.go'))], [['5:2'], ['5:2']], 'confirmed: at the variable');
    assert.deepEqual(escapes(join(two, 'a.go')), ['5:2'], 'estimated: at the variable');
    assert.match(pair.statuses.at(-1)?.text ?? '', /^example\.com\/m does not build, .*a\.go:9: undefined: undefined$/);
    const ask = (folder: string) =>
      pair.client.sendRequest<AnalyzeEscapesResult>('goPreflight/analyzeEscapes', { scope: 'workspace', uri: URI.file(folder).toString() });
    const [first, second] = [await ask(one), await ask(two)];
    assert.deepEqual([first.status, first.message], ['ok', '']);
    assert.match(first.reportText, /^2 heap allocations in 2 functions of 2 packages/m);
    assert.match(second.message, /example\.com\/m does not build/);
    assert.deepEqual(escapes(join(one, 'a.go')), ['5:2'], 'what one module said stands');
  });

  it('looks into tests when the setting says so, as soon as it does', async () => {
    const dir = go.write('tests', {
      'a.go': `package m\n\n${leak('F')}`,
      'a_test.go': `package m\n\n${leak('inside')}`,
      'x_test.go': `package m_test\n\n${leak('outside')}`,
    });
    const { pair, open, escapes } = await start([dir]);
    const paths = ['a.go', 'a_test.go', 'x_test.go'].map(name => join(dir, name));
    for (const path of paths) await open(path);
    await pair.settled();
    assert.deepEqual(
      paths.map(p => escapes(p) ?? []),
      [['5:2'], [], []],
    );
    pair.settings = { goPreflight: { escape: { tests: true } } };
    await pair.client.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await pair.settled();
    assert.deepEqual(paths.map(escapes), [['5:2'], ['5:2'], ['5:2']]);
    assert.deepEqual(pair.statuses.at(-1), { kind: 'idle', text: '' });
  });

  it('verifies fixes in tests too, once those are looked into', async () => {
    const text = 'package m\n\nimport "fmt"\n\nfunc label(n int) string {\n\treturn fmt.Sprint(n)\n}\n';
    const dir = go.write('fixes', { 'a.go': 'package m\n', 'a_test.go': text });
    const path = join(dir, 'a_test.go');
    const { pair, open } = await start([dir], { goPreflight: { escape: { tests: true } } });
    await open(path);
    await pair.settled();
    const at = { line: 5, character: text.split('\n')[5]!.indexOf('n)') };
    const actions = await pair.client.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: URI.file(path).toString() },
      range: { start: at, end: at },
      context: { diagnostics: [] },
    });
    const titles = actions.map(({ title }) => title).filter(title => !title.startsWith('Suppress'));
    assert.deepEqual(titles, ["Format with strconv instead of fmt (verified: 'n' is no longer copied to the heap)"]);
  });

  it('goes on beside a toolchain that hangs, and kills it when its package is closed', async function () {
    if (process.platform === 'win32') this.skip();
    const dir = go.write('hangs', { 'a.go': `package m\n\n${leak('F')}` });
    const pids = join(dir, 'pids');
    const fake = join(dir, 'go');
    const script = `#!/bin/sh\nif [ "$1" = env ]; then printf 'go1.26.0\\n\\n'; exit; fi\nsleep 1000 &\necho "$$ $!" > ${pids}.tmp\nmv ${pids}.tmp ${pids}\nwait\n`;
    go.write('hangs', { go: script });
    chmodSync(fake, 0o755);
    const { pair, open, escapes } = await start([dir], { goPreflight: { go: { path: fake } } });
    const path = join(dir, 'a.go');
    const started = new Promise<void>(resolve => {
      const watcher = watch(dir, () => {
        if (!existsSync(pids)) return;
        watcher.close();
        resolve();
      });
    });
    await open(path);
    await started;
    await pair.settledStatic();
    assert.deepEqual(escapes(path), ['5:2'], 'the estimate does not wait');
    assert.equal(pair.statuses.at(-1)?.kind, 'busy');
    await pair.close(URI.file(path).toString());
    await pair.settled();
    assert.equal(pair.statuses.at(-1)?.kind, 'idle');
    const left = readFileSync(pids, 'utf8').trim().split(' ').map(Number).filter(isRunning);
    assert.deepEqual(left, [], 'the go command and its child are gone');
  });
});
