/** PLACEHOLDER until ESCAPE's reader lands. */
import type { DeclarationSyntax } from './declaration.js';

export interface AllocationSite {
  readonly start: number;
}

export function readAllocationSites(_syntax: DeclarationSyntax): readonly AllocationSite[] {
  return [];
}
