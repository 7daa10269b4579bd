/** Mach-O, the format of macOS, and the fat files that hold one for each processor (mach-o/loader.h, mach-o/fat.h). */
import type { BinaryFacts } from './binary.js';
import { BinaryError, type BinaryReader, type Mapping } from './bytes.js';
import { readGoBuildInfo, type SearchArea } from './go-build-info.js';
import { say } from './words.js';

const LC = { segment: 0x1, loadDylib: 0xc, loadDylinker: 0xe, segment64: 0x19, lazyDylib: 0x20, weakDylib: 0x80000018 } as const;
const LC_RPATH = 0x8000001c;
const LC_REEXPORT_DYLIB = 0x8000001f;
const LC_BUILD_VERSION = 0x32;
const DYLIBS: ReadonlySet<number> = new Set([LC.loadDylib, LC.weakDylib, LC_REEXPORT_DYLIB, LC.lazyDylib]);
const MAX_COMMANDS = 4096;
/** More processors than Apple ever had in one file; Java class files, which share the magic number, have 45 and more there. */
const MAX_SLICES = 30;

const KINDS: Readonly<Record<number, BinaryFacts['kind']>> = { 1: 'object file', 2: 'program', 4: 'core dump', 6: 'library', 8: 'library' };
const ARCHITECTURES: Readonly<Record<number, string>> = { 7: '386', 16777223: 'amd64', 12: 'arm', 16777228: 'arm64' };
const PLATFORMS: Readonly<Record<number, string>> = { 1: 'darwin', 2: 'ios', 7: 'ios' };

/** True for the magic number of a thin file. */
export function isMachO(magic: number): boolean {
  return magic === 0xfeedface || magic === 0xfeedfacf || magic === 0xcefaedfe || magic === 0xcffaedfe;
}

/** True for a fat file; `count` is the big-endian number after the magic. */
export function isFat(magic: number, count: number): boolean {
  return (magic === 0xcafebabe || magic === 0xcafebabf) && count > 0 && count <= MAX_SLICES;
}

/** One program for each processor, in the order of the file. Throws BinaryError. */
export async function readFat(file: BinaryReader): Promise<BinaryFacts[]> {
  const head = await file.block(0, 8, false, 'fat header');
  const is64 = head.u32(0) === 0xcafebabf;
  const size = is64 ? 32 : 20;
  const count = head.u32(4);
  const table = await file.block(8, size * count, false, 'fat header');
  const out: BinaryFacts[] = [];
  for (let at = 0; at < size * count; at += size) {
    const [offset, length] = is64 ? [table.u64(at + 8), table.u64(at + 16)] : [table.u32(at + 8), table.u32(at + 12)];
    const slice = file.slice(offset, length, 'slice');
    if (!isMachO((await slice.block(0, 4, false, 'Mach-O header')).u32(0))) throw new BinaryError(say.sliceNotMachO);
    out.push(await readMachO(slice));
  }
  return out;
}

/** Throws BinaryError. */
export async function readMachO(file: BinaryReader): Promise<BinaryFacts> {
  const magic = (await file.block(0, 4, false, 'Mach-O header')).u32(0);
  const isLittle = magic === 0xcefaedfe || magic === 0xcffaedfe;
  const is64 = magic === 0xfeedfacf || magic === 0xcffaedfe;
  const size = is64 ? 32 : 28;
  const header = await file.block(0, size, isLittle, 'Mach-O header');
  const kind = KINDS[header.u32(12)];
  if (kind === undefined) throw new BinaryError(say.machOType({ type: header.u32(12) }));
  const found = await readCommands(file, { at: size, count: header.u32(16), bytes: header.u32(20), isLittle });
  const go = await readGoBuildInfo(file, found.areas, found.mappings);
  return {
    format: 'Mach-O',
    kind,
    os: go?.settings.get('GOOS') ?? found.platform ?? 'darwin',
    arch: ARCHITECTURES[header.u32(4)] ?? `processor ${header.u32(4)}`,
    linkage: found.interpreter !== undefined || found.libraries.length > 0 ? 'dynamic' : 'static',
    ...(found.interpreter !== undefined && { interpreter: found.interpreter }),
    libraries: found.libraries,
    rpath: found.rpath,
    runpath: [],
    ...(go && { go }),
  };
}

interface Commands {
  readonly at: number;
  readonly count: number;
  readonly bytes: number;
  readonly isLittle: boolean;
}

async function readCommands(file: BinaryReader, { at: start, count, bytes, isLittle }: Commands) {
  if (count > MAX_COMMANDS) throw new BinaryError(say.damaged({ part: 'load commands' }));
  const table = await file.block(start, bytes, isLittle, 'load commands');
  const text = (at: number) => table.text(at) ?? '';
  const libraries: string[] = [];
  const rpath: string[] = [];
  const mappings: Mapping[] = [];
  const sections: SearchArea[] = [];
  const data: SearchArea[] = [];
  let interpreter: string | undefined;
  let platform: string | undefined;
  for (let at = 0, i = 0; i < count; i++) {
    const [command, length] = [table.u32(at), table.u32(at + 4)];
    if (length < 8 || at + length > bytes) throw new BinaryError(say.damaged({ part: 'load commands' }));
    if (DYLIBS.has(command)) libraries.push(text(at + table.u32(at + 8)));
    else if (command === LC_RPATH) rpath.push(text(at + table.u32(at + 8)));
    else if (command === LC.loadDylinker) interpreter = text(at + table.u32(at + 8));
    else if (command === LC_BUILD_VERSION) platform = PLATFORMS[table.u32(at + 8)];
    else if (command === LC.segment64 || command === LC.segment) {
      const wide = command === LC.segment64;
      const [address, offset, size] = wide
        ? [table.u64(at + 24), table.u64(at + 40), table.u64(at + 48)]
        : [table.u32(at + 24), table.u32(at + 32), table.u32(at + 36)];
      mappings.push({ address, offset, size });
      // Readable and writable: where Go before 1.18 leaves its information.
      if (table.u32(at + (wide ? 60 : 44)) === 3) data.push({ offset, size });
      const sectionSize = wide ? 80 : 68;
      for (let s = at + (wide ? 72 : 56); s + sectionSize <= at + length; s += sectionSize) {
        if (text(s).slice(0, 16).startsWith('__go_buildinfo')) {
          sections.push(
            wide ? { offset: table.u32(s + 48), size: table.u64(s + 40) } : { offset: table.u32(s + 40), size: table.u32(s + 36) },
          );
        }
      }
    }
    at += length;
  }
  return { libraries, rpath, mappings, areas: [...sections, ...data], interpreter, platform };
}
