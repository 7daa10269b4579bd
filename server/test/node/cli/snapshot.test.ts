/**
 * What `check` says about test-workspace, in whole, as text and as JSON. `UPDATE_SNAPSHOTS=1` writes the files anew; read the diff then.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../../src/engine/rules/registry.js';
import { ROOT } from '../../../tools/generate.js';
import { cli } from '../../support/cli-terminal.js';

const SNAPSHOTS = join(__dirname, '../../fixtures/snapshots');

function assertSnapshot(name: string, actual: string): void {
  const file = join(SNAPSHOTS, name);
  if (process.env.UPDATE_SNAPSHOTS) {
    mkdirSync(SNAPSHOTS, { recursive: true });
    writeFileSync(file, actual);
  }
  assert.equal(actual, readFileSync(file, 'utf8'), `${name} differs; if that is right, run with UPDATE_SNAPSHOTS=1`);
}

describe('check test-workspace', () => {
  const check = async (format: string) => {
    const { code, stdout, stderr } = await cli(ROOT, ['check', 'test-workspace', '--format', format, '--fail-on', 'error']);
    assert.equal(stderr, '');
    assert.equal(code, 1);
    return stdout;
  };

  it('gives the recorded text', async () => {
    assertSnapshot('test-workspace.txt', (await check('text')).replace(/\d+\.\d+ s\)/, '0.00 s)'));
  });

  it('gives the recorded JSON', async () => {
    assertSnapshot('test-workspace.json', (await check('json')).replace(/"milliseconds": \d+/, '"milliseconds": 0'));
  });

  it('shows every rule', async () => {
    const { findings } = JSON.parse(await check('json')) as { findings: { rule: string }[] };
    const shown = new Set(findings.map(f => f.rule));
    assert.deepEqual(
      // What only the compiler's tier reports, or hangs on the machine, cannot show here.
      RULES.filter(r => !r.compiler?.only && !r.checks.module && !shown.has(r.id)).map(r => r.id),
      [],
    );
  });
});
