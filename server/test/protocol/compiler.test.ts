import assert from 'node:assert/strict';
import { type CancellationToken, CancellationTokenSource } from 'vscode-languageserver';
import type { CompiledFile } from '../../src/engine/escape/merge.js';
import type { Finding } from '../../src/engine/finding.js';
import type { CompilerHost, CompilerOutcome, CompilerRequest } from '../../src/lsp/host.js';
import type { AnalyzeEscapesResult } from '../../src/lsp/messages.js';
import { Pair, type PairOptions } from './pair.js';

const MAIN = 'file:///app/main.go';
const OTHER = 'file:///app/other.go';
const TEXT = 'package main\n\nfunc f() *int {\n\tx := 1\n\treturn &x\n}\n';
const at = (line: number, from: number, to: number) => ({ start: { line, character: from }, end: { line, character: to } });
/** `x` of `x := 1`. */
const X = { start: TEXT.indexOf('x :='), end: TEXT.indexOf('x :=') + 1 };

const confirmed = (message = 'x is moved to the heap.'): Finding => ({
  ...{ rule: 'escape/returned-address', severity: 'information', confidence: 'confirmed', file: MAIN, span: X, message },
  ...{ steps: [], fixes: [], suppressed: false },
});
const compiled = (...findings: Finding[]): CompiledFile => ({ findings, unknown: [], undecidable: [] });
const ok = (...findings: Finding[]): CompilerOutcome => okFor(TEXT, ...findings);
const okFor = (text: string, ...findings: Finding[]): CompilerOutcome => ({
  ...{ status: 'ok', message: '' },
  files: new Map([[MAIN, { text, file: compiled(...findings) }]]),
});

interface Call {
  readonly request: CompilerRequest;
  readonly token: CancellationToken;
  readonly progress: (message: string) => void;
  answer(outcome: CompilerOutcome): void;
  fail(error: Error): void;
}

/** A compiler that answers when the test says so. */
class FakeCompiler implements CompilerHost {
  readonly calls: Call[] = [];
  private readonly waiting: ((call: Call) => void)[] = [];

  analyze(request: CompilerRequest, token: CancellationToken, progress: (message: string) => void): Promise<CompilerOutcome> {
    return new Promise((answer, fail) => {
      const call = { request, token, progress, answer, fail };
      this.calls.push(call);
      this.waiting.shift()?.(call);
    });
  }

  /** The call with this number, 0 first, as soon as it has been made. */
  async call(index: number): Promise<Call> {
    while (this.calls[index] === undefined) await new Promise<Call>(resolve => this.waiting.push(resolve));
    return this.calls[index]!;
  }
}

describe('protocol: compiler tier', () => {
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

  it('asks on open and save, on the text in the editor, and publishes what it says', async () => {
    await start();
    await pair.open(MAIN, TEXT, 1);
    const first = await compiler.call(0);
    assert.deepEqual([first.request.scope, first.request.path, first.request.open.get(MAIN)], ['package', MAIN, TEXT]);
    first.answer(ok());
    await pair.settled();
    assert.equal(pair.shown(MAIN), undefined);
    await pair.save(MAIN);
    (await compiler.call(1)).answer(ok(confirmed()));
    await pair.settled();
    assert.deepEqual(messages(), [['x is moved to the heap.', at(3, 1, 2)]]);
    assert.deepEqual(
      pair.statuses.map(({ kind }) => kind),
      ['busy', 'idle', 'busy', 'idle'],
    );
  });

  it('asks once for files of one package', async () => {
    await start();
    await pair.open(MAIN, TEXT);
    (await compiler.call(0)).answer({
      ...ok(),
      files: new Map([
        [MAIN, { text: TEXT, file: compiled() }],
        [OTHER, { text: 'package main\n', file: compiled() }],
      ]),
    });
    await pair.settled();
    await pair.open(OTHER, 'package main\n');
    await pair.settled();
    assert.equal(compiler.calls.length, 1);
  });

  it('aborts a run that an edit supersedes, and drops its late result', async () => {
    await start();
    await pair.open(MAIN, TEXT, 1);
    const call = await compiler.call(0);
    await pair.change(MAIN, 2, { range: at(0, 0, 0), text: '\n' });
    await pair.roundTrip();
    assert.equal(call.token.isCancellationRequested, true);
    call.answer(ok(confirmed()));
    await pair.settled();
    assert.equal(pair.shown(MAIN), undefined);
    assert.equal(pair.statuses.at(-1)?.kind, 'idle');
  });

  it('lets a run of another package go on', async () => {
    await start();
    await pair.open(MAIN, TEXT, 1);
    const call = await compiler.call(0);
    await pair.open('file:///app/sub/a.go', 'package sub\n', 1);
    await pair.change('file:///app/sub/a.go', 2, { text: 'package sub\n\n' });
    await pair.roundTrip();
    assert.equal(call.token.isCancellationRequested, false);
    call.answer(ok(confirmed()));
    (await compiler.call(1)).answer({ ...ok(), files: new Map() });
    await pair.settled();
    assert.equal(messages()?.length, 1);
  });

  it('aborts a run when the file is saved again, and runs anew', async () => {
    await start();
    await pair.open(MAIN, TEXT, 1);
    const first = await compiler.call(0);
    await pair.save(MAIN);
    await pair.roundTrip();
    assert.equal(first.token.isCancellationRequested, true);
    first.answer(ok(confirmed('Late.')));
    (await compiler.call(1)).answer(ok(confirmed('New.')));
    await pair.settled();
    assert.deepEqual(messages(), [['New.', at(3, 1, 2)]]);
    assert.ok(pair.published.every(({ diagnostics }) => diagnostics.every(({ message }) => message !== 'Late.')));
  });

  it('keeps old findings until newer ones come, moves them with edits above, drops them with their line', async () => {
    await start();
    await pair.open(MAIN, TEXT, 1);
    (await compiler.call(0)).answer(ok(confirmed()));
    await pair.settled();
    await pair.change(MAIN, 2, { range: at(0, 0, 0), text: '// one\n// two\n' });
    await pair.settled();
    assert.deepEqual(messages(), [['x is moved to the heap.', at(5, 1, 2)]]);
    await pair.save(MAIN);
    const again = await compiler.call(1);
    await pair.settledStatic();
    assert.equal(messages()?.length, 1, 'still there while the compiler runs');
    again.answer({ status: 'failed', message: 'main.go:1: it does not build', files: new Map() });
    await pair.settled();
    assert.equal(messages()?.length, 1, 'a failure takes nothing away');
    await pair.change(MAIN, 3, { range: at(5, 6, 7), text: '2' });
    await pair.settled();
    assert.deepEqual(messages(), []);
  });

  it('says once that a package does not build, and again nothing when it does', async () => {
    await start();
    await pair.open(MAIN, TEXT, 1);
    const failed: CompilerOutcome = { status: 'failed', message: 'It does not build.', files: new Map() };
    (await compiler.call(0)).answer(failed);
    await pair.settled();
    await pair.save(MAIN);
    (await compiler.call(1)).answer(failed);
    await pair.settled();
    await pair.save(MAIN);
    (await compiler.call(2)).answer(ok());
    await pair.settled();
    const ends = pair.statuses.filter(({ kind }) => kind !== 'busy');
    assert.deepEqual(ends, [
      { kind: 'warning', text: 'It does not build.' },
      { kind: 'warning', text: 'It does not build.' },
      { kind: 'idle', text: '' },
    ]);
  });

  it('shows for a file that is opened later what was compiled before, if it is that text', async () => {
    await start({ settings: { goPreflight: { compiler: { run: 'manual' } } } });
    const other = { ...confirmed(), file: OTHER };
    const asked = pair.client.sendRequest('goPreflight/analyzeEscapes', { scope: 'workspace', uri: 'file:///app' });
    const outcome = new Map([
      [MAIN, { text: TEXT, file: compiled(confirmed()) }],
      [OTHER, { text: TEXT, file: compiled(other) }],
    ]);
    (await compiler.call(0)).answer({ status: 'ok', message: '', files: outcome });
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

  it('lets comments and settings hide what the compiler confirmed', async () => {
    await start();
    await pair.open(MAIN, TEXT, 1);
    (await compiler.call(0)).answer(ok(confirmed()));
    await pair.settled();
    pair.settings = { goPreflight: { rules: { escape: 'error' } } };
    await pair.client.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await pair.settled();
    assert.equal(pair.shown(MAIN)?.diagnostics[0]?.severity, 1);
    await pair.change(MAIN, 2, { range: at(3, 0, 0), text: '\t//preflight:ignore escape/returned-address wanted\n' });
    await pair.settled();
    assert.deepEqual(messages(), []);
  });

  it('turns a rejection into one status and goes on', async () => {
    await start();
    await pair.open(MAIN, TEXT, 1);
    (await compiler.call(0)).fail(new Error('boom'));
    await pair.settled();
    assert.equal(pair.statuses.at(-1)?.kind, 'warning');
    assert.match(pair.host.logged[0] ?? '', /^error: compiler: Error: boom/);
    await pair.save(MAIN);
    (await compiler.call(1)).answer(ok(confirmed()));
    await pair.settled();
    assert.equal(messages()?.length, 1);
  });

  it('asks after a quiet second when set to onType', async () => {
    await start({ settings: { goPreflight: { compiler: { run: 'onType' } } } });
    await pair.open(MAIN, TEXT, 1);
    (await compiler.call(0)).answer(ok());
    await pair.settled();
    await pair.change(MAIN, 2, { range: at(0, 0, 0), text: '\n' });
    await pair.roundTrip();
    pair.host.advance(900);
    await pair.change(MAIN, 3, { range: at(0, 0, 0), text: '\n' });
    await pair.roundTrip();
    pair.host.advance(900);
    await pair.settled();
    assert.equal(compiler.calls.length, 1);
    pair.host.advance(100);
    const call = await compiler.call(1);
    assert.equal(call.request.open.get(MAIN), `\n\n${TEXT}`);
    call.answer(ok());
    await pair.settled();
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
      goPreflight: { go: { path: '' } },
      go: { toolsEnvVars: { GOFLAGS: '-mod=mod', N: 1, bad: {} }, buildTags: 'a,b', alternateTools: { go: '/opt/go' } },
    };
    await start({ settings, initializationOptions: { trusted: false } });
    await pair.open(MAIN, TEXT);
    await pair.settled();
    await pair.client.sendNotification('goPreflight/trust', { trusted: true });
    const { request } = await compiler.call(0);
    assert.deepEqual(request.tools, { goPath: '/opt/go', env: { GOFLAGS: '-mod=mod', N: '1' }, buildTags: 'a,b' });
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
    assert.equal(call.request.report, true);
    call.progress('example.com/app');
    await pair.change(MAIN, 2, { range: at(0, 0, 0), text: '\n' });
    await pair.roundTrip();
    assert.equal(call.token.isCancellationRequested, false);
    const report = { text: 'main.go\n  x\n', links: [{ span: { start: 0, end: 7 }, file: MAIN, target: at(9, 2, 5) }] };
    call.answer({ ...ok(confirmed()), report });
    const result = await asked;
    await pair.settled();
    assert.deepEqual(messages(), [['x is moved to the heap.', at(4, 1, 2)]]);
    assert.deepEqual([result.status, result.reportText], ['ok', report.text]);
    assert.deepEqual(result.links, [{ range: at(0, 0, 7), uri: MAIN, target: at(9, 2, 5) }]);
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
    await pair.client.sendRequest('shutdown');
    assert.equal(call.token.isCancellationRequested, true);
  });
});

describe('protocol: gopls', () => {
  const finding = { ...confirmed(), rule: 'pool/non-pointer-put' };
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
      const compiler: CompilerHost = { analyze: async () => ok(finding) };
      const pair = await Pair.start({ rules: [], compiler, settings });
      await pair.open(MAIN, TEXT, 1);
      await pair.settled();
      assert.equal(pair.shown(MAIN)?.diagnostics.length ?? 0, expected);
      await pair.stop();
    });
  }
});
