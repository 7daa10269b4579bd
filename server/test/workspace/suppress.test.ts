/** Suppressions: those written for us, and those of other linters that say the same as one of our rules. */
import assert from 'node:assert/strict';
import { type Config, DEFAULT_CONFIG } from '../../src/engine/base/config.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { drive } from '../../src/engine/workspace/drive.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { readTable } from '../../src/node/host/std-pieces.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { evidenceOf, siteAt } from '../support/judged.js';

const PUT = 'package m\n\nimport "sync"\n\nvar pool sync.Pool\n\nfunc put(b []byte) { pool.Put(b) }';

describe('suppressions', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  function found(text: string): (string | boolean)[][] {
    const workspace = new Workspace(engine);
    workspace.set('/m/go.mod', 'module example.com/m\n\ngo 1.26\n');
    workspace.set('/m/a.go', text);
    drive(workspace.reading({ kind: 'question', ask: () => void workspace.findings('/m/a.go') }), {
      table: ({ importPath }) => readTable(importPath),
    });
    return workspace
      .findings('/m/a.go')
      .filter(f => !f.rule.startsWith('escape/'))
      .map(f => [f.rule, f.suppressed]);
  }

  it('of another linter hide what it says too', () => {
    assert.deepEqual(found(`${PUT}\n`), [['pool/non-pointer-put', false]]);
    assert.deepEqual(found(`${PUT} //nolint:staticcheck // measured\n`), [['pool/non-pointer-put', true]]);
  });

  it('leave nothing in other words where the rule is off because another tool says the same', () => {
    const said = (rules: Config['rules']) => {
      const workspace = new Workspace(engine, { config: { ...DEFAULT_CONFIG, rules } });
      workspace.set('/m/go.mod', 'module example.com/m\n\ngo 1.26\n');
      workspace.set('/m/a.go', PUT);
      drive(workspace.reading({ kind: 'question', ask: () => void workspace.findings('/m/a.go') }), {
        table: ({ importPath }) => readTable(importPath),
      });
      const at = PUT.lastIndexOf('b)');
      const site = siteAt('/m/a.go', { start: at, end: at + 1 }, 'boxed', { callee: 'pool.Put' });
      workspace.evidence.set('/m/a.go', evidenceOf([site]), PUT);
      return workspace.findings('/m/a.go').map(f => f.rule);
    };
    assert.deepEqual(said({}), ['pool/non-pointer-put']);
    assert.deepEqual(said({ 'pool/non-pointer-put': 'off' }), []);
  });

  it('says nothing about a comment for another linter that hides nothing', () => {
    for (const comment of ['//nolint:staticcheck', '//nolint:SA6002', '//nolint:govet', '//lint:ignore SA6002 why'])
      assert.deepEqual(found(`package m\n\nfunc f() {} ${comment}\n\n${comment}\nfunc g() {}\n`), [], comment);
    const own = found('package m\n\nfunc f() {} //preflight:ignore pool/non-pointer-put why\n');
    assert.deepEqual(own, [['preflight/unused-suppression', false]], 'one of ours is told');
  });

  it('that hide nothing are told without a look at all rules for each', () => {
    const names = Object.getOwnPropertyDescriptor(String.prototype, 'split')!;
    const splits = (count: number) => {
      let asked = 0;
      const workspace = new Workspace(engine);
      workspace.set('/m/build.sh', `${'# preflight:ignore x\n'.repeat(count)}go build .\n`);
      workspace.findings('/m/build.sh');
      Object.defineProperty(String.prototype, 'split', {
        ...names,
        value(this: string, ...given: [string, number?]) {
          asked++;
          return names.value.apply(this, given);
        },
      });
      try {
        assert.equal(workspace.findings('/m/build.sh').length, count);
      } finally {
        Object.defineProperty(String.prototype, 'split', names);
      }
      return asked;
    };
    const few = splits(10);
    assert.ok(splits(110) - few <= 2 * 100, 'for each its own family');
  });
});
