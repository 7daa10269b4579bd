/** Files that say how a program is built are documents like any other: findings, versions, edits. */
import assert from 'node:assert/strict';
import { RULES } from '../../src/engine/rules/registry.js';
import { Pair } from './pair.js';

const WORKFLOW = 'file:///app/.github/workflows/ci.yml';
const TEXT = 'jobs:\n  test:\n    env:\n      GOGC: 50%\n    steps:\n      - run: go test ./...\n';

describe('protocol: build files', () => {
  let pair: Pair;
  afterEach(() => pair.stop());

  it('get findings while they are open, and lose them with the cause', async () => {
    pair = await Pair.start({ rules: RULES });
    await pair.open('file:///app/go.mod', 'module example.com/app\n\ngo 1.26\n', 1, 'go.mod');
    await pair.open(WORKFLOW, TEXT, 3, 'yaml');
    await pair.settled();
    const [published] = pair.published.filter(p => p.uri === WORKFLOW);
    assert.deepEqual(
      published?.diagnostics.map(d => [d.code, d.range]),
      [['build/env-value', { start: { line: 3, character: 12 }, end: { line: 3, character: 15 } }]],
    );
    assert.equal(published?.version, 3);
    await pair.change(WORKFLOW, 4, { range: { start: { line: 3, character: 14 }, end: { line: 3, character: 15 } }, text: '' });
    await pair.settled();
    assert.deepEqual(pair.published.filter(p => p.uri === WORKFLOW).at(-1)?.diagnostics, []);
  });
});
