/**
 * The graph of one batch of functions, and its solution: whatever has its address in a place that outlives it is on the heap
 * (cmd/compile/internal/escape, solve.go).
 */
import type { SiteKind } from '../../base/site.js';
import type { Sliced } from '../../base/slices.js';
import { NONE, type Node } from '../../syntax/flat-tree.js';
import type { Var } from '../types/model.js';
import { type Edge, type Frame, type Hole, type Hop, Location, type Note, type Reason, type Role, type Text } from './location.js';

/** Steps of the solution; beyond them the batch is given up. go/types, where 63 functions call each other, needs 0.4 million. */
const MAX_STEPS = 20_000_000;
/** Locations and edges, then the solution rests: about a millisecond. */
const EDGES_PER_SLICE = 20_000;

export class Graph {
  readonly heap = new Location('heap', undefined, 0, undefined, NONE, undefined, undefined);
  readonly nowhere = new Location('nowhere', undefined, 0, undefined, NONE, undefined, undefined);
  readonly locations: Location[] = [];
  /** Calls of methods of interfaces of which it is known what they hold. */
  readonly directCalls: { readonly frame: Frame; readonly node: Node }[] = [];
  private rounds = 0;
  private queue: Location[] = [];
  private steps = 0;
  private looked = 0;

  constructor() {
    this.heap.escapes = true;
  }

  add(
    role: Role,
    frame: Frame,
    loopDepth: number,
    text: Text,
    node: Node,
    what: { kind?: SiteKind | undefined; variable?: Var | undefined } = {},
  ): Location {
    const location = new Location(role, frame, loopDepth, text, node, what.kind, what.variable);
    this.locations.push(location);
    return location;
  }

  /** What is in `from` goes into the hole. */
  flow({ to, derefs, note }: Hole, from: Location): void {
    if (to === this.nowhere || (to === from && derefs >= 0)) return;
    if (to.escapes && derefs < 0) {
      if (from.escapes) return;
      from.escapes = true;
      from.way = [{ to, from, derefs, note }];
      return;
    }
    to.edges.push({ from, derefs, note });
  }

  /** False: too much work, nothing of the batch holds. */
  *solving(): Sliced<boolean> {
    for (const location of this.locations) this.enqueue(location);
    this.enqueue(this.heap);
    let rest = EDGES_PER_SLICE;
    for (let root = this.queue.pop(); root; root = this.queue.pop()) {
      root.isQueued = false;
      for (const open = this.begin(root); open.length > 0; ) {
        this.walk(root, open, rest);
        if (this.steps > MAX_STEPS) return false;
        if (this.looked < rest) continue;
        rest = this.looked + EDGES_PER_SLICE;
        yield;
      }
    }
    return true;
  }

  /** What has its address or, parameters, its value in the location, as far away as the fewest dereferences tell. */
  heldBy(root: Location): ReadonlyMap<Location, number> {
    this.walk(root, this.begin(root), Number.POSITIVE_INFINITY);
    const found = new Map<Location, number>();
    for (const l of this.locations) if (l !== root && l.round === this.rounds) found.set(l, l.distance);
    return found;
  }

  private enqueue(location: Location): void {
    if (location.isQueued) return;
    location.isQueued = true;
    this.queue.push(location);
  }

  private begin(root: Location): Location[] {
    root.round = ++this.rounds;
    root.distance = 0;
    root.next = undefined;
    return [root];
  }

  /** What flows to the root, over the fewest dereferences (Bellman and Ford, over a stack), until nothing is open or it is time to rest. */
  private walk(root: Location, open: Location[], rest: number): void {
    const round = this.rounds;
    for (let l = open.pop(); l; l = open.pop()) {
      this.steps++;
      this.looked += 1 + l.edges.length;
      const isAddress = l.distance < 0;
      const distance = isAddress ? 0 : l.distance;
      if (outlives(root, l)) {
        if (l.role === 'parameter' && l.leakTo(root, distance)) l.leakWay = wayOf(root, l);
        if (isAddress && !l.escapes && !(root.role === 'result' && root.frame!.isInlined)) {
          l.escapes = true;
          l.way = wayOf(root, l);
          this.enqueue(l);
          continue;
        }
      }
      for (const edge of l.edges) this.step(l, edge, distance + edge.derefs, round, open);
      if (this.looked >= rest) return;
    }
  }

  private step(to: Location, edge: Edge, distance: number, round: number, open: Location[]): void {
    const { from } = edge;
    if (from.escapes) return;
    if (from.round === round && from.distance <= distance) return;
    from.round = round;
    from.distance = distance;
    from.next = to;
    from.nextEdge = edge;
    open.push(from);
  }
}

/** Whether what is in `keeper` may live longer than `other` on its stack. */
function outlives(keeper: Location, other: Location): boolean {
  if (keeper.escapes) return true;
  const { frame } = keeper;
  if (!frame || !other.frame) return false;
  if (keeper.role === 'result') return !(frame.isOnlyCalled && encloses(other.frame, frame));
  if (frame === other.frame) return keeper.loopDepth < other.loopDepth;
  return encloses(frame, other.frame);
}

function encloses(outer: Frame, inner: Frame): boolean {
  for (let f = inner.parent; f; f = f.parent) if (f === outer) return true;
  return false;
}

/** The middle of a long way is left out. Assignments in a circle can lead back to where the way has been. */
const KEPT_HOPS = 12;

function wayOf(root: Location, start: Location): Hop[] {
  const hops: Hop[] = [];
  const last: Hop[] = [];
  const seen = new Set<Location>();
  for (let l = start; l !== root && l.next && !seen.has(l); l = l.next) {
    seen.add(l);
    const hop = { to: l.next, from: l, derefs: l.nextEdge?.derefs ?? 0, note: l.nextEdge?.note };
    if (hops.length < KEPT_HOPS) hops.push(hop);
    else if (last.push(hop) > KEPT_HOPS) last.shift();
  }
  return [...hops, ...last];
}

export const noted = (hole: Hole, text: Text, node: Node, reason: Reason): Hole => {
  const note: Note = { before: hole.note, text, node, reason };
  return { ...hole, note };
};

export const shifted = (hole: Hole, by: number): Hole =>
  by === 0 ? hole : { ...hole, derefs: Math.max(hole.derefs + by, -1), isAddress: by < 0 };
