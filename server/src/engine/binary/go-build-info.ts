/**
 * The build information that the Go linker puts into every program since Go 1.13 (the format is that of `debug/buildinfo`): after a magic
 * number either two length-prefixed strings (Go 1.18 and newer) or pointers to two Go strings.
 */
import { type BinaryReader, Block, decode, type Mapping, offsetOf } from './bytes.js';

export interface GoModule {
  readonly path: string;
  readonly version: string;
  /** The module it is replaced by. */
  readonly replace?: { readonly path: string; readonly version: string };
}

export interface GoBuildInfo {
  /** As the toolchain names itself, without experiments: `go1.26.8`, `devel go1.28-0123abc …`. */
  readonly version: string;
  /** GOEXPERIMENT differences from the release's default set, `noX` for one that is off. */
  readonly experiments: readonly string[];
  /** Import path of the main package; empty when the program was built without module information. */
  readonly path: string;
  readonly main?: GoModule;
  readonly dependencies: readonly GoModule[];
  /** `CGO_ENABLED`, `-tags`, `vcs.revision` …; none before Go 1.18. */
  readonly settings: ReadonlyMap<string, string>;
}

/** Where to look, in this order. */
export interface SearchArea {
  readonly offset: number;
  readonly size: number;
}

const MAGIC = [0xff, ...[...' Go buildinf:'].map(c => c.charCodeAt(0))];
const HEADER = 32;
/** Bytes searched at most in all areas together: the data segments of the largest programs are smaller. */
const MAX_SEARCH = 64 << 20;
const CHUNK = 1 << 18;
/** The longest module text that is read, in bytes; that of kubernetes has 30,000. */
const MAX_MODULES = 1 << 20;
const MAX_VERSION = 1024;

/** Undefined when there is none, or when it is damaged. Throws only when the file cannot be read. */
export async function readGoBuildInfo(
  file: BinaryReader,
  areas: readonly SearchArea[],
  mappings: readonly Mapping[],
): Promise<GoBuildInfo | undefined> {
  let budget = MAX_SEARCH;
  for (const area of areas) {
    const size = Math.min(area.size, budget, Math.max(0, file.size - area.offset));
    budget -= Math.max(0, size);
    for (let at = 0; at < size; at += CHUNK) {
      // The magic number may begin in this chunk and end in the next.
      const block = await file.upTo(area.offset + at, Math.min(CHUNK, size - at) + MAGIC.length);
      for (let i = block.data.indexOf(MAGIC[0]!); i >= 0; i = block.data.indexOf(MAGIC[0]!, i + 1)) {
        if (!MAGIC.every((byte, k) => block.data[i + k] === byte)) continue;
        const info = await readAt(file, area.offset + at + i, mappings);
        if (info) return info;
      }
    }
  }
  return undefined;
}

async function readAt(file: BinaryReader, offset: number, mappings: readonly Mapping[]): Promise<GoBuildInfo | undefined> {
  const header = await file.upTo(offset, HEADER);
  if (header.length < HEADER) return undefined;
  const flags = header.u8(15);
  let version: Uint8Array | undefined;
  let modules: Uint8Array | undefined;
  if ((flags & 2) !== 0) {
    const first = await inlineString(file, offset + HEADER, MAX_VERSION);
    const second = first && (await inlineString(file, first.end, MAX_MODULES));
    version = first?.bytes;
    modules = second?.bytes;
  } else {
    const pointers = { size: header.u8(14), isLittle: (flags & 1) === 0, mappings };
    version = await pointedString(file, header.data, 16, pointers, MAX_VERSION);
    modules = await pointedString(file, header.data, 16 + pointers.size, pointers, MAX_MODULES);
  }
  const name = version && decode(version);
  // Whatever calls itself so was not written by the Go linker otherwise.
  if (!name || !/^(?:go\d|devel)[\x20-\x7e]*$/.test(name)) return undefined;
  return { ...splitVersion(name), ...parseModules(withoutSentinels(modules)) };
}

/** A varint and that many bytes. */
async function inlineString(file: BinaryReader, offset: number, max: number): Promise<{ bytes: Uint8Array; end: number } | undefined> {
  const head = await file.upTo(offset, 10);
  let length = 0;
  let used = 0;
  for (let byte = 0x80; (byte & 0x80) !== 0; used++) {
    if (used >= Math.min(head.length, 5)) return undefined;
    byte = head.u8(used);
    length += (byte & 0x7f) * 2 ** (7 * used);
  }
  if (length > max) return undefined;
  const block = await file.upTo(offset + used, length);
  return block.length === length ? { bytes: block.data, end: offset + used + length } : undefined;
}

interface Pointers {
  readonly size: number;
  readonly isLittle: boolean;
  readonly mappings: readonly Mapping[];
}

/** A pointer at `at` of the header, to a Go string: again a pointer, and a length. */
async function pointedString(
  file: BinaryReader,
  header: Uint8Array,
  at: number,
  { size, isLittle, mappings }: Pointers,
  max: number,
): Promise<Uint8Array | undefined> {
  if (size !== 4 && size !== 8) return undefined;
  const word = (block: Block, i: number) => (size === 4 ? block.u32(i) : block.u64(i));
  const place = offsetOf(word(new Block(header, isLittle), at), mappings);
  if (place === undefined) return undefined;
  const string = await file.upTo(place, 2 * size, isLittle);
  if (string.length < 2 * size) return undefined;
  const length = word(string, size);
  const data = offsetOf(word(string, 0), mappings);
  if (data === undefined || length > max) return undefined;
  const block = await file.upTo(data, length);
  return block.length === length ? block.data : undefined;
}

/** The module text stands between two sentinels of 16 bytes. */
function withoutSentinels(bytes: Uint8Array | undefined): string {
  if (!bytes || bytes.length < 33 || bytes[bytes.length - 17] !== 0x0a) return '';
  return decode(bytes.subarray(16, -16));
}

/** `go1.23.5 X:fieldtrack` up to Go 1.25, `go1.26.10-X:fieldtrack` from 1.26 on (go-facts §2.4). */
export function splitVersion(name: string): Pick<GoBuildInfo, 'version' | 'experiments'> {
  const m = /^(.*?)[ -]X:([\w,]+)(.*)$/s.exec(name);
  return m ? { version: `${m[1]}${m[3]}`, experiments: m[2]!.split(',').filter(e => e !== '') } : { version: name, experiments: [] };
}

/** Lines `path`, `mod`, `dep`, `=>` and `build`, with tabs. */
export function parseModules(text: string): Omit<GoBuildInfo, 'version' | 'experiments'> {
  let path = '';
  let main: GoModule | undefined;
  const dependencies: GoModule[] = [];
  const settings = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [verb, first = '', second = ''] = line.split('\t');
    if (verb === 'path') path = first;
    else if (verb === 'mod') main = { path: first, version: second };
    else if (verb === 'dep') dependencies.push({ path: first, version: second });
    else if (verb === '=>') {
      const last = dependencies.pop();
      const replace = { path: first, version: second };
      if (last) dependencies.push({ ...last, replace });
      else if (main) main = { ...main, replace };
    } else if (verb === 'build') {
      const m = /^("(?:[^"\\]|\\.)*"|`[^`]*`|[^=]*)=(.*)$/.exec(line.slice('build\t'.length));
      if (m) settings.set(unquote(m[1]!), unquote(m[2]!));
    }
  }
  return { path, ...(main && { main }), dependencies, settings };
}

/** Go quotes values with blanks or quotes in them. */
function unquote(value: string): string {
  if (/^`[^`]*`$/.test(value)) return value.slice(1, -1);
  if (!/^".*"$/.test(value)) return value;
  try {
    return String(JSON.parse(value));
  } catch {
    return value;
  }
}
