/**
 * What one declaration leaves open about a type, and the types of its package and of others tell: what a package declares under a name, which is
 * quickly known, or what stands at a node of the declaration, for which its body has to be looked at.
 */
import { NONE, type Node } from '../../syntax/flat-tree.js';
import type { Written, WrittenTypes } from '../names/written-types.js';
import { sizeOf } from '../types/sizes.js';
import { UNIVERSE } from '../types/universe.js';

export type TypeQuestion = { readonly node: Node } | { readonly pkg: string; readonly name: string };

/** The quickest question for a type that stands at the node. */
export function questionOf(type: Written, node: Node): TypeQuestion {
  if (type.kind === 'basic') return { pkg: '', name: type.name };
  return type.kind === 'name' && !type.isInstance ? { pkg: type.pkg, name: type.name } : { node };
}

/** A size in bytes, or of what it is the size. */
export type SizeQuestion = TypeQuestion | { readonly bytes: number };

/** The quickest question for the size of a type that stands at the node. */
export function sizeQuestionOf(types: WrittenTypes, type: Written, node: Node): SizeQuestion {
  const bytes = writtenSize(types, type);
  return bytes === undefined ? questionOf(type, node) : { bytes };
}

/** Arrays in arrays that are written deeper are asked about. */
const MAX_DEPTH = 10;

function writtenSize(types: WrittenTypes, type: Written, depth = 0): number | undefined {
  switch (type.kind) {
    case 'pointer':
    case 'map':
    case 'chan':
    case 'func':
      return 8;
    case 'interface':
      return 16;
    case 'slice':
      return 24;
    case 'basic': {
      const object = UNIVERSE.own(type.name);
      return object?.kind === 'type' && object.type ? sizeOf(object.type) : undefined;
    }
    case 'array': {
      if (type.length === undefined || type.elem === NONE || depth > MAX_DEPTH) return undefined;
      const one = writtenSize(types, types.ofType(type.elem), depth + 1);
      return one === undefined ? undefined : one * type.length;
    }
    default:
      return undefined;
  }
}
