import assert from 'node:assert/strict';
import type { CancellationToken } from 'vscode-languageserver';
import type { CodeAction } from 'vscode-languageserver-protocol';
import { BUDGET } from '../../src/lsp/compiler/verified-fixes.js';
import type { CompilerHost } from '../../src/lsp/core/host.js';
import { applyEdit } from './apply.js';
import { MAIN, OTHER } from './fake-compiler.js';
import { Pair, type PairOptions } from './pair.js';
import { built, FIXED, finding, outcome, PLAIN, TEXT, VERIFIED, Verifier } from './verifier.js';

describe('protocol: verified fixes', () => {
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

  function ask(token?: CancellationToken): Promise<CodeAction[]> {
    const position = { line: 5, character: 12 };
    const params = { textDocument: { uri: MAIN }, range: { start: position, end: position }, context: { diagnostics: [] } };
    const method = 'textDocument/codeAction';
    return token ? pair.client.sendRequest<CodeAction[]>(method, params, token) : pair.client.sendRequest<CodeAction[]>(method, params);
  }
  const fixes = (actions: readonly CodeAction[]) => actions.map(({ title }) => title).filter(title => !title.startsWith('Suppress'));

  it('say that the allocation has gone, and are compiled once', async () => {
    await start();
    const first = ask();
    const { request, tell, end } = await verifier.verification(0);
    assert.deepEqual(request.variants, [new Map([[MAIN, FIXED]])]);
    assert.deepEqual([request.path, request.open.get(MAIN)], [MAIN, TEXT]);
    tell(0, built());
    end();
    const [action] = await first;
    assert.deepEqual([action?.title, action?.isPreferred], [VERIFIED, false]);
    assert.equal(applyEdit(action!, MAIN, 1, TEXT), FIXED);
    assert.deepEqual(fixes(await ask()), [VERIFIED]);
    assert.equal(verifier.asked.length, 1);
  });

  it('are not shown when they do not build, or when the allocation stays or another one comes', async () => {
    const other = { ...finding, span: { start: FIXED.indexOf('return'), end: FIXED.indexOf('return') + 6 } };
    const target = FIXED.indexOf('errNoRoom\n}');
    const same = { ...finding, span: { start: target, end: target + 9 } };
    for (const verdict of [{ status: 'broken', message: 'undefined: x' } as const, built(same), built(other)]) {
      await start();
      const answer = ask();
      const { tell, end } = await verifier.verification(0);
      tell(0, verdict);
      end();
      const actions = await answer;
      assert.deepEqual(fixes(actions), []);
      assert.equal(actions.length, 1, 'the suppression is offered as ever');
      if (verdict !== undefined && other !== undefined) await pair.stop();
      pair = await Pair.start({ rules: [] });
    }
  });

  it('make no claim where the package does not build before either', async () => {
    await start();
    const answer = ask();
    const { tell, end } = await verifier.verification(0);
    tell(0, { status: 'unknown' });
    end();
    assert.deepEqual(fixes(await answer), [PLAIN]);
  });

  it('make no claim without a compiler, and in a workspace that is not trusted', async () => {
    const estimated = { ...outcome };
    const compiler: CompilerHost = { analyze: async () => estimated };
    await start({ compiler });
    assert.deepEqual(fixes(await ask()), [PLAIN]);
    await pair.stop();
    await start();
    await pair.client.sendNotification('goPreflight/trust', { trusted: false });
    await ask();
    assert.deepEqual(verifier.asked, []);
  });

  it('end with the request, and leave nothing running', async () => {
    await start();
    const { CancellationTokenSource } = await import('vscode-languageserver');
    const source = new CancellationTokenSource();
    const answer = ask(source.token);
    const { token } = await verifier.verification(0);
    source.cancel();
    await answer.catch(() => undefined);
    assert.equal(token.isCancellationRequested, true);
  });

  it('end with an edit, and offer nothing for the old text', async () => {
    await start();
    const answer = ask();
    const { token, tell, end } = await verifier.verification(0);
    await pair.change(MAIN, 2, { range: { start: { line: 8, character: 0 }, end: { line: 8, character: 0 } }, text: '// more\n' });
    await pair.roundTrip();
    assert.equal(token.isCancellationRequested, true);
    tell(0, built());
    end();
    assert.deepEqual(fixes(await answer), []);
  });

  it('are given up after the budget; other actions come then', async () => {
    await start();
    const answer = ask();
    const { token } = await verifier.verification(0);
    pair.host.advance(BUDGET - 1);
    assert.equal(token.isCancellationRequested, false);
    pair.host.advance(1);
    const actions = await answer;
    assert.equal(token.isCancellationRequested, true);
    assert.deepEqual(fixes(actions), []);
    assert.equal(actions.length, 1);
  });

  it('are compiled anew after an edit in another file of the package', async () => {
    await start();
    await pair.open(OTHER, 'package main\n', 1);
    const first = ask();
    const one = await verifier.verification(0);
    one.tell(0, built());
    one.end();
    await first;
    await pair.change(OTHER, 2, { text: 'package main\n\nvar x int\n' });
    const second = ask();
    const two = await verifier.verification(1);
    two.tell(0, { status: 'broken', message: 'x' });
    two.end();
    assert.deepEqual(fixes(await second), []);
  });

  it('are compiled anew after the document was closed and opened again', async () => {
    await start();
    const first = ask();
    const one = await verifier.verification(0);
    one.tell(0, built());
    one.end();
    await first;
    await pair.close(MAIN);
    await pair.open(MAIN, TEXT, 1);
    await pair.settled();
    const second = ask();
    const two = await verifier.verification(1);
    two.tell(0, { status: 'broken', message: 'x' });
    two.end();
    assert.deepEqual(fixes(await second), []);
  });

  it('are no part of fix-all', async () => {
    await start();
    const position = { line: 5, character: 12 };
    const params = {
      textDocument: { uri: MAIN },
      range: { start: position, end: position },
      context: { diagnostics: [], only: ['source.fixAll'] },
    };
    assert.deepEqual(await pair.client.sendRequest('textDocument/codeAction', params), []);
    assert.deepEqual(verifier.asked, []);
  });
});
