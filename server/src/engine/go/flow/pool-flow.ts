/**
 * Follows objects through one function, path by path: what is put, what touches it later. A forward walk over the control flow to a
 * fixed point says what may and what must have happened; a search from each Put says which uses it leads to.
 */
import { Work } from '../../base/faults.js';
import type { Sliced } from '../../base/slices.js';
import { F, type FlatTree, NONE, type Node } from '../../syntax/flat-tree.js';
import { buildControlFlow } from '../body/control-flow.js';
import type { DeclarationSyntax } from '../package/declaration-syntax.js';
import type { PutNodes } from './pool-calls.js';
import type { PutWrapper, UseAfterPut } from './pool-facts.js';
import { relevantCode } from './pool-relevance.js';
import { PoolReport } from './pool-report.js';
import { putCertainty } from './pool-use.js';
import { PoolWalk } from './pool-walk.js';

export interface PoolFlow {
  readonly uses: readonly UseAfterPut[];
  readonly wrappers: readonly PutWrapper[];
}

/** Steps through one declaration; with more its objects are not followed. */
const MAX_STEPS = 200_000;

/** Uses after Put in every function of the declaration that puts something. */
export function* readPoolFlow(syntax: DeclarationSyntax, puts: readonly PutNodes[]): Sliced<PoolFlow> {
  const uses: UseAfterPut[] = [];
  const work = new Work(MAX_STEPS);
  // A deferred literal's puts belong to the function that defers it as well.
  const functions = new Set(puts.flatMap(p => [p.func, syntax.scopes.functionOf(syntax.tree.parent(p.func))]));
  for (const func of functions) {
    if (func === NONE) continue;
    const cfg = yield* buildControlFlow(syntax.tree, func);
    if (!cfg) continue;
    yield;
    const relevant = yield* relevantCode(syntax, cfg, puts);
    const touched = yield* new PoolWalk(syntax, cfg, puts, relevant, work).run();
    for (const use of yield* new PoolReport(syntax, cfg, puts, work).select(touched)) uses.push(use);
  }
  return { uses, wrappers: readWrappers(syntax, puts, work) };
}

function readWrappers({ tree, scopes }: DeclarationSyntax, puts: readonly PutNodes[], work: Work): PutWrapper[] {
  return puts.flatMap(put => {
    const v = scopes.variableOf(tree.unparen(put.object));
    const own = v && v.func === 0 && (v.kind === 'parameter' || v.kind === 'receiver');
    if (!own) return [];
    work.spend(put.call + v.uses.length);
    if (put.func !== 0 || putCertainty(tree, 0, put.call, v.name) === 'unknown') return [];
    if (v.uses.some(u => tree.fields[tree.parent(u)] === F.Left)) return [];
    return [{ parameter: v.kind === 'receiver' ? -1 : parameterNames(tree).indexOf(v.node), taker: put.fact.taker }];
  });
}

/** Name nodes of all parameters, blank ones included, so that the index is the argument's. */
function parameterNames(tree: FlatTree): Node[] {
  return [...tree.children(tree.field(0, F.Parameters))].flatMap(p => [...tree.children(p)].filter(c => tree.fields[c] === F.Name));
}
