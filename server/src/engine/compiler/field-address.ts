/**
 * A variable of which only the address of one field is taken: `child.Created = &file.BirthTime`. The compiler moves all of the variable to the heap for it
 * (cmd/compile/internal/escape: the parts of a variable are one location), where a copy of the field would do.
 */
import type { Variable } from '../go/names/variable.js';
import { under } from '../go/types/predicates.js';
import { sizeOf } from '../go/types/sizes.js';
import { calleeOf, K, NONE, type Node } from '../syntax/flat-tree.js';
import { typeAt } from './known-type.js';
import type { SiteContext } from './site-context.js';

type VariableContext = Pick<SiteContext, 'tree' | 'scopes' | 'typed'>;

export interface FieldAddress {
  /** `file.BirthTime`. */
  readonly field: Node;
  /** Each `&file.BirthTime`. */
  readonly addresses: readonly Node[];
}

/** Undefined where more than one field or the variable itself is addressed, or that is not certain. */
export function fieldAddress(context: VariableContext, v: Variable): FieldAddress | undefined {
  const { tree, scopes } = context;
  const addresses: Node[] = [];
  let field = NONE;
  for (const use of v.uses) {
    if (scopes.functionOf(use) !== v.func) return undefined;
    const part = partOf(context, use);
    const p = tree.parent(part);
    // What is called on the variable, or on an array in it, may want its address.
    if (tree.kind(p) === K.CallExpression && calleeOf(tree, p) === part) return undefined;
    if (tree.kind(p) === K.SliceExpression && tree.first(p) === part && under(typeAt(context, part)).kind === 'array') return undefined;
    if (tree.kind(p) !== K.UnaryExpression || tree.op(p) !== '&') continue;
    if (part === use || (field !== NONE && tree.textOf(field) !== tree.textOf(part))) return undefined;
    field = part;
    addresses.push(p);
  }
  return field === NONE || !isMuchSmaller(context, field, v) ? undefined : { field, addresses };
}

/** `v.a.b` around a use of `v`, as far as it lies in the variable. */
function partOf(context: VariableContext, use: Node): Node {
  const { tree } = context;
  let e = use;
  for (let p = tree.parent(e); tree.kind(p) === K.SelectorExpression && tree.first(p) === e; p = tree.parent(p)) {
    if (under(typeAt(context, e)).kind !== 'struct') break;
    e = p;
  }
  return e;
}

/** Half of the variable or less. */
function isMuchSmaller(context: VariableContext, field: Node, v: Variable): boolean {
  const [part, all] = [sizeOf(typeAt(context, field)), sizeOf(typeAt(context, v.node))];
  return part !== undefined && all !== undefined && part > 0 && part * 2 <= all;
}
