/**
 * By which names functions that put or take are called in a package: its own, and those of the packages that it imports. What calls none of them need not be
 * looked into, so most code is never asked for its types.
 */
import type { Sliced } from '../../base/slices.js';
import { argumentsOf, F, type FlatTree, K, type Node } from '../../syntax/flat-tree.js';
import { hasStdPackage } from '../../tables/std/std-packages.js';
import { AskedTexts, sameNames } from '../package/asked-texts.js';
import { typingWhole } from '../package/function-now.js';
import type { TypeSources } from '../package/typed-file.js';
import type { TreeTypes } from '../types/checking.js';
import type { PackageSource, SourceDeclaration, SourceFile } from '../types/importer.js';
import { isExported } from '../types/model.js';
import { namedCallee } from './pool-code.js';
import type { Helpers } from './pool-helpers.js';

/** Within one package, upwards: each round finds, by their names, callers of the helpers that the last one found. Nobody stacks many. */
const MAX_ROUNDS = 4;
/** Nodes of the functions that are looked into in one package; those behind them are taken for ones that put nothing. */
const MAX_NODES = 300_000;

/** True when the code calls something of these names; a pool's own `Put` takes one argument, and its `Get` none. */
export function calls(tree: FlatTree, names: ReadonlySet<string>): boolean {
  if (!hasAny(tree.text, names)) return false;
  return tree.kinds.some((kind, n) => {
    // `get, put := p.Get, p.Put`
    if (kind === K.SelectorExpression && isDeclared(tree, n)) return names.has(tree.textOf(tree.last(n)));
    if (kind !== K.CallExpression) return false;
    const callee = namedCallee(tree, n);
    const isSelector = tree.kind(callee) === K.SelectorExpression;
    const name = tree.textOf(isSelector ? tree.last(callee) : callee);
    if (!names.has(name)) return false;
    return (name !== 'Put' && name !== 'Get') || argumentsOf(tree, n).length === (name === 'Put' ? 1 : 0);
  });
}

/** A variable gets it with its declaration. */
const isDeclared = (tree: FlatTree, value: Node): boolean =>
  tree.parentKind(value) === K.ExpressionList &&
  tree.parentKind(tree.parent(value)) === K.ShortVarDeclaration &&
  tree.fields[tree.parent(value)] === F.Right;

const patterns = new WeakMap<ReadonlySet<string>, RegExp>();

/** More names are looked for word by word: a pattern tries each of them at each place. */
const MAX_IN_PATTERN = 50;

/** True for a text with one of the names as a word. Nobody adds to the names later. */
export function hasAny(text: string, names: ReadonlySet<string>): boolean {
  if (names.size === 0) return false;
  if (names.size > MAX_IN_PATTERN) {
    for (const [word] of text.matchAll(/\w+/g)) if (names.has(word)) return true;
    return false;
  }
  let pattern = patterns.get(names);
  if (!pattern) {
    pattern = new RegExp(`(?<!\\w)(?:${[...names].join('|')})(?!\\w)`);
    patterns.set(names, pattern);
  }
  return pattern.test(text);
}

interface SpeaksOfPools {
  readonly sources: TypeSources;
  readonly filesEdition: number;
  readonly is: boolean;
}

const speaking = new WeakMap<PackageSource, SpeaksOfPools>();

/** True for a package of which a file speaks of pools. Each of its files asks. */
export function namesPools(source: PackageSource, sources: TypeSources): boolean {
  const { filesEdition } = sources;
  let known = speaking.get(source);
  if (known?.sources !== sources || known.filesEdition !== filesEdition) {
    known = { sources, filesEdition, is: source.files.some(f => f.namesPools) };
    speaking.set(source, known);
  }
  return known.is;
}

interface Known {
  /** The package's lists of declarations: each is another one when something changes in it. */
  readonly read: readonly SourceFile['declarations'][];
  readonly found: Found;
}

interface Found {
  readonly names: ReadonlySet<string>;
  /** What was looked for, one round after the other. */
  readonly rounds: readonly ReadonlySet<string>[];
  /** The file from which on functions were not looked into, since they are too many. */
  readonly leftOut?: string;
}

const NONE: ReadonlySet<string> = new Set();
const NOTHING: Found = { names: NONE, rounds: [] };
/** What the methods of a pool are called. */
const OWN: ReadonlySet<string> = new Set(['Put', 'Get']);

/** Functions whose code has one of the names, and those that call one, for which their trees are read. */
const naming = new AskedTexts<SourceDeclaration, ReadonlySet<string>, boolean>(({ code = '' }, names) => hasAny(code, names));
const calling = new AskedTexts<SourceDeclaration, ReadonlySet<string>, boolean>(
  ({ whole }, names) => whole !== undefined && calls(whole, names),
);

/** What is known of packages, by the names that were looked for. Workspaces share packages, so they share this. */
const known = new WeakMap<PackageSource, Map<string, Known>>();

const importPaths = new WeakMap<PackageSource, ReadonlySet<string>>();

/** Another object stands for a package whose imports are others. */
function importPathsOf(source: PackageSource): ReadonlySet<string> {
  let paths = importPaths.get(source);
  if (!paths) {
    paths = pathsIn(source.files);
    importPaths.set(source, paths);
  }
  return paths;
}

/**
 * Those whose functions a file may call. What the standard library puts into its pools nobody else gives it: its table has no bodies, and its
 * sources need not be read.
 */
function pathsIn(files: readonly SourceFile[]): ReadonlySet<string> {
  return new Set(
    files.flatMap(f => f.imports.filter(i => i.alias !== '_').map(i => i.path)).filter(path => !hasStdPackage(path, undefined)),
  );
}

export class PoolNames {
  private readonly called = new WeakMap<PackageSource, { readonly edition: number; readonly names: ReadonlySet<string> }>();

  constructor(
    private readonly sources: TypeSources,
    private readonly helpers: Helpers,
  ) {}

  /** Names whose calls may put something in the files of a package. */
  *calledIn(source: PackageSource): Sliced<ReadonlySet<string>> {
    const { edition } = this.sources;
    const before = this.called.get(source);
    if (before?.edition === edition) return before.names;
    const read = yield* this.readCalled(source);
    // What is found with the same names is kept by them.
    const names = sameNames(before?.names, read);
    this.called.set(source, { names, edition });
    return names;
  }

  private *readCalled(source: PackageSource): Sliced<ReadonlySet<string>> {
    const imported = this.importedBy(source, importPathsOf(source));
    const names = new Set<string>();
    const helping = new Map<string, ReadonlySet<string>>();
    for (const each of imported) {
      const own = yield* this.own(each, NONE);
      if (own.size > 0) helping.set(each.path, new Set([...own].filter(isExported)));
    }
    for (const own of helping.values()) addAll(names, own);
    // What one of them calls may be a helper of another.
    for (const each of imported) {
      const near = [...helping].filter(([path]) => importPathsOf(each).has(path)).flatMap(([, own]) => [...own]);
      if (near.length > 0) addAll(names, [...(yield* this.own(each, new Set(near.sort())))].filter(isExported));
    }
    if ([source, ...imported].some(each => namesPools(each, this.sources))) names.add('Put');
    if (namesPools(source, this.sources)) names.add('Get');
    if (names.size > 0) addAll(names, yield* this.own(source, new Set(names)));
    return names;
  }

  /**
   * Names of the functions and methods of a package that put what they are given, at once or by helpers of these names. Without any, by a
   * pool that the package, or one that it imports, speaks of.
   */
  private *own(source: PackageSource, helpers: ReadonlySet<string>): Sliced<ReadonlySet<string>> {
    const key = [...helpers].join();
    const answers = known.get(source) ?? new Map<string, Known>();
    known.set(source, answers);
    const read = source.files.map(f => f.declarations);
    const before = answers.get(key);
    const seeds = () => (helpers.size > 0 ? helpers : this.mayPut(source) ? OWN : NONE);
    const found = before && isSame(before.read, read) ? before.found : yield* this.read(source, seeds(), before?.found.rounds ?? []);
    answers.set(key, { read, found });
    if (found.leftOut !== undefined) this.sources.leaveOut(found.leftOut, 'pool helpers');
    return found.names;
  }

  private mayPut(source: PackageSource): boolean {
    if (namesPools(source, this.sources)) return true;
    const putting = source.files.filter(f => f.declarations.some(d => d.code?.includes('.Put(')));
    return this.importedBy(source, pathsIn(putting)).some(each => namesPools(each, this.sources));
  }

  private *read(source: PackageSource, seeds: ReadonlySet<string>, before: Found['rounds']): Sliced<Found> {
    if (seeds.size === 0) return NOTHING;
    this.sources.asksBodies(source);
    const names = new Set<string>();
    const done = new Set<SourceDeclaration>();
    const rounds: ReadonlySet<string>[] = [];
    let left = MAX_NODES;
    for (let next = seeds; rounds.length < MAX_ROUNDS && next.size > 0; ) {
      const found = new Set<string>();
      const wanted = sameNames(before[rounds.length], next);
      rounds.push(wanted);
      for (const file of source.files) {
        for (const declaration of file.declarations) {
          const { code, names: own } = declaration;
          if (code === undefined || done.has(declaration) || !naming.of(declaration, code, wanted)) continue;
          yield;
          if (!calling.of(declaration, code, wanted)) continue;
          const { whole } = declaration;
          left -= whole?.count ?? 0;
          if (left < 0) return { names, rounds, leftOut: file.path };
          done.add(declaration);
          const types = yield* typingWhole({ source, file, declaration }, this.sources);
          if (types && (yield* this.helps(types))) found.add(own[0]!);
        }
      }
      for (const name of found) names.add(name);
      next = found;
    }
    return { names, rounds };
  }

  private *helps(types: TreeTypes): Sliced<boolean> {
    const { helpers } = this;
    return (yield* helpers.putsIn(types)) || (yield* helpers.takesIn(types)) || (yield* helpers.lendsIn(types)).length > 0;
  }

  private importedBy(source: PackageSource, paths: ReadonlySet<string>): PackageSource[] {
    return [...paths].flatMap(path => this.sources.find(path, source) ?? []);
  }
}

function addAll(names: Set<string>, more: Iterable<string>): void {
  for (const name of more) names.add(name);
}

const isSame = <T>(a: readonly T[], b: readonly T[]): boolean => a.length === b.length && a.every((x, i) => x === b[i]);
