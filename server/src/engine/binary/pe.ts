/** PE, the format of Windows (Microsoft's PE/COFF specification): sections and the import table. */
import type { BinaryFacts } from './binary.js';
import { BinaryError, type BinaryReader, type Mapping, offsetOf } from './bytes.js';
import { readGoBuildInfo } from './go-build-info.js';
import { say } from './words.js';

const ARCHITECTURES: Readonly<Record<number, string>> = { 332: '386', 34404: 'amd64', 448: 'arm', 452: 'arm', 43620: 'arm64' };
const DLL = 0x2000;
const WRITABLE_DATA = 0xc0000040;
const ALIGNMENT = 0x00f00000;
const MAX_SECTIONS = 96;
const MAX_LIBRARIES = 512;

interface Section extends Mapping {
  readonly flags: number;
}

/** Offset of the PE header; undefined for a plain DOS program. Throws BinaryError. */
export async function peHeader(file: BinaryReader): Promise<number | undefined> {
  const dos = await file.upTo(0, 64);
  if (dos.length < 64) return undefined;
  const at = dos.u32(60);
  const magic = await file.upTo(at, 4);
  return magic.length === 4 && magic.u32(0) === 0x00004550 ? at : undefined;
}

/** Throws BinaryError. */
export async function readPe(file: BinaryReader, start: number): Promise<BinaryFacts> {
  const coff = await file.block(start + 4, 20, true, 'COFF header');
  const [count, optionalSize] = [coff.u16(2), coff.u16(16)];
  if (count > MAX_SECTIONS) throw new BinaryError(say.damaged({ part: 'section table' }));
  const optional = await file.block(start + 24, optionalSize, true, 'optional header');
  const magic = optionalSize >= 2 ? optional.u16(0) : 0;
  if (magic !== 0x10b && magic !== 0x20b) throw new BinaryError(say.damaged({ part: 'optional header' }));
  const is64 = magic === 0x20b;
  const table = await file.block(start + 24 + optionalSize, 40 * count, true, 'section table');
  const sections: Section[] = Array.from({ length: count }, (_, i) => ({
    address: table.u32(40 * i + 12),
    size: table.u32(40 * i + 16),
    offset: table.u32(40 * i + 20),
    flags: table.u32(40 * i + 36),
  }));
  const base = is64 ? optional.u64(24) : optional.u32(28);
  const directories = is64 ? 112 : 96;
  const imports = optional.length >= directories + 16 ? optional.u32(directories + 8) : 0;
  // Go takes the first writable section of initialised data, whatever its name.
  const data = sections.filter(s => s.address !== 0 && (s.flags & ~ALIGNMENT) >>> 0 === WRITABLE_DATA);
  const mapped = sections.map(s => ({ ...s, address: base + s.address }));
  const go = await readGoBuildInfo(file, [...data, ...sections.filter(s => !data.includes(s))], mapped);
  const libraries = imports === 0 ? [] : await readImports(file, imports, sections);
  return {
    format: 'PE',
    kind: (coff.u16(18) & DLL) !== 0 ? 'library' : 'program',
    os: 'windows',
    arch: ARCHITECTURES[coff.u16(0)] ?? `machine ${coff.u16(0)}`,
    linkage: libraries.length > 0 ? 'dynamic' : 'static',
    libraries,
    rpath: [],
    runpath: [],
    ...(go && { go }),
  };
}

/** The names in the import directory, which ends with an entry of zeros. */
async function readImports(file: BinaryReader, address: number, sections: readonly Section[]): Promise<string[]> {
  const out: string[] = [];
  for (let at = address; out.length < MAX_LIBRARIES; at += 20) {
    const offset = offsetOf(at, sections);
    if (offset === undefined) break;
    const name = (await file.block(offset, 20, true, 'import table')).u32(12);
    if (name === 0) break;
    const place = offsetOf(name, sections);
    if (place === undefined) throw new BinaryError(say.damaged({ part: 'import table' }));
    out.push(await file.text(place, 'import table'));
  }
  return out;
}
