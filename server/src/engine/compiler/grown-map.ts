/**
 * Many stores that let one map grow. Up to eight entries fit into the first group of a map, and a full map doubles (internal/runtime/maps): of many
 * stores one after the other few make room.
 */
import { K, NONE, type Node } from '../syntax/flat-tree.js';
import type { JoinedSite } from './grown-slice.js';
import type { SiteContext } from './site-context.js';

/** The first store into a map is told; those that follow it on every way, as often as it, stand aside. */
export function onePerGrownMap(context: SiteContext, sites: readonly JoinedSite[]): JoinedSite[] {
  const { tree, scopes } = context;
  const told = new Map<string, Node>();
  return [...sites]
    .sort((a, b) => a.site.node - b.site.node)
    .map(joined => {
      const { kind, node } = joined.site;
      if (kind !== 'mapStore' || joined.isAside || tree.kind(node) !== K.IndexExpression) return joined;
      const map = nameOf(context, tree.unparen(tree.first(node)));
      const loop = scopes.loopOf(node);
      const own = tree.ancestor(node, K.StatementList);
      for (let list = own; list !== NONE && !isFunction(context, list, node); list = tree.ancestor(list, K.StatementList)) {
        if (told.get(`${list} ${map}`) === loop) return { ...joined, isAside: true };
      }
      told.set(`${own} ${map}`, loop);
      return joined;
    });
}

/** The list is outside of the closure that the store is in. */
const isFunction = ({ scopes }: SiteContext, list: Node, store: Node): boolean => scopes.functionOf(list) !== scopes.functionOf(store);

/** The variable, where it is one: its name may mean another one in an inner block. */
function nameOf({ tree, scopes }: SiteContext, map: Node): string {
  const variable = tree.kind(map) === K.Identifier ? scopes.variableOf(map) : undefined;
  return variable ? `#${variable.node}` : tree.textOf(map);
}
