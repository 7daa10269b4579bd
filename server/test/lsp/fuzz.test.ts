/** Mutated Go files and Dockerfiles through the server. `FUZZ_SEED=n` repeats a run, `FUZZ_RUNS=n` makes it shorter or longer. */
import assert from 'node:assert/strict';
import { mutated, randomFrom, seeds } from '../support/mutations.js';
import { Pair } from './pair.js';

const SEED = Number(process.env.FUZZ_SEED ?? 20261121);
const RUNS = Math.ceil(Number(process.env.FUZZ_RUNS ?? 10_000) / 50);

describe(`protocol: fuzz (seed ${SEED})`, function () {
  this.timeout(300_000);

  it(`${RUNS} mutated files through the server, which goes on answering`, async () => {
    const unhandled: unknown[] = [];
    const listener = (error: unknown) => unhandled.push(error);
    process.on('unhandledRejection', listener);
    const pair = await Pair.start({ folders: ['file:///fuzz'] });
    try {
      const random = randomFrom(SEED + 2);
      const { go, dockerfile } = seeds();
      for (let i = 0; i < RUNS; i++) {
        const isGo = i % 4 !== 0;
        const uri = isGo ? `file:///fuzz/f${i}.go` : `file:///fuzz/d${i}/Dockerfile`;
        await pair.open(uri, mutated(isGo ? go : dockerfile, random), 1);
        await pair.client.sendRequest('textDocument/hover', {
          textDocument: { uri },
          position: { line: Math.floor(random() * 20), character: 3 },
        });
        await pair.close(uri);
      }
      await pair.settled();
      assert.deepEqual(unhandled, []);
    } finally {
      await pair.stop();
      process.off('unhandledRejection', listener);
    }
  });
});
