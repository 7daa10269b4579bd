/** What counts as proof that a fix helps: the compiler's findings before and after, laid beside each other. */
import assert from 'node:assert/strict';
import type { Edit, Finding } from '../../../src/engine/base/finding.js';
import type { Proof } from '../../../src/engine/compiler/remedies/remedy.js';
import { editedText, isProven } from '../../../src/engine/compiler/remedies/verdict.js';
import { loadEngine } from '../../support/engine-for-tests.js';
import { said } from '../../support/said.js';

const PATH = 'a.go';

describe('verdict on a fix', () => {
  /** Findings stand at the marks `«…»`; the target is the first one of `before`. One edit turns `from` into `to`. */
  async function verdict(
    proof: Proof,
    before: string,
    [from, to]: readonly [string, string],
    marksAfter: readonly string[],
    rule = 'escape/x',
    saves = 1,
  ) {
    const engine = await loadEngine();
    const text = before.replace(/[«»]/g, '');
    const finding = (start: number, end: number): Finding => ({
      ...{ rule, severity: 'hint', confidence: 'confirmed', file: PATH, span: { start, end }, message: said('') },
      ...{ steps: [], fixes: [], suppressed: false },
    });
    const old: Finding[] = [];
    for (const m of before.matchAll(/«([^»]*)»/g)) {
      const start = m.index - 2 * old.length;
      old.push(finding(start, start + m[1]!.length));
    }
    const at = text.indexOf(from);
    const edits: Edit[] = [{ file: PATH, span: { start: at, end: at + from.length }, newText: to }];
    const after = editedText(text, edits)!;
    const now = marksAfter.map(mark => finding(after.indexOf(mark), after.indexOf(mark) + mark.length));
    const compared = { before: new Map([[PATH, old]]), after: new Map([[PATH, now]]) };
    return isProven({ finding: old[0]!, mayBeUnprinted: false }, { edits, proof, saves }, compared, {
      before: () => engine.go.parse(text),
      after: () => engine.go.parse(after),
    });
  }

  const ONE = 'package a\n\nfunc f() any { return «one» }\n\nfunc g() any { return «other» }\n';

  it('gone: the others may stay, wherever they moved to', async () => {
    assert.equal(await verdict('gone', ONE, ['one', 'nothing at all'], ['other']), true);
  });

  it('gone: not when it is still there, or when another one has come', async () => {
    assert.equal(await verdict('gone', ONE, ['func g', 'func h'], ['one', 'other']), false);
    assert.equal(await verdict('gone', ONE, ['one', 'two'], ['two', 'other']), false);
    assert.equal(await verdict('gone', ONE, ['one', 'two'], ['func g', 'other']), false);
  });

  it('gone: a value made once for the package does not count', async () => {
    assert.equal(await verdict('gone', ONE, ['one }', 'E }\n\nvar E = New()'], ['New', 'other']), true);
  });

  const LOOP = 'package a\n\nfunc f() {\n\tfor {\n\t\tb := «make(n)»\n\t\tuse(b)\n\t}\n}\n';
  const HOISTED: [string, string] = ['for {\n\t\tb := make(n)', 'b := make(n)\n\tfor {'];

  it('outOfLoop: one before the loop may come, none inside of it', async () => {
    assert.equal(await verdict('outOfLoop', LOOP, HOISTED, ['make(n)']), true);
    assert.equal(await verdict('outOfLoop', LOOP, HOISTED, ['make(n)', 'use(b)']), false);
    assert.equal(await verdict('gone', LOOP, HOISTED, ['make(n)']), false);
  });

  it('reused: what a buffer that is kept needs to grow may come, and nothing else', async () => {
    const made = 'package a\n\nfunc (x *t) f(n int) {\n\tb := «make([]byte, n)»\n\tuse(b)\n}\n';
    const cut: [string, string] = ['b := make([]byte, n)', 'if cap(x.b) < n {\n\t\tx.b = make([]byte, n)\n\t}\n\tb := x.b[:n]'];
    assert.equal(await verdict('reused', made, cut, ['make([]byte, n)']), true);
    assert.equal(await verdict('reused', made, cut, ['use(b)']), false);
    const grown: [string, string] = ['b := make([]byte, n)', 'x.b = strconv.AppendInt(append(x.b[:0], 1), n)'];
    assert.equal(await verdict('reused', made, grown, ['append(x.b[:0], 1)', 'strconv.AppendInt(']), true);
    assert.equal(
      await verdict('reused', made, ['b := make([]byte, n)', 'if n > 8 {\n\t\tb = make([]byte, n)\n\t}'], ['make([]byte, n)']),
      false,
    );
  });

  it('outOfCall: one in a caller may come, but in no loop', async () => {
    const called = 'package a\n\nfunc f() {\n\tvar «b» [4]byte\n}\n\nfunc g() {\n\tfor {\n\t\tf()\n\t}\n}\n';
    const hoisted: [string, string] = ['func g() {\n\tfor {', 'func g() {\n\tvar c [4]byte\n\tfor {'];
    assert.equal(await verdict('outOfCall', called, hoisted, ['c [']), true);
    assert.equal(await verdict('outOfCall', called, hoisted, ['f()\n\t}']), false);
  });

  it('replaced: others may come, but not of the same rule', async () => {
    assert.equal(await verdict('replaced', ONE, ['one', 'two'], ['other']), true);
    assert.equal(await verdict('replaced', ONE, ['one', 'two'], ['two', 'other']), false);
  });

  it('fewer: others may come, as long as there are as many less as promised, and none deeper in loops', async () => {
    const three = 'package a\n\nfunc f() { use(«a», «b», «c») }\n';
    const merged: [string, string] = ['a, b, c', 's.a, s.b, s.c'];
    const of = (saves: number, ...after: string[]) => verdict('fewer', three, merged, after, 'escape/x', saves);
    assert.equal(await of(2, 's.a'), true);
    assert.equal(await of(2, 's.a', 's.b'), false);
    assert.equal(await of(1, 's.a', 's.b'), true);
    assert.equal(await of(1, 's.a', 's.b', 's.c'), false);
    const looped: [string, string] = ['use(a, b, c)', 'for { use(s) }'];
    assert.equal(await verdict('fewer', three, looped, ['s)'], 'escape/x', 2), false);
  });

  it('is refused for what the compiler never verdictOf, but for sizes it does not mention', async () => {
    const verdictOf = (rule: string) => verdict('gone', 'package a\n\nvar x = «y»\n', ['y', 'z'], [], rule);
    assert.equal(await verdictOf('escape/x'), true);
    const silent = (mayBeUnprinted: boolean) =>
      isProven(
        { finding: target, mayBeUnprinted },
        { edits: [], proof: 'gone' },
        { before: new Map(), after: new Map() },
        { before: () => undefined, after: () => undefined },
      );
    const target: Finding = {
      ...{ rule: '', severity: 'hint', confidence: 'estimated', file: PATH, span: { start: 0, end: 1 }, message: said('') },
      ...{ steps: [], fixes: [], suppressed: false },
    };
    assert.equal(silent(false), false);
    assert.equal(silent(true), true);
  });

  it('has no text for edits that overlap', () => {
    const edit = (start: number, end: number, newText = '-') => ({ span: { start, end }, newText });
    assert.equal(editedText('abc', [edit(1, 2), edit(1, 1, '+')]), 'a+-c');
    assert.equal(editedText('abc', [edit(0, 2), edit(1, 3)]), undefined);
    assert.equal(editedText('abc', [edit(2, 9)]), undefined);
  });
});
