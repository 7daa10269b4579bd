/** Functions that let somebody else have what they are given: they send it, start a goroutine with it, or keep it in what their receiver holds. */
import { TooMuchWork, Work } from '../../base/faults.js';
import { argumentsOf, calleeOf, expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { TreeTypes } from '../types/checking.js';
import { under } from '../types/predicates.js';
import { parameterNodes } from './decoding-functions.js';
import { returnedAliases } from './pool-aliases.js';
import { namedCallee, type PoolCode, sharesMemory } from './pool-code.js';
import type { ShareKind } from './pool-facts.js';
import { isJoin } from './pool-joins.js';
import { isBuiltin } from './pool-made.js';
import { rootOf } from './pool-passing.js';
import { putCertainty } from './pool-use.js';

/** An argument that a call lets somebody else have, whenever it runs. */
export interface HelperShare {
  readonly argument: number;
  readonly kind: Extract<ShareKind, 'sent' | 'goroutine' | 'stored'>;
  /** `stored`: behind the receiver, `.items` of `q.items`. */
  readonly place: string;
}

/** Steps through one body, of which nothing is known with more. */
const MAX_STEPS = 50_000;
const NONE_SHARED: readonly HelperShare[] = [];
const known = new WeakMap<TreeTypes, readonly HelperShare[]>();

/** Empty where the function waits for anybody afterwards, or does it only at times. */
export function helperShares(code: PoolCode): readonly HelperShare[] {
  let found = known.get(code.types);
  if (!found) {
    found = read(code);
    known.set(code.types, found);
  }
  return found;
}

function read(code: PoolCode): readonly HelperShare[] {
  const { kinds } = code.tree;
  if (!kinds.includes(K.SendStatement) && !kinds.includes(K.GoStatement) && !kinds.includes(K.AssignmentStatement)) return NONE_SHARED;
  try {
    return reading(code, new Work(MAX_STEPS));
  } catch (error) {
    if (error instanceof TooMuchWork) return NONE_SHARED;
    throw error;
  }
}

function reading(code: PoolCode, work: Work): readonly HelperShare[] {
  const { tree, scopes } = code;
  const order = parameterNodes(tree);
  const out: HelperShare[] = [];
  let last: Node = NONE;
  for (let n = 0; n < tree.count; n++) {
    work.spend();
    if (scopes.functionOf(n) !== 0) continue;
    for (const { value, kind, place } of sharedAt(code, n)) {
      const v = scopes.variableOf(value);
      const isOwn = v?.kind === 'parameter' && v.func === 0 && !v.variadic && !v.uses.some(u => tree.fields[tree.parent(u)] === F.Left);
      const object = code.types.objects.get(v?.node ?? NONE);
      if (!isOwn || object?.kind !== 'var' || !sharesMemory(object.type)) continue;
      if (putCertainty(code, 0, n, v.name, work) !== 'always') continue;
      out.push({ argument: order.indexOf(v.node), kind, place });
      last = tree.afters[n]!;
    }
  }
  return out.length > 0 && doesMore(code, last) ? NONE_SHARED : out;
}

/** What follows may wait for whoever has it, or work with what was stored. */
function doesMore(code: PoolCode, from: Node): boolean {
  const { tree, scopes } = code;
  for (let n = from; n < tree.count; n++) if (scopes.functionOf(n) === 0 && isJoin(code, n)) return true;
  return false;
}

interface Shared {
  readonly value: Node;
  readonly kind: HelperShare['kind'];
  readonly place: string;
}

function sharedAt(code: PoolCode, n: Node): readonly Shared[] {
  const { tree } = code;
  switch (tree.kind(n)) {
    case K.SendStatement:
      return partsOf(code, tree.last(n)).map(value => ({ value, kind: 'sent', place: '' }));
    case K.GoStatement:
      return startedWith(code, tree.unparen(tree.first(n))).map(value => ({ value, kind: 'goroutine', place: '' }));
    case K.AssignmentStatement:
      return storedBy(code, n);
    default:
      return [];
  }
}

/** Names whose memory the value has, also as an element of a literal. */
function partsOf(code: PoolCode, value: Node): Node[] {
  const names: Node[] = [];
  returnedAliases(code, value, name => {
    names.push(name);
    return [];
  });
  return names;
}

/** What the arguments have, and what a literal that is called uses. */
function startedWith(code: PoolCode, call: Node): Node[] {
  const { tree, scopes } = code;
  if (tree.kind(call) !== K.CallExpression) return [];
  const given = argumentsOf(tree, call).flatMap(a => partsOf(code, a));
  const literal = tree.unparen(calleeOf(tree, call));
  if (tree.kind(literal) !== K.FuncLiteral) {
    const callee = namedCallee(tree, call);
    return tree.kind(callee) === K.SelectorExpression ? [...given, tree.unparen(tree.first(callee))] : given;
  }
  for (let n = literal + 1; n < tree.afters[literal]!; n++)
    if (tree.kinds[n] === K.Identifier && scopes.variableOf(n)?.func === 0) given.push(n);
  return given;
}

/** `q.items = append(q.items, b)`, `q.last = b`, `q.byKey[k] = b` of a receiver that is a pointer. */
function storedBy(code: PoolCode, statement: Node): Shared[] {
  const { tree, scopes, types } = code;
  if (tree.op(statement) !== '=') return [];
  const [place, ...others] = expressionsOf(tree, tree.field(statement, F.Left));
  const [value] = expressionsOf(tree, tree.field(statement, F.Right));
  if (place === undefined || value === undefined || others.length > 0) return [];
  const root = rootOf(tree, place);
  const holder = types.objects.get(root);
  if (root === place || scopes.variableOf(root)?.kind !== 'receiver' || holder?.kind !== 'var' || under(holder.type).kind !== 'pointer')
    return [];
  const text = tree.textOf(place).slice(tree.textOf(root).length);
  const stored = tree.unparen(value);
  const isAppend = tree.kind(stored) === K.CallExpression && isBuiltin(code, stored, 'append');
  const args = isAppend ? argumentsOf(tree, stored) : [];
  // `append(q.items, b...)` copies what is in the slice.
  const values = isAppend ? args.slice(1).filter(a => tree.kind(a) !== K.VariadicArgument) : [stored];
  return values.flatMap(v => partsOf(code, v).map(name => ({ value: name, kind: 'stored', place: text })));
}
