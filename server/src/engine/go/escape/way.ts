/** What the graph found, as plain records: they outlive the graph. */
import type { SiteKind } from '../../base/site.js';
import type { Node } from '../../syntax/flat-tree.js';
import { type Hop, type Leaks, type Location, NO_LEAKS, type Note, type Reason, type Text } from './location.js';

/** Through which expression a value goes on, and why. */
export interface WayNote {
  readonly text: Text;
  readonly node: Node;
  readonly reason: Reason;
}

/** One step of the way to the heap, from the value on; `to` and `from` as the compiler writes them. */
export interface WayStep {
  readonly to: string;
  readonly from: string;
  readonly notes: readonly WayNote[];
}

/** Memory that is made somewhere, on the heap or not. */
export interface MadeSite {
  readonly node: Node;
  /** Undefined: a variable. */
  readonly kind: SiteKind | undefined;
  /** Of a variable; else empty. */
  readonly name: string;
  /** Of an inlined call: what its body makes, as written there. */
  readonly inside: readonly string[];
  readonly callee: string | undefined;
  /** Few of such calls make it. */
  readonly isRare: boolean;
  /** As the compiler prints it, where that is another text than that of the source. */
  readonly printed: string | undefined;
  readonly isOnHeap: boolean;
  readonly way: readonly WayStep[];
}

/** A parameter that lets out what it refers to. */
export interface LeakingParameter {
  readonly node: Node;
  readonly name: string;
  readonly leaks: Leaks;
  readonly way: readonly WayStep[];
}

export function siteOf(location: Location): MadeSite {
  return {
    node: location.node,
    kind: location.role === 'value' ? location.kind : undefined,
    name: location.variable?.name ?? '',
    inside: location.inside ?? [],
    callee: location.callee,
    isRare: location.isRare,
    printed: location.printed,
    isOnHeap: location.escapes,
    way: stepsOf(location.way),
  };
}

export function leakOf(location: Location): LeakingParameter | undefined {
  const { leaks, variable, node } = location;
  if (!variable || leaks === NO_LEAKS || (leaks.heap === undefined && leaks.results.size === 0)) return undefined;
  return { node, name: variable.name, leaks: { heap: leaks.heap, results: new Map(leaks.results) }, way: stepsOf(location.leakWay) };
}

function stepsOf(way: readonly Hop[]): WayStep[] {
  return way
    .filter(hop => hop.note !== undefined)
    .map(hop => ({
      to: nameOf(hop.to),
      from: `${'*'.repeat(Math.max(0, hop.derefs))}${hop.derefs < 0 ? '&' : ''}${nameOf(hop.from)}`,
      notes: notesOf(hop.note),
    }));
}

function notesOf(last: Note | undefined): WayNote[] {
  const notes: WayNote[] = [];
  for (let n = last; n; n = n.before) notes.push({ text: n.text, node: n.node, reason: n.reason });
  return notes;
}

function nameOf({ role, variable, frame, text, node }: Location): string {
  if (role === 'heap') return '{heap}';
  if (role === 'result' && !variable?.name) return `~r${frame?.results.findIndex(r => r.node === node && r.variable === variable) ?? 0}`;
  if (variable) return variable.name;
  return role === 'value' && text ? `{storage for ${text.tree.textOf(node)}}` : '{temp}';
}
