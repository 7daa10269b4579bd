/** Settings are asked for and answered later: by then there may be newer ones, or no session any more. */
import assert from 'node:assert/strict';
import { FakeCompiler, MAIN, ok, TEXT } from './fake-compiler.js';
import { Pair } from './pair.js';
import { importRule } from './rules.js';

const GO = 'package main\n\nimport "unsafe"\n';

describe('protocol: settings that come late', () => {
  let pair: Pair;
  let compiler: FakeCompiler;
  /** Answers to the questions that wait, oldest first. */
  let answers: ((rules: object) => void)[];
  let holds = false;
  afterEach(async () => {
    for (const answer of answers) answer({});
    for (const call of compiler.calls) call.answer(ok());
    await pair.stop();
  });

  /** `held`: from the start the client thinks about its settings until the test answers, else from `holds = true` on. */
  async function start(held: boolean, run: 'manual' | 'onSave' = 'manual'): Promise<void> {
    answers = [];
    holds = held;
    compiler = new FakeCompiler();
    const sections = (rules: object) => [{ compiler: { run }, rules }, null, null];
    const answerSettings = () =>
      holds ? new Promise<unknown[]>(resolve => answers.push(rules => resolve(sections(rules)))) : Promise.resolve(sections({}));
    pair = await Pair.start({ rules: [importRule], compiler, answerSettings });
  }
  const change = async () => {
    const before = answers.length;
    await pair.client.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await pair.roundTrip();
    assert.equal(answers.length, before + 1);
  };
  const severity = () => pair.shown(MAIN)?.diagnostics[0]?.severity;

  it('give way to the answer of a newer question that came first', async () => {
    await start(false);
    await pair.open(MAIN, GO, 1);
    await pair.settled();
    holds = true;
    await change();
    await change();
    answers[1]!({ test: 'error' });
    await pair.settled();
    assert.equal(severity(), 1);
    answers[0]!({ test: 'hint' });
    await pair.settled();
    assert.equal(severity(), 1);
  });

  it('change nothing after shutdown', async () => {
    await start(false);
    await pair.open(MAIN, GO, 1);
    await pair.settled();
    holds = true;
    await change();
    await pair.shutdown();
    const before = pair.published.length;
    answers[0]!({ test: 'error' });
    await pair.settled();
    assert.equal(pair.published.length, before);
  });

  for (const how of ['answer', 'end of the wait'] as const) {
    it(`start no compiler after shutdown, by ${how}`, async () => {
      await start(true, 'onSave');
      await pair.open(MAIN, TEXT, 1);
      await pair.roundTrip();
      assert.equal(answers.length, 1);
      await pair.shutdown();
      if (how === 'answer') answers[0]!({});
      else pair.host.advance(10_000);
      await pair.settledStatic();
      assert.equal(compiler.calls.length, 0);
      assert.deepEqual(pair.published, []);
    });
  }
});
