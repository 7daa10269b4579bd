/** Reads what `types-judge` prints, a package at a time, with offsets of JavaScript strings. */
import { readFileSync } from 'node:fs';

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface JudgedExpression extends Span {
  readonly node: string;
  readonly mode: string;
  readonly type: string;
  readonly value: string;
  readonly repeated: boolean;
}

export interface JudgedConversion extends Span {
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly index: number | undefined;
}

export interface JudgedSelection extends Span {
  readonly kind: string;
  readonly member: string;
  readonly fields: string;
  readonly indirect: boolean;
}

export interface JudgedObject extends Span {
  readonly kind: string;
  readonly package: string;
  readonly name: string;
  readonly file: string;
  /** In bytes: the file may be one of another package. */
  readonly byteOffset: number;
  /** Of a declaration. */
  readonly type: string;
  readonly value: string;
}

export interface JudgedMethods extends Span {
  readonly type: string;
  readonly methods: { readonly member: string; readonly ofValue: boolean; readonly fields: string; readonly type: string }[];
}

export interface JudgedFile {
  readonly path: string;
  readonly text: string;
  /** Of the cut, or the size of the file, in bytes. */
  readonly size: number;
  readonly offsets: Offsets;
  readonly expressions: JudgedExpression[];
  readonly conversions: JudgedConversion[];
  readonly selections: JudgedSelection[];
  readonly instances: (Span & { readonly args: readonly string[] })[];
  readonly uses: JudgedObject[];
  readonly definitions: JudgedObject[];
  readonly methodSets: JudgedMethods[];
}

export interface JudgedPackage {
  readonly path: string;
  readonly name: string;
  readonly folder: string;
  readonly errors: string[];
  readonly files: JudgedFile[];
}

/** Bytes of UTF-8 to units of UTF-16, at the starts of characters. */
export class Offsets {
  private readonly units: Uint32Array | undefined;

  constructor(bytes: Uint8Array, text: string) {
    if (bytes.length === text.length) return;
    this.units = new Uint32Array(bytes.length + 1);
    let unit = 0;
    for (const [i, byte] of bytes.entries()) {
      this.units[i] = unit;
      const continues = (byte & 0xc0) === 0x80;
      if (!continues) unit += byte >= 0xf0 ? 2 : 1;
    }
    this.units[bytes.length] = unit;
  }

  unit(byte: number): number {
    return this.units ? this.units[byte]! : byte;
  }
}

export type ReadBytes = (path: string) => Uint8Array;

/** The packages in the text, which comes in pieces, each when its last line was read. */
export async function* judgedPackages(
  pieces: AsyncIterable<string> | Iterable<string>,
  read: ReadBytes = path => readFileSync(path),
): AsyncGenerator<JudgedPackage> {
  let current: Reader | undefined;
  for await (const lines of wholeLines(pieces)) {
    for (const line of lines) {
      if (line.startsWith('P\t')) {
        if (current) yield current.package;
        current = new Reader(line.split('\t'), read);
      } else if (line !== '') {
        if (!current) throw new Error(`a line before the first package: ${line}`);
        current.line(line.split('\t'));
      }
    }
  }
  if (current) yield current.package;
}

async function* wholeLines(pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string[]> {
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop()!;
    yield lines;
  }
  yield [rest];
}

class Reader {
  readonly package: JudgedPackage;
  private readonly types: string[] = [];

  constructor(
    [, path = '', name = '', folder = '']: readonly string[],
    private readonly read: ReadBytes,
  ) {
    this.package = { path, name, folder, errors: [], files: [] };
  }

  line(c: readonly string[]): void {
    if (c[0] === 'Y') this.types[Number(c[1])] = c[2]!;
    else if (c[0] === 'E') this.package.errors.push(c[1]!);
    else if (c[0] === 'F') this.package.files.push(emptyFile(c[1]!, Number(c[2]), this.read(c[1]!)));
    else this.ofFile(this.package.files.at(-1)!, c);
  }

  private ofFile(file: JudgedFile, c: readonly string[]): void {
    const type = (column: number) => this.types[Number(c[column])]!;
    if (c[0] === 'M') {
      const { start, end } = file.definitions.at(-1)!;
      file.methodSets.push({ start, end, type: type(1), methods: [] });
      return;
    }
    if (c[0] === 'm') {
      file.methodSets.at(-1)!.methods.push({ ofValue: c[1] === 'T', member: c[2]!, fields: c[3]!, type: type(4) });
      return;
    }
    const span = { start: file.offsets.unit(Number(c[1])), end: file.offsets.unit(Number(c[2])) };
    if (c[0] === 'T') {
      file.expressions.push({ ...span, node: c[3]!, mode: c[4]!, type: type(5), value: c[6]!, repeated: c[7] === 'repeated' });
    } else if (c[0] === 'C') {
      file.conversions.push({ ...span, kind: c[3]!, from: type(4), to: type(5), index: c[6] ? Number(c[6]) : undefined });
    } else if (c[0] === 'S') {
      file.selections.push({ ...span, kind: c[3]!, member: c[5]!, fields: c[6]!, indirect: c[7] === 'true' });
    } else if (c[0] === 'I') {
      file.instances.push({ ...span, args: c[4]!.split(',').map(n => this.types[Number(n)]!) });
    } else if (c[0] === 'U' || c[0] === 'D') {
      const [, , , kind, path, name, base, offset] = c as [string, ...string[]];
      const object = { ...span, kind: kind!, package: path!, name: name!, file: base!, byteOffset: Number(offset) };
      if (c[0] === 'D') file.definitions.push({ ...object, type: type(8), value: c[9]! });
      else file.uses.push({ ...object, type: '', value: '' });
    } else if (c[0] !== 'N') throw new Error(`no such line: ${c.join(' ')}`);
  }
}

function emptyFile(path: string, size: number, bytes: Uint8Array): JudgedFile {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return {
    path,
    text,
    size,
    offsets: new Offsets(bytes, text),
    expressions: [],
    conversions: [],
    selections: [],
    instances: [],
    uses: [],
    definitions: [],
    methodSets: [],
  };
}
