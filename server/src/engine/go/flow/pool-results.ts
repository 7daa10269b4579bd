/** Functions whose result leads to what they are given: `func trim(b []byte) []byte { return b[1:] }`, `return &page{body: b}`. */
import { TooMuchWork, Work } from '../../base/faults.js';
import { expressionsOf, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isAddressed, isWritten } from '../body/captures.js';
import type { Variable } from '../names/variable.js';
import type { TreeTypes } from '../types/checking.js';
import { parameterNodes } from './filling-functions.js';
import { aliasesOf, returnedAliases } from './pool-aliases.js';
import { type PoolCode, sharesMemory } from './pool-code.js';
import { isReadUnsafely } from './pool-use.js';
import type { ResultPart } from './result-part.js';

/** Steps through one body, of which nothing is known with more. */
const MAX_STEPS = 10_000;
const NOTHING: readonly ResultPart[] = [];
const known = new WeakMap<TreeTypes, readonly ResultPart[]>();

/** Of the first result; `nil` is none. */
export function resultParts(code: PoolCode): readonly ResultPart[] {
  let found = known.get(code.types);
  if (!found) {
    found = read(code);
    known.set(code.types, found);
  }
  return found;
}

function read(code: PoolCode): readonly ResultPart[] {
  const { tree, scopes } = code;
  const order = parameterNodes(tree);
  const own = new Map<Variable, number>();
  order.forEach((node, i) => {
    const v = scopes.variableOf(node);
    if (v && isOwn(code, v)) own.set(v, i);
  });
  if (own.size === 0 || !tree.kinds.includes(K.ReturnStatement)) return NOTHING;
  try {
    return common(code, own, new Work(MAX_STEPS));
  } catch (error) {
    if (error instanceof TooMuchWork) return NOTHING;
    throw error;
  }
}

/** It holds what the caller gave to the end, and whoever has it shares memory. */
function isOwn({ tree, types }: PoolCode, v: Variable): boolean {
  const object = types.objects.get(v.node);
  const isShared = object?.kind === 'var' && sharesMemory(object.type);
  const isChanged = (use: Node) => isWritten(tree, use) || (isAddressed(tree, use) && !isReadUnsafely(tree, tree.parent(use)));
  return isShared && !v.variadic && !v.uses.some(isChanged);
}

/** What all returns have. */
function common(code: PoolCode, own: ReadonlyMap<Variable, number>, work: Work): readonly ResultPart[] {
  const { tree, scopes } = code;
  let all: Map<number, boolean> | undefined;
  for (let n = 0; n < tree.count; n++) {
    if (tree.kinds[n] !== K.ReturnStatement || scopes.functionOf(n) !== 0) continue;
    const [value = NONE] = expressionsOf(tree, tree.first(n));
    if (tree.kind(value) === K.Nil || tree.textOf(value) === 'nil') continue;
    work.spend(1 + tree.afters[n]! - n);
    const found = value === NONE ? new Map<number, boolean>() : partsOf(code, own, value);
    const before: Map<number, boolean> = all ?? found;
    all = new Map([...found].filter(([i]) => before.has(i)).map(([i, isItself]) => [i, isItself && before.get(i) === true]));
    if (all.size === 0) return NOTHING;
  }
  return [...(all ?? [])].map(([argument, isItself]) => ({ argument, isItself }));
}

/** Parameter -> the value is (a part of) it. */
function partsOf(code: PoolCode, own: ReadonlyMap<Variable, number>, value: Node): Map<number, boolean> {
  const out = new Map<number, boolean>();
  const note = (isItself: boolean) => (name: Node) => {
    const v = code.scopes.variableOf(name);
    const index = v && own.get(v);
    if (index !== undefined && !out.has(index)) out.set(index, isItself);
    return [];
  };
  aliasesOf(code, value, note(true));
  returnedAliases(code, value, note(false));
  return out;
}
