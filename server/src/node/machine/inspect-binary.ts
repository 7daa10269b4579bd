/** Opens a file the user named and reads what it says about itself. Reads a few pieces, never the whole file, and runs nothing. */
import { read } from 'node:fs';
import { promisify } from 'node:util';
import type { Message } from '../../engine/base/message.js';
import { type BinaryReading, readBinary } from '../../engine/binary/read-binary.js';
import { type Fault, useRegularFile } from '../host/bounded-reader.js';
import { say } from './inspect-words.js';

const readLater = promisify(read);

/** Never rejects: a file that cannot be read is an error in words. */
export async function inspectFile(path: string): Promise<BinaryReading> {
  const reading = await useRegularFile(path, (file, size) => readBinary(sourceOf(file, size)));
  return 'fault' in reading ? { error: reason(reading.fault) } : reading;
}

function sourceOf(file: number, size: number) {
  return {
    size,
    async read(offset: number, length: number): Promise<Uint8Array> {
      const buffer = new Uint8Array(length);
      let done = 0;
      while (done < length) {
        const { bytesRead } = await readLater(file, buffer, done, length - done, offset + done);
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      return buffer.subarray(0, done);
    },
  };
}

function reason(fault: Fault): Message {
  if (fault.kind !== 'system') return fault.kind === 'folder' ? say.folder : say.device;
  const { code } = fault;
  if (code === 'ENOENT') return say.missing;
  if (code === 'EACCES' || code === 'EPERM') return say.forbidden;
  return say.unreadable({ error: code });
}
