import assert from 'node:assert/strict';
import type { CompilerOutcome } from '../../src/lsp/core/host.js';
import { said } from '../support/said.js';
import { at, compiled, confirmed, FakeCompiler, MAIN, OTHER, ok, sentence, TEXT } from './fake-compiler.js';
import { Pair, type PairOptions } from './pair.js';

describe('protocol: compiler runs', () => {
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
    assert.deepEqual(messages(), [[sentence(), at(3, 1, 2)]]);
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
        [MAIN, { text: TEXT, evidence: compiled() }],
        [OTHER, { text: 'package main\n', evidence: compiled() }],
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
    first.answer(ok(confirmed('late')));
    (await compiler.call(1)).answer(ok(confirmed('now')));
    await pair.settled();
    assert.deepEqual(messages(), [[sentence('now'), at(3, 1, 2)]]);
    assert.ok(pair.published.every(({ diagnostics }) => diagnostics.every(({ message }) => message !== sentence('late'))));
  });

  it('keeps old findings until newer ones come, moves them with edits above, drops them with their line', async () => {
    await start();
    await pair.open(MAIN, TEXT, 1);
    (await compiler.call(0)).answer(ok(confirmed()));
    await pair.settled();
    await pair.change(MAIN, 2, { range: at(0, 0, 0), text: '// one\n// two\n' });
    await pair.settled();
    assert.deepEqual(messages(), [[sentence(), at(5, 1, 2)]]);
    await pair.save(MAIN);
    const again = await compiler.call(1);
    await pair.settledStatic();
    assert.equal(messages()?.length, 1, 'still there while the compiler runs');
    again.answer({ status: 'failed', message: said('main.go:1: it does not build'), files: new Map() });
    await pair.settled();
    assert.equal(messages()?.length, 1, 'a failure takes nothing away');
    await pair.change(MAIN, 3, { range: at(5, 6, 7), text: '2' });
    await pair.settled();
    assert.deepEqual(messages(), []);
  });

  it('says once that a package does not build, and again nothing when it does', async () => {
    await start();
    await pair.open(MAIN, TEXT, 1);
    const failed: CompilerOutcome = { status: 'failed', message: said('It does not build.'), files: new Map() };
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

  it('keeps saying that one package does not build while others do, until it is closed', async () => {
    const sub = 'file:///app/sub/a.go';
    await start();
    await pair.open(MAIN, TEXT, 1);
    (await compiler.call(0)).answer({ status: 'failed', message: said('It does not build.'), files: new Map() });
    await pair.settled();
    await pair.open(sub, 'package sub\n', 1);
    (await compiler.call(1)).answer({
      status: 'ok',
      message: undefined,
      files: new Map([[sub, { text: 'package sub\n', evidence: compiled() }]]),
    });
    await pair.settled();
    assert.deepEqual(pair.statuses.at(-1), { kind: 'warning', text: 'It does not build.' });
    await pair.close(MAIN);
    await pair.settled();
    assert.deepEqual(pair.statuses.at(-1), { kind: 'idle', text: '' });
  });

  it('asks about open packages that import a saved one', async () => {
    const [sub, user] = ['file:///app/sub/a.go', 'file:///app/user/b.go'];
    await start({ files: { 'file:///app/go.mod': 'module example.com/app\n' } });
    const texts = { [sub]: 'package sub\n', [user]: 'package user\n\nimport "example.com/app/sub"\n', [MAIN]: TEXT };
    for (const [index, [uri, text]] of Object.entries(texts).entries()) {
      await pair.open(uri, text, 1);
      (await compiler.call(index)).answer({ status: 'ok', message: undefined, files: new Map([[uri, { text, evidence: compiled() }]]) });
    }
    await pair.settled();
    await pair.save(sub);
    for (const index of [3, 4]) (await compiler.call(index)).answer({ status: 'ok', message: undefined, files: new Map() });
    await pair.settled();
    assert.deepEqual(
      compiler.calls.slice(3).map(({ request }) => request.path),
      [sub, user],
    );
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

  it('asks after a quiet moment when set to onType', async () => {
    await start({ settings: { goPreflight: { compiler: { run: 'onType' } } } });
    await pair.open(MAIN, TEXT, 1);
    (await compiler.call(0)).answer(ok());
    await pair.settled();
    const type = async (version: number) => {
      await pair.change(MAIN, version, { range: at(0, 0, 0), text: '\n' });
      await pair.roundTrip();
    };
    const asked = async () => {
      await pair.settled();
      return compiler.calls.length;
    };
    // An edit by itself is done with its first change …
    await type(2);
    pair.host.advance(90);
    assert.equal(await asked(), 1);
    pair.host.advance(10);
    (await compiler.call(1)).answer(ok());
    assert.equal(await asked(), 2);
    // … and keys that follow each other are waited for.
    await type(3);
    pair.host.advance(250);
    await type(4);
    pair.host.advance(250);
    assert.equal(await asked(), 2);
    pair.host.advance(50);
    const call = await compiler.call(2);
    assert.equal(call.request.open.get(MAIN), `\n\n\n${TEXT}`);
    call.answer(ok());
    await pair.settled();
    // After a while the next edit is one by itself again.
    pair.host.advance(2000);
    await type(5);
    pair.host.advance(100);
    (await compiler.call(3)).answer(ok());
    await pair.settled();
  });
});
