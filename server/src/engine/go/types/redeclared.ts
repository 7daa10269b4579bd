/** Predeclared names that a package declares itself: there `new(x)` may allocate nothing, and `int` may be a pointer. */
import { type FlatTree, K } from '../../syntax/flat-tree.js';
import { fileDeclaring } from './declaring-file.js';
import type { PackageSource } from './importer.js';
import { UNIVERSE } from './universe.js';

/** Whoever asks for the others, such as `min`, asks what they mean. */
const FUNCTIONS_READ_BY_NAME: ReadonlySet<string> = new Set(['append', 'cap', 'len', 'make', 'new', 'panic']);
const READ_BY_NAME = [...UNIVERSE.objects()].flatMap(({ kind, name }) =>
  kind !== 'builtin' || FUNCTIONS_READ_BY_NAME.has(name) ? name : [],
);
const IS_NAME: ReadonlySet<K> = new Set([K.Identifier, K.TypeIdentifier, K.Nil, K.True, K.False, K.Iota]);
const NONE_OF_THEM: ReadonlySet<string> = new Set();
/** A package declares the same names as long as it is the same object. */
const known = new WeakMap<PackageSource, ReadonlySet<string>>();

/** Empty for nearly all packages. */
export function redeclaredIn(source: PackageSource): ReadonlySet<string> {
  let names = known.get(source);
  if (!names) {
    const own = READ_BY_NAME.filter(name => fileDeclaring(source, name));
    names = own.length === 0 ? NONE_OF_THEM : new Set(own);
    known.set(source, names);
  }
  return names;
}

/** One of the names stands in the tree: what was read of it by names alone may be wrong. */
export function mentionsOneOf(tree: FlatTree, names: ReadonlySet<string>): boolean {
  for (let n = names.size === 0 ? tree.count : 0; n < tree.count; n++) {
    if (IS_NAME.has(tree.kind(n)) && names.has(tree.textOf(n))) return true;
  }
  return false;
}
