/** "Why does this escape?" when the run of the compiler that it waits for is ended. */
import assert from 'node:assert/strict';
import type { WhyEscapesResult } from '../../src/lsp/core/messages.js';
import { confirmed, FakeCompiler, MAIN, ok, TEXT } from './fake-compiler.js';
import { Pair } from './pair.js';

describe('protocol: reasons that come late', () => {
  let pair: Pair;
  let compiler: FakeCompiler;
  afterEach(() => pair.stop());

  it('are none when the run was ended', async () => {
    compiler = new FakeCompiler();
    pair = await Pair.start({ rules: [], compiler, settings: { goPreflight: { compiler: { run: 'manual' } } } });
    await pair.open(MAIN, TEXT, 1);
    const params = { textDocument: { uri: MAIN }, position: { line: 3, character: 1 } };
    const answer = pair.client.sendRequest<WhyEscapesResult>('goPreflight/whyEscapes', params);
    const call = await compiler.call(0);
    await pair.client.sendNotification('goPreflight/trust', { trusted: false });
    await pair.roundTrip();
    assert.equal(call.token.isCancellationRequested, true);
    call.answer(ok(confirmed()));
    assert.deepEqual([(await answer).status, (await answer).roots], ['cancelled', []]);
    assert.equal(pair.shown(MAIN), undefined);
  });
});
