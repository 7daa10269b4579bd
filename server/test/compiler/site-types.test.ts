import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { joinFile } from '../../src/engine/compiler/join.js';
import { GoPackage } from '../../src/engine/go/package/go-package.js';
import { fact, IMPORTS, sourceOf } from './severities.js';

describe('what a call makes, and what a function that is inlined there makes', () => {
  /** Kind and text of the site where the compiler prints the expression at the `§`. */
  async function site(code: string, expression: string): Promise<string | undefined> {
    const text = `${IMPORTS}${code}\n`;
    const at = text.indexOf('§');
    const source = text.replace('§', '');
    const file = await sourceOf(source);
    const facts = [fact(source, at, expression)];
    const result = { importPath: 'p', dir: '/w', files: ['p.go'], facts, goVersion: { major: 1, minor: 26 }, truncated: false };
    const { sites } = joinFile('p.go', file, result, new GoPackage([file.facts]), () => undefined);
    return sites.map(s => `${s.site.kind} ${source.slice(s.span.start, s.span.end)}`)[0];
  }

  const ARGUMENTS = '... argument';

  it('is the slice of arguments only where there can be one', async () => {
    const call = (declared: string, text: string) => site(`${declared}\nfunc f(xs []int) { ${text} }`, ARGUMENTS);
    assert.equal(await call('var keep2 func(xs ...int)', 'keep2§(1, 2)'), 'variadic keep2(1, 2)');
    assert.equal(await call('var keep2 func(n int, xs ...int)', 'keep2§(1, 2)'), 'variadic keep2(1, 2)');
    assert.equal(await call('', 'unknown§(1, 2)'), 'variadic unknown(1, 2)');
    assert.equal(await call('func two() (int, int)\nvar keep2 func(n int, xs ...int)', 'keep2§(two())'), 'variadic keep2(two())');
    assert.equal(await call('var next func() []int', 'next§()'), 'inlined next()');
    assert.equal(await call('', 'unknown§()'), 'inlined unknown()');
    assert.equal(await call('var show func(n, m int)', 'show§(1, 2)'), 'inlined show(1, 2)');
    assert.equal(await call('var keep2 func(xs ...int)', 'keep2§(xs...)'), 'inlined keep2(xs...)');
    assert.equal(await call('var keep2 func(n int, xs ...int)', 'keep2§(1)'), 'inlined keep2(1)');
  });

  it('is the result only where an interface takes it', async () => {
    const code = (result: string, text: string) =>
      site(`func made() ${result}\nvar take func(t T)\nvar hold func(v any)\nfunc f() any { ${text}; return nil }`, '~r0');
    assert.equal(await code('T', 'take(made§())'), 'inlined made()');
    assert.equal(await code('T', 'x := made§(); _ = x'), 'inlined made()');
    assert.equal(await code('any', 'hold(made§())'), 'inlined made()');
    assert.equal(await code('T', 'hold(made§())'), 'boxed made()');
    assert.equal(await code('T', 'hold((made§()))'), 'boxed made()');
    assert.equal(await code('T', 'hold(any(made§()))'), 'boxed made()');
    assert.equal(await code('T', 'var v any = made§(); _ = v'), 'boxed made()');
    assert.equal(await code('T', 'return made§()'), 'boxed made()');
    assert.equal(await code('unknown', 'take(made§())'), 'boxed made()');
  });
});
