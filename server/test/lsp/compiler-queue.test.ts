/** Packages that wait for the compiler, and what is said while it runs. */
import assert from 'node:assert/strict';
import { at, FakeCompiler, MAIN, ok, TEXT } from './fake-compiler.js';
import { Pair } from './pair.js';

const SUB = 'file:///app/sub/a.go';

describe('protocol: queue of the compiler', () => {
  let pair: Pair;
  let compiler: FakeCompiler;
  afterEach(async () => {
    for (const call of compiler.calls) call.answer(ok());
    await pair.stop();
  });

  async function start(run: 'onSave' | 'onType' = 'onSave'): Promise<void> {
    compiler = new FakeCompiler();
    pair = await Pair.start({ rules: [], compiler, settings: { goPreflight: { compiler: { run } } } });
    await pair.open(MAIN, TEXT, 1);
  }
  /** What is left to do without an answer of the compiler is done. */
  const turns = async () => {
    for (let i = 0; i < 3; i++) await pair.settledStatic();
  };
  const asked = () => compiler.calls.map(({ request }) => request.path);
  const status = () => pair.statuses.at(-1)?.kind;

  it('forgets a package whose last document is closed while it waits', async () => {
    await start();
    const running = await compiler.call(0);
    await pair.open(SUB, 'package sub\n', 1);
    await pair.close(SUB);
    await pair.roundTrip();
    running.answer(ok());
    await turns();
    assert.deepEqual(asked(), [MAIN]);
  });

  it('keeps a package of which another document is open', async () => {
    await start();
    const running = await compiler.call(0);
    await pair.open(SUB, 'package sub\n', 1);
    await pair.open('file:///app/sub/b.go', 'package sub\n', 1);
    await pair.close('file:///app/sub/b.go');
    await pair.roundTrip();
    running.answer(ok());
    await compiler.call(1);
    assert.equal(compiler.calls.length, 2);
  });

  it('takes no package that was closed before its quiet moment came', async () => {
    await start('onType');
    (await compiler.call(0)).answer(ok());
    await pair.settled();
    await pair.change(MAIN, 2, { range: at(0, 0, 0), text: '\n' });
    await pair.close(MAIN);
    await pair.roundTrip();
    pair.host.advance(10_000);
    await turns();
    assert.deepEqual(asked(), [MAIN]);
  });

  it('is busy until the last of two runs has ended', async () => {
    await start();
    const own = await compiler.call(0);
    await pair.open(SUB, 'package sub\n', 1);
    const request = pair.client.sendRequest('goPreflight/analyzeEscapes', { scope: 'package', uri: SUB });
    const wanted = await compiler.call(1);
    own.answer(ok());
    await turns();
    assert.equal(status(), 'busy');
    wanted.answer({ status: 'ok', message: undefined, files: new Map() });
    await request;
    await pair.roundTrip();
    assert.equal(status(), 'idle');
  });

  it('is busy when a document of another package is closed meanwhile', async () => {
    await start();
    await compiler.call(0);
    await pair.open(SUB, 'package sub\n', 1);
    await pair.close(SUB);
    await pair.roundTrip();
    assert.equal(status(), 'busy');
  });
});
