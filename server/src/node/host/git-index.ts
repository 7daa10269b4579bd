/** Which files git keeps: what is tracked is in every clone, whatever a .gitignore says of it. Read from git's index, without git. */

import { leadsAway } from './boundary.js';
import { readBytes } from './bounded-reader.js';

/** Bytes: of a repository with half a million files. */
const MAX_INDEX = 64_000_000;
const HEADER = 12;
/** What stands before a name (gitformat-index(5)): times, owner, size and so on, the object's SHA-1, flags. */
const BEFORE_NAME = 62;
const FLAGS = 60;
const EXTENDED = 0x4000;
const NAME_LENGTH = 0xfff;

/**
 * Files of the repository at `root`, and the folders they lie in, relative to it. None where nothing was ever added; undefined where that cannot be told:
 * of a worktree, whose index lies elsewhere, and of formats that are not known.
 */
export function trackedIn(root: string): ReadonlySet<string> | undefined {
  const path = `${root}/.git/index`;
  if (leadsAway(path, root)) return undefined;
  const read = readBytes(path, MAX_INDEX);
  if (!('bytes' in read)) return read.fault.kind === 'system' && read.fault.code === 'ENOENT' ? new Set() : undefined;
  try {
    return namesIn(read.bytes);
  } catch {
    return undefined;
  }
}

/** Throws where the bytes end too early. */
function namesIn(bytes: Buffer): ReadonlySet<string> | undefined {
  const version = bytes.readUInt32BE(4);
  if (bytes.toString('latin1', 0, 4) !== 'DIRC' || version < 2 || version > 4) return undefined;
  const out = new Set<string>();
  let at = HEADER;
  let name = '';
  for (let left = bytes.readUInt32BE(8); left > 0; left--) {
    const flags = bytes.readUInt16BE(at + FLAGS);
    const start = at + BEFORE_NAME + ((flags & EXTENDED) !== 0 && version > 2 ? 2 : 0);
    if (version === 4) {
      const { value, end } = varint(bytes, start);
      const close = closing(bytes, end);
      name = name.slice(0, name.length - value) + bytes.toString('latin1', end, close);
      at = close + 1;
    } else {
      const length = flags & NAME_LENGTH;
      const close = length < NAME_LENGTH ? start + length : closing(bytes, start);
      name = bytes.toString('latin1', start, close);
      // One to eight bytes of nothing, up to a length that eight divides.
      at += ((close - at + 8) >> 3) << 3;
    }
    addWithFolders(out, Buffer.from(name, 'latin1').toString());
  }
  return isSplit(bytes, at) ? undefined : out;
}

/** Where the next byte of nothing is. */
function closing(bytes: Buffer, from: number): number {
  const at = bytes.indexOf(0, from);
  if (at < 0) throw new RangeError('a name without an end');
  return at;
}

/** As git writes offsets: seven bits a byte, each but the last one less than it counts. */
function varint(bytes: Buffer, from: number): { readonly value: number; readonly end: number } {
  let end = from;
  let byte = bytes.readUInt8(end++);
  let value = byte & 0x7f;
  while (byte & 0x80) {
    byte = bytes.readUInt8(end++);
    value = ((value + 1) << 7) | (byte & 0x7f);
  }
  return { value, end };
}

/** The rest of the entries is in another file. */
const isSplit = (bytes: Buffer, extensions: number): boolean => bytes.toString('latin1', extensions, extensions + 4) === 'link';

function addWithFolders(names: Set<string>, path: string): void {
  names.add(path);
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    const folder = path.slice(0, end);
    if (names.has(folder)) return;
    names.add(folder);
  }
}
