/** What is known at one point of a function: which object each variable holds, and which objects have been given to a pool. */

import type { Work } from '../../base/faults.js';

/** A variable's claim on an object. Objects are named by the node that brought them into the function; see `addressedObject`. */
export interface Ref {
  readonly object: number;
  /** On every path here the variable holds this object. */
  readonly certain: boolean;
  /** The variable holds memory inside the object (`b.Bytes()`, `*bp`), not the object. */
  readonly inside: boolean;
  /** Where it is not certain: on the other paths the variable holds nothing at all. Known of returned values. */
  readonly isOnly?: boolean;
  /** An append in between may have moved the memory away. */
  readonly maybeMoved: boolean;
}

/** The object that a variable itself is, once its address has been put. */
export const addressedObject = (variable: number): number => -2 - variable;

type Marks = ReadonlyMap<number, boolean>;
const NO_MARKS: Marks = new Map();
/** So many marks (a power of two) are copied in the time of one step. */
const MARKS_IN_STEP = 3;

/** What happened to objects: by object, the put or node -> whether it did on every path here. What copies share is never changed. */
export class Happenings {
  constructor(
    private readonly work: Work,
    private readonly byObject: Map<number, Marks> = new Map(),
  ) {}

  get isEmpty(): boolean {
    return this.byObject.size === 0;
  }

  get size(): number {
    return this.byObject.size;
  }

  copy(): Happenings {
    return new Happenings(this.work, new Map(this.byObject));
  }

  get(object: number, index: number): boolean | undefined {
    return this.of(object).get(index);
  }

  set(object: number, index: number, certain: boolean): void {
    const marks = this.of(object);
    this.work.spend(marks.size >> MARKS_IN_STEP);
    this.byObject.set(object, new Map(marks).set(index, certain));
  }

  /** Put or node -> certain, of one object. */
  of(object: number): Marks {
    return this.byObject.get(object) ?? NO_MARKS;
  }

  *all(): IterableIterator<[object: number, index: number, certain: boolean]> {
    for (const [object, marks] of this.byObject) for (const [index, certain] of marks) yield [object, index, certain];
  }

  forget(object: number): void {
    this.byObject.delete(object);
  }

  /** Forgets what happened by those that are not to stay. */
  keep(stays: (index: number) => boolean): void {
    for (const [object, marks] of this.byObject) {
      this.work.spend(marks.size >> MARKS_IN_STEP);
      const kept = new Map([...marks].filter(([index]) => stays(index)));
      if (kept.size === 0) this.byObject.delete(object);
      else if (kept.size < marks.size) this.byObject.set(object, kept);
    }
  }

  /** Takes in what another path brings. True when that changed anything. */
  join(other: Happenings): boolean {
    let changed = false;
    for (const object of new Set([...this.byObject.keys(), ...other.byObject.keys()])) {
      const [own, theirs] = [this.of(object), other.of(object)];
      if (own === theirs) continue;
      this.work.spend((own.size + theirs.size) >> MARKS_IN_STEP);
      const joined = joinMarks(own, theirs);
      if (joined === own) continue;
      this.byObject.set(object, joined);
      changed = true;
    }
    return changed;
  }
}

/** `a` itself when `b` brings nothing new. */
function joinMarks(a: Marks, b: Marks): Marks {
  const out = new Map(a);
  let changed = false;
  for (const [index, certain] of a) {
    if (!certain || b.get(index) === true) continue;
    out.set(index, false);
    changed = true;
  }
  for (const index of b.keys()) {
    if (a.has(index)) continue;
    out.set(index, false);
    changed = true;
  }
  return changed ? out : a;
}

export class PoolState {
  constructor(
    private readonly work: Work,
    readonly variables: Map<number, readonly Ref[]> = new Map(),
    /** (object, put): the object has been put. */
    readonly given: Happenings = new Happenings(work),
    /** (object, put): a deferred call will put the object. */
    readonly deferred: Happenings = new Happenings(work),
    /** (0, put): a deferred function literal with that put is registered. */
    readonly closures: Happenings = new Happenings(work),
    /** (object, node): a deferred call will use the object. */
    readonly later: Happenings = new Happenings(work),
    /** (object, share): somebody else may have the object. */
    readonly shared: Happenings = new Happenings(work),
    /** (object, 0): the object may have another owner, who puts it or does not. */
    readonly left: Happenings = new Happenings(work),
  ) {}

  copy(): PoolState {
    this.work.spend(this.size);
    return new PoolState(
      this.work,
      new Map(this.variables),
      this.given.copy(),
      this.deferred.copy(),
      this.closures.copy(),
      this.later.copy(),
      this.shared.copy(),
      this.left.copy(),
    );
  }

  private get size(): number {
    return this.variables.size + this.given.size + this.deferred.size + this.later.size + this.shared.size + this.left.size;
  }

  /** Forgets an object: the node that brings it is about to bring the next one. */
  forget(object: number): void {
    this.given.forget(object);
    this.deferred.forget(object);
    this.later.forget(object);
    this.shared.forget(object);
    this.left.forget(object);
    this.work.spend(this.variables.size);
    for (const [v, refs] of this.variables)
      if (refs.some(r => r.object === object))
        this.variables.set(
          v,
          refs.filter(r => r.object !== object),
        );
  }

  /** A variable or a deferred call has the object. */
  isHeld(object: number): boolean {
    if (this.later.of(object).size > 0) return true;
    this.work.spend(this.variables.size);
    for (const refs of this.variables.values()) if (refs.some(r => r.object === object)) return true;
    return false;
  }

  /** Something was done with the object, or will be, that another does not take over. */
  happened(object: number): boolean {
    return [this.given, this.deferred, this.later, this.shared, this.left].some(all => all.of(object).size > 0);
  }

  /** How many variables have the object, or a part of it. */
  holdersOf(object: number): number {
    this.work.spend(this.variables.size);
    return [...this.variables.values()].filter(refs => refs.some(r => r.object === object)).length;
  }

  /** Takes in what another path brings. True when that changed anything. `initial` is what an unmentioned variable holds. */
  join(other: PoolState, initial: (variable: number) => readonly Ref[]): boolean {
    this.work.spend(this.size + other.size);
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
    changed = this.shared.join(other.shared) || changed;
    changed = this.left.join(other.left) || changed;
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
