/** Why a site is on the heap, from what the compiler printed about it and from the syntax around it. */
import { BUILTINS } from '../go/types/types.js';
import type { HeapCause } from '../sites/evidence.js';
import type { Destination, DestinationKind } from './destination.js';
import type { Expression } from './expression.js';
import type { CompilerFact, CompilerPlace } from './facts.js';
import type { JoinedSite } from './grown-slice.js';
import { assignedIn, calledIn, lastHop } from './last-hop.js';

/** Where a value goes: the cause, and what it names. */
export type Way = Pick<Destination, 'kind' | 'name'>;

/**
 * The way as the syntax around the value shows it, where that is certain or the flow bears it out; else as the flow ends. `locate` finds the
 * expression of a place in the declaration that the value is in, and nothing elsewhere: names of other functions would tell a reader nothing.
 */
export function wayOf(
  fact: CompilerFact | undefined,
  bySyntax: Destination | undefined,
  locate: (place: CompilerPlace) => Expression | undefined,
): Way | undefined {
  const hop = fact && lastHop(fact);
  if (!hop) return bySyntax;
  if (bySyntax && (CERTAIN.has(bySyntax.kind) || isOnTheWay(fact, bySyntax))) return bySyntax;
  if (bySyntax?.kind === hop.kind && hop.kind !== 'argument') return bySyntax;
  const at = locate(hop.note);
  if (!at) return bySyntax?.kind === 'argument' ? bySyntax : undefined;
  const called = at.isCall ? calledIn(at.text) : undefined;
  // What happens inside of an inlined function is all at the call: what the reader sees is that call.
  if (called !== undefined && !BUILTINS.has(called)) return { kind: 'argument', name: called };
  return hop.kind === 'argument' || hop.kind === 'receiver' ? undefined : { kind: hop.kind, name: hop.name };
}

/** Whatever else happens to a value: this alone puts it on the heap. */
const CERTAIN: ReadonlySet<DestinationKind> = new Set<DestinationKind>(['returned', 'sent', 'goroutine', 'closure', 'sync', 'panic']);

/** The flow leads through what is assigned, or through the call. */
function isOnTheWay({ flow }: CompilerFact, { kind, name }: Destination): boolean {
  const notes = (flow ?? []).flatMap(s => s.notes);
  if (kind === 'stored') return notes.some(n => n.reason.startsWith('assign') && assignedIn(n.expression) === name);
  return kind === 'argument' && notes.some(n => n.reason === 'call parameter' && calledIn(n.expression) === name);
}

export interface Circumstances {
  readonly joined: JoinedSite;
  readonly destination: Way | undefined;
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
