/** Types whose values hold no pointers, which the collector does not look into. */
import type { Type } from '../types/model.js';
import { isUnknown, under } from '../types/predicates.js';

const MAX_DEPTH = 12;

/** Undefined: not known. */
export function hasNoPointers(type: Type, depth = 0): boolean | undefined {
  const u = under(type);
  if (depth > MAX_DEPTH || isUnknown(u)) return undefined;
  switch (u.kind) {
    case 'basic':
      return u.name !== 'string' && u.name !== 'unsafe.Pointer';
    case 'array':
      return hasNoPointers(u.elem, depth + 1);
    case 'struct': {
      const parts = u.fields.map(f => hasNoPointers(f.type, depth + 1));
      return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true;
    }
    default:
      return false;
  }
}
