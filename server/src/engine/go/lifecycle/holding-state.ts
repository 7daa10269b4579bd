/** What is known at one point of a function about what it has taken. */

export interface Held {
  /** On every path here it was taken. */
  readonly certain: boolean;
  /** Where it was taken it exists: there was no error. */
  readonly exists: boolean;
  /** The error variable still tells whether it exists. */
  readonly linked: boolean;
  /** Some path here had no error, which is still the one that the variable tells of. */
  readonly open: boolean;
  /** The error says that there is nothing, whatever is asked or used. */
  readonly failed: boolean;
  /** On some path it was given back, or somebody else may do it. */
  readonly ended: boolean;
  /** It is given back when the function ends, and not before. */
  readonly deferred: boolean;
}

const PARTS = ['certain', 'exists', 'linked', 'open', 'failed', 'ended', 'deferred'] as const;

export class HoldingState {
  constructor(readonly held: Map<number, Held> = new Map()) {}

  copy(): HoldingState {
    return new HoldingState(new Map(this.held));
  }

  change(holding: number, change: Partial<Held>): void {
    const before = this.held.get(holding);
    if (before) this.held.set(holding, { ...before, ...change });
  }

  /** Takes in what another path brings. True when that changed anything. States that were copied share what has not changed since. */
  join(other: HoldingState): boolean {
    let changed = false;
    for (const [holding, b] of other.held) {
      const a = this.held.get(holding);
      if (a === b) continue;
      const joined = joinHeld(a, b);
      if (a && PARTS.every(part => joined[part] === a[part])) continue;
      this.held.set(holding, joined);
      changed = true;
    }
    for (const [holding, a] of this.held) {
      if (!a.certain || other.held.has(holding)) continue;
      this.held.set(holding, { ...a, certain: false });
      changed = true;
    }
    return changed;
  }
}

/** Undefined: not taken on that path. */
function joinHeld(a: Held | undefined, b: Held): Held {
  if (!a) return { ...b, certain: false };
  return {
    certain: a.certain && b.certain,
    exists: a.exists && b.exists,
    linked: a.linked && b.linked,
    open: a.open || b.open,
    failed: a.failed && b.failed,
    ended: a.ended || b.ended,
    deferred: a.deferred && b.deferred,
  };
}

/** There is a path on which it exists, and none on which somebody gives it back. */
export const isLeft = ({ exists, open, ended }: Held): boolean => (exists || open) && !ended;
