/** A file as it is typed, in the bench of types: what is counted again at each cut, and what is asked again. */
import assert from 'node:assert/strict';
import type { PackageSource } from '../../src/engine/go/types/importer.js';
import { loadEngine } from '../support/engine-for-tests.js';
import type { JudgedFile } from './types/judged.js';
import { compareTyping, PREFIXES } from './types/prefixes.js';
import { Tally } from './types/tally.js';
import { TypedPackage } from './types/typed-package.js';

const TEXT = 'package m\n\nvar v = f(1)\n\nvar w = g(2)\n';
const [V, W] = [TEXT.indexOf('var v'), TEXT.indexOf('var w')];

/** Of each variable the number and the call; the first call is answered wrongly. */
const FILE = {
  path: '/m/m.go',
  text: TEXT,
  expressions: ['1', 'f(1)', '2', 'g(2)'].map(source => {
    const start = TEXT.indexOf(source);
    return { start, end: start + source.length, node: 'CallExpr', mode: 'value', type: 'int', value: '', repeated: false };
  }),
} as unknown as JudgedFile;

/** The answers for the first variable are others from the fourth edit on. */
function typing(cuts: readonly number[], hasParts = true) {
  const asked: string[] = [];
  let edits = 0;
  const [v, later, w] = [{}, {}, {}];
  const parts = () => [
    { start: V, end: W - 2, answers: edits < 4 ? v : later },
    { start: W, end: TEXT.length - 1, answers: w },
  ];
  const typeOf = (_: string, start: number, end: number) => {
    const source = TEXT.slice(start, end);
    asked.push(source);
    return { type: source === 'f(1)' ? 'bool' : 'int', constant: undefined, mode: 'value' };
  };
  const tally = new Tally(() => 0);
  const answers = { typeOf, conversions: () => [], edit: () => void edits++, parts: hasParts ? parts : () => [] };
  const { doubts } = compareTyping(FILE, answers, cuts, tally);
  return { asked, doubts, total: tally.total(PREFIXES) };
}

describe('bench:types, a file as it is typed', () => {
  it('counts at each cut what it was told before, and asks again only where the answers are others', () => {
    const cut = W + 2;
    const { asked, total, doubts } = typing([cut, cut, cut]);
    assert.deepEqual([asked, total], [['f(1)', '1'], { right: 3, unknown: 0, wrong: 3 }]);
    assert.equal(doubts.length, 1, 'the same answer at each cut');
    assert.deepEqual(typing([cut, cut, cut, cut]).asked, ['f(1)', '1', 'f(1)', '1'], 'others at the fourth');
  });

  it('asks again where more of a part lies before the cut', () => {
    const { asked, total } = typing([W + 2, TEXT.length - 1, TEXT.length]);
    assert.deepEqual(asked, ['f(1)', '1', '2', 'g(2)', '2']);
    assert.deepEqual(total, { right: 1 + 2 + 3, unknown: 0, wrong: 3 });
  });

  it('knows nothing of what stands in no part', () => {
    assert.deepEqual(typing([TEXT.length], false).total, { right: 0, unknown: 4, wrong: 0 });
  });

  it('keeps the source of the package while the outline of the file is the same', async () => {
    const text = 'package m\n\nfunc f() { g() }\n\nvar v = 1\n';
    const made: PackageSource[] = [];
    const asked = { path: 'm', name: 'm', folder: '/m', texts: new Map([['/m/m.go', text]]) };
    const pkg = new TypedPackage((await loadEngine()).go, asked, source => made.push(source));
    const declarations = () => pkg.file('/m/m.go')!.declarations;
    pkg.edit('/m/m.go', `${text}\n`);
    const [f, v] = declarations();
    pkg.edit('/m/m.go', text.replace('g()', 'g(1, 2)'));
    assert.equal(made.length, 1, 'another body');
    assert.notEqual(declarations()[0], f);
    assert.equal(declarations()[1], v);
    assert.equal(v!.offset, text.indexOf('var') + 'g(1, 2)'.length - 'g()'.length);
    pkg.edit('/m/m.go', text.slice(0, text.indexOf('var')));
    assert.deepEqual([made.length, declarations().flatMap(d => d.names)], [2, ['f']], 'a declaration less');
    pkg.edit('/m/m.go', text);
    assert.deepEqual([made.length, declarations().flatMap(d => d.names)], [3, ['f', 'v']]);
    pkg.dispose();
  });
});
