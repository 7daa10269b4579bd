/** What a reader of sites hands over: a site that has no identity yet, which depends on the sites before it. */

import type { SiteKind } from '../base/site.js';
import { table } from '../base/table.js';
import { loopDepth } from '../go/body/enclosing.js';
import type { AllocationSite, LeavingSite, Way } from '../go/package/allocation-site.js';
import type { FlatTree, Node } from '../syntax/flat-tree.js';
import type { Allocated } from './allocated.js';
import type { Exit } from './exit.js';

/** `node` is what allocates. */
export type Draft<S extends AllocationSite = AllocationSite> = S extends unknown
  ? Omit<S, 'site' | 'cold'> & { readonly kind: SiteKind; readonly node: Node }
  : never;

/** Causes that explain a variable better come first. */
const RANK = table<number>({ goroutine: 1, syncMethod: 2 });

/** How well a draft explains a variable. The lower, the better: what is certain before what depends on the package. */
export function weight({ cause, through, or, inside, call }: Draft<LeavingSite>): number {
  const open = (through.length > 0 && !or) || inside.length > 0 || call?.receiver !== undefined;
  return (open ? 4 : 0) + (RANK[cause] ?? 0);
}

/** What leaves its function by that exit. */
export function leaving(tree: FlatTree, node: Node, kind: SiteKind, name: string, allocated: Allocated, exit: Exit): Draft<LeavingSite> {
  return {
    what: 'leaving',
    kind,
    node,
    ...tree.span(node),
    name,
    ...allocated,
    through: exit.through,
    inside: [],
    ...wayOf(tree, node, exit),
    ...(exit.or && { or: wayOf(tree, node, exit.or) }),
  };
}

function wayOf(tree: FlatTree, node: Node, { cause, steps }: Exit): Way {
  // What is made for a return is made once.
  return { cause, steps, loopDepth: cause === 'returned' && steps.length === 1 ? 0 : loopDepth(tree, node) };
}
