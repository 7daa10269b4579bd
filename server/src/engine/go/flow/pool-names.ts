/**
 * By which names functions that put are called in a package: its own, and those of the packages that it imports. What calls none of them need not be
 * looked into, so most code is never asked for its types.
 */
import { argumentsOf, type FlatTree, K } from '../../syntax/flat-tree.js';
import type { TypeSources } from '../package/typed-file.js';
import type { PackageSource, SourceDeclaration, SourceFile } from '../types/importer.js';
import { isExported } from '../types/model.js';
import { namedCallee } from './pool-code.js';
import type { Helpers } from './pool-helpers.js';

/** Helpers may call helpers, but nobody stacks many. */
const MAX_ROUNDS = 4;

/** True when the code calls something of these names; a pool's own `Put` takes one argument. */
export function calls(tree: FlatTree, names: ReadonlySet<string>): boolean {
  if (!hasAny(tree.text, names)) return false;
  return tree.kinds.some((kind, n) => {
    if (kind !== K.CallExpression) return false;
    const callee = namedCallee(tree, n);
    const isSelector = tree.kind(callee) === K.SelectorExpression;
    const name = tree.textOf(isSelector ? tree.last(callee) : callee);
    return names.has(name) && (name !== 'Put' || argumentsOf(tree, n).length === 1);
  });
}

/** True for a text with one of the names as a word. */
export function hasAny(text: string, names: ReadonlySet<string>): boolean {
  if (![...names].some(name => text.includes(name))) return false;
  for (const [word] of text.matchAll(/\w+/g)) if (names.has(word)) return true;
  return false;
}

interface Known {
  /** Lists of declarations that the answer was read from: each is another one when something changes in it. */
  readonly read: readonly SourceFile['declarations'][];
  readonly from: readonly PackageSource[];
  readonly names: ReadonlySet<string>;
}

const importsAny = (source: PackageSource, packages: readonly PackageSource[]): boolean =>
  packages.length > 0 && source.files.some(f => f.imports.some(i => packages.some(p => p.path === i.path)));

const namesPools = (source: PackageSource): boolean => source.files.some(f => f.namesPools);
const NONE: ReadonlySet<string> = new Set();

export class PoolNames {
  /** By the names that were looked for. */
  private readonly known = new WeakMap<PackageSource, Map<string, Known>>();

  constructor(
    private readonly sources: TypeSources,
    private readonly helpers: Helpers,
  ) {}

  /** Names whose calls may put something in the files of a package. */
  calledIn(source: PackageSource): ReadonlySet<string> {
    const imported = this.importedBy(source, source.files);
    const names = new Set<string>();
    const helping = imported.filter(each => this.add(names, this.own(each, NONE)));
    // What one of them calls may be a helper of another.
    const helpers = new Set(names);
    for (const each of imported) if (importsAny(each, helping)) this.add(names, this.own(each, helpers));
    if ([source, ...imported].some(namesPools)) names.add('Put');
    if (names.size > 0) for (const name of this.own(source, names)) names.add(name);
    return names;
  }

  private add(names: Set<string>, more: ReadonlySet<string>): boolean {
    for (const name of more) if (isExported(name)) names.add(name);
    return more.size > 0;
  }

  /** Names of the functions and methods of a package that put what they are given, at once or by helpers of these names. */
  private own(source: PackageSource, helpers: ReadonlySet<string>): ReadonlySet<string> {
    const key = [...helpers].join();
    const known = this.known.get(source) ?? new Map<string, Known>();
    this.known.set(source, known);
    const before = known.get(key);
    if (before && isSame(before.read, listsOf(before.from))) return before.names;
    const made = helpers.size > 0 ? this.ofHelpers(source, helpers) : this.ofPools(source);
    known.set(key, { ...made, read: listsOf(made.from) });
    return made.names;
  }

  private ofHelpers(source: PackageSource, helpers: ReadonlySet<string>): Pick<Known, 'names' | 'from'> {
    return { names: this.read(source, helpers), from: [source] };
  }

  private ofPools(source: PackageSource): Pick<Known, 'names' | 'from'> {
    const putting = source.files.filter(f => f.declarations.some(d => d.code?.includes('.Put(')));
    const imported = this.importedBy(source, putting);
    const names = putting.length > 0 && [source, ...imported].some(namesPools) ? this.read(source, new Set(['Put'])) : NONE;
    return { names, from: [source, ...imported] };
  }

  private read(source: PackageSource, seeds: ReadonlySet<string>): ReadonlySet<string> {
    this.sources.asksBodies(source);
    const names = new Set<string>();
    const done = new Set<SourceDeclaration>();
    for (let round = 0, wanted = seeds; round < MAX_ROUNDS && wanted.size > 0; round++) {
      const found = new Set<string>();
      for (const file of source.files) {
        for (const declaration of file.declarations) {
          const { code, names: own } = declaration;
          if (code === undefined || done.has(declaration) || !hasAny(code, wanted)) continue;
          const { whole } = declaration;
          if (!whole || !calls(whole, wanted)) continue;
          done.add(declaration);
          const types = this.sources.types(source).typesOfWhole(file, declaration);
          if (types && this.helpers.putsIn(types)) found.add(own[0]!);
        }
      }
      for (const name of found) names.add(name);
      wanted = found;
    }
    return names;
  }

  private importedBy(source: PackageSource, files: readonly SourceFile[]): PackageSource[] {
    const paths = new Set(files.flatMap(f => f.imports.map(i => i.path)));
    return [...paths].flatMap(path => this.sources.find(path, source) ?? []);
  }
}

const listsOf = (packages: readonly PackageSource[]) => packages.flatMap(p => p.files.map(f => f.declarations));
const isSame = <T>(a: readonly T[], b: readonly T[]): boolean => a.length === b.length && a.every((x, i) => x === b[i]);
