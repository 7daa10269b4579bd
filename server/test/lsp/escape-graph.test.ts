/** What the escape graph says in the editor, without a toolchain and without files: as in a browser. */
import assert from 'node:assert/strict';
import type { Hover } from 'vscode-languageserver';
import { RULES } from '../../src/engine/rules/registry.js';
import { WHY_ESCAPES, type WhyEscapesResult } from '../../src/lsp/core/messages.js';
import { at } from './fake-compiler.js';
import { Pair } from './pair.js';

const MAIN = 'file:///app/main.go';
const CODE = 'package app\n\nfunc box(n int) any { return n }\n\nfunc keep(n int) any { return box(n) }\n';
const BOXED = 'escape/boxed-value';
const INLINED = 'escape/heap-allocation';

describe('protocol: the escape graph', () => {
  let pair: Pair;
  afterEach(() => pair.stop());

  const last = () => pair.published.findLast(p => p.uri === MAIN)?.diagnostics ?? [];
  const shown = () => last().map(d => `${d.severity} ${d.code} ${d.range.start.line}`);

  it('hints at what rules estimate nothing of, with the steps', async () => {
    pair = await Pair.start({ rules: RULES });
    await pair.open(MAIN, CODE, 1);
    await pair.settled();
    assert.deepEqual(shown(), [`4 ${BOXED} 2`, `4 ${INLINED} 4`]);
    assert.ok((last()[0]?.relatedInformation ?? []).length > 0);
  });

  it('follows edits, of broken code too', async () => {
    pair = await Pair.start({ rules: RULES });
    await pair.open(MAIN, CODE, 1);
    await pair.settled();
    await pair.change(MAIN, 2, { range: at(1, 0, 0), text: '\nfunc broken() { x := }\n' });
    await pair.settled();
    assert.deepEqual(shown(), [`4 ${BOXED} 4`, `4 ${INLINED} 6`]);
    await pair.change(MAIN, 3, { range: at(4, 22, 30), text: 'return nil' });
    await pair.settled();
    assert.deepEqual(shown(), []);
  });

  it('explains hover and tree of reasons from it, marked as estimates', async () => {
    pair = await Pair.start({ rules: RULES, initializationOptions: { commands: true } });
    await pair.open(MAIN, 'package app\n\nvar kept *int\n\nfunc keep(p *int) { kept = p }\n\nfunc local() { x := 1; keep(&x) }\n', 1);
    await pair.settled();
    const place = (line: number, character: number) => ({ textDocument: { uri: MAIN }, position: { line, character } });
    const hover = async (line: number, character: number) => {
      const found = await pair.client.sendRequest<Hover>('textDocument/hover', place(line, character));
      return (found.contents as { value: string }).value;
    };
    const tree = async (line: number, character: number) => {
      const { status, roots } = await pair.client.sendRequest<WhyEscapesResult>(WHY_ESCAPES, place(line, character));
      return [status, ...roots.map(r => `${/ \(estimated from the source\)$/.test(r.label)} ${r.children.length > 0}`)];
    };
    assert.match(await hover(4, 10), /leaks[\s\S]*estimated from the source · \[/);
    assert.match(await hover(6, 15), /estimated from the source · \[/);
    assert.deepEqual(await tree(6, 15), ['ok', 'true true']);
    assert.deepEqual(await tree(4, 10), ['ok', 'true true']);
    assert.deepEqual(await tree(0, 0), ['unavailable']);
  });

  it('is told again when a function of another file is another one', async () => {
    const OTHER = 'file:///app/other.go';
    pair = await Pair.start({ rules: RULES });
    await pair.open(MAIN, 'package app\n\nfunc use() int {\n\tp := point{}\n\treturn take(&p)\n}\n', 1);
    await pair.open(OTHER, 'package app\n\ntype point struct{ x int }\n\nvar kept *point\n\nfunc take(p *point) int { return p.x }\n', 1);
    await pair.settled();
    assert.deepEqual(shown(), []);
    await pair.change(OTHER, 2, { range: at(6, 26, 36), text: 'kept = p; return 0' });
    await pair.settled();
    assert.deepEqual(
      shown().map(s => s.slice(-1)),
      ['3'],
    );
  });
});
