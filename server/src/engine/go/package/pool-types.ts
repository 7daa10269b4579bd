/** Types that are, or hold, a sync.Pool. */

import type { Node } from '../../syntax/flat-tree.js';
import type { TreeTypes } from '../types/checking.js';
import type { Type } from '../types/model.js';
import { isUnknown, under } from '../types/predicates.js';

const MAX_DEPTH = 12;

export function isSyncPool(type: Type): boolean {
  return type.kind === 'named' && type.object.name === 'Pool' && type.object.pkg?.path === 'sync';
}

/** True when the selector names a method of sync.Pool itself, however it is reached: by a pointer, by embedding, in a generic type. */
export function isPoolMethod(types: TreeTypes, selector: Node, name: string): boolean {
  const object = types.selections.get(selector)?.object;
  if (object?.kind !== 'func' || object.name !== name || object.type.kind !== 'func') return false;
  const receiver = object.type.receiver?.type;
  return receiver !== undefined && isSyncPool(receiver.kind === 'pointer' ? receiver.elem : receiver);
}

/** True when a value of the type holds a sync.Pool by value: itself, a field of a field, an array's element. Undefined: not known. */
export function holdsPool(type: Type, depth = 0): boolean | undefined {
  if (isSyncPool(type)) return true;
  if (depth > MAX_DEPTH) return undefined;
  const u = under(type);
  if (isUnknown(u)) return undefined;
  if (u.kind === 'array') return holdsPool(u.elem, depth + 1);
  if (u.kind !== 'struct') return false;
  let isKnown = true;
  for (const { type: field } of u.fields) {
    const holds = holdsPool(field, depth + 1);
    if (holds) return true;
    if (holds === undefined) isKnown = false;
  }
  return isKnown ? false : undefined;
}
