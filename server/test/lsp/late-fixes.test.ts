/** Verified fixes when the text, or what is asked, is another one by the time something is known. */
import assert from 'node:assert/strict';
import { CancellationToken, CancellationTokenSource, CodeActionTriggerKind } from 'vscode-languageserver';
import type { CodeAction } from 'vscode-languageserver-protocol';
import { BUDGET } from '../../src/lsp/compiler/verified-fixes.js';
import { applyEdit } from './apply.js';
import { at, compiled, MAIN, OTHER } from './fake-compiler.js';
import { Pair } from './pair.js';
import { built, outcome, site, TEXT, Verifier } from './verifier.js';

const { Automatic, Invoked } = CodeActionTriggerKind;
const PLACE = 5;

describe('protocol: verified fixes that come late', () => {
  let pair: Pair;
  let verifier: Verifier;
  beforeEach(async () => {
    verifier = new Verifier();
    pair = await Pair.start({ rules: [], compiler: verifier });
    await pair.open(MAIN, TEXT, 1);
    await pair.settled();
  });
  afterEach(async () => {
    for (const { end } of verifier.asked) end();
    await pair.stop();
  });

  function ask(triggerKind: CodeActionTriggerKind = Invoked, line = PLACE, token = CancellationToken.None): Promise<CodeAction[]> {
    const params = { textDocument: { uri: MAIN }, range: at(line, 12, 12), context: { diagnostics: [], triggerKind } };
    return pair.client.sendRequest<CodeAction[]>('textDocument/codeAction', params, token);
  }
  /** Only fixes say whether they are preferred. */
  const fixes = (actions: readonly CodeAction[]) => actions.filter(({ isPreferred }) => isPreferred !== undefined);
  const turns = async () => {
    for (let i = 0; i < 3; i++) await pair.roundTrip();
  };

  it('are dropped when they were made for an older text', async () => {
    const answer = ask();
    const { tell } = await verifier.verification(0);
    tell(0, built());
    // One character more before the place: what was there is still there by its offsets, or nearly so.
    await pair.change(MAIN, 2, { range: at(0, 0, 0), text: '\n' });
    assert.deepEqual(fixes(await answer), []);
  });

  it('leave place for actions at the same place of the text as it is now', async () => {
    const answer = ask();
    await verifier.verification(0);
    await pair.change(MAIN, 2, { range: at(3, 0, 0), text: '// one\n// two\n' });
    assert.deepEqual(await answer, [], 'the place that was asked about is another one now');
  });

  /** From now on the folder of the package is read when the test says so. */
  function holdFolder(): () => void {
    let open = () => {};
    const opened = new Promise<void>(resolve => {
      open = resolve;
    });
    async function* listFiles(): AsyncGenerator<readonly string[]> {
      await opened;
      yield [];
    }
    Object.assign(pair.host, { listFiles });
    return open;
  }

  it('are not looked for when the text changes while the package is read', async () => {
    const read = holdFolder();
    const answer = ask();
    await turns();
    await pair.change(MAIN, 2, { range: at(8, 0, 0), text: '// below\n' });
    await pair.roundTrip();
    read();
    await turns();
    assert.equal(verifier.asked.length, 0);
    assert.deepEqual(fixes(await answer), []);
  });

  it('are not verified when nobody waits any more by the time the package is read', async () => {
    const read = holdFolder();
    const source = new CancellationTokenSource();
    const answer = ask(Invoked, PLACE, source.token).catch(() => undefined);
    await turns();
    source.cancel();
    await turns();
    read();
    await turns();
    assert.equal(verifier.asked.length, 0);
    await answer;
  });

  it('are not verified at rest when the package is another one by then', async () => {
    await ask(Automatic);
    await pair.open(OTHER, 'package main\n', 1);
    await pair.settled();
    pair.host.advance(1000);
    await turns();
    assert.equal(verifier.asked.length, 0);
  });

  it('are no news when the package is another one by the time they are known', async () => {
    await ask(Automatic);
    pair.host.advance(1000);
    const { tell, end } = await verifier.verification(0);
    await pair.open(OTHER, 'package main\n', 1);
    await pair.settled();
    const before = pair.published.length;
    tell(0, built());
    end();
    await turns();
    assert.equal(pair.published.length, before);
  });

  it('are no news when nothing became known', async () => {
    await ask(Automatic);
    pair.host.advance(1000);
    const { end } = await verifier.verification(0);
    const before = pair.published.length;
    end();
    await turns();
    assert.equal(pair.published.length, before);
  });

  it('are no answer once the time for them is over', async () => {
    const answer = ask();
    const { tell, end } = await verifier.verification(0);
    pair.host.advance(BUDGET);
    assert.deepEqual(fixes(await answer), []);
    tell(0, built());
    end();
    const again = ask();
    const next = await verifier.verification(1);
    next.tell(0, { status: 'broken', message: '' });
    next.end();
    assert.deepEqual(fixes(await again), []);
  });

  it('are waited for by everyone who asks for the same, whatever older runs do', async () => {
    const two = TEXT.replace(
      'func main',
      TEXT.slice(TEXT.indexOf('func f'), TEXT.indexOf('\nfunc main')).replace('func f', 'func g').concat('\nfunc main'),
    );
    const start = two.lastIndexOf('errors.New');
    const second = { ...site, span: { start, end: start + site.span.end - site.span.start } };
    verifier.analyze = async () => ({ ...outcome, files: new Map([[MAIN, { text: two, evidence: compiled(site, second) }]]) });
    await pair.change(MAIN, 2, { text: two });
    await pair.save(MAIN);
    await pair.settled();
    const line = two.slice(0, start).split('\n').length - 1;
    const answers = [ask()];
    await verifier.verification(0);
    answers.push(ask(Invoked, line));
    await verifier.verification(1);
    verifier.asked[0]!.end();
    assert.deepEqual(fixes(await answers[0]!), [], 'ended by the newer one');
    answers.push(ask(Invoked, line));
    await turns();
    assert.equal(verifier.asked.length, 2);
    const { request, tell, end } = verifier.asked[1]!;
    tell(0, { status: 'unknown' });
    end();
    const fixed = [...request.variants[0]!.values()][0]!;
    for (const answer of answers.slice(1)) assert.equal(applyEdit(fixes(await answer)[0]!, MAIN, 2, two), fixed);
  });
});
