/** What a reader of sites hands over: a site that has no identity yet, which depends on the sites before it. */

import type { SiteKind } from '../base/site.js';
import { table } from '../base/table.js';
import type { AllocationSite, LeavingSite } from '../go/package/allocation-site.js';
import type { Node } from '../syntax/flat-tree.js';

/** `node` is what allocates. */
export type Draft<S extends AllocationSite = AllocationSite> = S extends unknown
  ? Omit<S, 'site' | 'cold'> & { readonly kind: SiteKind; readonly node: Node }
  : never;

/** Causes that explain a variable better come first. */
const RANK = table<number>({ goroutine: 1, syncMethod: 2 });

/** How well a draft explains a variable. The lower, the better: what is certain before what depends on the package. */
export function weight({ cause, through, inside, call }: Draft<LeavingSite>): number {
  const open = through.length + inside.length > 0 || (call !== undefined && call.receiver.kind !== 'named');
  return (open ? 4 : 0) + (RANK[cause] ?? 0);
}
