import assert from 'node:assert/strict';
import { CancellationTokenSource } from 'vscode-languageserver';
import { LineIndex } from '../../src/engine/base/line-index.js';
import type { GoFileFacts } from '../../src/engine/go/package/facts.js';
import { DeclarationCache, readGoFile } from '../../src/engine/go/package/read-file.js';
import { ruleById } from '../../src/engine/rules/registry.js';
import type { RuleContext } from '../../src/engine/rules/report.js';
import { readAllocationSites } from '../../src/engine/sites/allocation-sites.js';
import type { CompilerHost } from '../../src/lsp/core/host.js';
import type { AnalyzeEscapesResult } from '../../src/lsp/core/messages.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { said } from '../support/said.js';
import { at, compiled, confirmed, FakeCompiler, MAIN, OTHER, ok, sentence, TEXT } from './fake-compiler.js';
import { Pair, type PairOptions } from './pair.js';

describe('protocol: compiler on command, trust and settings', () => {
  let pair: Pair;
  let compiler: FakeCompiler;
  afterEach(async () => {
    for (const call of compiler.calls) call.answer(ok());
    await pair.stop();
  });

  async function start(options: PairOptions = {}): Promise<void> {
    compiler = new FakeCompiler();
    pair = await Pair.start({ rules: [], compiler, ...options });
  }

  const messages = () => pair.shown(MAIN)?.diagnostics.map(({ message, range }) => [message, range]);

  it('shows for a file that is opened later what was compiled before, if it is that text', async () => {
    await start({ settings: { goPreflight: { compiler: { run: 'manual' } } } });
    // Settings that come later would have the compiler's word forgotten.
    await pair.settled();
    const other = { ...confirmed(), file: OTHER };
    const asked = pair.client.sendRequest('goPreflight/analyzeEscapes', { scope: 'workspace', uri: 'file:///app' });
    const outcome = new Map([
      [MAIN, { text: TEXT, evidence: compiled(confirmed()) }],
      [OTHER, { text: TEXT, evidence: compiled(other) }],
    ]);
    (await compiler.call(0)).answer({ status: 'ok', message: undefined, files: outcome });
    await asked;
    assert.deepEqual(pair.published, []);
    await pair.open(MAIN, TEXT, 1);
    await pair.open(OTHER, `${TEXT}\n`, 1);
    await pair.settled();
    assert.equal(messages()?.length, 1);
    assert.equal(pair.shown(OTHER), undefined);
    await pair.close(MAIN);
    await pair.open(MAIN, TEXT, 1);
    await pair.settled();
    assert.equal(messages()?.length, 1, 'closed without a change and opened again');
    await pair.change(MAIN, 2, { range: at(0, 0, 0), text: '\n' });
    await pair.close(MAIN);
    await pair.open(MAIN, TEXT, 1);
    await pair.settled();
    assert.deepEqual(messages(), [], 'its findings had moved with an edit that was not saved');
  });

  it('does not ask by itself when set to manual, but does when told', async () => {
    await start({ settings: { goPreflight: { compiler: { run: 'manual' } } } });
    await pair.open(MAIN, TEXT, 1);
    await pair.save(MAIN);
    await pair.settled();
    assert.equal(compiler.calls.length, 0);
    const asked = pair.client.sendRequest('goPreflight/analyzeEscapes', { scope: 'package', uri: MAIN });
    (await compiler.call(0)).answer(ok(confirmed()));
    await asked;
    await pair.settled();
    assert.equal(messages()?.length, 1);
  });

  it('is never asked in an untrusted workspace, and is when trust is given; revoking it aborts', async () => {
    await start({ initializationOptions: { trusted: false } });
    await pair.open(MAIN, TEXT, 1);
    await pair.save(MAIN);
    const result = await pair.client.sendRequest<AnalyzeEscapesResult>('goPreflight/analyzeEscapes', { scope: 'package', uri: MAIN });
    assert.equal(result.status, 'unavailable');
    assert.match(result.message, /not trusted/);
    await pair.settled();
    assert.equal(compiler.calls.length, 0);
    await pair.client.sendNotification('goPreflight/trust', { trusted: true });
    (await compiler.call(0)).answer(ok(confirmed()));
    await pair.settled();
    assert.equal(messages()?.length, 1);
    await pair.save(MAIN);
    const running = await compiler.call(1);
    await pair.client.sendNotification('goPreflight/trust', { trusted: false });
    await pair.roundTrip();
    assert.equal(running.token.isCancellationRequested, true);
    running.answer(ok(confirmed()));
    await pair.settled();
    assert.deepEqual(messages(), []);
  });

  it('gets vscode-go settings in trusted workspaces only', async () => {
    const settings = {
      goPreflight: { go: { path: '' }, escape: { tests: true } },
      go: { toolsEnvVars: { GOFLAGS: '-mod=mod', N: 1, bad: {} }, buildTags: 'a,b', alternateTools: { go: '/opt/go' } },
    };
    await start({ settings, initializationOptions: { trusted: false } });
    await pair.open(MAIN, TEXT);
    await pair.settled();
    await pair.client.sendNotification('goPreflight/trust', { trusted: true });
    const { request } = await compiler.call(0);
    assert.deepEqual(request.tools, {
      goPath: '/opt/go',
      env: { GOFLAGS: '-mod=mod', N: '1' },
      buildTags: 'a,b',
      withoutCgo: false,
      tests: true,
    });
  });

  it('reports by command, with progress, and moves what it found past edits made meanwhile', async () => {
    await start({ settings: { goPreflight: { compiler: { run: 'manual' } } } });
    await pair.open(MAIN, TEXT, 1);
    const asked = pair.client.sendRequest<AnalyzeEscapesResult>('goPreflight/analyzeEscapes', {
      scope: 'file',
      uri: MAIN,
      workDoneToken: 'mine',
    });
    const call = await compiler.call(0);
    const { scope, tests, files } = call.request;
    assert.deepEqual([scope, tests, files], ['file', false, 'all']);
    call.progress('example.com/app');
    await pair.change(MAIN, 2, { range: at(0, 0, 0), text: '\n' });
    await pair.roundTrip();
    assert.equal(call.token.isCancellationRequested, false);
    const syntax = (await loadEngine()).go.parse(TEXT);
    const facts = readGoFile(MAIN, TEXT, syntax, new DeclarationCache(readAllocationSites));
    const source = { path: MAIN, lines: new LineIndex(TEXT), syntax, facts };
    const built = { importPath: 'a', dir: '/app', files: ['main.go'], facts: [], goVersion: { major: 1, minor: 26 }, truncated: false };
    call.answer({ ...ok(confirmed()), packages: [{ result: built, files: [{ source, evidence: compiled(confirmed()) }] }] });
    const result = await asked;
    await pair.settled();
    assert.deepEqual(messages(), [[sentence(), at(4, 1, 2)]]);
    assert.equal(result.status, 'ok');
    assert.match(result.reportText, /^ {4}main\.go:4:2 {2}escapes to heap: x$/m);
    const line = result.reportText.split('\n').findIndex(l => l.includes('main.go:4:2'));
    assert.deepEqual(result.links, [{ range: at(line, 4, 15), uri: MAIN, target: at(3, 1, 2) }], 'in the text that was compiled');
    assert.deepEqual(
      pair.progress.map(({ token, value }) => [token, value.kind, value.message]),
      [
        ['mine', 'begin', undefined],
        ['mine', 'report', 'example.com/app'],
        ['mine', 'end', undefined],
      ],
    );
  });

  it('stops a command by progress cancel and by request cancel', async () => {
    await start({ settings: { goPreflight: { compiler: { run: 'manual' } } } });
    await pair.open(MAIN, TEXT, 1);
    const first = pair.client.sendRequest<AnalyzeEscapesResult>('goPreflight/analyzeEscapes', { scope: 'package', uri: MAIN });
    const one = await compiler.call(0);
    await pair.roundTrip();
    // The client has agreed to the progress meanwhile.
    await pair.roundTrip();
    await pair.client.sendNotification('window/workDoneProgress/cancel', { token: pair.progress[0]!.token });
    await pair.roundTrip();
    assert.equal(one.token.isCancellationRequested, true);
    one.answer(ok(confirmed()));
    assert.equal((await first).status, 'cancelled');
    const source = new CancellationTokenSource();
    const second = pair.client.sendRequest<AnalyzeEscapesResult>(
      'goPreflight/analyzeEscapes',
      { scope: 'package', uri: MAIN, workDoneToken: 2 },
      source.token,
    );
    const two = await compiler.call(1);
    source.cancel();
    await pair.roundTrip();
    assert.equal(two.token.isCancellationRequested, true);
    two.answer(ok(confirmed()));
    assert.equal((await second).status, 'cancelled');
    await pair.settled();
    assert.equal(pair.shown(MAIN), undefined);
  });

  it('is stopped by shutdown', async () => {
    await start();
    await pair.open(MAIN, TEXT, 1);
    const call = await compiler.call(0);
    await pair.shutdown();
    assert.equal(call.token.isCancellationRequested, true);
  });
});

const SOMETHING = { span: { start: 0, end: 7 }, message: said('Something.') };

describe('protocol: gopls', () => {
  const alsoSaid = { ...ruleById('pool/non-pointer-put')!, checks: { go: ({ report }: RuleContext<GoFileFacts>) => report(SOMETHING) } };
  const cases: [string, Record<string, unknown>, number][] = [
    ['says nothing by default', {}, 1],
    ['runs staticcheck', { gopls: { 'ui.diagnostic.staticcheck': true } }, 0],
    ['runs staticcheck, written nested', { gopls: { ui: { diagnostic: { staticcheck: true } } } }, 0],
    ['runs staticcheck without SA6002', { gopls: { staticcheck: true, analyses: { SA6002: false } } }, 1],
    ['runs SA6002 alone', { gopls: { 'ui.diagnostic.analyses': { SA6002: true } } }, 0],
    ['is switched off', { gopls: { staticcheck: true }, go: { useLanguageServer: false } }, 1],
  ];
  for (const [name, settings, expected] of cases) {
    it(`${name}: ${expected === 0 ? 'ours yields' : 'ours speaks'}`, async () => {
      const compiler: CompilerHost = { analyze: async () => ok() };
      const pair = await Pair.start({ rules: [alsoSaid], compiler, settings });
      await pair.open(MAIN, TEXT, 1);
      await pair.settled();
      assert.equal(pair.shown(MAIN)?.diagnostics.length ?? 0, expected);
      await pair.stop();
    });
  }
});
