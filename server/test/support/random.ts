/** Chance from a seed: the same seed gives the same on every machine. */

/** Numbers in [0, 1), from a 32-bit state (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 15), z | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 4294967296;
  };
}

export class Dice {
  private readonly random: () => number;

  constructor(seed: number) {
    this.random = randomFrom(seed);
  }

  /** In [0, 1). */
  share(): number {
    return this.random();
  }

  below(n: number): number {
    return Math.floor(this.random() * n);
  }

  chance(share: number): boolean {
    return this.random() < share;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }
}

/** One seed for each number of each name, far from its neighbours (FNV-1a, then mixed). */
export function seedOf(seed: number, name: string, index: number): number {
  let hash = 0x811c9dc5;
  for (const c of `${seed}/${name}/${index}`) hash = Math.imul(hash ^ c.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
