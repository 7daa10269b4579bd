/** What compose gives to the ARGs of a Dockerfile decides what its service builds with. */
import assert from 'node:assert/strict';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { loadEngine } from '../support/engine-for-tests.js';

const DOCKERFILE = `ARG GO_VERSION=1.26
ARG VARIANT
FROM golang:\${GO_VERSION}\${VARIANT} AS build
ARG CGO_ENABLED=0
ARG GOEXPERIMENT
ENV CGO_ENABLED=$CGO_ENABLED GOEXPERIMENT=$GOEXPERIMENT
COPY . .
RUN go build -o /app .
FROM scratch
COPY --from=build /app /app
`;
const compose = (...args: string[]) => `services:
  db: {image: postgres}
  app:
    build:
      context: ./src
      args:
${args.map(a => `        ${a}\n`).join('')}`;

describe('arguments of compose', () => {
  let engine: Engine;
  let workspace: Workspace;
  before(async () => {
    engine = await loadEngine();
  });
  beforeEach(() => {
    workspace = new Workspace(engine);
    workspace.set('/r/go.mod', 'module example.com/r\n\ngo 1.24\n');
    workspace.set('/r/src/Dockerfile', DOCKERFILE);
  });
  const rows = () =>
    workspace
      .buildContexts('/r/go.mod')
      .filter(c => c.kind === 'compose service')
      .map(c => [c.name, c.goVersion.value, c.release?.minor, c.cgoEnabled.value, c.goexperiment.value]);

  it('take the place of defaults, and of nothing where there is none', () => {
    workspace.set(
      '/r/compose.yaml',
      compose('GO_VERSION: "1.25"', 'VARIANT: -alpine', 'CGO_ENABLED: 1', 'GOEXPERIMENT: jsonv2', 'OTHER: x'),
    );
    assert.deepEqual(rows(), [['app', '1.25-alpine', 25, '1', 'jsonv2']]);
    const stage = workspace.buildContexts('/r/go.mod').find(c => c.kind === 'dockerfile stage')!;
    assert.deepEqual(
      [stage.cgoEnabled.value, stage.goexperiment.value, stage.release],
      ['0', undefined, undefined],
      'the Dockerfile by itself',
    );
  });

  it('are unknown where only the environment of compose tells', () => {
    workspace.set('/r/compose.yaml', compose(`GO_VERSION: \${GO_VERSION:-1.25}`, 'VARIANT: ""'));
    assert.deepEqual(rows(), [['app', undefined, undefined, '0', undefined]]);
  });

  it('follow edits of the Dockerfile and of the compose file', () => {
    workspace.set('/r/compose.yaml', compose('GO_VERSION: "1.25"', 'VARIANT: ""'));
    assert.equal(rows()[0]?.[1], '1.25');
    workspace.set('/r/src/Dockerfile', DOCKERFILE.replaceAll('GO_VERSION', 'GOLANG'));
    assert.equal(rows()[0]?.[1], '1.26');
    workspace.set('/r/compose.yaml', compose('GOLANG: "1.24"', 'VARIANT: ""'));
    assert.equal(rows()[0]?.[1], '1.24');
    workspace.remove('/r/src/Dockerfile');
    assert.deepEqual(
      rows().map(([name, version]) => [name, version]),
      [['app', undefined]],
      'as its own lines say',
    );
  });

  it('give their experiments the release of the image', () => {
    workspace.set('/r/compose.yaml', compose('GO_VERSION: "1.24"', 'VARIANT: ""', 'GOEXPERIMENT: jsonv2'));
    assert.deepEqual(
      workspace.findings('/r/compose.yaml').map(f => f.rule),
      ['experiment/not-yet'],
    );
    workspace.set('/r/compose.yaml', compose('GO_VERSION: "1.25"', 'VARIANT: ""', 'GOEXPERIMENT: jsonv2'));
    assert.deepEqual(workspace.findings('/r/compose.yaml'), []);
  });

  it('say nothing about Dockerfiles that are filled in or lie elsewhere', () => {
    for (const build of ['https://example.com/x.git', `\${DIR}`, '/abs'])
      workspace.set(`/r/${build.length}/compose.yaml`, `services:\n  a: {build: {context: "${build}", args: {GO_VERSION: "1.2"}}}\n`);
    assert.deepEqual(
      rows().map(([name, , release]) => [name, release]),
      [
        ['a', undefined],
        ['a', undefined],
        ['a', undefined],
      ],
    );
  });
});
