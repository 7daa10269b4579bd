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
  readonly seeds: string;
  /** Lists of declarations that the answer was read from: each is another one when something changes in it. */
  readonly read: readonly SourceFile['declarations'][];
  readonly from: readonly PackageSource[];
  readonly names: ReadonlySet<string>;
}

const namesPools = (source: PackageSource): boolean => source.files.some(f => f.namesPools);
const PUTS: ReadonlySet<string> = new Set(['Put']);
const NONE: ReadonlySet<string> = new Set();

export class PoolNames {
  private readonly known = new WeakMap<PackageSource, Known>();

  constructor(
    private readonly sources: TypeSources,
    private readonly helpers: Helpers,
  ) {}

  /** Names whose calls may put something in the files of a package. */
  calledIn(source: PackageSource): ReadonlySet<string> {
    const names = new Set<string>();
    for (const imported of this.importedBy(source, source.files)) {
      if (namesPools(imported)) names.add('Put');
      for (const name of this.own(imported, NONE)) if (isExported(name)) names.add(name);
    }
    if (namesPools(source)) names.add('Put');
    if (names.size > 0) for (const name of this.own(source, names)) names.add(name);
    return names;
  }

  /** Names of the functions and methods of a package that put what they are given. */
  private own(source: PackageSource, seeds: ReadonlySet<string>): ReadonlySet<string> {
    const key = [...seeds].join();
    const known = this.known.get(source);
    if (known?.seeds === key && isSame(known.read, listsOf(known.from))) return known.names;
    const putting = seeds.size > 0 ? [] : source.files.filter(f => f.declarations.some(d => d.code?.includes('.Put(')));
    const imported = putting.length > 0 ? this.importedBy(source, putting) : [];
    const isAsked = seeds.size > 0 || namesPools(source) || imported.some(namesPools);
    const names = isAsked ? this.read(source, new Set([...PUTS, ...seeds])) : NONE;
    if (isAsked) this.sources.asksBodies(source);
    const from = [source, ...imported];
    this.known.set(source, { seeds: key, read: listsOf(from), from, names });
    return names;
  }

  private read(source: PackageSource, seeds: ReadonlySet<string>): ReadonlySet<string> {
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
