/** What the text of a package tells of a pool and its objects beyond one declaration: asked only about what types have found already. */
import { pace, type Sliced } from '../../base/slices.js';
import { AskedTexts, sameNames } from '../package/asked-texts.js';
import type { GoPackage } from '../package/go-package.js';
import { DECLARATIONS_PER_SLICE, type TypeSources } from '../package/typed-file.js';
import type { PackageSource, SourceDeclaration } from '../types/importer.js';
import { poolsOf } from './named-pools.js';

/** The rest of a line, no longer than anybody writes: a line of a megabyte would be read once for each place in it. */
const REST = '[^\\n]{0,300}';

/** What methods of the package do with fields of their receiver: each type and field is looked for once, however many objects are of that type. */
export class MethodTexts {
  private readonly answers = new Map<string, boolean>();
  private readonly methods: () => ReadonlyMap<string, readonly SourceDeclaration[]>;

  constructor(private readonly source: PackageSource) {
    let known: Map<string, SourceDeclaration[]> | undefined;
    this.methods = () => {
      known ??= methodsByType(source);
      return known;
    };
  }

  /** A method of the type lets the buffer in the field read all that there is, or passes on what it is given, and none asks how large it is. */
  readsAll(type: string, field: string): boolean {
    return this.once(`${type}.${field} reads`, () => {
      const methods = this.methods().get(type) ?? [];
      const reads = methods.some(
        ({ names, code = '' }) => code.includes(`.${field}.ReadFrom(`) || (names.includes('Write') && code.includes(`.${field}.Write(`)),
      );
      return reads && !methods.some(({ code = '' }) => LIMITS.some(word => code.includes(word)));
    });
  }

  /** A method of the type appends as much to the field as it is given, `l.b = append(l.b, s...)`, and none asks how large it is. */
  grows(type: string, field: string): boolean {
    return this.once(`${type}.${field} grows`, () => {
      const grows = new RegExp(`\\b(\\w+)\\.${field} = append\\(\\1\\.${field}, \\w+\\.\\.\\.\\)`);
      const asks = new RegExp(`\\bcap\\(\\w+\\.${field}\\)|\\blen\\(\\w+\\.${field}\\)[^;\\n]{0,60}[<>]`);
      const replaces = new RegExp(`\\b\\w+\\.${field} = (?:nil\\b|make\\()`);
      const codes = (this.methods().get(type) ?? []).flatMap(({ code }) => code ?? []);
      return codes.some(code => grows.test(code)) && !codes.some(code => asks.test(code) || replaces.test(code));
    });
  }

  /** A method of the type cuts off the front of the field, `r.buf = r.buf[n:]`, which came from a pool, and nothing in the package makes it whole again. */
  cutsFront(type: string, field: string): boolean {
    return this.once(`${type}.${field} cuts`, () => {
      const cuts = new RegExp(`\\b(\\w+)\\.${field} = \\1\\.${field}\\[[^:\\]\\n]{1,200}:\\]`);
      if (!(this.methods().get(type) ?? []).some(({ code }) => code !== undefined && cuts.test(code))) return false;
      const codes = this.source.files.flatMap(f => f.declarations.flatMap(({ code }) => code ?? []));
      const comes = new RegExp(`\\b${field}(?: = |: {0,9})${REST}\\bGet\\(`);
      const isHandedOut = new RegExp(`(?:=|return) \\w+\\.${field}\\[[^\\]\\n]{0,200}:[^\\]\\n]`);
      const isOther = new RegExp(`\\.${field}(?:, [\\w.]+)* = (?!nil\\b|\\w+\\.${field}\\[|${REST}\\bGet\\()`);
      return codes.some(code => comes.test(code)) && !codes.some(code => isHandedOut.test(code.replace(cuts, '')) || isOther.test(code));
    });
  }

  /** Some function of the package takes the field's value away, or that of the whole: `c.r = nil`, `*c = ctx{}`, `c.reset()`. */
  letsGo(type: string, field: string): boolean {
    return this.once(`${type}.${field} lets go`, () => {
      const frees = new RegExp(`\\.${field}(?:, [\\w.]+)* = (?:${REST}\\bnil\\b|\\w+\\{)|^[ \\t]*\\*\\w+ = `, 'm');
      const resets = (this.methods().get(type) ?? []).some(({ names }) =>
        /^(?:reset|clear|release|free|close|clean|recycle)/i.test(names[0] ?? ''),
      );
      return resets || this.source.files.some(f => f.declarations.some(({ code }) => code !== undefined && frees.test(code)));
    });
  }

  private once(asked: string, look: () => boolean): boolean {
    const known = this.answers.get(asked) ?? look();
    this.answers.set(asked, known);
    return known;
  }
}

/** Those whose text is kept. */
function methodsByType(source: PackageSource): Map<string, SourceDeclaration[]> {
  const out = new Map<string, SourceDeclaration[]>();
  for (const { declarations } of source.files)
    for (const declaration of declarations) {
      const { receiver, code } = declaration;
      if (receiver === undefined || code === undefined) continue;
      const others = out.get(receiver);
      if (others) others.push(declaration);
      else out.set(receiver, [declaration]);
    }
  return out;
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
  /** All pools. */
  readonly pools: ReadonlySet<string>;
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
  const pools = sameNames(before?.pools, new Set(poolsOf(pkg).keys()));
  const names = isWhole(source, pkg) ? yield* neverPutOf(source, pools) : new Set<string>();
  unfilled.set(source, { sources, edition, pkg, pools, names });
  return names;
}

function* neverPutOf(source: PackageSource, pools: ReadonlySet<string>): Sliced<ReadonlySet<string>> {
  const left = new Set(pools);
  const isTired = pace(DECLARATIONS_PER_SLICE);
  for (const declaration of source.files.flatMap(f => f.declarations)) {
    if (left.size === 0) break;
    const { kind, code, outline } = declaration;
    if (isTired() || outline.length > LONG) yield;
    // Nobody knows what a body does that is not kept.
    if (code === undefined && (kind === 'func' || kind === 'method')) return new Set();
    for (const name of handing.of(declaration, code ?? outline, pools)) left.delete(name);
  }
  return left;
}

/** The look at longer texts may take a millisecond. */
const LONG = 10_000;

/** Pools of which a declaration does more than make them and call their Get. */
const handing = new AskedTexts<SourceDeclaration, ReadonlySet<string>, readonly string[]>(({ code, outline }, pools) => {
  const text = code ?? outline;
  const names = new Set<string>();
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!pools.has(word)) continue;
    FOLLOWS.lastIndex = index + word.length;
    if (!FOLLOWS.test(text)) names.add(word);
  }
  return [...names];
});

const WORD = /[\p{L}_][\p{L}\p{Nd}_]*/gu;
