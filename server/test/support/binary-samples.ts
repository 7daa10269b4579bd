/** Small binaries made from the formats' documents, so that every shape is there on every machine, also those no toolchain makes any more. */

/** Writes numbers in one byte order; `at` patches. */
class Bytes {
  private readonly parts: number[] = [];

  constructor(private readonly isLittle: boolean) {}

  get size(): number {
    return this.parts.length;
  }

  number(value: number, width: 1 | 2 | 4 | 8): this {
    const bytes = Array.from({ length: width }, (_, i) => Math.floor(value / 2 ** (8 * i)) % 256);
    this.parts.push(...(this.isLittle ? bytes : bytes.reverse()));
    return this;
  }

  words(width: 1 | 2 | 4 | 8, ...values: number[]): this {
    for (const v of values) this.number(v, width);
    return this;
  }

  text(text: string): this {
    this.parts.push(...Buffer.from(text, 'latin1'));
    return this;
  }

  padTo(size: number): this {
    while (this.parts.length < size) this.parts.push(0);
    return this;
  }

  done(): Buffer {
    return Buffer.from(this.parts);
  }
}

export const MODULES = [
  'path\texample.com/app/cmd/app',
  'mod\texample.com/app\tv1.2.3\th1:x',
  'dep\texample.com/dep\tv0.1.0\th1:y',
  'dep\texample.com/old\tv1.0.0',
  '=>\texample.com/new\tv2.0.0\th1:z',
  'build\tCGO_ENABLED=1',
  'build\t-tags=netgo,osusergo',
  'build\t-ldflags="-X \'main.v=a b\'"',
  '',
].join('\n');

const sentinel = (c: string) => c.repeat(16);
const MAGIC = '\xff Go buildinf:';

/** The format since Go 1.18: version and modules stand behind the header. */
export function inlineBuildInfo(version: string, modules = MODULES): Buffer {
  const varint = (n: number): number[] => (n < 0x80 ? [n] : [(n & 0x7f) | 0x80, ...varint(n >> 7)]);
  const framed = modules === '' ? '' : `${sentinel('0')}${modules}${sentinel('1')}`;
  return Buffer.concat([
    Buffer.from(`${MAGIC}\x08\x02`, 'latin1'),
    Buffer.alloc(16),
    Buffer.from([...varint(version.length)]),
    Buffer.from(version, 'latin1'),
    Buffer.from([...varint(framed.length)]),
    Buffer.from(framed, 'latin1'),
  ]);
}

/** The format before: pointers to Go strings. `address` is where the result will lie in memory. */
export function pointerBuildInfo(version: string, address: number, size: 4 | 8, isLittle: boolean, modules = MODULES): Buffer {
  const framed = `${sentinel('0')}${modules}${sentinel('1')}`;
  const strings = address + 64;
  const b = new Bytes(isLittle).text(`${MAGIC}${String.fromCharCode(size, isLittle ? 0 : 1)}`);
  b.words(size, address + 32, address + 32 + 2 * size).padTo(32);
  b.words(size, strings, version.length, strings + version.length, framed.length).padTo(64);
  return b.text(version).text(framed).done();
}

export interface ElfParts {
  readonly is64?: boolean;
  readonly isLittle?: boolean;
  /** 2 ET_EXEC, 3 ET_DYN. */
  readonly type?: number;
  readonly machine?: number;
  readonly interpreter?: string;
  readonly needed?: readonly string[];
  readonly rpath?: string;
  readonly runpath?: string;
  /** DF_1_PIE. */
  readonly isPie?: boolean;
  /** Symbol versions of libc.so.6. */
  readonly versions?: readonly string[];
  /** Made for the address 0x400000 + `offset`. */
  readonly data?: (address: number) => Buffer;
}

const BASE = 0x400000;

/** Header, program headers, then one segment with everything; no sections. */
export function elf(parts: ElfParts): Buffer {
  const { is64 = true, isLittle = true, type = 2, machine = 62, needed = [], versions = [] } = parts;
  const w = is64 ? 8 : 4;
  const headers = 1024;
  const strings: string[] = [''];
  const place = new Map<string, number>();
  let used = 1;
  const string = (s: string) => {
    const known = place.get(s);
    if (known !== undefined) return known;
    place.set(s, used);
    strings.push(s);
    used += s.length + 1;
    return used - s.length - 1;
  };
  const dynamic: [number, number][] = needed.map(n => [1, string(n)]);
  if (parts.rpath !== undefined) dynamic.push([15, string(parts.rpath)]);
  if (parts.runpath !== undefined) dynamic.push([29, string(parts.runpath)]);
  if (parts.isPie) dynamic.push([0x6ffffffb, 0x08000000]);
  const file = versions.length > 0 ? string('libc.so.6') : 0;
  const names = versions.map(string);
  const hasDynamic = dynamic.length > 0 || versions.length > 0;
  const dynamicSize = (dynamic.length + 4) * 2 * w;
  const stringsAt = headers + dynamicSize;
  const versionsAt = Math.ceil((stringsAt + used) / 16) * 16;
  const interpreterAt = versionsAt + 16 + 16 * versions.length;
  const dataAt = Math.ceil((interpreterAt + (parts.interpreter?.length ?? 0) + 1) / 16) * 16;
  const data = parts.data?.(BASE + dataAt) ?? Buffer.alloc(0);
  const total = dataAt + data.length;

  dynamic.push([5, BASE + stringsAt]);
  if (versions.length > 0) dynamic.push([0x6ffffffe, BASE + versionsAt], [0x6fffffff, 1]);
  dynamic.push([0, 0]);
  const segments: [number, number, number, number][] = [[1, 6, 0, total]];
  if (hasDynamic) segments.push([2, 6, headers, dynamicSize]);
  if (parts.interpreter !== undefined) segments.push([3, 4, interpreterAt, parts.interpreter.length + 1]);

  const b = new Bytes(isLittle)
    .text('\x7fELF')
    .words(1, is64 ? 2 : 1, isLittle ? 1 : 2, 1, 0)
    .padTo(16);
  b.words(2, type, machine)
    .number(1, 4)
    .number(BASE, w)
    .number(is64 ? 64 : 52, w)
    .number(0, w)
    .number(0, 4);
  b.words(2, is64 ? 64 : 52, is64 ? 56 : 32, segments.length, 0, 0, 0);
  for (const [kind, flags, offset, size] of segments) {
    if (is64) b.words(4, kind, flags).words(8, offset, BASE + offset, BASE + offset, size, size, 16);
    else b.words(4, kind, offset, BASE + offset, BASE + offset, size, size, flags, 16);
  }
  b.padTo(headers);
  if (hasDynamic) for (const entry of dynamic) b.words(w, ...entry);
  b.padTo(stringsAt);
  for (const s of strings) b.text(`${s}\0`);
  b.padTo(versionsAt);
  if (versions.length > 0) b.words(2, 1, versions.length).words(4, file, 16, 0);
  for (const [i, name] of names.entries())
    b.number(0, 4)
      .words(2, 0, 2)
      .words(4, name, i + 1 < names.length ? 16 : 0);
  b.padTo(interpreterAt)
    .text(parts.interpreter ?? '')
    .padTo(dataAt);
  return Buffer.concat([b.done(), data]);
}

/** A 64-bit program with a dylinker, one library, an rpath and a data segment. */
export function machO(cpu: number, data: (address: number) => Buffer = () => Buffer.alloc(0)): Buffer {
  const dataAt = 1024;
  const content = data(BASE + dataAt);
  const commands: Buffer[] = [];
  const named = (command: number, head: number, name: string) =>
    commands.push(
      new Bytes(true)
        .words(4, command, head + 32, head)
        .padTo(head)
        .text(name)
        .padTo(head + 32)
        .done(),
    );
  named(0xe, 12, '/usr/lib/dyld');
  named(0xc, 24, '/usr/lib/libSystem.B.dylib');
  named(0x8000001c, 12, '@loader_path/lib');
  const section = new Bytes(true).text('__go_buildinfo').padTo(16).text('__DATA').padTo(32);
  section
    .words(8, BASE + dataAt, content.length)
    .words(4, dataAt)
    .padTo(80);
  const segment = new Bytes(true).words(4, 0x19, 152).text('__DATA').padTo(24);
  segment.words(8, BASE + dataAt, content.length, dataAt, content.length).words(4, 3, 3, 1, 0);
  commands.push(Buffer.concat([segment.done(), section.done()]));
  const bytes = commands.reduce((n, c) => n + c.length, 0);
  const header = new Bytes(true).words(4, 0xfeedfacf, cpu, 0, 2, commands.length, bytes, 0, 0);
  const file = Buffer.concat([header.done(), ...commands]);
  return Buffer.concat([file, Buffer.alloc(dataAt - file.length), content]);
}

export function fat(...slices: readonly Buffer[]): Buffer {
  const b = new Bytes(false).words(4, 0xcafebabe, slices.length);
  const starts = slices.map((_, i) => 4096 + slices.slice(0, i).reduce((n, s) => n + Math.ceil(s.length / 4096) * 4096, 0));
  for (const [i, slice] of slices.entries()) b.words(4, 0, 0, starts[i]!, slice.length, 12);
  b.padTo(4096);
  const out = [b.done()];
  for (const slice of slices) out.push(slice, Buffer.alloc(Math.ceil(slice.length / 4096) * 4096 - slice.length));
  return Buffer.concat(out);
}

/** A 64-bit program with one data section that holds an import table and the given data. */
export function pe(libraries: readonly string[], data: (address: number) => Buffer = () => Buffer.alloc(0)): Buffer {
  const [base, rva, raw] = [0x140000000, 0x1000, 1024];
  const tableSize = 20 * (libraries.length + 1);
  const names = libraries.map((_, i) => rva + tableSize + libraries.slice(0, i).reduce((n, l) => n + l.length + 1, 0));
  const section = new Bytes(true);
  for (const name of names) section.words(4, 0, 0, 0, name, 0);
  section.padTo(tableSize);
  for (const library of libraries) section.text(`${library}\0`);
  section.padTo(Math.ceil(section.size / 16) * 16);
  const content = Buffer.concat([section.done(), data(base + rva + section.size)]);
  const b = new Bytes(true).text('MZ').padTo(60).number(128, 4).padTo(128).text('PE\0\0');
  b.words(2, 0x8664, 1).words(4, 0, 0, 0).words(2, 240, 0x22);
  b.number(0x20b, 2)
    .padTo(152 + 24)
    .number(base, 8)
    .padTo(152 + 112)
    .words(4, 0, 0, rva, tableSize)
    .padTo(152 + 240);
  b.text('.data')
    .padTo(152 + 240 + 8)
    .words(4, content.length, rva, content.length, raw)
    .padTo(152 + 240 + 36)
    .number(0xc0000040, 4);
  return Buffer.concat([b.padTo(raw).done(), content]);
}
