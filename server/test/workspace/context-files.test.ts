/** Findings of build files follow version files. */
import assert from 'node:assert/strict';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { loadEngine } from '../support/engine-for-tests.js';

describe('files around a build', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  it('give a job its release, and its findings follow them', () => {
    const workspace = new Workspace(engine);
    workspace.set('/r/go.mod', 'module example.com/r\n\ngo 1.24\n');
    workspace.set('/r/.go-version', '1.24.4\n');
    const path = '/r/.github/workflows/ci.yml';
    const job =
      'jobs:\n  a:\n    env: {GOEXPERIMENT: jsonv2}\n    steps:\n      - uses: actions/setup-go@v5\n        with: {go-version-file: .go-version}\n';
    workspace.set(path, `${job}      - run: go test ./...\n`);
    const rules = () => workspace.findings(path).map(f => f.rule);
    assert.deepEqual(rules(), ['experiment/not-yet']);
    assert.deepEqual(workspace.affectedBy('/r/.go-version'), ['/r/go.mod', path]);
    workspace.set('/r/.go-version', '1.25.0\n');
    assert.deepEqual(rules(), []);
    assert.deepEqual(workspace.findings('/r/.go-version'), []);
  });
});
