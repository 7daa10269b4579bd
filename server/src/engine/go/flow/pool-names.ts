/**
 * By which names functions that put are called in a package: its own, and those of the packages that it imports. What calls none of them need not be
 * looked into, so most code is never asked for its types.
 */
import type { TypeSources } from '../package/typed-file.js';
import type { PackageSource, SourceDeclaration, SourceFile } from '../types/importer.js';
import { isExported } from '../types/model.js';
import type { Helpers } from './pool-helpers.js';

/** Helpers may call helpers, but nobody stacks many. */
const MAX_ROUNDS = 4;

/** True for a text with one of the names. */
export function hasAny(text: string, names: ReadonlySet<string>): boolean {
  if (names.size === 0) return false;
  for (const [name] of text.matchAll(/\w+/g)) if (names.has(name)) return true;
  return false;
}

interface Known {
  /** Lists of declarations that the answer was read from: each is another one when something changes in it. */
  readonly read: readonly SourceFile['declarations'][];
  readonly from: readonly PackageSource[];
  readonly names: ReadonlySet<string>;
}

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
    for (const each of imported) this.add(names, this.own(each, NONE));
    // What one of them calls may be a helper of another.
    const helpers = new Set(names);
    if (helpers.size > 0) for (const each of imported) this.add(names, this.own(each, helpers));
    if ([source, ...imported].some(namesPools)) names.add('Put');
    if (names.size > 0) for (const name of this.own(source, names)) names.add(name);
    return names;
  }

  private add(names: Set<string>, more: ReadonlySet<string>): void {
    for (const name of more) if (isExported(name)) names.add(name);
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
