/** Functions of a package by name, with what the compiler said inside of them. */
import type { CompilerFact } from './facts.js';

/** What is asked of a callee: whether what it allocates is worth no word at a call that it is inlined to. `depth`: calls followed so far. */
export interface Callee {
  isRare(fact: CompilerFact, depth: number): boolean;
  /** Name of a parameter, from 0; undefined without a name, or where there are fewer. */
  parameterAt(index: number): string | undefined;
}

/** A function of the package by name, and what the compiler said inside of it. */
export type CalleeLookup = (name: string) => { readonly join: Callee; readonly facts: readonly CompilerFact[] } | undefined;
