/** What one declaration says of pools to others of its package. Whether something is a sync.Pool, types tell where it is asked. */

import type { DeclarationSyntax } from '../package/declaration-syntax.js';
import { readPoolDeclarations, readTouchedNames } from './pool-declarations.js';
import { NO_POOL_FACTS, type PoolFacts } from './pool-facts.js';
import { readGets, readNewCalls } from './pool-gets.js';

export function readPoolFacts(syntax: DeclarationSyntax): PoolFacts {
  const { tree } = syntax;
  const { text } = tree;
  const gets = readGets(syntax);
  const newCalls = readNewCalls(syntax);
  const touched = readTouchedNames(tree, text.includes('pool') || text.includes('Pool'));
  const declarations = text.includes('Pool') ? readPoolDeclarations(syntax) : [];
  if (gets.length + newCalls.length + touched.length + declarations.length === 0) return NO_POOL_FACTS;
  return { gets, newCalls, declarations, touched };
}
