/**
 * What one declaration leaves open about a type, and the types of its package and of others tell: what a package declares under a name, which is
 * quickly known, or what stands at a node of the declaration, for which its body has to be looked at.
 */
import type { Node } from '../../syntax/flat-tree.js';
import { sizeOf } from '../types/sizes.js';
import type { TypeRef } from '../types/types.js';
import { UNIVERSE } from '../types/universe.js';

export type TypeQuestion = { readonly node: Node } | { readonly pkg: string; readonly name: string };

/** The quickest question for a type that stands at the node. */
export function questionOf(type: TypeRef, node: Node): TypeQuestion {
  return type.kind === 'named' && !type.args ? { pkg: type.pkg, name: type.name } : { node };
}

/** A size in bytes, or of what it is the size. */
export type SizeQuestion = TypeQuestion | { readonly bytes: number };

/** The quickest question for the size of a type that stands at the node. */
export function sizeQuestionOf(type: TypeRef, node: Node): SizeQuestion {
  const bytes = writtenSize(type);
  return bytes === undefined ? questionOf(type, node) : { bytes };
}

function writtenSize(type: TypeRef): number | undefined {
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
      const one = type.length === undefined ? undefined : writtenSize(type.elem);
      return one === undefined ? undefined : one * type.length!;
    }
    default:
      return undefined;
  }
}

/** True for a type that no package has to tell about, whatever it is made of. */
export const isWritten = ({ kind }: TypeRef): boolean => !OPEN.has(kind);

const OPEN: ReadonlySet<TypeRef['kind']> = new Set(['unknown', 'named', 'typeParameter', 'value', 'result', 'selector', 'element']);
