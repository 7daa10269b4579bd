/** Variables that a fix may read before the loop instead of in it. */
import { isPartAddressed, isPartWritten } from '../../go/body/captures.js';
import type { Variable } from '../../go/names/variable.js';
import type { Node } from '../../syntax/flat-tree.js';
import type { RemedyContext } from './remedy.js';

/** Declared before the loop, and neither it nor a part of it is written there, in another function, or through its address. */
export function isSteadyVariable({ tree, scopes }: Pick<RemedyContext, 'tree' | 'scopes'>, v: Variable, loop: Node): boolean {
  const mayChange = (u: Node) =>
    isPartAddressed(tree, u) || (isPartWritten(tree, u) && (tree.within(u, loop) || scopes.functionOf(u) !== v.func));
  return !tree.within(v.node, loop) && !v.uses.some(mayChange);
}
