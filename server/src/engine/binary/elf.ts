/** ELF, the format of Linux and the BSDs (System V ABI, elf(5)): program headers and the dynamic section, which is what a kernel looks at. */
import type { BinaryFacts } from './binary.js';
import { BinaryError, type BinaryReader, type Block, type Mapping, offsetOf } from './bytes.js';
import { readGoBuildInfo, type SearchArea } from './go-build-info.js';
import { say } from './words.js';

const PT_LOAD = 1;
const PT_DYNAMIC = 2;
const PT_INTERP = 3;
const PF_X = 1;
const PF_W = 2;
const DT = { needed: 1, strtab: 5, rpath: 15, runpath: 29, flags1: 0x6ffffffb, verneed: 0x6ffffffe, verneednum: 0x6fffffff } as const;
const DF_1_PIE = 0x08000000;
/** Bounds on counts that a damaged file may claim. */
const MAX_HEADERS = 1024;
const MAX_DYNAMIC = 4096;
const MAX_LIBRARIES = 512;

const KINDS: Readonly<Record<number, BinaryFacts['kind']>> = { 1: 'object file', 2: 'program', 4: 'core dump' };
const SYSTEMS: Readonly<Record<number, string>> = { 2: 'netbsd', 6: 'solaris', 9: 'freebsd', 12: 'openbsd' };

interface Class {
  readonly is64: boolean;
  readonly isLittle: boolean;
}

interface Segment extends Mapping {
  readonly type: number;
  readonly flags: number;
}

/** Throws BinaryError. */
export async function readElf(file: BinaryReader): Promise<BinaryFacts> {
  const ident = await file.block(0, 20, true, 'ELF header');
  const [width, order] = [ident.u8(4), ident.u8(5)];
  if ((width !== 1 && width !== 2) || (order !== 1 && order !== 2)) throw new BinaryError(say.damaged({ part: 'ELF header' }));
  const layout: Class = { is64: width === 2, isLittle: order === 1 };
  const header = await file.block(0, layout.is64 ? 64 : 52, layout.isLittle, 'ELF header');
  const segments = await readSegments(file, header, layout);
  const loads = segments.filter(s => s.type === PT_LOAD);
  const dynamic = await readDynamic(file, segments, loads, layout);
  const interp = segments.find(s => s.type === PT_INTERP);
  const interpreter = interp && (await file.text(interp.offset, 'interpreter'));
  // Debug information that was split off keeps the header and has nothing where the path was.
  if (interpreter !== undefined && !/^\/[\x20-\x7e]+$/.test(interpreter)) throw new BinaryError(say.interpreterNotPath);
  const go = await readGoBuildInfo(file, await searchAreas(file, header, loads, layout), loads);
  const type = header.u16(16);
  const isPosition = type === 3;
  const kind = isPosition ? (interpreter !== undefined || dynamic.isPie ? 'program' : 'library') : KINDS[type];
  if (kind === undefined) throw new BinaryError(say.elfType({ type }));
  return {
    format: 'ELF',
    kind,
    os: go?.settings.get('GOOS') ?? SYSTEMS[ident.u8(7)] ?? 'linux',
    arch: architecture(header.u16(18), layout),
    linkage:
      interpreter !== undefined || (kind === 'library' && dynamic.libraries.length > 0) ? 'dynamic' : isPosition ? 'static-pie' : 'static',
    ...(interpreter !== undefined && { interpreter }),
    libraries: dynamic.libraries,
    rpath: dynamic.rpath,
    runpath: dynamic.runpath,
    ...(dynamic.glibc !== undefined && { glibc: dynamic.glibc }),
    ...(go && { go }),
  };
}

async function readSegments(file: BinaryReader, header: Block, { is64, isLittle }: Class): Promise<Segment[]> {
  const [offset, size, count] = is64 ? [header.u64(32), header.u16(54), header.u16(56)] : [header.u32(28), header.u16(42), header.u16(44)];
  if (count === 0) return [];
  if (count > MAX_HEADERS || size < (is64 ? 56 : 32)) throw new BinaryError(say.damaged({ part: 'program headers' }));
  const table = await file.block(offset, size * count, isLittle, 'program headers');
  return Array.from({ length: count }, (_, i) => {
    const at = i * size;
    return is64
      ? { type: table.u32(at), flags: table.u32(at + 4), offset: table.u64(at + 8), address: table.u64(at + 16), size: table.u64(at + 32) }
      : { type: table.u32(at), flags: table.u32(at + 24), offset: table.u32(at + 4), address: table.u32(at + 8), size: table.u32(at + 16) };
  });
}

interface Dynamic {
  readonly libraries: readonly string[];
  readonly rpath: readonly string[];
  readonly runpath: readonly string[];
  readonly glibc?: string;
  readonly isPie: boolean;
}

async function readDynamic(file: BinaryReader, segments: readonly Segment[], loads: readonly Mapping[], layout: Class): Promise<Dynamic> {
  const segment = segments.find(s => s.type === PT_DYNAMIC);
  if (!segment || segment.size === 0) return { libraries: [], rpath: [], runpath: [], isPie: false };
  const entry = layout.is64 ? 16 : 8;
  const size = Math.min(segment.size, MAX_DYNAMIC * entry);
  const table = await file.block(segment.offset, size, layout.isLittle, 'dynamic section');
  const values = new Map<number, number[]>();
  for (let at = 0; at + entry <= size; at += entry) {
    const tag = layout.is64 ? table.u64(at) : table.u32(at);
    if (tag === 0) break;
    values.set(tag, [...(values.get(tag) ?? []), layout.is64 ? table.u64(at + 8) : table.u32(at + 4)]);
  }
  const first = (tag: number) => values.get(tag)?.[0];
  const strings = offsetOf(first(DT.strtab) ?? -1, loads);
  const texts = async (tag: number) => {
    const out: string[] = [];
    for (const at of (values.get(tag) ?? []).slice(0, MAX_LIBRARIES)) {
      if (strings !== undefined) out.push(await file.text(strings + at, 'string table'));
    }
    return out;
  };
  const needs = offsetOf(first(DT.verneed) ?? -1, loads);
  const glibc =
    needs === undefined || strings === undefined ? undefined : await newestGlibc(file, needs, first(DT.verneednum) ?? 0, strings, layout);
  const paths = async (tag: number) => (await texts(tag)).flatMap(p => p.split(':')).filter(p => p !== '');
  return {
    libraries: await texts(DT.needed),
    rpath: await paths(DT.rpath),
    runpath: await paths(DT.runpath),
    isPie: ((first(DT.flags1) ?? 0) & DF_1_PIE) !== 0,
    ...(glibc !== undefined && { glibc }),
  };
}

/** The newest of the `GLIBC_2.x` versions in the table of needed versions (`.gnu.version_r`). */
async function newestGlibc(
  file: BinaryReader,
  offset: number,
  files: number,
  strings: number,
  { isLittle }: Class,
): Promise<string | undefined> {
  let newest: readonly number[] = [];
  let budget = MAX_LIBRARIES;
  for (let at = offset, i = 0; i < files && budget > 0; i++) {
    const need = await file.block(at, 16, isLittle, 'version table');
    for (let aux = at + need.u32(8), k = 0; k < need.u16(2) && budget-- > 0; k++) {
      const version = await file.block(aux, 16, isLittle, 'version table');
      const m = /^GLIBC_(\d+(?:\.\d+)+)$/.exec(await file.text(strings + version.u32(8), 'string table'));
      const numbers = m ? m[1]!.split('.').map(Number) : [];
      if (compare(numbers, newest) > 0) newest = numbers;
      if (version.u32(12) === 0) break;
      aux += version.u32(12);
    }
    budget--;
    if (need.u32(12) === 0) break;
    at += need.u32(12);
  }
  return newest.length === 0 ? undefined : newest.join('.');
}

function compare(a: readonly number[], b: readonly number[]): number {
  const i = a.findIndex((n, k) => n !== (b[k] ?? 0));
  return i < 0 ? a.length - b.length : a[i]! - (b[i] ?? 0);
}

/** The section that the Go linker names, else the data segments: sections may be stripped. */
async function searchAreas(file: BinaryReader, header: Block, loads: readonly Segment[], layout: Class): Promise<SearchArea[]> {
  const section = await buildInfoSection(file, header, layout).catch((error: unknown) => {
    if (error instanceof BinaryError) return undefined;
    throw error;
  });
  const data = loads.filter(s => (s.flags & PF_X) === 0);
  const writable = data.filter(s => (s.flags & PF_W) !== 0);
  return [...(section ? [section] : []), ...writable, ...data.filter(s => (s.flags & PF_W) === 0)];
}

async function buildInfoSection(file: BinaryReader, header: Block, { is64, isLittle }: Class): Promise<SearchArea | undefined> {
  const [offset, size, count, names] = is64
    ? [header.u64(40), header.u16(58), header.u16(60), header.u16(62)]
    : [header.u32(32), header.u16(46), header.u16(48), header.u16(50)];
  if (offset === 0 || count > MAX_HEADERS || names >= count || size < (is64 ? 64 : 40)) return undefined;
  const table = await file.block(offset, size * count, isLittle, 'section headers');
  const at = (i: number): SearchArea =>
    is64
      ? { offset: table.u64(i * size + 24), size: table.u64(i * size + 32) }
      : { offset: table.u32(i * size + 16), size: table.u32(i * size + 20) };
  const strings = at(names);
  const text = await file.block(strings.offset, strings.size, isLittle, 'section names');
  for (let i = 0; i < count; i++) if (text.text(table.u32(i * size)) === '.go.buildinfo') return at(i);
  return undefined;
}

function architecture(machine: number, { is64, isLittle }: Class): string {
  const little = isLittle ? 'le' : '';
  switch (machine) {
    case 3:
      return '386';
    case 8:
      return `mips${is64 ? '64' : ''}${little}`;
    case 20:
      return 'ppc';
    case 21:
      return `ppc64${little}`;
    case 22:
      return 's390x';
    case 40:
      return 'arm';
    case 62:
      return is64 ? 'amd64' : 'amd64p32';
    case 183:
      return 'arm64';
    case 243:
      return is64 ? 'riscv64' : 'riscv';
    case 258:
      return 'loong64';
    default:
      return `machine ${machine}`;
  }
}
