/** What the body of one function shows of pools: what it hands on, what it returns, and whether it does anything else. */
import { TooMuchWork, Work } from '../../base/faults.js';
import type { Sliced } from '../../base/slices.js';
import { argumentsOf, expressionsOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { Variable } from '../names/variable.js';
import type { TreeTypes } from '../types/checking.js';
import type { Func, Obj } from '../types/model.js';
import { unconverted } from './converted-memory.js';
import { parameterNodes } from './filling-functions.js';
import { calledFunction, isPoolMethod, namedCallee, type PoolCode, readingPoolCode, variableNode } from './pool-code.js';
import { type HandedParameter, handedParameters, type Outcome, outcomeOf } from './pool-failed-puts.js';
import { type Holder, isCleared, readHolder } from './pool-handles.js';
import { isJoin, isQuiet } from './pool-joins.js';
import { isPredeclaredCall, returnedPool } from './pool-made.js';
import { poolOfCall } from './pool-place.js';
import { type Releasing, readReleasing } from './pool-releases.js';
import { readSources, returnsOf } from './pool-sources.js';
import { putCertainty } from './pool-use.js';

/** An argument (-1: the receiver) that a call gives to a pool; `guarded`: not if it is too large, or nil. */
export interface Given {
  readonly argument: number;
  readonly how: 'always' | 'guarded';
  /** Nothing else is done with it. */
  readonly isPlain: boolean;
  /** The function may wait for somebody else before. */
  readonly waits: boolean;
  /** Only where the last result is that. */
  readonly on?: Outcome;
  /** `guarded`: the last result is that exactly where it was given, for those who ask. */
  readonly told?: Outcome;
  /** Of the argument only what it has in that field. */
  readonly field?: string;
  /** The field is written, too: it does not have the object any more. */
  readonly isCleared?: boolean;
  /** The one pool that gets it. */
  readonly pool?: Obj | undefined;
}

/** Steps through one body, of which nothing is known with more. */
const MAX_STEPS = 50_000;
/** Functions that one body gives its parameters to; with more nobody looks where it does. */
const MAX_GROUPS = 20;
/** Then the reader rests: less than a millisecond. */
const NODES_PER_SLICE = 2000;

/** A parameter goes to a parameter of what the body calls. */
export interface Hand extends Given {
  readonly to: Func;
  readonly at: number;
  readonly call: Node;
}

/** What one body shows; what it calls is looked up each time, since it may change. */
export interface Body {
  readonly hands: readonly Hand[];
  /** Calls whose result it returns. */
  readonly sources: readonly Func[];
  /** Undefined: of none, or of several. */
  readonly pool: Obj | undefined;
  readonly fails: boolean;
  /** Functions whose results it returns as they are. */
  readonly tails: readonly Func[];
  /** Each of its returns gives such a result, with an error or without. */
  readonly isSure: boolean;
  /** It has no call but those, and sets nothing. */
  readonly isPlain: boolean;
  readonly makesPool: boolean;
  /** What the functions do that it returns behind an object. */
  readonly releasing: readonly Releasing[];
  /** It waits for nobody. */
  readonly isQuiet: boolean;
  readonly holder: Holder | undefined;
}

const NOTHING: Body = {
  hands: [],
  sources: [],
  pool: undefined,
  fails: false,
  tails: [],
  isSure: false,
  isPlain: false,
  makesPool: false,
  releasing: [],
  isQuiet: false,
  holder: undefined,
};
const bodies = new WeakMap<TreeTypes, Body>();

/** Undefined types: nobody knows the body. */
export function* bodyOf(types: TreeTypes | undefined): Sliced<Body> {
  if (!types || types.tree.hasError) return NOTHING;
  let body = bodies.get(types);
  if (!body) {
    const code = yield* readingPoolCode(types);
    const sources = readSources(code);
    body = {
      ...{ hands: yield* bounded(() => readingHands(code)), sources, pool: onlyPool(code), fails: returnsNil(code), tails: tailsOf(code) },
      isSure: sources.length > 0 && sources.length === returnsOf(code).length,
      releasing: yield* bounded(() => releasingOf(code, sources.length)),
      ...{ isPlain: isPlain(code, sources.length), makesPool: makesPool(code), isQuiet: isQuiet(code), holder: readHolder(code) },
    };
    bodies.set(types, body);
  }
  return body;
}

/** None where they are too many to be looked at. */
function* bounded<T>(read: () => Sliced<readonly T[]>): Sliced<readonly T[]> {
  try {
    return yield* read();
  } catch (error) {
    if (error instanceof TooMuchWork) return [];
    throw error;
  }
}

function* readingHands(code: PoolCode): Sliced<Hand[]> {
  const { tree, types, scopes } = code;
  const out: Hand[] = [];
  const order = parameterNodes(tree);
  const work = new Work(MAX_STEPS);
  const waiting: Node[] = [];
  for (let n = 0; n < tree.kinds.length; n++) {
    if (n % NODES_PER_SLICE === 0) yield;
    if (isJoin(code, n)) waiting.push(n);
    if (tree.kinds[n] !== K.CallExpression || scopes.functionOf(n) !== 0) continue;
    const to = calledFunction(types, n);
    if (!to) continue;
    const callee = namedCallee(tree, n);
    const isPlain = tree.kind(callee) === K.SelectorExpression && types.selections.get(callee)?.path.length === 0;
    const objects: [node: Node, at: number][] = argumentsOf(tree, n).map((node, at) => [node, at]);
    if (isPlain) objects.push([tree.first(callee), -1]);
    for (const [node, at] of objects) {
      const place = unconverted(code, tree.unparen(node));
      const isField = tree.kind(place) === K.SelectorExpression && tree.kind(tree.first(place)) === K.Identifier;
      const v = scopes.variableOf(isField ? tree.first(place) : variableNode(tree, place));
      const isOwn = v && v.func === 0 && !v.variadic && (v.kind === 'parameter' || v.kind === 'receiver');
      if (!isOwn || !keepsObject(tree, v)) continue;
      const text = isField ? tree.textOf(place) : v.name;
      const how = putCertainty(code, 0, n, text, work);
      const isPlain = v.uses.every(use => tree.within(use, node) || asksCapacity(code, use));
      if (how === 'unknown') continue;
      const told = how === 'guarded' && out.length < MAX_GROUPS ? outcomeOf(code, [n]) : undefined;
      const argument = v.kind === 'receiver' ? -1 : order.indexOf(v.node);
      const part = isField && { field: tree.textOf(tree.last(place)), isCleared: isCleared(code, text) };
      const pool = isPoolMethod(to, 'Put') ? poolOfCall(code, n) : undefined;
      out.push({ argument, how, isPlain: isPlain && !isField, waits: false, pool, to, at, call: n, ...(told && { told }), ...part });
    }
  }
  out.push(...failedHands(code, order, out));
  const calls = new Set(out.map(hand => hand.call));
  return waiting.some(n => !calls.has(n)) ? out.map(hand => ({ ...hand, waits: true })) : out;
}

function* releasingOf(code: PoolCode, sources: number): Sliced<readonly Releasing[]> {
  if (sources === 0 || !code.tree.kinds.includes(K.FuncLiteral)) return [];
  yield;
  return readReleasing(code, returnsOf(code), new Work(MAX_STEPS));
}

/** What goes away only where the function fails. */
function failedHands(code: PoolCode, order: readonly Node[], sure: readonly Hand[]): Hand[] {
  const groups = new Map<string, HandedParameter[]>();
  const known = new Set(sure.map(hand => hand.call));
  for (const handed of handedParameters(code)) {
    if (known.has(handed.call)) continue;
    const key = `${handed.v.id}/${handed.at}/${code.tree.textOf(namedCallee(code.tree, handed.call))}`;
    groups.set(key, [...(groups.get(key) ?? []), handed]);
  }
  if (groups.size > MAX_GROUPS) return [];
  return [...groups.values()].flatMap((group): Hand[] => {
    const { v, call, at } = group[0]!;
    const on = outcomeOf(
      code,
      group.map(h => h.call),
    );
    const to = on && calledFunction(code.types, call);
    if (!to) return [];
    return [
      { argument: v.kind === 'receiver' ? -1 : order.indexOf(v.node), how: 'always', isPlain: false, waits: false, on, to, at, call },
    ];
  });
}

/** `cap(b)`, `b.Cap()`, `b != nil` */
function asksCapacity(code: PoolCode, use: Node): boolean {
  const { tree } = code;
  const p = tree.parent(use);
  if (tree.kind(p) === K.ArgumentList) return isPredeclaredCall(code, tree.parent(p), 'cap');
  return tree.kind(p) === K.BinaryExpression || (tree.kind(p) === K.SelectorExpression && tree.textOf(tree.last(p)) === 'Cap');
}

/** Nothing is assigned to it but parts of itself: `b = b[:0]`. */
function keepsObject(tree: FlatTree, v: Variable): boolean {
  return v.uses.every(use => {
    if (tree.fields[tree.parent(use)] !== F.Left) return true;
    const right = expressionsOf(tree, tree.field(tree.parent(tree.parent(use)), F.Right));
    const value = right.length === 1 ? tree.unparen(right[0]!) : NONE;
    return tree.kind(value) === K.SliceExpression && tree.textOf(tree.field(value, F.Operand)) === v.name;
  });
}

/** `func get() *T { return pool.Get().(*T) }` */
function isPlain({ tree }: PoolCode, sources: number): boolean {
  const calls = tree.kinds.filter(kind => kind === K.CallExpression).length;
  return sources === 1 && calls === 1 && !tree.kinds.includes(K.AssignmentStatement);
}

function makesPool(code: PoolCode): boolean {
  if (!code.tree.text.includes('Pool')) return false;
  const found = returnedPool(code);
  return found !== undefined && 'hasNew' in found;
}

/** The pool of all calls of Get and Put in the body. */
function onlyPool(code: PoolCode): Obj | undefined {
  const { tree, types } = code;
  const found = new Set<Obj | undefined>();
  for (let n = 0; n < tree.kinds.length; n++) {
    const func = tree.kinds[n] === K.CallExpression ? calledFunction(types, n) : undefined;
    if (func && (isPoolMethod(func, 'Get') || isPoolMethod(func, 'Put'))) found.add(poolOfCall(code, n));
  }
  return found.size === 1 ? [...found][0] : undefined;
}

/** `return nil, err`: of two or more results. */
function returnsNil({ tree, scopes }: PoolCode): boolean {
  return tree.kinds.some((kind, n) => {
    if (kind !== K.ReturnStatement || scopes.functionOf(n) !== 0) return false;
    const values = expressionsOf(tree, tree.first(n));
    return values.length > 1 && tree.textOf(values[0]!) === 'nil' && tree.textOf(values.at(-1)!) !== 'nil';
  });
}

/** `return open(name)`: of two or more results. */
function tailsOf(code: PoolCode): Func[] {
  const { tree, types } = code;
  return returnsOf(code).flatMap(n => {
    const [call = NONE, ...others] = expressionsOf(tree, tree.first(n)).map(e => tree.unparen(e));
    const func = others.length === 0 && tree.kind(call) === K.CallExpression ? calledFunction(types, call) : undefined;
    return func?.type.kind === 'func' && func.type.results.length > 1 ? [func] : [];
  });
}
