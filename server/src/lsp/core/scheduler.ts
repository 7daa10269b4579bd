/**
 * Who gets the thread. The static tier comes first: documents that changed are analysed together, beginning in the next macrotask. All work is
 * done in slices: the thread goes back after 4 ms, and one piece of work gets each macrotask. Background work waits while a document does, but
 * not for long (shared-thread.ts).
 */
import type { Sliced } from '../../engine/base/slices.js';
import type { Host } from './host.js';
import { SharedThread } from './shared-thread.js';

/** Longest time in milliseconds that work holds the thread before it asks whether to go on: its last step ends within 10, in cold code too. */
export const SLICE = 4;
/** The same for background work while somebody types: the next key is answered without waiting for it. */
const SLICE_WHILE_TYPING = 1;
/** So long, messages that have come already go before documents: a client that opens hundreds waits for its answer. */
const MESSAGES = 20;
/** So long after the analysis of a document somebody types. */
const TYPING = 300;

interface Run {
  readonly key: string;
  readonly work: Sliced<void>;
}

export class Scheduler {
  private readonly waiting = new Set<string>();
  /** The document that is being analysed. */
  private run: Run | undefined;
  private readonly jobs = new Map<string, { current: boolean }>();
  /** Background jobs that want the thread, the one that asked first in front. */
  private readonly turns: (() => void)[] = [];
  private readonly idle: (() => void)[] = [];
  private readonly settling = new Map<string, ((isSettled: boolean) => void)[]>();
  private planned = false;
  private started = false;
  /** A message has asked for a document since the last macrotask; since when messages have. */
  private hasMessage = false;
  private messagesSince: number | undefined;
  /** When a document was analysed last. */
  private analysed = Number.NEGATIVE_INFINITY;
  private readonly thread = new SharedThread();

  /** `analyse` is the static tier of one document; what it throws is logged and lost. */
  constructor(
    private readonly host: Pick<Host, 'now' | 'defer' | 'delay' | 'log'>,
    private readonly analyse: (key: string) => Sliced<void>,
  ) {}

  /** Begins to analyse; what was asked for earlier has waited for this, so that the first findings obey the settings. */
  start(): void {
    this.started = true;
    this.plan();
  }

  /** Analyses the document in the next macrotask, once however often it is asked for. */
  request(key: string): void {
    this.waiting.add(key);
    this.hasMessage = true;
    this.plan();
  }

  /**
   * For a request that needs the findings of the very text in the editor: analyses the document next if it waits. Resolves at once when that
   * takes no longer than a slice; false when it has not been done after `patience` milliseconds.
   */
  settled(key: string, patience?: number): Promise<boolean> | true {
    if (!this.isPending(key)) return true;
    if (this.run && this.run.key !== key) this.putOff(this.run);
    this.waiting.delete(key);
    const rest = [...this.waiting];
    this.waiting.clear();
    for (const one of [key, ...rest]) this.waiting.add(one);
    this.slice(() => !this.isPending(key));
    if (!this.isPending(key)) return true;
    return new Promise(resolve => {
      this.settling.set(key, [...(this.settling.get(key) ?? []), resolve]);
      if (patience !== undefined) this.host.delay(patience, () => resolve(false));
      this.plan();
    });
  }

  private isPending(key: string): boolean {
    return this.waiting.has(key) || this.run?.key === key;
  }

  private putOff({ key, work }: Run): void {
    work.return();
    this.run = undefined;
    this.waiting.add(key);
  }

  forget(key: string): void {
    this.waiting.delete(key);
    if (this.run?.key === key) {
      this.run.work.return();
      this.run = undefined;
    }
    this.tellSettled(key);
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
        const now = this.host.now();
        if ((this.mayAnalyse && !this.thread.isShared) || now - started >= (now - this.analysed < TYPING ? SLICE_WHILE_TYPING : SLICE)) {
          await this.turn();
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
      // Not at once: who waited for the job may begin another one.
      this.plan(true);
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
    if (this.run) this.forget(this.run.key);
    for (const key of [...this.settling.keys()]) this.tellSettled(key);
    this.tellIdle();
  }

  /** Resolves when no document waits and no background job runs; in the next macrotask when that is so. */
  whenIdle(): Promise<void> {
    return new Promise(resolve => {
      this.idle.push(resolve);
      this.plan(true);
    });
  }

  private turn(): Promise<void> {
    return new Promise(resolve => {
      this.turns.push(resolve);
      this.plan(true);
    });
  }

  /** `anyway`: also when there is no document. */
  private plan(anyway = false): void {
    if (this.planned || !(anyway || this.mayAnalyse)) return;
    this.planned = true;
    this.host.defer(() => this.flush());
  }

  /** One macrotask: documents, or else one background job. */
  private flush(): void {
    this.planned = false;
    this.thread.begin(this.host.now(), this.mayAnalyse, this.turns.length > 0);
    if (!this.mayAnalyse || this.thread.isShared) this.turns.shift()?.();
    else if (!this.letsMessagesPass()) this.slice(() => false);
    this.plan(this.turns.length > 0);
    this.tellIdle();
  }

  /** Another message may wait behind the one that has just come: each has a macrotask of its own, as this has. */
  private letsMessagesPass(): boolean {
    const now = this.host.now();
    const since = this.messagesSince ?? now;
    this.messagesSince = this.hasMessage && now - since < MESSAGES ? since : undefined;
    this.hasMessage = false;
    return this.messagesSince !== undefined;
  }

  /** A document waits, and the settings are known or somebody waits for the answer. */
  private get mayAnalyse(): boolean {
    return this.hasDocuments && (this.started || this.settling.size > 0);
  }

  private get hasDocuments(): boolean {
    return this.run !== undefined || this.waiting.size > 0;
  }

  /** Analyses until the slice is over, or `isEnough`. */
  private slice(isEnough: () => boolean): void {
    const started = this.host.now();
    do {
      this.run ??= this.next();
      if (!this.run) return;
      const { key } = this.run;
      if (this.step(this.run)) continue;
      this.run = undefined;
      this.analysed = this.host.now();
      if (!this.waiting.has(key)) this.tellSettled(key);
    } while (!isEnough() && this.host.now() - started < SLICE);
  }

  private next(): Run | undefined {
    for (const key of this.waiting) {
      this.waiting.delete(key);
      return { key, work: this.analyse(key) };
    }
    return undefined;
  }

  /** False when the work has ended. */
  private step({ key, work }: Run): boolean {
    try {
      return work.next().done !== true;
    } catch (error) {
      this.host.log('error', `${key}: ${describe(error)}`);
      return false;
    }
  }

  private tellSettled(key: string): void {
    const waiting = this.settling.get(key) ?? [];
    this.settling.delete(key);
    for (const resolve of waiting) resolve(true);
  }

  private tellIdle(): void {
    if (this.hasDocuments || this.jobs.size > 0) return;
    for (const resolve of this.idle.splice(0)) resolve();
  }
}

/** What went wrong, with the stack when there is one. */
export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
