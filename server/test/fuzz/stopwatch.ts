/** CPU time of one input, and of the longest of its parts: each text and each operation is held to the limit by itself. */
export class Stopwatch {
  private readonly began = process.cpuUsage();
  private last = 0;
  private longest_ = 0;
  private laps = 0;

  /** A text has been looked at, or an operation is done. */
  lap(): void {
    const now = this.ms;
    this.longest_ = Math.max(this.longest_, now - this.last);
    this.last = now;
    this.laps++;
  }

  /** In milliseconds, so far. */
  get ms(): number {
    return cpuSince(this.began);
  }

  /** The longest lap, or where there were none, each of `count` parts as if they were alike. */
  longest(count: number): number {
    return this.laps > 0 ? this.longest_ : this.ms / count;
  }
}

/** In milliseconds. */
export function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
