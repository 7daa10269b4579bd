/** The compiler is asked about every bad example of the escape rules: it must say, or do, on that line what the rule claims. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LineIndex } from '../../src/engine/base/line-index.js';
import { readExample } from '../../src/engine/rules/examples.js';
import { RULES } from '../../src/engine/rules/registry.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { findingsOf } from '../../tools/run-examples.js';
import { confirms, type Witness, witness } from '../support/compiler-witness.js';
import { loadEngine } from '../support/engine-for-tests.js';

const MODULE = 'example.com/examples';

const EXAMPLES = RULES.filter(r => r.compiler && !r.compiler.only).flatMap(rule =>
  rule.examples.filter(e => e.kind === 'bad').map((example, i) => ({ rule: rule.id, title: `${rule.id} bad example ${i + 1}`, example })),
);

describe('escape examples', () => {
  let engine: Engine;
  let said: Witness | undefined;
  let dir: string | undefined;

  before(async function () {
    this.timeout(120_000);
    engine = await loadEngine();
    if (spawnSync('go', ['version']).status !== 0) {
      console.error('SKIPPED: no go command, so the compiler was not asked about the escape examples');
      return;
    }
    dir = mkdtempSync(join(tmpdir(), 'go-preflight-escape-'));
    writeFileSync(join(dir, 'go.mod'), `module ${MODULE}\n\ngo 1.22\n`);
    EXAMPLES.forEach(({ example }, i) => {
      mkdirSync(join(dir!, `ex${i}`));
      for (const f of readExample(example)) if (f.name.endsWith('.go')) writeFileSync(join(dir!, `ex${i}`, f.name), f.text);
    });
    said = await witness(dir, ['./...']);
  });

  after(() => {
    if (dir) rmSync(dir, { recursive: true, force: true });
  });

  EXAMPLES.forEach(({ rule, title, example }, i) => {
    it(title, function () {
      if (!said) this.skip();
      const files = readExample(example);
      const findings = findingsOf(engine, files).filter(f => f.rule === rule);
      assert.ok(findings.length > 0);
      for (const f of findings) {
        const text = files.find(x => f.file.endsWith(`/${x.name}`))!.text;
        assert.ok(confirms(said, f, `${MODULE}/ex${i}`, new LineIndex(text)), `not confirmed: ${text.slice(f.span.start, f.span.end)}`);
      }
    });
  });
});
