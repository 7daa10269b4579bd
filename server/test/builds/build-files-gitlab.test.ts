/** What `.gitlab-ci.yml` says through references. */
import assert from 'node:assert/strict';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { names, readBuild, seen } from './build-file-reading.js';

describe('build files of GitLab', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  const read = (path: string, text: string) => readBuild(engine, path, text);

  it('GitLab: what `!reference` names stands in its place; what another file holds may do anything', () => {
    const text = `.compile:
  image: golang:1.25-alpine
  variables: {CGO_ENABLED: "1"}
  script:
    - go mod download
    - !reference [.steps, build]
.steps:
  build: [go build -o app .]
build:
  image: !reference [.compile, image]
  variables: !reference [.compile, variables]
  script:
    - !reference [.compile, script]
circle:
  script: !reference [circle, script]
other:
  image: golang:1.25
  variables: !reference [.elsewhere, variables]
  script:
    - !reference [.elsewhere, script]
    - go vet ./...
`;
    const facts = read('.gitlab-ci.yml', text);
    assert.deepEqual(names(facts), ['build', 'other']);
    const [build, other] = facts.units;
    assert.deepEqual(
      build!.commands.map(c => c.verb),
      ['mod', 'build'],
    );
    assert.equal(build!.image?.text, 'golang:1.25-alpine');
    assert.deepEqual(seen(facts, text, 'CGO_ENABLED'), ['1', 'CGO_ENABLED: "1"']);
    assert.equal(other!.environment.get('CGO_ENABLED'), 'unknown');
    const [first] = other!.steps!;
    assert.deepEqual(first!.kind === 'run' && first!.command.words, []);
  });
});
