/** Reading pieces of a file of any size and any content: every read is bounded, and what lies outside of the file is an error with a name. */

import type { Message } from '../base/message.js';
import { say } from './words.js';

/** Random access to a file. The only thing the parsers know of it. */
export interface ByteSource {
  /** Length in bytes. */
  readonly size: number;
  /** The bytes from `offset` on, fewer than `length` at the end of the file. Rejects when the file cannot be read. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** The file is not a binary that can be read. */
export class BinaryError extends Error {
  constructor(readonly reason: Message) {
    super(reason.id);
  }
}

/** The most that one read takes, in bytes. */
export const MAX_BLOCK = 1 << 20;
/** Bytes read at most from one file: what parts of it claim may overlap. */
const MAX_TOTAL = 128 << 20;
/** The longest string that is kept, in bytes: PATH_MAX of Linux. */
const MAX_TEXT = 4096;

/** A file as a parser sees it. All offsets are from `start`, so that a slice of a fat file reads like a file. */
export class BinaryReader {
  constructor(
    private readonly source: ByteSource,
    private readonly start = 0,
    readonly size = source.size,
    private readonly budget = { left: MAX_TOTAL },
  ) {}

  /** A part of this file as a file. Throws when it does not lie within. */
  slice(offset: number, size: number, what: string): BinaryReader {
    this.check(offset, size, what);
    return new BinaryReader(this.source, this.start + offset, size, this.budget);
  }

  /** Exactly `length` bytes. Throws BinaryError when the file ends before, or when they are more than MAX_BLOCK. */
  async block(offset: number, length: number, isLittle: boolean, what: string): Promise<Block> {
    if (length > MAX_BLOCK) throw new BinaryError(say.tooLong({ part: what, length }));
    this.check(offset, length, what);
    const data = await this.read(offset, length);
    if (data.length < length) throw new BinaryError(say.endsWithin({ part: what }));
    return new Block(data, isLittle);
  }

  /** As many of `length` bytes as there are. */
  async upTo(offset: number, length: number, isLittle = true): Promise<Block> {
    const available = Math.max(0, Math.min(length, MAX_BLOCK, this.size - offset, offset < 0 ? 0 : length));
    return new Block(await this.read(offset, available), isLittle);
  }

  /** The bytes up to the next NUL as UTF-8. Throws when there is none within 4096 bytes. */
  async text(offset: number, what: string): Promise<string> {
    const block = await this.upTo(offset, MAX_TEXT);
    const text = block.text(0);
    if (text === undefined) throw new BinaryError(say.textWithoutEnd({ part: what }));
    return text;
  }

  private async read(offset: number, length: number): Promise<Uint8Array> {
    if (length === 0) return new Uint8Array();
    this.budget.left -= length;
    if (this.budget.left < 0) throw new BinaryError(say.overlaps);
    return this.source.read(this.start + offset, length);
  }

  private check(offset: number, length: number, what: string): void {
    if (!(offset >= 0 && length >= 0 && offset + length <= this.size)) throw new BinaryError(say.endsBefore({ part: what }));
  }
}

/** Some bytes in memory, with numbers in one byte order. Reading beyond them throws BinaryError. */
export class Block {
  private readonly view: DataView;

  constructor(
    readonly data: Uint8Array,
    private readonly isLittle: boolean,
  ) {
    this.view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  }

  get length(): number {
    return this.data.length;
  }

  u8(at: number): number {
    return this.view.getUint8(this.within(at, 1));
  }

  u16(at: number): number {
    return this.view.getUint16(this.within(at, 2), this.isLittle);
  }

  u32(at: number): number {
    return this.view.getUint32(this.within(at, 4), this.isLittle);
  }

  /** As a number: offsets and addresses beyond 2^53 lose their last bits, and lie outside of every file. */
  u64(at: number): number {
    return Number(this.view.getBigUint64(this.within(at, 8), this.isLittle));
  }

  /** The bytes up to the next NUL as UTF-8; undefined when there is none. */
  text(at: number): string | undefined {
    const end = this.data.indexOf(0, at);
    return end < 0 ? undefined : decode(this.data.subarray(at, end));
  }

  private within(at: number, length: number): number {
    if (!(at >= 0 && at + length <= this.data.length)) throw new BinaryError(say.endsWithinHeader);
    return at;
  }
}

/** UTF-8 to text without `TextDecoder`, which is no part of the language; what is no UTF-8 becomes U+FFFD. */
export function decode(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i]!;
    const more =
      first < 0x80 ? 0 : first >= 0xc2 && first < 0xe0 ? 1 : first >= 0xe0 && first < 0xf0 ? 2 : first >= 0xf0 && first < 0xf5 ? 3 : -1;
    let code = more === 0 ? first : first & (0x3f >> Math.max(0, more));
    let isValid = more >= 0 && i + more < bytes.length;
    for (let k = 1; isValid && k <= more; k++) {
      const next = bytes[i + k]!;
      if ((next & 0xc0) !== 0x80) isValid = false;
      code = (code << 6) | (next & 0x3f);
    }
    if (!isValid || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) {
      text += '\uFFFD';
      i += 1;
    } else {
      text += String.fromCodePoint(code);
      i += more + 1;
    }
  }
  return text;
}

/** A part of the file that the loader puts at an address. */
export interface Mapping {
  readonly address: number;
  readonly offset: number;
  /** Bytes in the file; what is longer in memory is zero. */
  readonly size: number;
}

/** Where an address lies in the file; undefined when it is not from the file. */
export function offsetOf(address: number, mappings: readonly Mapping[]): number | undefined {
  const mapping = mappings.find(m => address >= m.address && address < m.address + m.size);
  return mapping && mapping.offset + (address - mapping.address);
}
