/** What the campaign and its child processes say to each other. */
import type { Fault } from './fault.js';

/** `rules`: a module whose `RULES` stand in the place of the product's: how tests of the fuzzer break something. */
export interface Setup {
  readonly seed: number;
  readonly corpus: readonly string[];
  readonly rules?: string;
  /** A file in which the child keeps the number of the input that it is at. */
  readonly progress: string;
}

export type Request =
  /** Inputs of the kind from a number on, for about so much CPU time. */
  | { readonly do: 'batch'; readonly kind: string; readonly from: number; readonly milliseconds: number }
  /** An input by its number, without running it. */
  | { readonly do: 'make'; readonly kind: string; readonly index: number }
  /** One input as it is given. */
  | { readonly do: 'one'; readonly kind: string; readonly input: unknown };

export type Answer =
  | { readonly ready: readonly string[]; readonly skipped: readonly string[]; readonly fingerprint: string }
  | BatchAnswer
  | OneAnswer;

export interface BatchAnswer {
  /** The first number that was not run. */
  readonly next: number;
  /** Texts or operations in what was run. */
  readonly count: number;
  /** CPU time of all of it, in milliseconds. */
  readonly ms: number;
  /** The text or operation that took longest, by the number of its input. */
  readonly slowest: { readonly index: number; readonly ms: number };
  readonly faults: readonly { readonly index: number; readonly input: unknown; readonly fault: Fault }[];
  /** Bytes of the heap after a collection. */
  readonly heap: number;
}

export interface OneAnswer {
  /** Of what was only made. */
  readonly input?: unknown;
  /** CPU time of all of it, and of the text or operation that took longest, in milliseconds. */
  readonly ms: number;
  readonly longest: number;
  readonly fault?: Fault;
}
