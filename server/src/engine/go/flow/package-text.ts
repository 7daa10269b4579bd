/** What the text of a package tells of a pool and its objects beyond one declaration: asked only about what types have found already. */
import type { Sliced } from '../../base/slices.js';
import type { GoPackage } from '../package/go-package.js';
import type { TypeSources } from '../package/typed-file.js';
import type { PackageSource } from '../types/importer.js';
import { poolsOf } from './named-pools.js';

/** A method of the type lets the buffer in the field read all that there is, or passes on what it is given, and none asks how large it is. */
export function readsByMethods(source: PackageSource, type: string, field: string): boolean {
  const methods = source.files.flatMap(f => f.declarations.flatMap(d => (d.receiver === type && d.code !== undefined ? [d] : [])));
  const reads = methods.some(
    ({ names, code = '' }) => code.includes(`.${field}.ReadFrom(`) || (names.includes('Write') && code.includes(`.${field}.Write(`)),
  );
  return reads && !methods.some(({ code = '' }) => LIMITS.some(word => code.includes(word)));
}

const LIMITS = [
  '.Cap()',
  '.Len() >',
  '.Len() <',
  '.Len()+',
  'Limit',
  'limit',
  'max',
  'Max',
  'new(bytes.Buffer)',
  'bytes.Buffer{}',
  'bytes.NewBuffer(',
];

/** A method of the type appends as much to the field as it is given, `l.b = append(l.b, s...)`, and none asks how large it is. */
export function growsByMethods(source: PackageSource, type: string, field: string): boolean {
  const grows = new RegExp(`\\b(\\w+)\\.${field} = append\\(\\1\\.${field}, \\w+\\.\\.\\.\\)`);
  const asks = new RegExp(`\\bcap\\(\\w+\\.${field}\\)|\\blen\\(\\w+\\.${field}\\)[^;\\n]{0,60}[<>]`);
  const replaces = new RegExp(`\\b\\w+\\.${field} = (?:nil\\b|make\\()`);
  const methods = source.files.flatMap(f => f.declarations.flatMap(d => (d.receiver === type && d.code !== undefined ? [d.code] : [])));
  return methods.some(code => grows.test(code)) && !methods.some(code => asks.test(code) || replaces.test(code));
}

/** No file for another system or build tag may put something. */
function isWhole({ name, files }: PackageSource, { files: all }: GoPackage): boolean {
  const built = new Set(files.map(f => f.path));
  return all.every(f => f.isTest || f.packageName !== name || built.has(f.path));
}

const FOLLOWS = /\.(?:Get\(\)|New = )|(?: =|:)? {0,12}&?(?:sync\.)?Pool\b/y;

interface Unfilled {
  readonly sources: TypeSources;
  readonly edition: number;
  readonly pkg: GoPackage;
  readonly names: ReadonlySet<string>;
}

const unfilled = new WeakMap<PackageSource, Unfilled>();

/**
 * Of the pools of the package, by their names, those that nobody mentions but where they are made and by calls of their Get: nothing goes into them.
 * Whoever takes the address of one, or has it under another name, may put something. Each file of the package asks.
 */
export function* neverPut(source: PackageSource, pkg: GoPackage, sources: TypeSources): Sliced<ReadonlySet<string>> {
  sources.asksBodies(source);
  const { edition } = sources;
  const before = unfilled.get(source);
  if (before?.sources === sources && before.edition === edition && before.pkg === pkg) return before.names;
  const names = isWhole(source, pkg) ? yield* neverPutOf(source, new Set(poolsOf(pkg).keys())) : new Set<string>();
  unfilled.set(source, { sources, edition, pkg, names });
  return names;
}

function* neverPutOf(source: PackageSource, pools: ReadonlySet<string>): Sliced<ReadonlySet<string>> {
  const left = new Set(pools);
  for (const { kind, code, outline } of source.files.flatMap(f => f.declarations)) {
    if (left.size === 0) break;
    yield;
    // Nobody knows what a body does that is not kept.
    if (code === undefined && (kind === 'func' || kind === 'method')) return new Set();
    const text = code ?? outline;
    for (const { 0: word, index } of text.matchAll(WORD)) {
      if (!left.has(word)) continue;
      FOLLOWS.lastIndex = index + word.length;
      if (!FOLLOWS.test(text)) left.delete(word);
    }
  }
  return left;
}

const WORD = /[\p{L}_][\p{L}\p{Nd}_]*/gu;
