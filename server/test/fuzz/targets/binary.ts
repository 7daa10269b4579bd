/** Damaged programs: whatever stands in the file, the answer is facts or a sentence, in bounded time and with bounded reads. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { MAX_BLOCK } from '../../../src/engine/binary/bytes.js';
import { readBinary } from '../../../src/engine/binary/read-binary.js';
import { binaryJson, binaryText } from '../../../src/engine/reports/binary.js';
import { originJson, originOf, originText } from '../../../src/engine/reports/binary-origin.js';
import { startsIn } from '../../../src/engine/reports/starts-in.js';
import type { Engine } from '../../../src/engine/syntax/engine.js';
import { Workspace } from '../../../src/engine/workspace/workspace.js';
import { elf, fat, inlineBuildInfo, machO, pe, pointerBuildInfo } from '../../support/binary-samples.js';
import type { Dice } from '../../support/random.js';
import { target } from '../target.js';

/** Of all reads together. */
const MAX_TOTAL = 128 << 20;
/** Programs of the machine are cut to this: what is behind it is read by offsets that stand before it. */
const MAX_REAL = 200_000;

interface BinaryInput {
  /** Each byte as one character. */
  readonly bytes: string;
}

let samples: readonly Buffer[] | undefined;

function samplesOnce(): readonly Buffer[] {
  samples ??= [
    ...made(),
    ...['/bin/ls', '/lib/x86_64-linux-gnu/libm.so.6'].filter(existsSync).map(f => readFileSync(f).subarray(0, MAX_REAL)),
  ];
  return samples;
}

function made(): Buffer[] {
  const info = () => inlineBuildInfo('go1.26.8 X:nojsonv2');
  const dynamic = {
    interpreter: '/lib64/ld-linux-x86-64.so.2',
    needed: ['libz.so.1', 'libc.so.6'],
    versions: ['GLIBC_2.34', 'GLIBC_2.2.5'],
  };
  const all = [
    elf({ ...dynamic, runpath: '/a:/b', data: info }),
    elf({ is64: false, machine: 3, ...dynamic, data: a => pointerBuildInfo('go1.16', a, 4, true) }),
    elf({ isLittle: false, machine: 22, data: a => pointerBuildInfo('go1.17', a, 8, false) }),
    machO(0x0100000c, info),
    fat(machO(0x01000007, info), machO(0x0100000c)),
    pe(['kernel32.dll', 'ws2_32.dll'], a => pointerBuildInfo('go1.16', a, 8, true)),
  ];
  return [...all, ...all, ...all];
}

/** Numbers that headers should not hold. */
const EVIL = [0, 1, 0x7f, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

function damaged(original: Buffer, dice: Dice): Buffer {
  let data = Buffer.from(original);
  for (let n = 1 + dice.below(6); n > 0; n--) {
    // Headers stand at the beginning; most of what follows is never read.
    const at = dice.below(dice.chance(0.7) ? Math.min(data.length, 1500) : data.length);
    const kind = dice.below(5);
    if (kind === 0) data[at] = dice.below(256);
    else if (kind === 1 && at + 8 <= data.length) data.writeUInt32LE(dice.pick(EVIL), at & ~3);
    else if (kind === 2 && at + 8 <= data.length) data.writeBigUInt64LE(BigInt(dice.pick(EVIL)) << BigInt(dice.below(33)), at & ~7);
    else if (kind === 3) data = data.subarray(0, Math.max(1, at));
    else data.copy(data, at, dice.below(data.length), data.length);
  }
  return data;
}

let project: Workspace | undefined;

/** The places that build the program of the samples. */
function projectOf(engine: Engine): Workspace {
  if (project) return project;
  project = new Workspace(engine);
  project.set('/w/go.mod', 'module example.com/app\n\ngo 1.26\n');
  project.set('/w/main.go', 'package main\n\nfunc main() {}\n');
  project.set(
    '/w/Dockerfile',
    'FROM golang:1.26 AS b\nRUN CGO_ENABLED=0 go build -trimpath -o /a .\nFROM scratch\nCOPY --from=b /a /a\nENTRYPOINT ["/a"]\n',
  );
  return project;
}

export const BINARY = target<BinaryInput>({
  kind: 'binary',
  make: dice => ({ bytes: damaged(dice.pick(samplesOnce()), dice).toString('latin1') }),
  async run({ bytes }, { engine }) {
    const data = Buffer.from(bytes, 'latin1');
    let total = 0;
    const read = async (at: number, length: number) => {
      const isInside = Number.isSafeInteger(at) && at >= 0 && length > 0 && length <= MAX_BLOCK && at + length <= data.length;
      assert.ok(isInside, `reads ${length} at ${at} of ${data.length}`);
      total += length;
      return new Uint8Array(data.subarray(at, at + length));
    };
    const reading = await readBinary({ size: data.length, read });
    assert.ok(total <= MAX_TOTAL, `${total} bytes read`);
    if ('error' in reading) {
      assert.match(reading.error.id, /^binary\//);
      return;
    }
    binaryText('x', reading.programs);
    JSON.stringify(binaryJson('x', reading.programs));
    for (const program of reading.programs) {
      startsIn(program);
      const origin = originOf(program, projectOf(engine), undefined, 'abc');
      if (!origin) continue;
      originText(origin, () => 'x');
      JSON.stringify(originJson(origin, () => undefined));
    }
  },
});
