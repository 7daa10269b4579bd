/** Whatever client and documents do meanwhile: who asks for the compiler has an answer. */
import assert from 'node:assert/strict';
import type { CompilerOutcome } from '../../src/lsp/core/host.js';
import type { AnalyzeEscapesResult } from '../../src/lsp/core/messages.js';
import { at, confirmed, FakeCompiler, MAIN, ok, TEXT } from './fake-compiler.js';
import { Pair, type PairOptions } from './pair.js';

describe('protocol: answers of the compiler', () => {
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

  it('is answered, and the compiler asked, whether or not the client ever agrees to show progress', async () => {
    let agree: (agreed: null) => void = () => {};
    await start({
      settings: { goPreflight: { compiler: { run: 'manual' } } },
      agree: () =>
        new Promise(resolve => {
          agree = resolve;
        }),
    });
    const ask = () => pair.client.sendRequest<AnalyzeEscapesResult>('goPreflight/analyzeEscapes', { scope: 'package', uri: MAIN });
    const shown = () => pair.progress.map(({ value }) => [value.kind, value.message]);
    const never = ask();
    (await compiler.call(0)).answer(ok());
    assert.equal((await never).status, 'ok');
    assert.deepEqual(shown(), []);
    const late = ask();
    const call = await compiler.call(1);
    call.progress('example.com/a');
    call.progress('example.com/b');
    await pair.roundTrip();
    agree(null);
    await pair.roundTrip();
    await pair.roundTrip();
    const since = [
      ['begin', undefined],
      ['report', 'example.com/b'],
    ];
    assert.deepEqual(shown(), since, 'what is the newest when the client agrees');
    call.answer(ok());
    assert.equal((await late).status, 'ok');
    assert.deepEqual(shown(), [...since, ['end', undefined]]);
    const tooLate = ask();
    (await compiler.call(2)).answer(ok());
    await tooLate;
    agree(null);
    await pair.roundTrip();
    await pair.roundTrip();
    assert.deepEqual(shown().slice(since.length + 1), [['end', undefined]], 'agreed to after the end');
  });

  it('is answered when the server shuts down, the file closes or its text changes before the client agrees', async () => {
    await start({ settings: { goPreflight: { compiler: { run: 'manual' } } }, agree: () => new Promise(() => {}) });
    await pair.open(MAIN, TEXT, 1);
    const asked = pair.client.sendRequest<AnalyzeEscapesResult>('goPreflight/analyzeEscapes', { scope: 'package', uri: MAIN });
    const call = await compiler.call(0);
    await pair.change(MAIN, 2, { range: at(0, 0, 0), text: '\n' });
    await pair.close(MAIN);
    await pair.shutdown();
    assert.equal(call.token.isCancellationRequested, true);
    call.answer(ok());
    assert.equal((await asked).status, 'cancelled');
    assert.equal(compiler.calls.length, 1);
  });

  it('goes on with the next run after an answer that cannot be taken', async () => {
    await start();
    await pair.open(MAIN, TEXT, 1);
    const broken: CompilerOutcome = {
      ...ok(),
      get files(): CompilerOutcome['files'] {
        throw new Error('broken');
      },
    };
    (await compiler.call(0)).answer(broken);
    await pair.settled();
    assert.ok(pair.host.logged.some(line => line.startsWith('error: compiler: Error: broken')));
    await pair.save(MAIN);
    (await compiler.call(1)).answer(ok(confirmed()));
    await pair.settled();
    assert.equal(pair.shown(MAIN)?.diagnostics.length, 1);
  });
});
