/** By which names values that hold a pool are known in a package: what mentions none of them copies none, and need not be asked for its types. */
import type { Sliced } from '../../base/slices.js';
import { type FlatTree, K } from '../../syntax/flat-tree.js';
import { hasStdPackage } from '../../tables/std/std-packages.js';
import { holdsPool } from '../package/pool-types.js';
import type { TypeSources } from '../package/typed-file.js';
import type { PackageSource, SourceFile } from '../types/importer.js';
import { isExported, type Obj, type Type } from '../types/model.js';
import { under } from '../types/predicates.js';
import { hasAny, namesPools } from './pool-names.js';

/** Types that hold a pool, and variables and fields of such types, of lists of them and of pointers to them. */
export type HolderNames = ReadonlySet<string>;

/** Then the look at what they mention rests; it also does before each that is asked for its type. */
const DECLARATIONS_PER_SLICE = 200;

const known = new WeakMap<PackageSource, Map<string, HolderNames>>();
const POOL: HolderNames = new Set(['Pool']);

/** Those of the package itself, and what the packages that a file imports export: none of the standard library but package sync itself. */
export function* holderNames(source: PackageSource, imports: SourceFile['imports'], sources: TypeSources): Sliced<HolderNames> {
  const others = new Set<string>();
  const imported = imports.filter(({ path, alias }) => alias !== '_' && !hasStdPackage(path, undefined));
  for (const each of imported.flatMap(({ path }) => sources.find(path, source) ?? []))
    if (namesPools(each, sources)) for (const name of yield* own(each, POOL, sources)) if (isExported(name)) others.add(name);
  if (others.size === 0) return namesPools(source, sources) ? yield* own(source, POOL, sources) : others;
  const here = yield* own(source, new Set([...POOL, ...others]), sources);
  const all = together.get(here) ?? new Set([...others, ...here]);
  together.set(here, all);
  return all;
}

/** By those of a package, the same with those of others that they were found with. */
const together = new WeakMap<HolderNames, HolderNames>();

function* own(source: PackageSource, others: HolderNames, sources: TypeSources): Sliced<HolderNames> {
  const answers = known.get(source) ?? new Map<string, HolderNames>();
  known.set(source, answers);
  const key = [...others].sort().join();
  let names = answers.get(key);
  if (!names) {
    names = yield* namesIn(source, others, sources);
    answers.set(key, names);
  }
  return names;
}

/** What mentions neither a pool, nor a holder, nor a function that does, is not asked for its type. `others`: holders of other packages. */
function* namesIn(source: PackageSource, others: HolderNames, sources: TypeSources): Sliced<HolderNames> {
  const types = sources.types(source);
  const found = new Set<string>();
  const left = new Set(source.files.flatMap(f => f.declarations).filter(({ kind }) => kind !== 'const'));
  let asked = 0;
  for (let wanted = others; wanted.size > 0; ) {
    const more = new Set<string>();
    for (const declaration of left) {
      if (++asked % DECLARATIONS_PER_SLICE === 0) yield;
      if (!hasAny(declaration.outline, wanted)) continue;
      left.delete(declaration);
      const isType = declaration.kind === 'type' || declaration.kind === 'var';
      if (isType) yield;
      const holders = isType ? declaration.names.flatMap(name => [...holdersIn(name, types.object(name))]) : [];
      for (const name of holders) found.add(name);
      for (const name of isType ? holders : declaration.names) more.add(name);
    }
    wanted = more;
  }
  return found;
}

function* holdersIn(name: string, object: Obj | undefined): Generator<string> {
  const type = object?.kind === 'type' || object?.kind === 'var' ? object.type : undefined;
  if (!type) return;
  if (leadsToPool(type)) yield name;
  const u = under(type);
  for (const field of u.kind === 'struct' ? u.fields : []) if (leadsToPool(field.type)) yield field.name;
}

function leadsToPool(type: Type): boolean {
  let t = type;
  for (;;) {
    if (holdsPool(t)) return true;
    const u = under(t);
    if (u.kind !== 'pointer' && u.kind !== 'slice' && u.kind !== 'map' && u.kind !== 'chan' && u.kind !== 'array') return false;
    if (t.kind === 'named') return false;
    t = u.elem;
  }
}

const STAR = 42;
const AMPERSAND = 38;
const DOT = 46;

/** True when the declaration mentions a value that may be copied; a pointer counts where something is read through one. */
export function mayCopy(tree: FlatTree, names: HolderNames): boolean {
  const { text } = tree;
  if (!hasAny(text, names)) return false;
  let pointers = false;
  for (const { 0: word, index } of text.matchAll(/\w+/g)) {
    if (!names.has(word)) continue;
    const before = text.charCodeAt(startOf(text, index) - 1);
    if (before !== STAR && before !== AMPERSAND) return true;
    pointers = true;
  }
  return pointers && tree.kinds.some((kind, n) => kind === K.UnaryExpression && tree.op(n) === '*');
}

/** Where `p.name` begins. */
function startOf(text: string, index: number): number {
  let at = index;
  if (text.charCodeAt(at - 1) !== DOT) return at;
  at--;
  while (at > 0 && /\w/.test(text[at - 1]!)) at--;
  return at;
}
