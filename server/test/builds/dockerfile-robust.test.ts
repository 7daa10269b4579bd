// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Dockerfiles are full of them.
/** Half-typed and hostile Dockerfiles: no exception, no endless work. */
import assert from 'node:assert/strict';
import { readDockerfile } from '../../src/engine/builds/dockerfile/read.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { loadEngine } from '../support/engine-for-tests.js';

describe('dockerfile reader', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });
  const read = (text: string) => readDockerfile('Dockerfile', text, engine.bash);

  describe('half-typed and hostile text', () => {
    it('never throws', function () {
      this.timeout(60_000);
      const whole =
        'ARG A=1\nFROM --platform=$X golang:${A:-1}@x AS b\nENV A="b c" D\nRUN --mount=type=bind,target=. <<-"EOF" cat | sh -c "go build \\"$(x)" && [ a\n\tgo build\nEOF\nCOPY --from=b ["a", "b"] /c/\nSHELL ["sh"]\nCMD [ "a", \'b\']\n';
      for (let i = 0; i <= whole.length; i++) {
        read(whole.slice(0, i));
        read(whole.slice(i));
      }
      for (const odd of [
        '\0',
        '\uFEFFFROM a\r\nRUN b\r',
        'FROM',
        'FROM  ',
        'COPY',
        'COPY --from=',
        'ENV',
        'ENV =',
        'RUN \\',
        'RUN ((((',
        'ARG =x\nFROM a',
        '\uD800',
      ])
        read(odd);
    });

    it('bounds its work', function () {
      this.timeout(60_000);
      assert.equal(read(`FROM a\n${'#'.repeat(600 * 1024)}`).complete, false);
      assert.equal(read('FROM a\n'.repeat(1000)).complete, false);
      assert.equal(read(`FROM a\nRUN ${'x; '.repeat(40_000)}\n`).complete, false);
      assert.equal(read(`FROM a\nRUN ${'x; '.repeat(10_000)}\n`).stages.length, 1);
      assert.equal(read(`FROM a\nRUN ${'('.repeat(5000)}${')'.repeat(5000)}\n`).stages.length, 1);
      const calls = read(`FROM golang\nRUN f() { ${'f; '.repeat(30)}}; f; go build\n`);
      assert.equal(calls.stages.length, 1);
      const doubling = Array.from({ length: 40 }, (_, i) => `ARG A${i + 1}=$A${i}$A${i}`).join('\n');
      assert.equal(read(`ARG A0=xxxxxxxxxx\n${doubling}\nFROM $A40\n`).stages[0]!.from.image, undefined);
      assert.equal(read(`FROM a\nRUN ${'cat <<A; '.repeat(5000)}\n${'x\n'.repeat(5000)}`).complete, false);
    });
  });
});
