/** Why a site is on the heap, from what the compiler printed about it and from the syntax around it. */
import type { HeapCause } from '../sites/evidence.js';
import type { Destination } from './destination.js';
import type { CompilerFact } from './facts.js';
import type { JoinedSite } from './grown-slice.js';

export interface Circumstances {
  readonly joined: JoinedSite;
  readonly destination: Destination | undefined;
  /** Types say that the value is larger than the stack takes. */
  readonly tooLarge: boolean;
  /** The size of a `make` is not constant, and the release puts every such slice on the heap (to 1.24). */
  readonly unknownSize: boolean;
}

/** Size explains more than where the value goes: no change of the way would keep it on the stack. */
export function causeOf({ joined: { site, facts, staysWhenSmall }, destination, tooLarge, unknownSize }: Circumstances): HeapCause {
  const reason = sizeReason(facts);
  if (reason === 'large' || tooLarge) return 'tooLarge';
  if (site.kind === 'make' && (reason === 'unknown' || unknownSize)) return 'unknownSize';
  return staysWhenSmall ? 'outgrown' : (destination?.kind ?? 'unseen');
}

/** Reasons that the flow names and the syntax cannot see (go-facts §3.2). */
function sizeReason(facts: readonly CompilerFact[]): 'large' | 'unknown' | undefined {
  const reasons = facts.flatMap(f => f.flow ?? []).flatMap(s => s.notes.map(n => n.reason));
  if (reasons.some(r => r === 'too large for stack' || r === 'too aligned for stack')) return 'large';
  return reasons.includes('non-constant size') ? 'unknown' : undefined;
}
