/** Reads any file as a program: ELF, Mach-O, fat Mach-O or PE, and for everything else says what it is. */
import type { Message } from '../base/message.js';
import type { BinaryFacts } from './binary.js';
import { BinaryError, BinaryReader, type Block, type ByteSource, decode } from './bytes.js';
import { readElf } from './elf.js';
import { isFat, isMachO, readFat, readMachO } from './mach-o.js';
import { peHeader, readPe } from './pe.js';
import { say } from './words.js';

/** Several only for a fat file. */
export type BinaryReading = { readonly programs: readonly BinaryFacts[] } | { readonly error: Message };

/** Never rejects for what stands in the file; rejects when `source` does. */
export async function readBinary(source: ByteSource): Promise<BinaryReading> {
  const file = new BinaryReader(source);
  try {
    const head = await file.upTo(0, 64, false);
    if (head.length === 0) return { error: say.empty };
    const programs = await readPrograms(file, head);
    return programs ? { programs } : { error: describeOther(head) };
  } catch (error) {
    if (error instanceof BinaryError) return { error: error.reason };
    throw error;
  }
}

async function readPrograms(file: BinaryReader, head: Block): Promise<readonly BinaryFacts[] | undefined> {
  if (head.length < 8) return undefined;
  const magic = head.u32(0);
  if (magic === 0x7f454c46) return [await readElf(file)];
  if (isMachO(magic)) return [await readMachO(file)];
  if (isFat(magic, head.u32(4))) return readFat(file);
  if (head.u16(0) !== 0x4d5a) return undefined;
  const pe = await peHeader(file);
  return pe === undefined ? undefined : [await readPe(file, pe)];
}

/** First bytes of what people take for a program. */
const OTHERS: readonly (readonly [string, Message])[] = [
  ['\x00asm', say.webAssembly],
  ['\xca\xfe\xba\xbe', say.javaClass],
  ['!<arch>', say.objectArchive],
  ['\x1f\x8b', say.gzip],
  ['PK\x03\x04', say.zip],
  ['BZh', say.bzip2],
  ['\xfd7zXZ', say.xz],
  ['\x28\xb5\x2f\xfd', say.zstd],
  ['MZ', say.dosProgram],
  ['go object ', say.goObject],
];

function describeOther(head: Block): Message {
  const bytes = String.fromCharCode(...head.data);
  if (bytes.startsWith('#!')) {
    const line = decode(head.data).slice(2).split('\n')[0]!;
    const program = line.trim().split(/\s+/)[0] ?? '';
    // The kernel takes the carriage return as a part of the name, and answers as for a missing loader (go-facts C1).
    return (line.endsWith('\r') ? say.scriptWithCarriageReturn : say.script)({ program });
  }
  return OTHERS.find(([magic]) => bytes.startsWith(magic))?.[1] ?? say.notBinary;
}
