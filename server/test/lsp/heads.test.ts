/** A finding over many lines is shown on its first one. */
import assert from 'node:assert/strict';
import { CodeActionTriggerKind } from 'vscode-languageserver';
import type { CodeAction, Hover } from 'vscode-languageserver-protocol';
import { firstLineOf } from '../../src/lsp/features/heads.js';
import { siteAt } from '../support/judged.js';
import { compiled, FakeCompiler, MAIN, ok } from './fake-compiler.js';
import { Pair } from './pair.js';

const TEXT = 'package main\n\nfunc f(send func()) {\n\tgo func() { \n\t\tsend()\n\t}()\n}\n';
const START = TEXT.indexOf('func() { ');

const SITE = siteAt(MAIN, { start: START, end: TEXT.indexOf('}()') + 1 }, 'literal', { isHot: true });

describe('protocol: findings over many lines', () => {
  it('have the first line as their head', () => {
    for (const end of ['\n', '\r\n', '\r'])
      assert.deepEqual(firstLineOf(`é := T{ \t${end}1}`, { start: 5, end: 12 }), { start: 5, end: 7 });
    assert.deepEqual(firstLineOf('a + b ', { start: 0, end: 5 }), { start: 0, end: 5 });
  });

  it('are marked, hovered over and answered at their head only', async () => {
    const compiler = new FakeCompiler();
    const pair = await Pair.start({ rules: [], compiler, initializationOptions: { commands: true } });
    await pair.open(MAIN, TEXT, 1);
    (await compiler.call(0)).answer({ ...ok(), files: new Map([[MAIN, { text: TEXT, evidence: compiled(SITE) }]]) });
    await pair.settled();
    const head = { start: { line: 3, character: 4 }, end: { line: 3, character: 12 } };
    assert.deepEqual(
      pair.published.at(-1)!.diagnostics.map(({ range }) => range),
      [head],
    );
    const at = (line: number, character: number) => ({ textDocument: { uri: MAIN }, position: { line, character } });
    const hover = (line: number, character: number) =>
      pair.client.sendRequest<Hover | null>('textDocument/hover', at(line, character)).then(found => found?.range);
    assert.deepEqual([await hover(3, 4), await hover(4, 3)], [head, undefined]);
    const actions = async (line: number, character: number) => {
      const { textDocument, position } = at(line, character);
      const context = { diagnostics: [], triggerKind: CodeActionTriggerKind.Automatic };
      const params = { textDocument, range: { start: position, end: position }, context };
      return (await pair.client.sendRequest<CodeAction[]>('textDocument/codeAction', params)).length;
    };
    assert.deepEqual([await actions(3, 4), await actions(4, 3)], [2, 0]);
    await pair.stop();
  });
});
