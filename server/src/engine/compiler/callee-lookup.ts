/** Functions of a package by name, with what the compiler said inside of them. */
import type { UnseenCall } from '../sites/evidence.js';
import type { CompilerFact } from './facts.js';
import type { Way } from './way.js';

/** Names of a declaration's parameters; empty where it has no receiver. */
export interface Parameters {
  readonly receiver: string;
  readonly names: readonly string[];
}

/** What is asked of a callee. */
export interface Callee {
  readonly parameters: Parameters;
  /** Whether what it allocates is worth no word at a call that it is inlined to. `depth`: calls followed so far. */
  isRare(fact: CompilerFact, depth: number): boolean;
  /** Whether `fact`, which is said of it, is the growth of a buffer. */
  growsAt(fact: CompilerFact): boolean;
  /** What its calls of `called`, a text as the compiler writes it, have in common that nobody can see through. */
  unseenCall(called: string): UnseenCall | undefined;
  /** True when the text is written in it. */
  mentions(text: string): boolean;
  /** Where what a parameter refers to goes, from 0, the receiver as -1; undefined where `own`, what the compiler says of it, does not tell. */
  wayOfParameter(index: number, own: readonly CompilerFact[], depth: number): Way | undefined;
}

/** A function of the package by name, and what the compiler said inside of it. */
export type CalleeLookup = (name: string) => { readonly join: Callee; readonly facts: readonly CompilerFact[] } | undefined;
