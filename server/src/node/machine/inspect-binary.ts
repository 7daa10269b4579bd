/** Opens a file the user named and reads what it says about itself. Reads a few pieces, never the whole file, and runs nothing. */
import { type FileHandle, open, stat } from 'node:fs/promises';
import type { Message } from '../../engine/base/message.js';
import { type BinaryReading, readBinary } from '../../engine/binary/read-binary.js';
import { say } from './inspect-words.js';

/** Never rejects: a file that cannot be read is an error in words. */
export async function inspectFile(path: string): Promise<BinaryReading> {
  let handle: FileHandle | undefined;
  try {
    // Asked before it is opened: opening a pipe waits for somebody to write to it.
    const kind = await stat(path);
    if (kind.isDirectory()) return { error: say.folder };
    if (!kind.isFile()) return { error: say.device };
    handle = await open(path, 'r');
    return await readBinary(sourceOf(handle, kind.size));
  } catch (error) {
    return { error: reason(error as NodeJS.ErrnoException) };
  } finally {
    await handle?.close();
  }
}

function sourceOf(handle: FileHandle, size: number) {
  return {
    size,
    async read(offset: number, length: number): Promise<Uint8Array> {
      const buffer = new Uint8Array(length);
      let done = 0;
      while (done < length) {
        const { bytesRead } = await handle.read(buffer, done, length - done, offset + done);
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      return buffer.subarray(0, done);
    },
  };
}

function reason({ code, message }: NodeJS.ErrnoException): Message {
  if (code === 'ENOENT') return say.missing;
  if (code === 'EACCES' || code === 'EPERM') return say.forbidden;
  return say.unreadable({ error: code ?? message });
}
