/** What the table of the standard library says of a function, as the graph asks for it. */
import { allocatesRarely } from '../../tables/allocating-functions.js';
import type { FunctionFacts, Parameter } from '../../tables/std/function-facts.js';
import { fullName } from '../flow/pool-code.js';
import { type Func, UNKNOWN } from '../types/model.js';
import { isInterface } from '../types/predicates.js';
import type { Concrete } from './concrete-types.js';
import type { Made, Summary } from './flow.js';
import { INLINE_BUDGET } from './inline-cost.js';
import { type Leaks, NO_LEAKS } from './location.js';

/** `sha256.New()` is inlined, so that the compiler sees what is in the interface, and calls its methods directly. */
const ONE_TYPE: Concrete = { type: UNKNOWN, isJoined: false };

const known = new WeakMap<FunctionFacts, Summary>();

/** The same for the same facts, by which who was told of it knows that nothing has changed. */
export function summaryOfFacts(facts: FunctionFacts, func: Func): Summary {
  let summary = known.get(facts);
  if (!summary) {
    summary = read(facts, func);
    known.set(facts, summary);
  }
  return summary;
}

function read(facts: FunctionFacts, func: Func): Summary {
  const { inlineCost, leaks, stored, allocates } = facts;
  const isRare = allocatesRarely(fullName(func));
  const isInlined = inlineCost !== undefined && inlineCost <= INLINE_BUDGET;
  const of = (parameter: Parameter): Leaks => {
    const own = leaks.filter(l => l.parameter === parameter);
    // Not inlined, what the call makes is on the heap, and so is what is stored there.
    const kept = isInlined ? [] : stored.filter(s => s.parameter === parameter).map(s => s.derefs);
    const heap = Math.min(...own.filter(l => l.to === 'heap').map(l => l.derefs), ...kept);
    const results = own.flatMap(l => (l.to === 'heap' ? [] : [[l.to, l.derefs] as const]));
    if (!Number.isFinite(heap) && results.length === 0) return NO_LEAKS;
    return { heap: Number.isFinite(heap) ? heap : undefined, results: new Map(results) };
  };
  const count = func.type.kind === 'func' ? func.type.params.length : 0;
  return {
    receiver: of('receiver'),
    params: Array.from({ length: count }, (_, i) => of(i)),
    inlineCost,
    concrete: isInlined && func.type.kind === 'func' ? func.type.results.map(r => (isInterface(r.type) ? ONE_TYPE : undefined)) : [],
    stored: isInlined
      ? stored.map(s => ({ parameter: s.parameter === 'receiver' ? -1 : s.parameter, made: s.allocation, derefs: s.derefs }))
      : [],
    makes: isInlined
      ? allocates.map(
          ({ text, to }): Made => ({
            text,
            to: to === 'heap' || 'result' in to ? to : { made: to.allocation },
            ...(isRare && { isRare: true as const }),
          }),
        )
      : [],
  };
}
