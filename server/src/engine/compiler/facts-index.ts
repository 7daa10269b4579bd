/** Finds facts of a package without going through all of them: with its tests, a large one has tens of thousands. */
import type { CompilerFact, CompilerPlace } from './facts.js';

interface FactsIndex {
  readonly byFile: ReadonlyMap<string, readonly CompilerFact[]>;
  /** What is inlined, by file and place. */
  readonly inlined: ReadonlyMap<string, readonly CompilerFact[]>;
  /** What is on the heap, by file and place. */
  readonly onHeap: ReadonlyMap<string, readonly CompilerFact[]>;
  /** What is not, by file and place. */
  readonly onStack: ReadonlyMap<string, readonly CompilerFact[]>;
}

/** Lists of facts never change, so an index holds as long as its list does. */
const indexes = new WeakMap<readonly CompilerFact[], FactsIndex>();

/** Facts about one file (base name), in the order of the list. */
export function factsOfFile(facts: readonly CompilerFact[], file: string): readonly CompilerFact[] {
  return indexOf(facts).byFile.get(file) ?? [];
}

/** Facts about calls that are inlined at a place. */
export function inlinedAt(facts: readonly CompilerFact[], place: CompilerPlace): readonly CompilerFact[] {
  return indexOf(facts).inlined.get(placeKey(place)) ?? [];
}

/** Facts about what is on the heap at a place. */
export function onHeapAt(facts: readonly CompilerFact[], place: CompilerPlace): readonly CompilerFact[] {
  return indexOf(facts).onHeap.get(placeKey(place)) ?? [];
}

/** Facts about what stays on the stack at a place; of variables the compiler says nothing then. */
export function onStackAt(facts: readonly CompilerFact[], place: CompilerPlace): readonly CompilerFact[] {
  return indexOf(facts).onStack.get(placeKey(place)) ?? [];
}

function indexOf(facts: readonly CompilerFact[]): FactsIndex {
  const known = indexes.get(facts);
  if (known) return known;
  const byFile = new Map<string, CompilerFact[]>();
  const inlined = new Map<string, CompilerFact[]>();
  const onHeap = new Map<string, CompilerFact[]>();
  const onStack = new Map<string, CompilerFact[]>();
  for (const fact of facts) {
    add(byFile, fact.file, fact);
    if (fact.kind === 'inlined') add(inlined, placeKey(fact), fact);
    if (fact.kind === 'escapes' || fact.kind === 'moved') add(onHeap, placeKey(fact), fact);
    if (fact.kind === 'stays') add(onStack, placeKey(fact), fact);
  }
  const index = { byFile, inlined, onHeap, onStack };
  indexes.set(facts, index);
  return index;
}

const placeKey = (p: CompilerPlace) => `${p.file}:${p.line}:${p.column ?? ''}`;

function add(map: Map<string, CompilerFact[]>, key: string, fact: CompilerFact): void {
  const here = map.get(key);
  if (here) here.push(fact);
  else map.set(key, [fact]);
}
