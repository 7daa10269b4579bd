/** What a leaving value needs memory for, and what has to be asked because types without a size need none. */
import type { LeavingSite } from '../go/package/allocation-site.js';
import type { TypeRef } from '../go/types/types.js';

export type Allocated = Pick<LeavingSite, 'subject' | 'sized' | 'made'>;

/** A value that surely has a size. */
export const VALUE: Allocated = { subject: 'value' };

/** One value of a type; undefined where that has no size. What only an expression tells is taken to have one. */
export function allocatedBy(type: TypeRef, subject: LeavingSite['subject']): Allocated | undefined {
  if (isEmpty(type)) return undefined;
  return type.kind === 'named' && !type.args ? { subject, sized: { pkg: type.pkg, name: type.name } } : { subject };
}

/** What `make` or a literal of a slice or a map needs; undefined where elements have no size. */
export function allocatedByMake(made: TypeRef): Allocated | undefined {
  if (made.kind === 'slice') return allocatedBy(made.elem, 'array');
  return made.kind === 'named' && !made.args ? { subject: 'value', made: { pkg: made.pkg, name: made.name } } : VALUE;
}

function isEmpty(type: TypeRef): boolean {
  return (type.kind === 'struct' && type.fields.length === 0) || (type.kind === 'array' && type.length === 0);
}
