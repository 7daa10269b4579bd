/** By which names values that hold a pool are known in a package: what mentions none of them copies none, and need not be asked for its types. */
import { type FlatTree, K } from '../../syntax/flat-tree.js';
import { holdsPool } from '../package/pool-types.js';
import type { TypeSources } from '../package/typed-file.js';
import type { PackageSource } from '../types/importer.js';
import { isExported, type Type } from '../types/model.js';
import { under } from '../types/predicates.js';
import { hasAny } from './pool-names.js';

/** Types that hold a pool, and variables and fields of such types, of lists of them and of pointers to them. */
export type HolderNames = ReadonlySet<string>;

const known = new WeakMap<PackageSource, HolderNames>();
const namesPools = (source: PackageSource): boolean => source.files.some(f => f.namesPools);

/** Those of the package itself, and what the packages that it imports export. */
export function holderNames(source: PackageSource, imported: Iterable<PackageSource>, sources: TypeSources): HolderNames {
  const names = new Set<string>();
  for (const each of imported) if (namesPools(each)) for (const name of own(each, sources)) if (isExported(name)) names.add(name);
  if (names.size > 0 || namesPools(source)) for (const name of own(source, sources)) names.add(name);
  return names;
}

function own(source: PackageSource, sources: TypeSources): HolderNames {
  let names = known.get(source);
  if (!names) {
    names = new Set(namesIn(source, sources));
    known.set(source, names);
  }
  return names;
}

function* namesIn(source: PackageSource, sources: TypeSources): Generator<string> {
  const types = sources.types(source);
  for (const { declarations } of source.files) {
    for (const { kind, names } of declarations) {
      if (kind !== 'type' && kind !== 'var') continue;
      for (const name of names) {
        const object = types.object(name);
        const type = object?.kind === 'type' || object?.kind === 'var' ? object.type : undefined;
        if (!type) continue;
        if (leadsToPool(type)) yield name;
        const u = under(type);
        for (const field of u.kind === 'struct' ? u.fields : []) if (leadsToPool(field.type)) yield field.name;
      }
    }
  }
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
