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
  /** Places of calls through interfaces of which the compiler knows the method. */
  readonly devirtualized: ReadonlySet<string>;
  /** Variables that closures share, by place. */
  readonly shared: ReadonlyMap<string, CompilerFact>;
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

/** True for a call through an interface of which the compiler has found out which method runs. A profile only tells which one often does. */
export function isDevirtualizedAt(facts: readonly CompilerFact[], place: CompilerPlace): boolean {
  return indexOf(facts).devirtualized.has(placeKey(place));
}

/** Why closures share the variable that is declared at a place; undefined where none does, or `-m=2` was not asked for. */
export function sharedAt(facts: readonly CompilerFact[], place: CompilerPlace): CompilerFact | undefined {
  return indexOf(facts).shared.get(placeKey(place));
}

function indexOf(facts: readonly CompilerFact[]): FactsIndex {
  const known = indexes.get(facts);
  if (known) return known;
  const byFile = new Map<string, CompilerFact[]>();
  const inlined = new Map<string, CompilerFact[]>();
  const onHeap = new Map<string, CompilerFact[]>();
  const onStack = new Map<string, CompilerFact[]>();
  const devirtualized = new Set<string>();
  const shared = new Map<string, CompilerFact>();
  for (const fact of facts) {
    add(byFile, fact.file, fact);
    if (fact.kind === 'inlined') add(inlined, placeKey(fact), fact);
    if (fact.kind === 'escapes' || fact.kind === 'moved') add(onHeap, placeKey(fact), fact);
    if (fact.kind === 'stays') add(onStack, placeKey(fact), fact);
    if (fact.kind === 'shared') shared.set(placeKey(fact), fact);
    if (fact.kind === 'other' && /^devirtualizing /.test(fact.expression)) devirtualized.add(placeKey(fact));
  }
  const index = { byFile, inlined, onHeap, onStack, devirtualized, shared };
  indexes.set(facts, index);
  return index;
}

const placeKey = (p: CompilerPlace) => `${p.file}:${p.line}:${p.column ?? ''}`;

function add(map: Map<string, CompilerFact[]>, key: string, fact: CompilerFact): void {
  const here = map.get(key);
  if (here) here.push(fact);
  else map.set(key, [fact]);
}
