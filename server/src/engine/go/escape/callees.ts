import { F, K, NONE } from '../../syntax/flat-tree.js';
import type { TreeTypes } from '../types/checking.js';
import type { Func } from '../types/model.js';

const callees = new WeakMap<TreeTypes, ReadonlySet<Func>>();

/** Functions that the body of a function names, or any other declaration. */
export function calleesIn(types: TreeTypes): ReadonlySet<Func> {
  const known = callees.get(types);
  if (known) return known;
  const { tree } = types;
  const out = new Set<Func>();
  const body = tree.field(0, F.Body);
  const root = body === NONE ? 0 : body;
  for (let n = root; n < tree.afters[root]!; n++) {
    const kind = tree.kinds[n]!;
    if (kind !== K.Identifier && kind !== K.FieldIdentifier && kind !== K.TypeIdentifier) continue;
    const object = types.objects.get(n);
    if (object?.kind === 'func') out.add(object.origin ?? object);
  }
  callees.set(types, out);
  return out;
}
