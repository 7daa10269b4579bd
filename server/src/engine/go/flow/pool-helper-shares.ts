/** Functions that let somebody else have what they are given: they send it, start a goroutine with it, or keep it in what their receiver holds. */
import { TooMuchWork, Work } from '../../base/faults.js';
import { argumentsOf, calleeOf, expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { Variable } from '../names/variable.js';
import type { TreeTypes } from '../types/checking.js';
import { under } from '../types/predicates.js';
import { parameterNodes } from './filling-functions.js';
import { returnedAliases } from './pool-aliases.js';
import { namedCallee, type PoolCode, sharesMemory } from './pool-code.js';
import type { ShareKind } from './pool-facts.js';
import { isJoin } from './pool-joins.js';
import { isBuiltin } from './pool-made.js';
import { rootOf } from './pool-passing.js';
import { putCertainty } from './pool-use.js';

/** An argument that a call lets somebody else have, whenever it runs. */
export interface HelperShare {
  /** -1: the receiver. */
  readonly argument: number;
  readonly kind: Extract<ShareKind, 'sent' | 'goroutine' | 'stored'>;
  /** `stored`: behind the receiver, `.items` of `q.items`; or a variable of the package. */
  readonly place: string;
  readonly isOfPackage: boolean;
  /** Not each time, and nothing tells the caller whether it did. */
  readonly isAtTimes: boolean;
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
    for (const { value, kind, place, isOfPackage = false } of sharedAt(code, n)) {
      const v = scopes.variableOf(value);
      const isOwn =
        (v?.kind === 'parameter' || (v?.kind === 'receiver' && (isOfPackage || kind !== 'stored'))) &&
        v.func === 0 &&
        !v.variadic &&
        !v.uses.some(u => tree.fields[tree.parent(u)] === F.Left);
      const object = code.types.objects.get(v?.node ?? NONE);
      if (!isOwn || object?.kind !== 'var') continue;
      const isFunction = under(object.type).kind === 'func' && kind !== 'stored';
      if (!isFunction && !sharesMemory(object.type) && under(object.type).kind !== 'struct') continue;
      const isAtTimes = putCertainty(code, 0, n, v.name, work) !== 'always';
      if (isAtTimes && (kind === 'stored' || !decidesAlone(code, n, v, work))) continue;
      out.push({ argument: v.kind === 'receiver' ? -1 : order.indexOf(v.node), kind, place, isAtTimes, isOfPackage });
      last = tree.afters[n]!;
    }
  }
  return out.length > 0 && doesMore(code, last) ? NONE_SHARED : out;
}

/** The function returns nothing, and no argument of the caller's but the object decides: a caller cannot know whether somebody has it now. */
function decidesAlone(code: PoolCode, at: Node, object: Variable, work: Work): boolean {
  const { tree, scopes } = code;
  if (tree.field(0, F.Result) !== NONE) return false;
  for (let n = tree.parent(at); n !== 0 && n !== NONE; n = tree.parent(n)) if (BRANCHES.has(tree.kind(n))) return false;
  work.spend(at);
  let asks: Node = NONE;
  for (let n = 0; n < at; n++) {
    const kind = tree.kinds[n];
    if (kind === K.IfStatement && (asks === NONE || !tree.within(n, asks) || tree.within(at, n))) asks = n;
    const isLeft = kind === K.ReturnStatement || kind === K.GotoStatement;
    const decides = asks !== NONE && (isLeft ? tree.within(n, asks) : n === asks && tree.within(at, n));
    if (isLeft && (asks === NONE || !tree.within(n, asks))) return false;
    if (decides && scopes.functionOf(n) === 0 && asksParameter(code, asks, object)) return false;
  }
  return true;
}

/** The condition names another parameter, or a variable that comes from one. */
function asksParameter(code: PoolCode, choice: Node, object: Variable): boolean {
  const { tree } = code;
  return [F.Initializer, F.Condition].some(part => namesParameter(code, tree.field(choice, part), object, true));
}

function namesParameter({ tree, scopes }: Pick<PoolCode, 'tree' | 'scopes'>, part: Node, object: Variable, followed: boolean): boolean {
  if (part === NONE) return false;
  for (let n = part; n < tree.afters[part]!; n++) {
    const v = tree.kinds[n] === K.Identifier ? scopes.variableOf(n) : undefined;
    if (!v || v === object) continue;
    if (v.kind === 'parameter' || v.kind === 'result') return true;
    const isFrom = v.kind === 'local' && v.init !== NONE && !tree.within(v.node, part);
    if (isFrom && (!followed || namesParameter({ tree, scopes }, v.init, object, false))) return true;
  }
  return false;
}

const BRANCHES: ReadonlySet<K> = new Set([K.FuncLiteral, K.ExpressionCase, K.TypeCase, K.DefaultCase]);

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
  readonly isOfPackage?: boolean;
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

/** What the arguments have, what a literal that is called uses, and a function that is called itself. */
function startedWith(code: PoolCode, call: Node): Node[] {
  const { tree, scopes } = code;
  if (tree.kind(call) !== K.CallExpression) return [];
  const given = argumentsOf(tree, call).flatMap(a => partsOf(code, a));
  const literal = tree.unparen(calleeOf(tree, call));
  if (tree.kind(literal) !== K.FuncLiteral) {
    const callee = namedCallee(tree, call);
    return [...given, tree.kind(callee) === K.SelectorExpression ? tree.unparen(tree.first(callee)) : callee];
  }
  for (let n = literal + 1; n < tree.afters[literal]!; n++)
    if (tree.kinds[n] === K.Identifier && scopes.variableOf(n)?.func === 0) given.push(n);
  return given;
}

/** `q.items = append(q.items, b)`, `q.last = b`, `q.byKey[k] = b` of a receiver that is a pointer, or of a variable of the package. */
function storedBy(code: PoolCode, statement: Node): Shared[] {
  const { tree, scopes, types } = code;
  if (tree.op(statement) !== '=') return [];
  const [place, ...others] = expressionsOf(tree, tree.field(statement, F.Left));
  const [value] = expressionsOf(tree, tree.field(statement, F.Right));
  if (place === undefined || value === undefined || others.length > 0) return [];
  const root = rootOf(tree, place);
  const holder = types.objects.get(root);
  if (holder?.kind !== 'var') return [];
  const isOfPackage = holder.role === 'package' && scopes.variableOf(root) === undefined;
  const isOfReceiver = root !== place && scopes.variableOf(root)?.kind === 'receiver' && under(holder.type).kind === 'pointer';
  if (!isOfPackage && !isOfReceiver) return [];
  const text = tree.textOf(place).slice(isOfPackage ? 0 : tree.textOf(root).length);
  const stored = tree.unparen(value);
  const isAppend = tree.kind(stored) === K.CallExpression && isBuiltin(code, stored, 'append');
  const args = isAppend ? argumentsOf(tree, stored) : [];
  // `append(q.items, b...)` copies what is in the slice.
  const values = isAppend ? args.slice(1).filter(a => tree.kind(a) !== K.VariadicArgument) : [stored];
  return values.flatMap(v => partsOf(code, v).map(name => ({ value: name, kind: 'stored', place: text, isOfPackage })));
}
