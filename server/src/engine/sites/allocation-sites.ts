import type { Sliced } from '../base/slices.js';
import type { AllocationSite } from '../go/package/allocation-site.js';
import type { DeclarationSyntax } from '../go/package/declaration-syntax.js';
import { K } from '../syntax/flat-tree.js';
import { SiteReader } from './site-reader.js';

const NO_SITES: readonly AllocationSite[] = [];

/** The sites of a declaration in source order. */
export function* readAllocationSites(syntax: DeclarationSyntax): Sliced<readonly AllocationSite[]> {
  const kind = syntax.tree.kind(0);
  const holdsCode = kind === K.FunctionDeclaration || kind === K.MethodDeclaration || kind === K.VarDeclaration;
  return holdsCode ? yield* new SiteReader(syntax).read() : NO_SITES;
}
