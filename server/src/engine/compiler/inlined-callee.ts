/**
 * What an allocation of an inlined function looks like where it is written. The compiler prints it at the call; the callee's own lines
 * tell whether a call usually gets there: not on a path that panics or fails, and not when memory is made on first use only.
 */

import { F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import type { CompilerFact, CompilerPlace } from './facts.js';
import { factsOfFile, inlinedAt, onHeapAt, onStackAt } from './facts-index.js';

const placeKey = (p: CompilerPlace) => `${p.line}:${p.column ?? ''}`;

/** Functions and methods of the package (`f`, `T.m`) that are inlined where the file's allocations are reported. */
export function inlinedCallees(facts: readonly CompilerFact[], file: string): Set<string> {
  const own = factsOfFile(facts, file);
  const places = new Set(own.filter(f => f.kind === 'escapes' || f.kind === 'moved').map(placeKey));
  const inlined = own.filter(f => f.kind === 'inlined' && places.has(placeKey(f)));
  return new Set(inlined.flatMap(f => calleeName(f.expression) ?? []));
}

/** Names of what is inlined at a place. */
export function calleesAt(facts: readonly CompilerFact[], place: CompilerPlace): string[] {
  return inlinedAt(facts, place).flatMap(f => calleeName(f.expression) ?? []);
}

const places = new WeakMap<readonly CompilerFact[], Map<string, CompilerPlace[]>>();

/** Where a function or method of the package is inlined to. */
export function placesOfInlined(facts: readonly CompilerFact[], callee: string): readonly CompilerPlace[] {
  let known = places.get(facts);
  if (known === undefined) {
    known = new Map();
    for (const fact of facts) {
      const name = fact.kind === 'inlined' ? calleeName(fact.expression) : undefined;
      if (name !== undefined) known.set(name, [...(known.get(name) ?? []), fact]);
    }
    places.set(facts, known);
  }
  return known.get(callee) ?? [];
}

/** Places in other files where what the file declares is inlined to with an allocation of the file. `names`: what it declares. */
export function placesOfAll(facts: readonly CompilerFact[], names: readonly string[]): CompilerPlace[] {
  return names.flatMap(name => placesOfInlined(facts, name).filter(p => onHeapAt(facts, p).length > 0));
}

/** The same allocation, as it is printed at a place where the function that holds it is inlined to. */
export function isPrintedAt(facts: readonly CompilerFact[], place: CompilerPlace, fact: CompilerFact): boolean {
  return onHeapAt(facts, place).some(f => f.kind === fact.kind && f.expression === fact.expression);
}

/** True when the compiler keeps the allocation on the stack at a place where the function that holds it is inlined to. */
export function isSparedAt(facts: readonly CompilerFact[], place: CompilerPlace, fact: CompilerFact): boolean {
  if (isPrintedAt(facts, place, fact)) return false;
  // Of a variable that stays the compiler says nothing; the text of others may be another one there.
  return fact.kind === 'moved' || onStackAt(facts, place).some(f => f.expression === fact.expression);
}

/** `(*T).m`, `T.m` and `f` as the package index spells them; undefined for other packages' generic code and closures. */
export function calleeName(printed: string): string | undefined {
  const name = printed.replace(/\[[^\][]*\]/g, '').replace(/^\(\*?([^()]*)\)/, '$1');
  return /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)?$/u.test(name) ? name : undefined;
}

/** True when the function does nothing else: what the node needs, every call needs. */
export function isOnlyStatement(tree: FlatTree, node: Node): boolean {
  const list = tree.childOfKind(tree.field(0, F.Body), K.StatementList);
  const only = tree.first(list);
  return only !== NONE && tree.next(only) === NONE && tree.kind(only) !== K.IfStatement && tree.within(node, only);
}

/** True when the tree is the declaration of `f` or of the method `T.m`. */
export const declares = (tree: FlatTree, name: string): boolean => declaredName(tree) === name;

/** `f` or `T.m`; undefined for what declares no function. */
export function declaredName(tree: FlatTree): string | undefined {
  const kind = tree.kind(0);
  if (kind !== K.FunctionDeclaration && kind !== K.MethodDeclaration) return undefined;
  const own = tree.textOf(tree.field(0, F.Name));
  if (kind === K.FunctionDeclaration) return own;
  const receiver = /(?<![\p{L}\p{N}_])([\p{L}_][\p{L}\p{N}_]*)\s*(?:\[[^\][]*\]\s*)?\)$/u.exec(tree.textOf(tree.field(0, F.Receiver)))?.[1];
  return `${receiver ?? ''}.${own}`;
}
