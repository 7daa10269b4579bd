/** What an interface needs to hold a value of a type (go-facts §4.4; cmd/compile/internal/walk/convert.go, dataWord). */

import type { Type } from './model.js';
import { isUnknown, under } from './predicates.js';
import { sizeOf } from './sizes.js';

const MAX_DEPTH = 30;

/** True for types whose value is one pointer, which is the interface's own word then. Undefined: not known, or a type parameter. */
export function isPointerShaped(type: Type, depth = 0): boolean | undefined {
  const u = under(type);
  if (depth > MAX_DEPTH || isUnknown(u)) return undefined;
  switch (u.kind) {
    case 'pointer':
    case 'map':
    case 'chan':
    case 'func':
      return true;
    case 'basic':
      return u.name === 'unsafe.Pointer';
    case 'struct':
      return u.fields.length === 1 && isPointerShaped(u.fields[0]!.type, depth + 1);
    case 'array':
      return u.length === undefined ? undefined : u.length === 1 && isPointerShaped(u.elem, depth + 1);
    case 'slice':
      return false;
    case 'interface':
      // Two words, when something else holds it.
      return depth > 0 ? false : undefined;
    default:
      return undefined;
  }
}

/**
 * Bytes of the memory in which an interface keeps a value of the type; 0 where it needs none: one pointer, one byte, no size. Undefined: not known,
 * an interface, or a type parameter.
 */
export function boxSize(type: Type): number | undefined {
  const shaped = isPointerShaped(type);
  if (shaped === undefined) return undefined;
  if (shaped) return 0;
  const size = sizeOf(type);
  return size === undefined ? undefined : isOneByte(type, 0) || size === 0 ? 0 : size;
}

/** A bool, a byte, or what holds nothing else. */
function isOneByte(type: Type, depth: number): boolean {
  const u = under(type);
  if (depth > MAX_DEPTH) return false;
  if (u.kind === 'basic') return u.size === 1;
  if (u.kind === 'array') return u.length === 1 && isOneByte(u.elem, depth + 1);
  return u.kind === 'struct' && u.fields.length === 1 && isOneByte(u.fields[0]!.type, depth + 1);
}
