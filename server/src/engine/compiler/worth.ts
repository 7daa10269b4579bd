/** Whether a site is worth an underline: where it is, or where one of the calls is that it is inlined to. */
import type { CompiledSite } from '../sites/evidence.js';
import type { CompilerFact, CompilerPackageResult } from './facts.js';
import type { JoinedSite } from './grown-slice.js';
import { type Heat, isHot, isMadeByEachCall, type Way } from './hot-place.js';
import { declaredName, isPrintedAt, isSparedAt, placesOfInlined } from './inlined-callee.js';
import type { SiteContext } from './site-context.js';

/** Calls that the function is inlined to where nothing of the site reaches the heap, as far as the facts tell. */
function sparedCalls({ tree }: SiteContext, own: readonly CompilerFact[], facts: readonly CompilerFact[]): number {
  const name = declaredName(tree);
  if (name === undefined || own.length === 0) return 0;
  return placesOfInlined(facts, name).filter(p => own.every(f => isSparedAt(facts, p, f))).length;
}

/** Without `heat` nothing is hot. */
export function worthOf(
  context: SiteContext,
  { site, facts: own }: JoinedSite,
  way: Way,
  { facts, callers = [] }: CompilerPackageResult,
  heat: Heat | undefined,
): Pick<CompiledSite, 'isHot' | 'inlinedTo' | 'spared'> {
  const spared = sparedCalls(context, own, facts) + sparedCalls(context, own, callers);
  if (!heat || heat.isAside) return { isHot: false, inlinedTo: 0, spared };
  const name = declaredName(context.tree);
  const places = name === undefined ? [] : placesOfInlined(facts, name).filter(p => own.some(f => isPrintedAt(facts, p, f)));
  const isHotThere = isMadeByEachCall(context, site, way.cause) && places.some(p => heat.isHotCallAt(p));
  return { isHot: isHot(context, site, way, heat) || isHotThere, inlinedTo: isHotThere ? places.length : 0, spared };
}
