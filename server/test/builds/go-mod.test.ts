/** What go.mod says. */
import assert from 'node:assert/strict';
import { parseGoVersion } from '../../src/engine/base/go-version.js';
import { parseGoMod } from '../../src/engine/builds/go-mod.js';

describe('go.mod', () => {
  it('reads module, versions, requirements and replacements with comments and blocks', () => {
    const text =
      'module "example.com/m" // app\n\ngo 1.26.1\ntoolchain go1.27rc1\n\nrequire (\n\ta.b/c v1.2.3 // indirect\n)\nrequire d.e/f v0.1.0\nreplace a.b/c => ../c\nreplace (\n\td.e/f v0.1.0 => x.y/z v2.0.0\n)\n';
    const mod = parseGoMod('/m/go.mod', text);
    assert.equal(mod.module, 'example.com/m');
    assert.equal(mod.dir, '/m');
    assert.deepEqual(mod.go, {
      version: { major: 1, minor: 26, patch: 1 },
      span: { start: text.indexOf('1.26.1'), end: text.indexOf('1.26.1') + 6 },
    });
    assert.deepEqual(mod.toolchain?.version, { major: 1, minor: 27 });
    assert.deepEqual(mod.requires, [
      { path: 'a.b/c', version: 'v1.2.3' },
      { path: 'd.e/f', version: 'v0.1.0' },
    ]);
    assert.deepEqual(mod.replaces, [
      { path: 'a.b/c', target: '../c' },
      { path: 'd.e/f', from: 'v0.1.0', target: 'x.y/z', version: 'v2.0.0' },
    ]);
  });

  it('reads versions and refuses what is none', () => {
    assert.deepEqual(parseGoVersion('go1.18'), { major: 1, minor: 18 });
    assert.equal(parseGoVersion('latest'), undefined);
    assert.equal(parseGoVersion('1'), undefined);
  });

  it('reads as many lines as anybody writes, and says where there are more', () => {
    const lines = (n: number) => `module m\n\nrequire (\n${Array.from({ length: n }, (_, i) => `\ta.b/c${i} v1.${i}.0\n`).join('')})\n`;
    const few = parseGoMod('go.mod', lines(2000));
    assert.deepEqual([few.requires.length, few.isPartial], [2000, undefined]);
    const many = parseGoMod('go.mod', lines(100_000));
    assert.equal(many.isPartial, true);
    assert.ok(many.requires.length < 20_000);
    assert.equal(many.requires[0]?.path, 'a.b/c0');
  });

  it('survives half-typed files', () => {
    for (const text of ['', 'module', 'require (', 'go', 'replace a =>', ')', 'require (\nx\n)']) assert.ok(parseGoMod('go.mod', text));
  });
});
