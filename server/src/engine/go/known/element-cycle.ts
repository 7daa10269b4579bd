/** Objects that the elements of a slice of theirs refer to. */
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isWritten } from '../body/captures.js';
import type { Variable } from '../names/variable.js';
import { under } from '../types/predicates.js';
import { isGivenOnce, rootOf } from './given-once.js';
import type { KnownCode } from './known-code.js';

/** So many uses are looked at. */
const MAX_USES = 300;

/**
 * `f := &v.items[i]; f.owner = v`, `v.items[i].owner = v`: the slice leads to another object, which leads back. Run with Go 1.26: the finalizer never
 * runs; of an array, which lies in the object, it does.
 */
export function elementCycle({ tree, scopes, types }: KnownCode, v: Variable): Node | undefined {
  if (!isGivenOnce(tree, v)) return undefined;
  for (const use of v.uses.slice(0, MAX_USES)) {
    const list = tree.parent(use);
    const statement = tree.parent(list);
    const isGiven = tree.kind(list) === K.ExpressionList && tree.fields[list] === F.Right && tree.kind(statement) === K.AssignmentStatement;
    const [field, ...others] = isGiven ? [...tree.children(tree.field(statement, F.Left))].map(t => tree.unparen(t)) : [];
    if (field === undefined || others.length > 0 || tree.op(statement) !== '=' || tree.kind(field) !== K.SelectorExpression) continue;
    const owner = tree.unparen(tree.first(field));
    const w = scopes.variableOf(owner);
    const isPointer = w?.kind === 'local' && w.initIndex < 0 && tree.kind(w.init) === K.UnaryExpression && isGivenOnce(tree, w);
    const element = w === undefined ? owner : isPointer ? tree.withoutAddress(w.init) : NONE;
    const slice = tree.kind(element) === K.IndexExpression ? tree.unparen(tree.first(element)) : NONE;
    const type = types.typeOf(slice);
    const isOwn = type !== undefined && under(type).kind === 'slice' && scopes.variableOf(rootOf(tree, slice)) === v;
    if (isOwn && !isWrittenElsewhere(tree, slice, NONE) && !isWrittenElsewhere(tree, field, field)) return use;
  }
  return undefined;
}

/** Something of that name gets a value in another place of the declaration. */
function isWrittenElsewhere(tree: FlatTree, member: Node, here: Node): boolean {
  const name = tree.textOf(tree.last(member));
  for (let n = 0; n < tree.count; n++)
    if (n !== here && tree.kinds[n] === K.SelectorExpression && isWritten(tree, n) && tree.textOf(tree.last(n)) === name) return true;
  return false;
}
