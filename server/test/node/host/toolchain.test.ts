/** The protocol over the real go command. Without one these tests are skipped, and say so. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { URI } from 'vscode-uri';
import type { AnalyzeEscapesResult } from '../../../src/lsp/core/messages.js';
import { GoTool } from '../../../src/node/go/go-tool.js';
import { GoCompilerHost } from '../../../src/node/host/compiler-host.js';
import { NodeHost } from '../../../src/node/host/host.js';
import { Pair } from '../../lsp/pair.js';

const FILES = {
  'go.mod': 'module example.com/app\n\ngo 1.21\n',
  'main.go': 'package main\n\nfunc é() *int {\n\tx := 1 // é😀\n\treturn &x\n}\n\nfunc main() { println(*é()) }\n',
  'broken/broken.go': 'package broken\n\nfunc f() { undefined() }\n',
};

describe('protocol: real go command', function () {
  this.timeout(120_000);
  let dir: string;
  let pair: Pair;
  const uri = (file: string) => URI.file(join(dir, file)).toString();

  before(function () {
    if (GoTool.find('')) return;
    console.log('      SKIPPED: no go command on PATH, the protocol was not tried with the real compiler');
    this.skip();
  });
  beforeEach(async () => {
    dir = realpathSync(mkdtempSync(join(tmpdir(), 'preflight é ')));
    for (const [file, text] of Object.entries(FILES)) {
      mkdirSync(join(dir, file, '..'), { recursive: true });
      writeFileSync(join(dir, file), text);
    }
    const disk = new NodeHost({} as never);
    pair = await Pair.start({ rules: [], compiler: new GoCompilerHost(disk), folders: [URI.file(dir).toString()] });
  });
  afterEach(async () => {
    await pair.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  it('confirms what escapes, on exact tokens of the unsaved text', async () => {
    await pair.open(uri('main.go'), FILES['main.go'].replace('package main\n', 'package main\n\n// above 😀\n'));
    await pair.settled();
    const shown = pair.shown(uri('main.go'))?.diagnostics.map(({ code, range }) => [code, range.start]);
    assert.deepEqual(shown, [['escape/returned-address', { line: 5, character: 1 }]]);
    assert.deepEqual(pair.statuses.at(-1), { kind: 'idle', text: '' });
  });

  it('says with the first error that a package does not build', async () => {
    await pair.open(uri('broken/broken.go'), FILES['broken/broken.go']);
    await pair.settled();
    assert.equal(pair.statuses.at(-1)?.kind, 'warning');
    assert.match(pair.statuses.at(-1)?.text ?? '', /^example\.com\/app\/broken does not build, .*broken\.go:3: undefined: undefined$/);
    assert.equal(pair.shown(uri('broken/broken.go')), undefined);
  });

  it('says nothing about a package of which there is nothing to compile', async () => {
    mkdirSync(join(dir, 'only'));
    writeFileSync(join(dir, 'only/only_test.go'), 'package only\n');
    await pair.open(uri('only/only_test.go'), 'package only\n');
    await pair.settled();
    assert.ok(!pair.statuses.some(({ kind }) => kind === 'warning'), JSON.stringify(pair.statuses));
  });

  it('reports by command on the workspace, and keeps what does build', async () => {
    const params = { scope: 'workspace', uri: URI.file(dir).toString() };
    await pair.open(uri('main.go'), FILES['main.go']);
    await pair.settled();
    const result = await pair.client.sendRequest<AnalyzeEscapesResult>('goPreflight/analyzeEscapes', params);
    assert.equal(result.status, 'ok');
    assert.match(result.message, /broken does not build/);
    assert.match(result.reportText, /^Go escape report, go1\./);
    assert.match(result.reportText, /does not build: broken\.go:3/);
    const inReport = result.links.find(link => result.reportText.split('\n')[link.range.start.line]?.includes('escapes to heap: x'));
    assert.deepEqual([inReport?.uri, inReport?.target.start], [uri('main.go'), { line: 3, character: 1 }]);
    assert.equal(pair.shown(uri('main.go'))?.diagnostics.length, 1);
  });

  it('reports by command on one file that is not open', async () => {
    const params = { scope: 'file', uri: uri('main.go') };
    const result = await pair.client.sendRequest<AnalyzeEscapesResult>('goPreflight/analyzeEscapes', params);
    assert.deepEqual([result.status, result.message], ['ok', '']);
    assert.ok(result.links.some(link => link.uri === uri('main.go') && link.target.start.line === 3));
    assert.deepEqual(pair.published, []);
  });

  it('says that there is no go command', async () => {
    pair.settings = { goPreflight: { go: { path: '/none/such/go' } } };
    await pair.client.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await pair.open(uri('main.go'), FILES['main.go']);
    await pair.settled();
    assert.equal(pair.statuses.at(-1)?.kind, 'warning');
    assert.match(pair.statuses.at(-1)?.text ?? '', /\/none\/such\/go/);
  });
});
