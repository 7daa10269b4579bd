/**
 * What one declaration does with things that look like a sync.Pool. Whether they are one, only the package can tell: the facts name
 * the type of what `Put` and `Get` are called on, and `package/pools.ts` answers.
 */

import type { Sliced } from '../../base/slices.js';
import type { DeclarationSyntax } from '../package/declaration-syntax.js';
import { readPoolCalls } from './pool-calls.js';
import { readCopies, readPoolDeclarations, readTouchedNames } from './pool-declarations.js';
import { NO_POOL_FACTS, type PoolFacts } from './pool-facts.js';
import { readPoolFlow } from './pool-flow.js';

/** After more the reader rests before it goes on. */
const CALLS_IN_SLICE = 50;

export function* readPoolFacts(syntax: DeclarationSyntax): Sliced<PoolFacts> {
  const { tree } = syntax;
  const { text } = tree;
  const calls = yield* readPoolCalls(syntax);
  if (calls.puts.length + calls.gets.length > CALLS_IN_SLICE) yield;
  const speaksOfPools = text.includes('pool') || text.includes('Pool');
  // A tree with a syntax error is a guess, and a wrong path through it would be a wrong claim.
  const flow =
    calls.puts.length > 0 && !tree.hasError
      ? yield* syntax.faults.slicedPart('flow of pooled objects', readPoolFlow(syntax, calls.puts), undefined)
      : undefined;
  const copies = readCopies(syntax, speaksOfPools);
  const touched = readTouchedNames(tree, speaksOfPools);
  const declarations = text.includes('Pool') ? readPoolDeclarations(syntax) : [];
  if (calls.puts.length + calls.gets.length + copies.length + touched.length + declarations.length === 0) return NO_POOL_FACTS;
  return {
    puts: calls.puts.map(p => p.fact),
    gets: calls.gets,
    uses: flow?.uses ?? [],
    wrappers: flow?.wrappers ?? [],
    declarations,
    copies,
    touched,
  };
}
