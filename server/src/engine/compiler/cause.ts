/** Why a site is on the heap, from what the compiler printed about it and from the syntax around it. */
import type { HeapCause } from '../sites/evidence.js';
import { calleeOf, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import { type CallContext, wayOfCall } from './call-way.js';
import { calledBy } from './called.js';
import type { Destination, DestinationKind } from './destination.js';
import type { CompilerFact } from './facts.js';
import { inlinedAt, isDevirtualizedAt } from './facts-index.js';
import type { JoinedSite } from './grown-slice.js';
import { assignedIn, lastHop } from './last-hop.js';
import { untoldWay } from './untold-way.js';
import type { Way } from './way.js';

/**
 * The way as the syntax around the value shows it, where that is certain or the flow bears it out; else as the flow ends. Only places in the
 * declaration that the value is in are of use: names of other functions would tell a reader nothing. `isDirect`: what the text
 * shows stands around the value. `depth`: calls followed so far.
 */
export function wayOf(
  context: CallContext,
  fact: CompilerFact | undefined,
  bySyntax: Destination | undefined,
  { isDirect = false, depth = 0 } = {},
): Way | undefined {
  const shown = bySyntax && { kind: bySyntax.kind, name: bySyntax.name, via: '' };
  const hop = fact && lastHop(fact);
  const untold = fact && untoldWay(context, fact);
  if (untold) return untold.name === '' ? undefined : untold;
  if (!hop) return (fact && inUnseenArguments(context, fact)) ?? (isHeldOnTheWay(context, fact, shown) ? shown : undefined);
  const isHeld = hop.kind === 'held' && (!isDirect || hop.note.reason === 'interface-converted');
  if (shown && !isHeld && (CERTAIN.has(shown.kind) || isStoredOnTheWay(fact, shown))) return shown;
  if (shown?.kind === 'closure' && hop.before.some(n => n.reason === CAPTURED)) return shown;
  const at = context.nodeAt(hop.note);
  if (at === NONE) return shown?.kind === hop.kind ? shown : undefined;
  if (context.tree.kind(at) === K.CallExpression) return wayOfCall(context, at, hop, depth);
  if (hop.kind === 'held') return { kind: 'held', name: literalName(context.tree, at, hop.name), via: '' };
  return hop.kind === 'argument' || hop.kind === 'receiver' ? undefined : { kind: hop.kind, name: hop.name, via: '' };
}

/** `rows.Scan(&x)`: the slice of a call's arguments, which nobody else has, holds the value, and nobody sees what the method does with it. */
function inUnseenArguments({ tree, scopes, typed, facts, nodeAt }: CallContext, { flow }: CompilerFact): Way | undefined {
  const note = flow?.at(-1)?.notes.at(-1);
  if (note?.expression !== '... argument' || note.reason !== 'slice-literal-element' || !typed) return undefined;
  const call = nodeAt(note);
  if (call === NONE || tree.kind(call) !== K.CallExpression) return undefined;
  if (inlinedAt(facts, note).length > 0 || isDevirtualizedAt(facts, note)) return undefined;
  const called = calledBy(tree, scopes, typed, call);
  return called && called.kind !== 'function' ? { kind: called.kind, name: tree.textOf(calleeOf(tree, call)), via: '' } : undefined;
}

/** `Engine{…}`. */
function literalName(tree: FlatTree, at: Node, printed: string): string {
  const of = tree.kind(at) === K.CompositeLiteral ? tree.first(at) : NONE;
  const type = tree.kind(of) === K.StructType ? 'struct' : of === NONE ? '' : tree.textOf(of);
  return type === '' ? printed : `${type}{…}`;
}

/** Whatever else happens to a value: this alone puts it on the heap. */
const CERTAIN: ReadonlySet<Way['kind']> = new Set<DestinationKind>(['returned', 'sent', 'goroutine', 'sync', 'panic']);

const CAPTURED = 'captured by a closure';

/**
 * A flow without such an end leads into something that holds the value and is on the heap itself: the text tells where that goes, but a call or a
 * closure only where the flow comes by.
 */
function isHeldOnTheWay({ tree, nodeAt }: CallContext, fact: CompilerFact | undefined, shown: Way | undefined): boolean {
  const notes = (fact?.flow ?? []).flatMap(s => s.notes);
  if (shown?.kind === 'closure') return notes.length === 0 || notes.some(n => n.reason === CAPTURED);
  if (shown?.kind !== 'argument' || notes.length === 0) return true;
  const calls = notes.map(n => nodeAt(n)).filter(n => n !== NONE && tree.kind(n) === K.CallExpression);
  return calls.some(n => tree.textOf(calleeOf(tree, n)) === shown.name);
}

/** The flow leads through what is assigned. */
function isStoredOnTheWay({ flow }: CompilerFact, { kind, name }: Way): boolean {
  const notes = (flow ?? []).flatMap(s => s.notes);
  return kind === 'stored' && notes.some(n => n.reason.startsWith('assign') && assignedIn(n.expression) === name);
}

/** True where the flow shows the same way, so that its steps lead to what the headline names. */
export function isShownBy(fact: CompilerFact, way: Way): boolean {
  const hop = lastHop(fact);
  if (!hop || hop.kind === way.kind || !CERTAIN.has(way.kind)) return true;
  const reasons = hop.before.map(n => n.reason);
  if (way.kind === 'goroutine') return reasons.includes(CAPTURED);
  if (way.kind === 'returned') return reasons.includes('return');
  return way.kind === 'sync' && hop.kind === 'argument';
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
