/** Types that are, or hold, a sync.Pool. */

import type { Type } from '../types/model.js';
import { isUnknown, under } from '../types/predicates.js';

const MAX_DEPTH = 12;

export function isSyncPool(type: Type): boolean {
  return type.kind === 'named' && type.object.name === 'Pool' && type.object.pkg?.path === 'sync';
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
