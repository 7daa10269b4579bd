/** What of a type the garbage collector follows. */
import type { Type } from '../types/model.js';
import { isUnknown, under } from '../types/predicates.js';

const MAX_DEPTH = 30;

/** False for types whose values hold no pointer: nothing flows through them. True also where that is not known. */
export function holdsPointers(type: Type, depth = 0): boolean {
  const u = under(type);
  if (depth > MAX_DEPTH || isUnknown(u)) return true;
  switch (u.kind) {
    case 'basic':
      return u.name === 'string' || u.name === 'unsafe.Pointer' || u.name === 'untyped nil' || u.name === 'untyped string';
    case 'array':
      return u.length !== 0 && holdsPointers(u.elem, depth + 1);
    case 'struct':
      return u.fields.some(f => holdsPointers(f.type, depth + 1));
    default:
      return true;
  }
}
