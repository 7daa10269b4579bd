/**
 * Who gets the thread. The static tier comes first: documents that changed are analysed together in the next macrotask. Background work
 * runs in slices and gives way after 10 ms, or at once when a document waits.
 */
import type { Host } from './host.js';

/** Longest time in milliseconds that background work may hold the thread. */
export const SLICE = 10;

export class Scheduler {
  private readonly waiting = new Set<string>();
  private readonly jobs = new Map<string, { current: boolean }>();
  private readonly idle: (() => void)[] = [];
  private planned = false;
  private started = false;

  /** `analyse` is the static tier of one document; what it throws is logged and lost. */
  constructor(
    private readonly host: Pick<Host, 'now' | 'defer' | 'log'>,
    private readonly analyse: (key: string) => void,
  ) {}

  /** Begins to analyse; what was asked for earlier has waited for this, so that the first findings obey the settings. */
  start(): void {
    this.started = true;
    this.plan();
  }

  /** Analyses the document in the next macrotask, once however often it is asked for. */
  request(key: string): void {
    this.waiting.add(key);
    this.plan();
  }

  /** Analyses the document now if it waits: for a request that needs the findings of the very text in the editor. */
  settle(key: string): void {
    if (this.waiting.delete(key)) this.guarded(key);
    this.tellIdle();
  }

  forget(key: string): void {
    this.waiting.delete(key);
    this.tellIdle();
  }

  /**
   * Runs `job` slice by slice; each `yield` is a place where it may pause. A newer job of the same name ends the older one at its next
   * `yield`. Resolves true when it ran to its end.
   */
  async background(name: string, job: AsyncGenerator<void>): Promise<boolean> {
    const run = { current: true };
    this.cancel(name);
    this.jobs.set(name, run);
    try {
      let started = this.host.now();
      while (run.current) {
        if ((await job.next()).done === true) return run.current;
        if (this.planned || this.host.now() - started >= SLICE) {
          await new Promise<void>(resolve => this.host.defer(resolve));
          started = this.host.now();
        }
      }
      await job.return(undefined);
      return false;
    } catch (error) {
      this.host.log('error', `${name}: ${describe(error)}`);
      return false;
    } finally {
      if (this.jobs.get(name) === run) this.jobs.delete(name);
      this.tellIdle();
    }
  }

  cancel(name: string): void {
    const run = this.jobs.get(name);
    if (run === undefined) return;
    run.current = false;
    this.jobs.delete(name);
  }

  dispose(): void {
    for (const name of [...this.jobs.keys()]) this.cancel(name);
    this.waiting.clear();
    this.tellIdle();
  }

  /** Resolves when no document waits and no background job runs; at once when that is so. */
  whenIdle(): Promise<void> {
    return new Promise(resolve => {
      this.idle.push(resolve);
      this.tellIdle();
    });
  }

  private plan(): void {
    if (this.planned || !this.started || this.waiting.size === 0) return;
    this.planned = true;
    this.host.defer(() => this.flush());
  }

  private flush(): void {
    const started = this.host.now();
    for (const key of this.waiting) {
      this.waiting.delete(key);
      this.guarded(key);
      if (this.waiting.size > 0 && this.host.now() - started >= SLICE) {
        this.host.defer(() => this.flush());
        return;
      }
    }
    this.planned = false;
    this.tellIdle();
  }

  private guarded(key: string): void {
    try {
      this.analyse(key);
    } catch (error) {
      this.host.log('error', `${key}: ${describe(error)}`);
    }
  }

  private tellIdle(): void {
    if (this.waiting.size > 0 || this.jobs.size > 0) return;
    for (const resolve of this.idle.splice(0)) resolve();
  }
}

/** What went wrong, with the stack when there is one. */
export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
