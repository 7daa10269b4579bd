/** What is known at one point of a function: which object each variable holds, and which objects have been given to a pool. */

import type { TypeRef } from '../types/types.js';

/** A variable's claim on an object. Objects are named by the node that brought them into the function; see `addressedObject`. */
export interface Ref {
  readonly object: number;
  /** On every path here the variable holds this object. */
  readonly certain: boolean;
  /** The variable holds memory inside the object (`b.Bytes()`, `*bp`), not the object. */
  readonly inside: boolean;
  /** An append in between may have moved the memory away. */
  readonly maybeMoved: boolean;
  /** True only if this type is a bytes.Buffer: `Bytes` of a value whose type the declaration cannot tell. */
  readonly ifBuffer?: TypeRef;
}

/** The object that a variable itself is, once its address has been put. */
export const addressedObject = (variable: number): number => -2 - variable;

/** What happened to objects: (object, put or node) -> whether it did on every path here. */
export class Happenings {
  constructor(private readonly entries: Map<number, boolean> = new Map()) {}

  get isEmpty(): boolean {
    return this.entries.size === 0;
  }

  copy(): Happenings {
    return new Happenings(new Map(this.entries));
  }

  get(object: number, index: number): boolean | undefined {
    return this.entries.get(keyOf(object, index));
  }

  set(object: number, index: number, certain: boolean): void {
    this.entries.set(keyOf(object, index), certain);
  }

  /** `[put or node, certain]` of one object. */
  of(object: number): [number, boolean][] {
    return this.all().flatMap(([o, index, certain]): [number, boolean][] => (o === object ? [[index, certain]] : []));
  }

  all(): [object: number, index: number, certain: boolean][] {
    if (this.entries.size === 0) return [];
    return Array.from(this.entries, ([key, certain]) => [Math.floor(key / SPAN) - SPAN, key % SPAN, certain]);
  }

  forget(object: number): void {
    for (const [index] of this.of(object)) this.entries.delete(keyOf(object, index));
  }

  /** Takes in what another path brings. True when that changed anything. */
  join(other: Happenings): boolean {
    let changed = false;
    for (const [key, certain] of this.entries) {
      if (!certain || other.entries.get(key) === true) continue;
      this.entries.set(key, false);
      changed = true;
    }
    for (const key of other.entries.keys()) {
      if (this.entries.has(key)) continue;
      this.entries.set(key, false);
      changed = true;
    }
    return changed;
  }
}

/** Nodes and objects stay below this, and two of them fit into an exact integer. */
const SPAN = 2 ** 24;
const keyOf = (object: number, index: number): number => (object + SPAN) * SPAN + index;

export class PoolState {
  constructor(
    readonly variables: Map<number, readonly Ref[]> = new Map(),
    /** (object, put): the object has been put. */
    readonly given: Happenings = new Happenings(),
    /** (object, put): a deferred call will put the object. */
    readonly deferred: Happenings = new Happenings(),
    /** (0, put): a deferred function literal with that put is registered. */
    readonly closures: Happenings = new Happenings(),
    /** (object, node): a deferred call will use the object. */
    readonly later: Happenings = new Happenings(),
  ) {}

  copy(): PoolState {
    return new PoolState(new Map(this.variables), this.given.copy(), this.deferred.copy(), this.closures.copy(), this.later.copy());
  }

  /** Forgets an object: the node that brings it is about to bring the next one. */
  forget(object: number): void {
    this.given.forget(object);
    this.deferred.forget(object);
    this.later.forget(object);
    for (const [v, refs] of this.variables)
      if (refs.some(r => r.object === object))
        this.variables.set(
          v,
          refs.filter(r => r.object !== object),
        );
  }

  /** A variable or a deferred call has the object. */
  isHeld(object: number): boolean {
    if (this.later.of(object).length > 0) return true;
    for (const refs of this.variables.values()) if (refs.some(r => r.object === object)) return true;
    return false;
  }

  /** Takes in what another path brings. True when that changed anything. `initial` is what an unmentioned variable holds. */
  join(other: PoolState, initial: (variable: number) => readonly Ref[]): boolean {
    let changed = false;
    for (const [v, theirs] of other.variables) {
      const own = this.variables.get(v);
      if (own === theirs) continue;
      const joined = joinRefs(own ?? initial(v), theirs);
      if (joined === own) continue;
      this.variables.set(v, joined);
      changed = true;
    }
    for (const [v, own] of this.variables) {
      if (other.variables.has(v)) continue;
      const joined = joinRefs(own, initial(v));
      if (joined === own) continue;
      this.variables.set(v, joined);
      changed = true;
    }
    changed = this.given.join(other.given) || changed;
    changed = this.deferred.join(other.deferred) || changed;
    changed = this.closures.join(other.closures) || changed;
    return this.later.join(other.later) || changed;
  }
}

/** `a` itself when `b` brings nothing new. */
function joinRefs(a: readonly Ref[], b: readonly Ref[]): readonly Ref[] {
  let changed = false;
  const out = a.map(x => {
    const y = b.find(r => r.object === x.object);
    const certain = x.certain && y?.certain === true;
    const inside = x.inside || y?.inside === true;
    const maybeMoved = x.maybeMoved || y?.maybeMoved === true;
    if (certain === x.certain && inside === x.inside && maybeMoved === x.maybeMoved) return x;
    changed = true;
    return { ...x, certain, inside, maybeMoved };
  });
  for (const y of b) {
    if (a.some(x => x.object === y.object)) continue;
    out.push({ ...y, certain: false });
    changed = true;
  }
  return changed ? out : a;
}
