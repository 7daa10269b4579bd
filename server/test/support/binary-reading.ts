/** Reads bytes in memory as a binary; what was expected and is not there fails the test. */
import assert from 'node:assert/strict';
import type { Message } from '../../src/engine/base/message.js';
import type { BinaryFacts } from '../../src/engine/binary/binary.js';
import type { ByteSource } from '../../src/engine/binary/bytes.js';
import { readBinary } from '../../src/engine/binary/read-binary.js';

const sourceOf = (data: Buffer): ByteSource => ({
  size: data.length,
  read: async (at, length) => new Uint8Array(data.subarray(at, at + length)),
});

export async function programs(data: Buffer): Promise<readonly BinaryFacts[]> {
  const reading = await readBinary(sourceOf(data));
  return 'error' in reading ? assert.fail(reading.error.id) : reading.programs;
}

export const program = async (data: Buffer): Promise<BinaryFacts> => (await programs(data))[0]!;

export async function errorOf(data: Buffer | string): Promise<Message> {
  const reading = await readBinary(sourceOf(Buffer.isBuffer(data) ? data : Buffer.from(data, 'latin1')));
  return 'error' in reading ? reading.error : assert.fail('it was read');
}
