/**
 * Reads files of strangers: regular files only and so many bytes at most, whatever links lead to. Never waits for a writer, never throws.
 *
 * The kind is asked before the file is opened, since opening a device can do something, and again of what was opened.
 */
import { close, closeSync, constants, fstat, fstatSync, open, openSync, read, readSync, type Stats, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { onDisk } from './odd-names.js';
import { atOnce, inTurns, type Steps, step } from './steps.js';

/** Why a file is not read: what it is, its size, or what the system calls the reason (`ENOENT`). */
export type Fault = { readonly kind: 'folder' | 'special' | 'tooLarge' | 'binary' } | { readonly kind: 'system'; readonly code: string };

export type Reading = { readonly bytes: Buffer } | { readonly fault: Fault };

/** Windows has neither flag; links are followed. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

const NOTHING_THERE: Fault = { kind: 'system', code: 'ENOENT' };

const later = { open: promisify(open), fstat: promisify(fstat), read: promisify(read), close: promisify(close) };

/** Bytes of a portion: of a file that is binary no more are read than that shows. */
const PORTION = 65_536;
/** git's rule: a NUL in the first 8000 bytes makes a file binary. */
const BINARY_PROBE = 8000;

/** How many bytes at the start of a source hold no NUL. In Go text the compiler takes none at all; a script may carry an archive. */
export const textBytes = (path: string) => (path.endsWith('.go') ? Number.POSITIVE_INFINITY : BINARY_PROBE);

/** The whole file; one of more than `max` bytes is a fault, and one with a NUL among the first `text`. */
export const readBytes = (path: string, max: number, text = 0): Reading => atOnce(reading(path, max, text));

/** As above, without holding the thread. */
export const readBytesLater = (path: string, max: number): Promise<Reading> => inTurns(reading(path, max));

/** Text with its byte order mark; undefined for what is not read. */
export const readText = (path: string, max: number): string | undefined => textOf(readBytes(path, max));

/** As above, without holding the thread. */
export const readTextLater = async (path: string, max: number, text = 0): Promise<string | undefined> =>
  textOf(await inTurns(reading(path, max, text)));

/** At most the first `count` bytes. */
export function readHead(path: string, count: number): Reading {
  return atOnce(opened(path, file => upTo(file, Buffer.alloc(count))));
}

/** As editors show it. */
export const withoutMark = (text: string) => (text.startsWith('\uFEFF') ? text.slice(1) : text);

const textOf = (reading: Reading) => ('bytes' in reading ? reading.bytes.toString('utf8') : undefined);

/** The file in steps, for who reads several. */
export function reading(path: string, max: number, text = 0): Steps<Reading> {
  return opened(path, (file, size) => whole(file, size, max, text));
}

/** A regular file that is open while it is `used`. Never rejects because of the file; what `use` rejects with is a fault as well. */
export function useRegularFile<T>(path: string, use: (file: number, size: number) => Promise<T>): Promise<T | { readonly fault: Fault }> {
  const refuse = (): never => {
    throw new Error('read in turns only');
  };
  return inTurns(opened(path, (file, size) => step(refuse, () => use(file, size))));
}

function* opened<T>(path: string, use: (file: number, size: number) => Steps<T>): Steps<T | { readonly fault: Fault }> {
  let file: number | undefined;
  try {
    const name = yield* onDisk(path);
    const there = yield* step<Stats | undefined>(
      () => statSync(name, { throwIfNoEntry: false }),
      () => stat(name),
    );
    const before = there === undefined ? NOTHING_THERE : kindFault(there);
    if (before) return { fault: before };
    const descriptor = yield* step(
      () => openSync(name, FLAGS),
      () => later.open(name, FLAGS),
    );
    file = descriptor;
    const stats = yield* step(
      () => fstatSync(descriptor),
      () => later.fstat(descriptor),
    );
    const fault = kindFault(stats);
    return fault ? { fault } : yield* use(descriptor, stats.size);
  } catch (error) {
    return { fault: { kind: 'system', code: (error as NodeJS.ErrnoException).code ?? String(error) } };
  } finally {
    if (file !== undefined) yield* closing(file);
  }
}

function* closing(file: number): Steps<void> {
  try {
    yield* step(
      () => closeSync(file),
      () => later.close(file),
    );
  } catch {
    // What was read counts all the same.
  }
}

function kindFault(stats: Stats): Fault | undefined {
  return stats.isFile() ? undefined : { kind: stats.isDirectory() ? 'folder' : 'special' };
}

/** Files may be longer than they say: those of `/proc` say 0, others grow. */
function* whole(file: number, size: number, max: number, text: number): Steps<Reading> {
  const tooLarge: Reading = { fault: { kind: 'tooLarge' } };
  if (size > max) return tooLarge;
  const parts: Buffer[] = [];
  let length = 0;
  for (let room = size + 1; ; room = Math.max(size + 1 - length, length, 4096)) {
    const wanted = Math.min(room, max + 1 - length, length < text ? PORTION : Number.POSITIVE_INFINITY);
    const { bytes } = yield* upTo(file, Buffer.allocUnsafe(wanted), size - length);
    if (bytes.subarray(0, Math.max(0, text - length)).includes(0)) return { fault: { kind: 'binary' } };
    parts.push(bytes);
    length += bytes.length;
    if (length > max) return tooLarge;
    if (bytes.length < wanted) return { bytes: parts.length === 1 ? bytes : Buffer.concat(parts) };
  }
}

/** Fills the buffer from where the file stands; less at its end, which is believed to be at `size` when a read stops there. */
function* upTo(file: number, buffer: Buffer, size = 0): Steps<{ readonly bytes: Buffer }> {
  let done = 0;
  while (done < buffer.length) {
    const at = done;
    const count = yield* step(
      () => readSync(file, buffer, at, buffer.length - at, null),
      async () => (await later.read(file, buffer, at, buffer.length - at, null)).bytesRead,
    );
    done += count;
    if (count === 0 || done === size) break;
  }
  return { bytes: buffer.subarray(0, done) };
}
