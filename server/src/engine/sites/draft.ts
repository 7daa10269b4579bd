/** What a reader of sites hands over: a site that has no identity yet, which depends on the sites before it. */
import type { SiteKind } from '../base/site.js';
import type { AllocationSite } from '../go/package/allocation-site.js';
import type { Node } from '../syntax/flat-tree.js';

/** `node` is what allocates. */
export type Draft<S extends AllocationSite = AllocationSite> = S extends unknown
  ? Omit<S, 'site'> & { readonly kind: SiteKind; readonly node: Node }
  : never;
