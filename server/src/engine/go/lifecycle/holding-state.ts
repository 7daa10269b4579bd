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

/** A bit for each; the first says that it was taken at all. */
const TAKEN = 1;
const BITS: Readonly<Record<keyof Held, number>> = { certain: 2, exists: 4, linked: 8, open: 16, failed: 32, ended: 64, deferred: 128 };
const PARTS = Object.keys(BITS) as readonly (keyof Held)[];
/** What holds after a join where it holds on one of both ways; of the others it must hold on both. */
const ON_ONE_WAY = TAKEN | BITS.open | BITS.ended;
/** What the bits stand for. */
const HELD: readonly (Held | undefined)[] = Array.from({ length: 256 }, (_, bits) =>
  bits & TAKEN ? (Object.fromEntries(PARTS.map(part => [part, (bits & BITS[part]) !== 0])) as Record<keyof Held, boolean>) : undefined,
);

function changed(bits: number, change: Partial<Held>): number {
  let out = bits;
  for (const part of PARTS) if (change[part] !== undefined) out = change[part] ? out | BITS[part] : out & ~BITS[part];
  return out;
}

/** A byte for each thing that the function takes: there is one for each block of its control flow, and most of the work is to join them. */
export class HoldingState {
  private constructor(private readonly bits: Uint8Array) {}

  /** Where nothing is taken yet, of so many. */
  static of(holdings: number): HoldingState {
    return new HoldingState(new Uint8Array(holdings));
  }

  copy(): HoldingState {
    return new HoldingState(this.bits.slice());
  }

  get(holding: number): Held | undefined {
    return HELD[this.bits[holding]!];
  }

  take(holding: number, held: Held): void {
    this.bits[holding] = changed(TAKEN, held);
  }

  drop(holding: number): void {
    this.bits[holding] = 0;
  }

  change(holding: number, change: Partial<Held>): void {
    const before = this.bits[holding]!;
    if (before !== 0) this.bits[holding] = changed(before, change);
  }

  /** What was taken on some path. */
  all(): [holding: number, held: Held][] {
    const out: [number, Held][] = [];
    for (let i = 0; i < this.bits.length; i++) if (this.bits[i] !== 0) out.push([i, HELD[this.bits[i]!]!]);
    return out;
  }

  get size(): number {
    let taken = 0;
    for (const bits of this.bits) if (bits !== 0) taken++;
    return taken;
  }

  /** Takes in what another path brings. True when that changed anything. */
  join({ bits: others }: HoldingState): boolean {
    const { bits } = this;
    let isChanged = false;
    for (let i = 0; i < bits.length; i++) {
      const a = bits[i]!;
      const b = others[i]!;
      if (a === b) continue;
      const joined = a === 0 || b === 0 ? (a | b) & ~BITS.certain : (a & b) | ((a | b) & ON_ONE_WAY);
      if (joined === a) continue;
      bits[i] = joined;
      isChanged = true;
    }
    return isChanged;
  }
}

/** There is a path on which it exists, and none on which somebody gives it back. */
export const isLeft = ({ exists, open, ended }: Held): boolean => (exists || open) && !ended;
