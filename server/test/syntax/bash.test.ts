/** Shell scripts: how long the parser is let at them, counted in rests. */
import assert from 'node:assert/strict';
import type { BashParser } from '../../src/engine/syntax/bash.js';
import type { ShellScript } from '../../src/engine/syntax/shell-node.js';
import { loadEngine } from '../support/engine-for-tests.js';

const HEAD = '#!/bin/sh\ngo build -o a .\ncase $A in\n';

describe('shell scripts', () => {
  let bash: BashParser;
  before(async () => {
    bash = (await loadEngine()).bash;
  });

  function read(text: string): { script: ShellScript; rests: number } {
    const work = bash.parsing(text);
    for (let rests = 0; ; rests++) {
      const step = work.next();
      if (step.done) return { script: step.value, rests };
    }
  }

  it('are read in pieces', () => {
    const { script, rests } = read(`${HEAD}${'a) go build . ;;\n'.repeat(2000)}esac\n`);
    assert.ok(script.complete && script.body.length === 2);
    assert.ok(rests > 15, `${rests} rests`);
  });

  it('are left alone where mending them would take the square of their faults', () => {
    for (const fault of [', a) go build . ;;\n', ') go build .\n', 'a=1;b=2;c=3;\n']) {
      const [some, many] = [500, 2000].map(n => read(HEAD + fault.repeat(n)));
      assert.deepEqual([many!.script.complete, many!.script.body.length], [false, 0], fault);
      assert.ok(many!.rests <= some!.rests + 20, `${some!.rests} rests, and ${many!.rests} for four times as many faults`);
      assert.ok(read(HEAD + fault.repeat(10)).script.body.length > 0, 'a few are mended');
    }
  });

  it('may be read in turns, and be given up', () => {
    const texts = ['a', 'b', 'c'].map(name => `${HEAD}${`${name}) go build ./${name} ;;\n`.repeat(500)}esac\n`);
    const expected = texts.map(text => read(text).script);
    const found = new Map<number, ShellScript>();
    bash.parsing(texts[0]!).next();
    const givenUp = bash.parsing(texts[1]!);
    givenUp.next();
    givenUp.return(undefined as never);
    for (let left = texts.map((text, i) => ({ work: bash.parsing(text), i })); left.length > 0; ) {
      left = left.filter(({ work, i }) => {
        const step = work.next();
        if (step.done) found.set(i, step.value);
        return !step.done;
      });
    }
    assert.deepEqual(
      [...found.entries()].sort(([a], [b]) => a - b).map(([, script]) => script),
      expected,
    );
  });
});
