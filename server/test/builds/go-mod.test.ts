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

  it('survives half-typed files', () => {
    for (const text of ['', 'module', 'require (', 'go', 'replace a =>', ')', 'require (\nx\n)']) assert.ok(parseGoMod('go.mod', text));
  });
});
