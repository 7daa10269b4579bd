/** Build files under stress: broken texts. */
import assert from 'node:assert/strict';
import { whole } from '../../src/engine/base/slices.js';
import { buildFileKind } from '../../src/engine/builds/kinds.js';
import { readBuildFile } from '../../src/engine/builds/read.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { loadEngine } from '../support/engine-for-tests.js';

describe('build files under stress', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  const read = (path: string, text: string) => whole(readBuildFile(path, buildFileKind(path)!, text, engine.bash));

  it('never throw and end on broken text', () => {
    const whole = 'a: &a [*a, *a]\njobs: {x: {steps: [{run: "go build $(", env: {GOOS: }}]}}\n\texport GO\nbuild:\n\t$(GO $((\n';
    const paths = ['.github/workflows/a.yml', '.gitlab-ci.yml', 'compose.yml', 'Makefile', 'Taskfile.yml', 'a.sh', '.goreleaser.yml'];
    for (const path of [...paths, '.ko.yaml', '.devcontainer.json', '.vscode/settings.json', 'go.work']) {
      for (let i = 0; i <= whole.length; i += 7) {
        const facts = read(path, whole.slice(i) + whole.slice(0, i));
        for (const u of facts.units) assert.ok(u.span.start <= u.span.end && u.span.end <= whole.length, path);
      }
      assert.equal(read(path, '').complete, true, path);
      assert.equal(read(path, 'go:\n'.repeat(200_000)).units.length, 0, path);
    }
  });

  it('rest while the lines of a long Makefile are read', () => {
    for (const line of ['A := x\n', '\n', 't: u\n', 'b: export A = 1\n']) {
      const work = readBuildFile('Makefile', 'makefile', `all:\n\tgo build .\n\n${line.repeat(10_000)}`, engine.bash);
      let rests = 0;
      while (!work.next().done) rests++;
      assert.ok(rests >= 100, `${rests} rests of ${JSON.stringify(line)}`);
    }
  });
});
