/** Whether a process that goes on and on also grows and grows. */

export interface Sample {
  /** Inputs so far. */
  readonly count: number;
  /** Bytes after a collection. */
  readonly heap: number;
}

/** Fewer tell nothing. */
const ENOUGH = 16;
/** Inputs of a run that is long enough: code that is compiled late and tables that fill up look like growth in a shorter one. */
const LONG = 200_000;
/** Caches fill up at first. */
const WARM_UP = 0.3;
/** More than noise, over the whole run. */
const MAX_GROWTH = 12 << 20;

export interface Growth {
  /** Bytes for each million of inputs. */
  readonly slope: number;
  /** Bytes by which the line that fits best grows from the end of the warm-up to the end. */
  readonly growth: number;
  readonly isFlat: boolean;
}

/** By least squares; undefined for too few samples. */
export function growthOf(samples: readonly Sample[]): Growth | undefined {
  const warm = samples.slice(Math.floor(samples.length * WARM_UP));
  if (warm.length < ENOUGH || samples.at(-1)!.count < LONG) return undefined;
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const [x, y] = [mean(warm.map(s => s.count)), mean(warm.map(s => s.heap))];
  const spread = warm.reduce((sum, s) => sum + (s.count - x) ** 2, 0);
  if (spread === 0) return undefined;
  const slope = warm.reduce((sum, s) => sum + (s.count - x) * (s.heap - y), 0) / spread;
  const growth = slope * (warm.at(-1)!.count - warm[0]!.count);
  return { slope: slope * 1e6, growth, isFlat: growth < MAX_GROWTH };
}
