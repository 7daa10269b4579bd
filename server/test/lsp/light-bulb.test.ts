/** What an editor is told while fixes are verified: it asks by itself when the cursor rests, and a person asks and waits. */
import assert from 'node:assert/strict';
import { CodeActionTriggerKind } from 'vscode-languageserver';
import type { CodeAction } from 'vscode-languageserver-protocol';
import { MAIN } from './fake-compiler.js';
import { Pair, type PairOptions } from './pair.js';
import { built, TEXT, VERIFIED, Verifier } from './verifier.js';

describe('protocol: verified fixes in a light bulb', () => {
  let pair: Pair;
  let verifier: Verifier;
  afterEach(async () => {
    for (const { end } of verifier.asked) end();
    await pair.stop();
  });

  async function start(options: PairOptions = {}): Promise<void> {
    verifier = new Verifier();
    pair = await Pair.start({ rules: [], compiler: verifier, ...options });
    await pair.open(MAIN, TEXT, 1);
    await pair.settled();
  }

  function ask(triggerKind: CodeActionTriggerKind): Promise<CodeAction[]> {
    const position = { line: 5, character: 12 };
    const context = { diagnostics: [], triggerKind };
    const params = { textDocument: { uri: MAIN }, range: { start: position, end: position }, context };
    return pair.client.sendRequest<CodeAction[]>('textDocument/codeAction', params);
  }
  const fixes = (actions: readonly CodeAction[]) => actions.map(({ title }) => title).filter(title => !title.startsWith('Suppress'));

  it('do not hold up what the editor asks by itself; they are there when the cursor has rested', async () => {
    await start();
    assert.equal((await ask(CodeActionTriggerKind.Automatic)).length, 1);
    assert.deepEqual(verifier.asked, []);
    const before = pair.published.length;
    pair.host.advance(1000);
    const { tell, end } = await verifier.verification(0);
    tell(0, built());
    end();
    while (pair.published.length === before) await pair.roundTrip();
    assert.deepEqual(fixes(await ask(CodeActionTriggerKind.Automatic)), [VERIFIED]);
    assert.equal(verifier.asked.length, 1);
  });

  it('are no news for an editor that is about to show them in a menu', async () => {
    await start();
    await ask(CodeActionTriggerKind.Automatic);
    pair.host.advance(1000);
    const { tell, end } = await verifier.verification(0);
    const before = pair.published.length;
    const answer = ask(CodeActionTriggerKind.Invoked);
    await pair.roundTrip();
    tell(0, built());
    end();
    assert.deepEqual(fixes(await answer), [VERIFIED]);
    await pair.roundTrip();
    assert.equal(pair.published.length, before);
    assert.equal(verifier.asked.length, 1);
  });

  it('are told to an editor that has dropped the menu, and compiled once', async () => {
    await start();
    const answer = ask(CodeActionTriggerKind.Invoked);
    const { tell, end } = await verifier.verification(0);
    await ask(CodeActionTriggerKind.Automatic);
    tell(0, built());
    end();
    assert.deepEqual(fixes(await answer), [VERIFIED]);
    const before = pair.published.length;
    pair.host.advance(1000);
    await pair.roundTrip();
    assert.equal(pair.published.length, before + 1);
    assert.equal(verifier.asked.length, 1);
  });

  it('can be waited for where the editor asked by itself, until they are known', async () => {
    await start({ initializationOptions: { commands: true } });
    const titles = async (kind: CodeActionTriggerKind) => (await ask(kind)).map(({ title }) => title).slice(0, -1);
    const [open, why] = await ask(CodeActionTriggerKind.Automatic);
    assert.deepEqual([open?.title, open?.command?.command], ['Verify fixes with the Go compiler…', 'goPreflight.openLightBulb']);
    assert.equal(why?.title, 'Why does this escape?');
    const answer = titles(CodeActionTriggerKind.Invoked);
    const { tell, end } = await verifier.verification(0);
    tell(0, built());
    end();
    assert.deepEqual(await answer, [VERIFIED, 'Why does this escape?']);
    assert.deepEqual(await titles(CodeActionTriggerKind.Automatic), [VERIFIED, 'Why does this escape?']);
  });
});
