/** Whether a site is worth an underline: where it is, or where one of the calls is that it is inlined to. */
import type { SiteKind } from '../base/site.js';
import type { CompiledSite } from '../sites/evidence.js';
import { NONE } from '../syntax/flat-tree.js';
import type { CompilerFact, CompilerPackageResult } from './facts.js';
import type { JoinedSite } from './grown-slice.js';
import { type Heat, isHot, isMadeByEachCall, isVariableOfLoop, type Way } from './hot-place.js';
import { declaredName, isPrintedAt, isSparedAt, placesOfInlined } from './inlined-callee.js';
import { handlerAround } from './request-handler.js';
import type { SiteContext } from './site-context.js';
import { mayOutgrowStack } from './unprinted.js';

/** Calls that the function is inlined to because of a profile, where nothing of the site reaches the heap, as far as the facts tell. */
function sparedCalls(context: SiteContext, { site, facts: own }: JoinedSite, result: CompilerPackageResult): number {
  const { builtFor, inlinedAnyway, facts, callers = [], goVersion } = result;
  const name = declaredName(context.tree);
  if (builtFor?.profile === undefined || name === undefined || inlinedAnyway?.has(name)) return 0;
  if (own.length === 0 || !CERTAIN.has(site.kind) || own.some(f => mayOutgrowStack(context, site, f, goVersion.minor))) return 0;
  const spared = (said: readonly CompilerFact[]) => placesOfInlined(said, name).filter(p => own.every(f => isSparedAt(said, p, f)));
  return spared(facts).length + spared(callers).length;
}

/** What the compiler does not put on the heap needs none. Others may outgrow the stack when the program runs. */
export const CERTAIN: ReadonlySet<SiteKind> = new Set([
  'variable',
  'pointer',
  'make',
  'literal',
  'closure',
  'boxed',
  'variadic',
  'method',
  'selector',
]);

/** Without `heat` nothing is hot. */
export function worthOf(
  context: SiteContext,
  joined: JoinedSite,
  way: Way,
  result: CompilerPackageResult,
  heat: Heat | undefined,
): Pick<CompiledSite, 'isHot' | 'inlinedTo' | 'spared' | 'isOfLoop' | 'isServed'> {
  const { site, facts: own } = joined;
  const { facts } = result;
  const spared = sparedCalls(context, joined, result);
  if (!heat || heat.isAside) return { isHot: false, inlinedTo: 0, spared };
  const name = declaredName(context.tree);
  const places = name === undefined ? [] : placesOfInlined(facts, name).filter(p => own.some(f => isPrintedAt(facts, p, f)));
  const isHotThere = isMadeByEachCall(context, site, way.cause) && places.some(p => heat.isHotCallAt(p));
  return {
    isHot: isHot(context, site, way, heat) || isHotThere,
    inlinedTo: isHotThere ? places.length : 0,
    spared,
    ...(heat.newEachIteration && isVariableOfLoop(context, site) && { isOfLoop: true as const }),
    ...(handlerAround(context, site.node) !== NONE && { isServed: true as const }),
  };
}
