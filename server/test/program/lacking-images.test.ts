/** Of which Dockerfiles it matters what the programs do that their images start: only then is all code of the module looked at for it. */
import assert from 'node:assert/strict';
import { readDockerfile } from '../../src/engine/builds/dockerfile/read.js';
import { mayLackFiles } from '../../src/engine/program/image-files.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { loadEngine } from '../support/engine-for-tests.js';

describe('an image that may lack what a program needs', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });
  const may = (text: string) => mayLackFiles(readDockerfile('/w/Dockerfile', text, engine.bash));

  const BUILD = 'FROM golang:1.26 AS build\nRUN go build -o /app .\n\n';
  for (const [what, text] of [
    ['starts what was built before', `${BUILD}FROM scratch\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n`],
    ['starts it by CMD', `${BUILD}FROM scratch\nCOPY --from=build /app /app\nCMD ["/app"]\n`],
    ['starts what comes from the build context', 'FROM scratch\nCOPY app /app\nENTRYPOINT ["/app"]\n'],
    ['continues one that starts it', `${BUILD}FROM scratch AS base\nENTRYPOINT ["/app"]\nFROM base\nCOPY --from=build /app /app\n`],
  ] as const)
    it(`is one that ${what}`, () => assert.equal(may(text), true));

  for (const [what, text] of [
    ['starts nothing of its own', 'FROM ubuntu:22.04\nADD build.sh /build/\nRUN /build/build.sh\n'],
    ['starts nothing, two stages', `${BUILD}FROM scratch\nCOPY --from=build /app /app\n`],
    ['has everything', `${BUILD}FROM golang:1.26\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n`],
  ] as const)
    it(`is not one that ${what}`, () => assert.equal(may(text), false));
});
