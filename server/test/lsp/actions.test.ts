import assert from 'node:assert/strict';
import type { CodeAction, Hover, MarkupContent } from 'vscode-languageserver-protocol';
import { rule } from '../../src/engine/rules/rule.js';
import { said } from '../support/said.js';
import { applyEdit } from './apply.js';
import { Pair } from './pair.js';
import { importRule, stageRule } from './rules.js';

const MAIN = 'file:///app/main.go';
const GO = 'package main\n\nimport "unsafe"\n';
const at = (line: number, from: number, to: number) => ({ start: { line, character: from }, end: { line, character: to } });

describe('protocol: code actions', () => {
  let pair: Pair;
  afterEach(() => pair.stop());

  async function actions(uri: string, range = at(2, 10, 10), only?: string[]): Promise<CodeAction[]> {
    const context = { diagnostics: pair.shown(uri)?.diagnostics ?? [], ...(only && { only }) };
    return pair.client.sendRequest<CodeAction[]>('textDocument/codeAction', { textDocument: { uri }, range, context });
  }

  it('offer each fix for the present version, the safe one preferred', async () => {
    pair = await Pair.start({ rules: [importRule] });
    await pair.open(MAIN, GO, 1);
    await pair.settled();
    const found = await actions(MAIN);
    assert.deepEqual(
      found.map(({ title, kind, isPreferred, diagnostics }) => [title, kind, isPreferred, diagnostics?.length]),
      [
        ['Import safe', 'quickfix', true, 1],
        ['Import nothing', 'quickfix', false, 1],
        ['Suppress test/import with a comment', 'quickfix', undefined, 1],
      ],
    );
    assert.equal(applyEdit(found[0]!, MAIN, 1, GO), 'package main\n\nimport "safe"\n');
  });

  it('are computed for a change that came just before', async () => {
    pair = await Pair.start({ rules: [importRule] });
    await pair.open(MAIN, GO, 1);
    await pair.settled();
    void pair.change(MAIN, 2, { range: at(0, 0, 0), text: '// first\n' });
    const found = await actions(MAIN, at(3, 10, 10));
    assert.equal(applyEdit(found[0]!, MAIN, 2, `// first\n${GO}`), '// first\npackage main\n\nimport "safe"\n');
  });

  it('are none away from findings, in unknown documents and for other kinds', async () => {
    pair = await Pair.start({ rules: [importRule] });
    await pair.open(MAIN, GO);
    await pair.settled();
    assert.deepEqual(await actions(MAIN, at(0, 0, 3)), []);
    assert.deepEqual(await actions('file:///app/none.go'), []);
    assert.deepEqual(await actions(MAIN, at(2, 10, 10), ['refactor']), []);
  });

  it('fix all that is safe on request only', async () => {
    pair = await Pair.start({ rules: [importRule] });
    const text = 'package main\n\nimport (\n\t"unsafe"\n\t_ "unsafe"\n)\n\n//preflight:ignore pool/copied nothing here\nvar x = 1\n';
    await pair.open(MAIN, text, 3);
    await pair.settled();
    for (const kind of ['source', 'source.fixAll', 'source.fixAll.goPreflight']) {
      const found = await actions(MAIN, at(0, 0, 0), [kind]);
      assert.deepEqual(
        found.map(({ kind }) => kind),
        ['source.fixAll.goPreflight'],
      );
      assert.equal(applyEdit(found[0]!, MAIN, 3, text), 'package main\n\nimport (\n\t"safe"\n\t_ "safe"\n)\n\nvar x = 1\n');
    }
    assert.deepEqual(await actions(MAIN, at(0, 0, 0), ['source.organizeImports']), []);
    assert.deepEqual(await actions(MAIN, at(0, 0, 0)), []);
  });

  it('take one of two safe fixes that overlap', async () => {
    const overlapping = rule({
      ...importRule,
      id: 'test/overlap',
      checks: {
        go({ report }) {
          for (const [start, end] of [
            [0, 7],
            [3, 12],
          ] as const) {
            report({
              span: { start, end },
              message: said('It is here.'),
              fixes: [{ title: said('Cut'), safe: true, edits: [{ span: { start, end }, newText: '' }] }],
            });
          }
        },
      },
    });
    pair = await Pair.start({ rules: [overlapping] });
    await pair.open(MAIN, GO);
    await pair.settled();
    const [fixAll] = await actions(MAIN, at(0, 0, 0), ['source.fixAll']);
    assert.equal(applyEdit(fixAll!, MAIN, 1, GO), GO.slice(7));
  });

  it('edit without versions for a client that knows none', async () => {
    pair = await Pair.start({ rules: [importRule], capabilities: {} });
    await pair.open(MAIN, GO);
    await pair.settled();
    assert.deepEqual((await actions(MAIN))[0]?.edit, { changes: { [MAIN]: [{ range: at(2, 7, 15), newText: '"safe"' }] } });
  });
});

describe('protocol: suppress with a comment', () => {
  let pair: Pair;
  afterEach(() => pair.stop());

  /** Opens the text, takes the suppress action at the place, applies it, and says what is shown then. */
  async function suppress(uri: string, text: string, line: number, character: number): Promise<string | undefined> {
    pair = await Pair.start({ rules: [importRule, stageRule] });
    await pair.open(uri, text);
    await pair.settled();
    const range = at(line, character, character);
    const found = await pair.client.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context: { diagnostics: [] },
    });
    const action = found.find(({ title }) => title.startsWith('Suppress'));
    if (action === undefined) return undefined;
    const suppressed = applyEdit(action, uri, 1, text);
    await pair.change(uri, 2, { text: suppressed });
    await pair.settled();
    assert.deepEqual(pair.shown(uri)?.diagnostics, [], 'nothing is reported any more');
    return suppressed;
  }

  it('goes on its own line before, with the same indent', async () => {
    const text = 'package main\n\nimport (\n\t"fmt"\n\t"unsafe"\n)\n';
    const expected = 'package main\n\nimport (\n\t"fmt"\n\t//preflight:ignore test/import TODO: say why\n\t"unsafe"\n)\n';
    assert.equal(await suppress(MAIN, text, 4, 3), expected);
  });

  it('keeps CRLF', async () => {
    const text = 'package main\r\n\r\nimport "unsafe"\r\n';
    assert.equal(
      await suppress(MAIN, text, 2, 9),
      'package main\r\n\r\n//preflight:ignore test/import TODO: say why\r\nimport "unsafe"\r\n',
    );
  });

  it('goes at the end of the line when another suppression stands before it', async () => {
    const text = 'package main\n\n//preflight:ignore test/import one\nimport "unsafe"\n';
    pair = await Pair.start({ rules: [importRule, rule({ ...importRule, id: 'test/second' })] });
    await pair.open(MAIN, text);
    await pair.settled();
    const context = { diagnostics: [] };
    const found = await pair.client.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: MAIN },
      range: at(3, 9, 9),
      context,
    });
    const suppressed = applyEdit(found.at(-1)!, MAIN, 1, text);
    assert.equal(
      suppressed,
      'package main\n\n//preflight:ignore test/import one\nimport "unsafe" //preflight:ignore test/second TODO: say why\n',
    );
    await pair.change(MAIN, 2, { text: suppressed });
    await pair.settled();
    assert.deepEqual(pair.shown(MAIN)?.diagnostics, []);
  });

  it('works in a Dockerfile', async () => {
    assert.equal(
      await suppress('file:///app/Dockerfile', 'FROM scratch\n', 0, 1),
      '# preflight:ignore test/stage TODO: say why\nFROM scratch\n',
    );
  });

  it('is not offered for a suppression that hides nothing', async () => {
    assert.equal(await suppress(MAIN, 'package main\n\n//preflight:ignore pool/copied why\nvar x = 1\n', 2, 4), undefined);
  });

  it('is not offered where the line begins inside a comment or a raw string', async () => {
    assert.equal(await suppress(MAIN, 'package main\n\n/* one\n*/ import "unsafe"\n', 3, 12), undefined);
  });
});

describe('protocol: hover', () => {
  let pair: Pair;
  afterEach(() => pair.stop());

  const hover = (line: number, character: number) =>
    pair.client.sendRequest<Hover | null>('textDocument/hover', { textDocument: { uri: MAIN }, position: { line, character } });

  it('explains the finding under the cursor, and nothing else', async () => {
    pair = await Pair.start({ rules: [importRule] });
    await pair.open(MAIN, GO);
    await pair.settled();
    const found = await hover(2, 9);
    assert.deepEqual(found!.range, at(2, 7, 15));
    assert.equal(
      (found!.contents as MarkupContent).value,
      'The import \\*unsafe\\* is `here`.\n\n1. [line 3](file:///app/main.go#L3,8): It is `this` one.\n\nHelp: Remove \\*it\\*.\n\n' +
        '[test/import](https://github.com/go-preflight/go-preflight/blob/main/server/docs/rules/test/import.md)',
    );
    assert.equal(await hover(0, 2), null);
    assert.equal(await hover(99, 99), null);
  });

  it('tells several findings under the cursor apart by their messages', async () => {
    pair = await Pair.start({ rules: [importRule, { ...importRule, id: 'test/twin' }] });
    await pair.open(MAIN, GO);
    await pair.settled();
    const text = ((await hover(2, 9))!.contents as MarkupContent).value;
    assert.equal(text.split('The import \\*unsafe\\* is `here`.').length, 3, text);
  });

  it('does not say again what an editor of ours shows above it', async () => {
    pair = await Pair.start({ rules: [importRule], initializationOptions: { commands: true } });
    await pair.open(MAIN, GO);
    await pair.settled();
    assert.equal(await hover(2, 9), null);
  });
});
