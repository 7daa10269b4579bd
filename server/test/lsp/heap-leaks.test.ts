/** What the editor shows of parameters that leak, through the protocol: hover and the tree of reasons, and no diagnostic. */
import assert from 'node:assert/strict';
import type { Hover } from 'vscode-languageserver';
import { markdown, plain } from '../../src/engine/base/wording.js';
import type { WhyEscapesResult } from '../../src/lsp/core/messages.js';
import { at, compiled, FakeCompiler, MAIN, ok } from './fake-compiler.js';
import { Pair, type PairOptions } from './pair.js';

const LEAKING = 'package main\n\nvar kept *int\n\nfunc keep(é *int) { kept = é }\n';
const PARAMETER = { start: LEAKING.indexOf('é'), end: LEAKING.indexOf('é') + 1 };
const STORED = { start: LEAKING.indexOf('kept ='), end: LEAKING.indexOf('kept =') + 8 };
const LEAK = {
  ...{ file: MAIN, span: PARAMETER, message: { id: 'leak/pointer', args: { name: 'é' } }, confidence: 'confirmed' as const },
  steps: [{ file: MAIN, span: STORED, message: { id: 'step/assignedIn', args: { text: 'kept = é' } } }],
};
/** The compiler's word about `LEAKING`. */
const leaking = () => ({ ...ok(), files: new Map([[MAIN, { text: LEAKING, evidence: { ...compiled(), leaks: [LEAK] } }]]) });

describe('protocol: a parameter that leaks', () => {
  let pair: Pair;
  let compiler: FakeCompiler;
  afterEach(async () => {
    for (const call of compiler.calls) call.answer(ok());
    await pair.stop();
  });
  const why = (line: number, character: number) =>
    pair.client.sendRequest<WhyEscapesResult>('goPreflight/whyEscapes', { textDocument: { uri: MAIN }, position: { line, character } });
  const hover = async (line: number, character: number) => {
    const result = await pair.client.sendRequest<Hover | null>('textDocument/hover', {
      textDocument: { uri: MAIN },
      position: { line, character },
    });
    return result && { value: (result.contents as { value: string }).value, range: result.range };
  };
  async function openLeaking(options: PairOptions = {}): Promise<void> {
    compiler = new FakeCompiler();
    pair = await Pair.start({ rules: [], compiler, initializationOptions: { commands: true }, ...options });
    await pair.open(MAIN, LEAKING, 1);
    (await compiler.call(0)).answer(leaking());
    await pair.settled();
  }

  it('is explained in the hover over its name, with its steps, and is no diagnostic', async () => {
    await openLeaking({ initializationOptions: {} });
    const steps = `1. [line 5](${MAIN}#L5,21): ${markdown(LEAK.steps[0]!.message)}`;
    assert.deepEqual(await hover(4, 10), {
      value: `${markdown(LEAK.message)}\n\n${steps}\n\nconfirmed by the Go compiler`,
      range: at(4, 10, 11),
    });
    assert.equal(await hover(4, 20), null);
    assert.ok(pair.published.every(({ diagnostics }) => diagnostics.length === 0));
  });

  it('moves with edits above, and goes with its line', async () => {
    await openLeaking();
    await pair.change(MAIN, 2, { range: at(0, 0, 0), text: '// 世\n' });
    const moved = await hover(5, 10);
    assert.match(moved!.value, /^`é` leaks: .*\n\n1\. \[line 6\].*\[Why does this escape\?\]\(command:/s);
    assert.deepEqual(moved!.range, at(5, 10, 11));
    await pair.change(MAIN, 3, { range: at(5, 18, 18), text: ' ' });
    assert.equal(await hover(5, 10), null);
  });

  it('is in the tree for its place, and for the line of its function', async () => {
    await openLeaking();
    for (const character of [10, 0]) {
      const answered = why(4, character);
      (await compiler.call(character === 10 ? 1 : 2)).answer(leaking());
      const { roots } = await answered;
      assert.deepEqual(
        roots.map(r => [r.label, r.range, r.children.map(c => [c.label, c.range])]),
        [[plain(LEAK.message), at(4, 10, 11), [[plain(LEAK.steps[0]!.message), at(4, 20, 28)]]]],
      );
    }
  });
});
