/** What a leaving value needs memory for, and what has to be asked because types without a size need none. */
import type { Written, WrittenTypes } from '../go/names/written-types.js';
import type { LeavingSite } from '../go/package/allocation-site.js';
import { type FlatTree, NONE, type Node } from '../syntax/flat-tree.js';

export type Allocated = Pick<LeavingSite, 'subject' | 'sized' | 'made'>;

/** A value that surely has a size. */
export const VALUE: Allocated = { subject: 'value' };

/** One value of a type; undefined where that has no size. What only an expression tells is taken to have one. */
export function allocatedBy(type: Written, subject: LeavingSite['subject']): Allocated | undefined {
  if (isEmpty(type)) return undefined;
  return type.kind === 'name' && !type.isInstance ? { subject, sized: { pkg: type.pkg, name: type.name } } : { subject };
}

/** What `make` or a literal of a slice or a map needs; undefined where elements have no size. */
export function allocatedByMake(types: WrittenTypes, made: Written): Allocated | undefined {
  if (made.kind === 'slice') return allocatedBy(types.ofType(made.elem), 'array');
  return made.kind === 'name' && !made.isInstance ? { subject: 'value', made: { pkg: made.pkg, name: made.name } } : VALUE;
}

function isEmpty(type: Written): boolean {
  return (type.kind === 'struct' && type.isEmpty) || (type.kind === 'array' && type.length === 0);
}

/** `make([]T, 0)` */
export const isEmptySlice = (tree: FlatTree, size: Node, made: Written): boolean =>
  made.kind === 'slice' && size !== NONE && tree.textOf(size) === '0' && tree.next(size) === NONE;
