/** Rules that compare places that build look at each place a few times, however many files of the module there are. Reads are counted. */
import assert from 'node:assert/strict';
import type { BuildContext } from '../../src/engine/program/build-contexts.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { loadEngine } from '../support/engine-for-tests.js';

/** Times that a place is read while all files are judged. */
function reads(engine: Engine, files: number): { readonly count: number; readonly findings: number } {
  const workspace = new Workspace(engine, {});
  workspace.set('/w/go.mod', 'module ex.com/w\n\ngo 1.26\n');
  workspace.set('/w/.goreleaser.yaml', 'builds:\n  - env: [GOEXPERIMENT=jsonv2]\n');
  workspace.set('/w/.github/workflows/ci.yml', 'jobs:\n  test:\n    steps:\n      - run: go test ./...\n');
  const paths = Array.from({ length: files }, (_, i) => `/w/d${i}/Dockerfile`);
  for (const path of paths) workspace.set(path, 'FROM golang:1.26\nENV GOEXPERIMENT=arenas\nCOPY . .\nRUN go build -o /a .\n');
  let count = 0;
  const counted = new Proxy(workspace.buildContexts('/w/go.mod') as BuildContext[], {
    get(target, key) {
      if (typeof key === 'string' && /^\d/.test(key)) count++;
      return Reflect.get(target, key);
    },
  });
  workspace.buildContexts = () => counted;
  const found = paths.flatMap(path => workspace.findings(path));
  return { count, findings: found.filter(f => f.rule === 'experiment/mismatch').length };
}

describe('many build files', () => {
  it('are compared without a look at all places for each', async () => {
    const engine = await loadEngine();
    const [small, large] = [reads(engine, 20), reads(engine, 80)];
    assert.deepEqual([small.findings, large.findings], [20, 80]);
    assert.ok(small.count > 0);
    assert.ok(large.count < 5 * small.count, `${small.count} reads of 20 files, ${large.count} of 80`);
  });
});
