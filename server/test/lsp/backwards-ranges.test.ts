/** Ranges whose start lies behind their end mean what they mean turned round. */
import assert from 'node:assert/strict';
import type { CodeAction, InlayHint } from 'vscode-languageserver-protocol';
import { confirmed, FakeCompiler, MAIN, ok, TEXT } from './fake-compiler.js';
import { Pair } from './pair.js';
import { importRule } from './rules.js';

const GO = 'package main\n\nimport "unsafe"\n\nvar x = 1\n';
const forwards = { start: { line: 1, character: 0 }, end: { line: 4, character: 3 } };
const backwards = { start: forwards.end, end: forwards.start };

describe('protocol: ranges given backwards', () => {
  let pair: Pair;
  afterEach(() => pair.stop());

  it('find the code actions of what lies in them', async () => {
    pair = await Pair.start({ rules: [importRule] });
    await pair.open(MAIN, GO, 1);
    await pair.settled();
    const context = { diagnostics: [] };
    const actions = (range: typeof forwards) =>
      pair.client.sendRequest<CodeAction[]>('textDocument/codeAction', { textDocument: { uri: MAIN }, range, context });
    assert.equal((await actions(forwards)).length, 3);
    assert.deepEqual(await actions(backwards), await actions(forwards));
  });

  it('find the inlay hints of what lies in them', async () => {
    const compiler = new FakeCompiler();
    pair = await Pair.start({ rules: [], compiler, settings: { goPreflight: { inlayHints: true } } });
    await pair.open(MAIN, TEXT, 1);
    (await compiler.call(0)).answer(ok(confirmed()));
    await pair.settled();
    const hints = (range: typeof forwards) =>
      pair.client.sendRequest<InlayHint[]>('textDocument/inlayHint', { textDocument: { uri: MAIN }, range });
    assert.equal((await hints(forwards)).length, 1);
    assert.deepEqual(await hints(backwards), await hints(forwards));
  });

  it('are replaced whole by a change', async () => {
    pair = await Pair.start({ rules: [importRule] });
    await pair.open(MAIN, GO, 1);
    await pair.settled();
    // Two lines before the import become one of another length, so the finding moves.
    const range = { start: { line: 2, character: 0 }, end: { line: 0, character: 0 } };
    await pair.change(MAIN, 2, { range, text: '// é😀\npackage main; ' });
    await pair.settled();
    const at = { line: 1, character: 'package main; import '.length };
    assert.deepEqual(pair.shown(MAIN)?.diagnostics[0]?.range, { start: at, end: { ...at, character: at.character + '"unsafe"'.length } });
    assert.deepEqual(pair.host.logged, []);
  });
});
