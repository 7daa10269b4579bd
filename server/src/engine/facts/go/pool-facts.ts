/** PLACEHOLDER until POOL's reader lands. */
import type { DeclarationSyntax } from './declaration.js';

export interface PoolFacts {
  readonly uses: readonly number[];
}

export function readPoolFacts(_syntax: DeclarationSyntax): PoolFacts {
  return { uses: [] };
}
