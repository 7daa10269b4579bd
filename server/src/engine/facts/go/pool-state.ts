/** What is known at one point of a function: which object each variable holds, and which objects have been given to a pool. */

/** A variable's claim on an object. Objects are named by the node that brought them into the function. */
export interface Ref {
  readonly object: number;
  /** On every path here the variable holds this object. */
  readonly certain: boolean;
  /** The variable holds memory inside the object (`b.Bytes()`, `*bp`), not the object. */
  readonly inside: boolean;
  /** An append in between may have moved the memory away. */
  readonly maybeMoved: boolean;
}

/** Puts and other happenings by object and index; the value says whether it happened on every path here. */
export type Happened = Map<string, boolean>;

export class PoolState {
  constructor(
    readonly variables: Map<number, readonly Ref[]> = new Map(),
    /** `object/put` -> the object has been put. */
    readonly given: Happened = new Map(),
    /** `object/put` -> a deferred call will put the object. */
    readonly deferred: Happened = new Map(),
    /** `put` -> a deferred function literal with that put is registered. */
    readonly closures: Happened = new Map(),
    /** `object/node` -> a deferred call will use the object. */
    readonly later: Happened = new Map(),
  ) {}

  copy(): PoolState {
    return new PoolState(new Map(this.variables), new Map(this.given), new Map(this.deferred), new Map(this.closures), new Map(this.later));
  }

  /** Forgets an object: the node that brings it is about to bring the next one. */
  forget(object: number): void {
    const prefix = `${object}/`;
    for (const map of [this.given, this.deferred, this.later]) {
      for (const key of map.keys()) if (key.startsWith(prefix)) map.delete(key);
    }
    for (const [v, refs] of this.variables) {
      const left = refs.filter(r => r.object !== object);
      if (left.length < refs.length) this.variables.set(v, left);
    }
  }

  /** A variable or a deferred call has the object. */
  isHeld(object: number): boolean {
    if (happenedTo(this.later, object).length > 0) return true;
    for (const refs of this.variables.values()) if (refs.some(r => r.object === object)) return true;
    return false;
  }

  /** Takes in what another path brings. True when that changed anything. `initial` is what an unmentioned variable holds. */
  join(other: PoolState, initial: (variable: number) => readonly Ref[]): boolean {
    let changed = false;
    for (const v of new Set([...this.variables.keys(), ...other.variables.keys()])) {
      const own = this.variables.get(v) ?? initial(v);
      const theirs = other.variables.get(v) ?? initial(v);
      const joined = joinRefs(own, theirs);
      if (this.variables.has(v) && sameRefs(own, joined)) continue;
      this.variables.set(v, joined);
      changed = true;
    }
    const pairs: [Happened, Happened][] = [
      [this.given, other.given],
      [this.deferred, other.deferred],
      [this.closures, other.closures],
      [this.later, other.later],
    ];
    for (const [own, theirs] of pairs) changed = joinHappened(own, theirs) || changed;
    return changed;
  }
}

/** The objects a map has something on: `[put or node, certain]`. */
export function happenedTo(map: Happened, object: number): [number, boolean][] {
  if (map.size === 0) return [];
  const prefix = `${object}/`;
  return [...map].flatMap(([key, certain]): [number, boolean][] =>
    key.startsWith(prefix) ? [[Number(key.slice(prefix.length)), certain]] : [],
  );
}

function joinHappened(own: Happened, theirs: Happened): boolean {
  let changed = false;
  for (const key of new Set([...own.keys(), ...theirs.keys()])) {
    const certain = own.get(key) === true && theirs.get(key) === true;
    if (own.get(key) === certain) continue;
    own.set(key, certain);
    changed = true;
  }
  return changed;
}

function joinRefs(a: readonly Ref[], b: readonly Ref[]): readonly Ref[] {
  const out: Ref[] = [];
  for (const object of new Set([...a, ...b].map(r => r.object))) {
    const x = a.find(r => r.object === object);
    const y = b.find(r => r.object === object);
    const some = (x ?? y)!;
    out.push({
      object,
      certain: x?.certain === true && y?.certain === true,
      inside: some.inside || (y?.inside ?? false),
      maybeMoved: some.maybeMoved || (y?.maybeMoved ?? false),
    });
  }
  return out;
}

function sameRefs(a: readonly Ref[], b: readonly Ref[]): boolean {
  return (
    a.length === b.length &&
    a.every(x => b.some(y => y.object === x.object && y.certain === x.certain && y.inside === x.inside && y.maybeMoved === x.maybeMoved))
  );
}
