/**
 * Damaged binaries: whatever stands in the file, the answer is facts or a sentence, in bounded time and with bounded reads. The seed is
 * printed; `FUZZ_SEED=n` repeats a run, `FUZZ_RUNS=n` makes it shorter or longer.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { MAX_BLOCK } from '../../src/engine/binary/bytes.js';
import { readBinary } from '../../src/engine/binary/read-binary.js';
import { binaryJson, binaryText } from '../../src/engine/reports/binary.js';
import { elf, fat, inlineBuildInfo, machO, pe, pointerBuildInfo } from '../support/binary-samples.js';
import { randomFrom } from '../support/mutations.js';

const SEED = Number(process.env.FUZZ_SEED ?? 20261121);
const RUNS = Math.ceil(Number(process.env.FUZZ_RUNS ?? 10_000) / 2);
/** In CPU time, for a file that may claim anything. */
const LIMIT_MS = 5000;
const MAX_TOTAL = 128 << 20;

function seeds(): Buffer[] {
  const info = () => inlineBuildInfo('go1.26.8 X:nojsonv2');
  const dynamic = {
    interpreter: '/lib64/ld-linux-x86-64.so.2',
    needed: ['libz.so.1', 'libc.so.6'],
    versions: ['GLIBC_2.34', 'GLIBC_2.2.5'],
  };
  const made = [
    elf({ ...dynamic, runpath: '/a:/b', data: info }),
    elf({ is64: false, machine: 3, ...dynamic, data: a => pointerBuildInfo('go1.16', a, 4, true) }),
    elf({ isLittle: false, machine: 22, data: a => pointerBuildInfo('go1.17', a, 8, false) }),
    machO(0x0100000c, info),
    fat(machO(0x01000007, info), machO(0x0100000c)),
    pe(['kernel32.dll', 'ws2_32.dll'], a => pointerBuildInfo('go1.16', a, 8, true)),
  ];
  const real = ['/bin/ls', '/lib/x86_64-linux-gnu/libm.so.6'].filter(existsSync).map(f => readFileSync(f));
  return [...made, ...made, ...real];
}

/** Numbers that headers should not hold. */
const EVIL = [0, 1, 0x7f, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

function damaged(original: Buffer, random: () => number): Buffer {
  const below = (n: number) => Math.floor(random() * n);
  let data = Buffer.from(original);
  for (let n = 1 + below(6); n > 0; n--) {
    // Headers stand at the beginning; most of what follows is never read.
    const at = below(random() < 0.7 ? Math.min(data.length, 1500) : data.length);
    const kind = below(5);
    if (kind === 0) data[at] = below(256);
    else if (kind === 1 && at + 8 <= data.length) data.writeUInt32LE(EVIL[below(EVIL.length)]!, at & ~3);
    else if (kind === 2 && at + 8 <= data.length) data.writeBigUInt64LE(BigInt(EVIL[below(EVIL.length)]!) << BigInt(below(33)), at & ~7);
    else if (kind === 3) data = data.subarray(0, Math.max(1, at));
    else data.copy(data, at, below(data.length), data.length);
  }
  return data;
}

describe(`fuzz binaries (seed ${SEED})`, function () {
  this.timeout(300_000);

  it(`${RUNS} damaged files`, async () => {
    const random = randomFrom(SEED);
    const all = seeds();
    const outcomes = { read: 0, refused: 0 };
    for (let i = 0; i < RUNS; i++) {
      const data = damaged(all[i % all.length]!, random);
      let total = 0;
      const read = async (at: number, length: number) => {
        assert.ok(
          Number.isSafeInteger(at) && at >= 0 && length > 0 && length <= MAX_BLOCK && at + length <= data.length,
          `run ${i}: ${at} ${length}`,
        );
        total += length;
        return new Uint8Array(data.subarray(at, at + length));
      };
      const before = process.cpuUsage();
      let reading: Awaited<ReturnType<typeof readBinary>>;
      try {
        reading = await readBinary({ size: data.length, read });
        if ('programs' in reading) {
          binaryText('x', reading.programs);
          JSON.stringify(binaryJson('x', reading.programs));
        }
      } catch (error) {
        assert.fail(`run ${i} of seed ${SEED}: ${error instanceof Error ? error.stack : error}`);
      }
      const { user, system } = process.cpuUsage(before);
      assert.ok((user + system) / 1000 < LIMIT_MS, `run ${i}: ${(user + system) / 1000} ms`);
      assert.ok(total <= MAX_TOTAL, `run ${i}: ${total} bytes read`);
      if ('error' in reading) assert.match(reading.error.id, /^binary\//, `run ${i}`);
      outcomes['error' in reading ? 'refused' : 'read']++;
    }
    // Neither all broken beyond the magic number nor all whole: otherwise the damage tests nothing.
    assert.ok(outcomes.read > RUNS / 10 && outcomes.refused > RUNS / 10, JSON.stringify(outcomes));
  });

  it('a file of 4 TB that is all claims', async () => {
    const head = elf({ data: () => Buffer.alloc(0) });
    const size = 2 ** 42;
    head.writeBigUInt64LE(BigInt(size), 64 + 32);
    let total = 0;
    const reading = await readBinary({
      size,
      read: async (at, length) => {
        total += length;
        const out = new Uint8Array(length);
        if (at < head.length) out.set(head.subarray(at, at + length));
        return out;
      },
    });
    assert.ok('programs' in reading, JSON.stringify(reading));
    assert.ok(total <= MAX_TOTAL, `${total} bytes read`);
  });
});
