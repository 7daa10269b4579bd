/** Reads any file as a program: ELF, Mach-O, fat Mach-O or PE, and for everything else a sentence on what it is. */
import { t } from '../base/l10n.js';
import type { BinaryFacts } from './binary.js';
import { BinaryError, BinaryReader, type Block, type ByteSource, decode } from './bytes.js';
import { readElf } from './elf.js';
import { isFat, isMachO, readFat, readMachO } from './mach-o.js';
import { peHeader, readPe } from './pe.js';

/** Several only for a fat file. */
export type BinaryReading = { readonly programs: readonly BinaryFacts[] } | { readonly error: string };

/** Never rejects for what stands in the file; rejects when `source` does. `error` is one sentence. */
export async function readBinary(source: ByteSource): Promise<BinaryReading> {
  const file = new BinaryReader(source);
  try {
    const head = await file.upTo(0, 64, false);
    if (head.length === 0) return { error: t('The file is empty.') };
    const programs = await readPrograms(file, head);
    return programs ? { programs } : { error: describeOther(head) };
  } catch (error) {
    if (error instanceof BinaryError) return { error: t('The file looks like a binary but cannot be read: {0}.', error.message) };
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
const OTHERS: readonly (readonly [string, () => string])[] = [
  ['\x00asm', () => t('a WebAssembly module')],
  ['\xca\xfe\xba\xbe', () => t('a Java class')],
  ['!<arch>', () => t('an archive of object files (.a or .deb)')],
  ['\x1f\x8b', () => t('a gzip archive')],
  ['PK\x03\x04', () => t('a zip archive')],
  ['BZh', () => t('a bzip2 archive')],
  ['\xfd7zXZ', () => t('an xz archive')],
  ['\x28\xb5\x2f\xfd', () => t('a zstd archive')],
  ['MZ', () => t('a DOS program')],
  ['go object ', () => t('a Go object file')],
];

function describeOther(head: Block): string {
  const bytes = String.fromCharCode(...head.data);
  if (bytes.startsWith('#!')) {
    const line = decode(head.data).slice(2).split('\n')[0]!;
    const program = line.trim().split(/\s+/)[0] ?? '';
    // The kernel takes the carriage return as a part of the name, and answers as for a missing loader (go-facts C1).
    if (line.endsWith('\r'))
      return t('This is a script for {0} with Windows line ends: Linux looks for “{0}\\r” and says “no such file or directory”.', program);
    return t('This is a script for {0}, not a binary.', program);
  }
  const other = OTHERS.find(([magic]) => bytes.startsWith(magic));
  if (other) return t('This is {0}, not an ELF, Mach-O or PE program.', other[1]());
  return t('This is no ELF, Mach-O or PE file.');
}
