/** What is fuzzed: how an input is made, and what is done with it. */
import type { Rule } from '../../src/engine/rules/rule.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import type { Dice } from '../support/random.js';
import type { Corpus } from './corpus.js';

export interface Tools {
  readonly engine: Engine;
  readonly corpus: Corpus;
  /** The product's rules; tests of the fuzzer bring broken ones. */
  readonly rules: readonly Rule[];
  /** Told when a text has been looked at or an operation is done, where an input has many. */
  readonly lap?: () => void;
}

/** An input is plain JSON, so that it can be kept, sent and made smaller without knowing what it means. */
export interface Target<I = unknown> {
  readonly kind: string;
  /** The same dice give the same input. */
  make(dice: Dice, tools: Tools): I;
  /** Throws, or rejects, when something is wrong. An input that makes no sense any more is no fault. */
  run(input: I, tools: Tools): void | Promise<void>;
  /** How many texts or operations one input holds; without it, one. */
  count?(input: I): number;
}

export const target = <I>(own: Target<I>): Target => own as Target;
