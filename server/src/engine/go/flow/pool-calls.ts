/** Calls that give an object to a sync.Pool or take one from it: its own methods, and helpers that do, of whatever name and package. */
import type { Span } from '../../base/finding.js';
import type { Sliced } from '../../base/slices.js';
import { argumentsOf, calleeOf, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { C } from '../../syntax/go-cursor.js';
import type { ControlFlow } from '../body/blocks.js';
import { isAddressed, isWritten } from '../body/captures.js';
import type { Func, Obj } from '../types/model.js';
import { under } from '../types/predicates.js';
import type { Treated } from './filled.js';
import { bare, calledFunction, namedCallee, type PoolCode } from './pool-code.js';
import type { Deeds } from './pool-deeds.js';
import type { PutCall } from './pool-facts.js';
import { blockOf } from './pool-failed-puts.js';
import { handleField } from './pool-handles.js';
import type { Given } from './pool-helper-body.js';
import type { HelperShare } from './pool-helper-shares.js';
import type { Lending } from './pool-lenders.js';
import { poolOfCall } from './pool-place.js';
import { releasedBy } from './pool-releases.js';
import type { ResultPart } from './result-part.js';

/** A put with the nodes its flow is followed by. */
export interface PutNodes {
  readonly fact: PutCall;
  readonly call: Node;
  /** Where it takes effect: the call, or the first step of the block that runs where the call has put. */
  readonly at: Node;
  /** That block; NONE for a call that puts whenever it runs. */
  readonly block: Node;
  /** It puts what the object has in a field. */
  readonly isOfField?: boolean;
  /** … and takes it away there. */
  readonly isCleared?: boolean;
  /** Its callee drops the object where it does not put it, and says so. */
  readonly isTold?: boolean;
  /** The one pool that gets it. */
  readonly pool?: Obj | undefined;
  /** The expression that is given away. */
  readonly object: Node;
  /** Function whose body holds the call. */
  readonly func: Node;
}

export interface PoolCallNodes {
  readonly puts: readonly PutNodes[];
  /** Calls whose result comes from a pool. */
  readonly gets: ReadonlySet<Node>;
  /** Those whose result is what the pool gave, as it was. */
  readonly plainGets: ReadonlySet<Node>;
  /** Calls of functions that make a pool. */
  readonly makers: ReadonlySet<Node>;
  /** Calls of methods that hand out memory of their receiver. */
  readonly views: ReadonlySet<Node>;
  /** Calls of functions that wait for nobody. */
  readonly quiet: ReadonlySet<Node>;
  /** Calls that make a value around an object of a pool, with the field that has it. */
  readonly handles: ReadonlyMap<Node, string>;
  /** Calls whose result leads to arguments. */
  readonly parts: ReadonlyMap<Node, readonly ResultPart[]>;
  /** Calls of functions that let somebody else have an argument. */
  readonly sharing: ReadonlyMap<Node, readonly HelperShare[]>;
  /** Calls of functions that fill an argument, or only look at some. */
  readonly filling: ReadonlyMap<Node, Treated>;
  /** By call that takes or puts, the one pool that it does so with. */
  readonly pools: ReadonlyMap<Node, Obj>;
  /** Calls of functions that return nil first where they fail. */
  readonly failing: ReadonlySet<Node>;
  /** Calls of functions that give an object with each result, an error too. */
  readonly sureGets: ReadonlySet<Node>;
  /** Calls of functions that lend an object to a function that they are given. */
  readonly lenders: ReadonlyMap<Node, readonly Lending[]>;
}

/** Then the reader rests. */
const CALLS_PER_SLICE = 50;

/** `deeds` tells what the functions do that are called. */
export function* readPoolCalls(code: PoolCode, deeds: Deeds): Sliced<PoolCallNodes> {
  const { tree } = code;
  const puts: PutNodes[] = [];
  const gets = new Set<Node>();
  const plainGets = new Set<Node>();
  const makers = new Set<Node>();
  const quiet = new Set<Node>();
  const parts = new Map<Node, readonly ResultPart[]>();
  const handles = new Map<Node, string>();
  const seen = new Map<Node, string>();
  const filling = new Map<Node, Treated>();
  const sharing = new Map<Node, readonly HelperShare[]>();
  const pools = new Map<Node, Obj>();
  const failing = new Set<Node>();
  const sureGets = new Set<Node>();
  const lenders = new Map<Node, readonly Lending[]>();
  let calls = 0;
  for (let n = 0; n < tree.kinds.length; n++) {
    if (tree.kinds[n] !== K.CallExpression) continue;
    if (++calls % CALLS_PER_SLICE === 0) yield;
    const value = calledFunction(code.types, n) ? NONE : methodValue(code, n);
    const func = calledFunction(code.types, n) ?? functionOf(code, value);
    if (!func) continue;
    const deed = yield* deeds.of(func);
    const { takes, gives, views, treats, fails, byHelper, pool = poolOfCall(code, n, value) } = deed;
    if (deed.takesPlainly) plainGets.add(n);
    if (deed.makesPool) makers.add(n);
    if (deed.isQuiet) quiet.add(n);
    if (deed.holds !== undefined) handles.set(n, deed.holds);
    if (deed.parts.length > 0) parts.set(n, deed.parts);
    if (treats.filled || treats.reads.length > 0 || treats.extended !== undefined) filling.set(n, treats);
    if (fails) failing.add(n);
    if (deed.lends.length > 0) lenders.set(n, deed.lends);
    if (deed.shares.length > 0) sharing.set(n, deed.shares);
    if (pool) pools.set(n, pool);
    const released = deed.releases && releasedBy(code, n, deed.releases.result);
    for (const call of released?.calls ?? [])
      puts.push(putNodes(code, call, released!.object, { how: deed.releases!.how, ...BY_RELEASE }, NONE));
    // Where somebody else has its release, nobody knows when it is put.
    if (takes && (released || !deed.releases)) gets.add(n);
    if (deed.isSure) sureGets.add(n);
    for (const put of read({ ...code, handles }, n, gives, byHelper)) puts.push(put);
    if (views !== undefined) seen.set(n, views);
  }
  const kept = new Set<Node>();
  for (const [n, field] of [...seen, ...slicesOf(code, gets)]) if (!(yield* deeds.mayReplace(field))) kept.add(n);
  return { puts, gets, plainGets, makers, quiet, parts, handles, views: kept, sharing, filling, pools, failing, sureGets, lenders };
}

/** `put := pool.Put; put(b)`: what the variable has once and for all; NONE: nobody knows. */
function methodValue({ tree, scopes }: PoolCode, call: Node): Node {
  const v = scopes.variableOf(tree.unparen(calleeOf(tree, call)));
  const isOne = v?.kind === 'local' && v.init !== NONE && v.initIndex <= 0 && !v.uses.some(u => isWritten(tree, u) || isAddressed(tree, u));
  return isOne ? tree.unparen(v.init) : NONE;
}

function functionOf({ tree, types }: PoolCode, value: Node): Func | undefined {
  const object = value === NONE ? undefined : types.objects.get(tree.kind(value) === K.SelectorExpression ? tree.last(value) : value);
  return object?.kind === 'func' ? object : undefined;
}

/** Fields of bytes or other elements that are read as values: `v.buf` of a variable that holds what a pool gave. */
function slicesOf(code: PoolCode, gets: ReadonlySet<Node>): [node: Node, field: string][] {
  const { tree, scopes, types } = code;
  return scopes.variables.flatMap(v => {
    if (v.kind !== 'local' || v.init === NONE || v.initIndex > 0 || !gets.has(bare(tree, v.init))) return [];
    return v.uses.flatMap((use): [Node, string][] => {
      const p = tree.parent(use);
      if (tree.kind(p) !== K.SelectorExpression || tree.first(p) !== use || types.selections.get(p)?.object.kind !== 'var') return [];
      const type = types.typeOf(p);
      return type && under(type).kind === 'slice' ? [[p, tree.textOf(tree.last(p))]] : [];
    });
  });
}

/** How a function puts that came with its object. */
const BY_RELEASE = { isPlain: false, waits: false, byHelper: true, parameter: -1 };

function read(code: PoolCode, call: Node, given: readonly Given[], byHelper: boolean): PutNodes[] {
  if (given.length === 0) return [];
  const { tree, types } = code;
  const args = argumentsOf(tree, call);
  if (args.some(a => tree.kind(a) === K.VariadicArgument)) return [];
  const callee = namedCallee(tree, call);
  const isAsked = ![K.ExpressionStatement, K.DeferStatement, K.GoStatement].includes(tree.parentKind(call));
  return given.flatMap(({ argument, how, isPlain, waits, on, told, field, isCleared, pool }) => {
    const outcome = on ?? (isAsked ? told : undefined);
    const block = outcome ? blockOf(code, call, outcome) : NONE;
    if (outcome && block === NONE) return [];
    const isMethod = argument < 0 && tree.kind(callee) === K.SelectorExpression;
    // A method of what it embeds gives that away.
    const receiver = isMethod && types.selections.get(callee)?.path.length === 0 ? tree.unparen(tree.first(callee)) : NONE;
    const object = argument < 0 ? receiver : (args[argument] ?? NONE);
    return object === NONE || (field !== undefined && handleField(code, tree.unparen(object)) !== field)
      ? []
      : [
          {
            ...putNodes(code, call, object, { how, isPlain, waits, byHelper, parameter: argument }, block),
            isTold: outcome !== undefined && outcome === told,
            pool,
            ...(field !== undefined && { isOfField: true, isCleared: isCleared === true }),
          },
        ];
  });
}

function putNodes(
  { tree, scopes }: PoolCode,
  call: Node,
  object: Node,
  how: Pick<PutCall, 'how' | 'isPlain' | 'waits' | 'byHelper' | 'parameter'>,
  block: Node,
): PutNodes {
  const statement = tree.parent(call);
  const alone = [K.ExpressionStatement, K.DeferStatement].includes(tree.kind(statement));
  const inner = tree.unparen(object);
  const fact: PutCall = {
    ...how,
    isByResult: block !== NONE,
    callee: tree.textOf(calleeOf(tree, call)),
    call: tree.span(call),
    ...(alone && place(tree, statement)),
    topLevel: block === NONE && tree.parent(tree.parent(tree.parent(statement))) === scopes.functionOf(call),
    argument: tree.span(tree.within(object, call) ? object : calleeOf(tree, call)),
    nodes: { call, argument: object },
    addressOf: tree.kind(inner) === K.UnaryExpression && tree.op(inner) === '&',
    deferred: tree.kind(statement) === K.DeferStatement,
    inLoop: scopes.loopOf(call) !== NONE,
  };
  return { fact, call, at: call, block, object, func: scopes.functionOf(call) };
}

/** A statement's node may take in the line's end, so ends are read from the text. */
function place(tree: FlatTree, statement: Node): { statement: Span; line?: Span } {
  const { text } = tree;
  const { start } = tree.span(statement);
  const end = start + tree.textOf(statement).trimEnd().length;
  // Step by step: a search for the line's ends would pass by whatever else a long line holds.
  let [from, newline] = [start, end];
  while (isBlank(text.charCodeAt(from - 1))) from--;
  while (isBlank(text.charCodeAt(newline))) newline++;
  const alone = text[from - 1] === '\n' && text[newline] === '\n';
  return { statement: { start, end }, ...(alone && { line: { start: from, end: newline + 1 } }) };
}

const isBlank = (c: number) => c === C.Space || c === C.Tab || c === C.Return;

/** Puts that take effect in a block begin at its first step; those of blocks without one stay away. */
export function placedPuts(puts: readonly PutNodes[], { blocks }: ControlFlow, { tree }: PoolCode): readonly PutNodes[] {
  if (puts.every(p => p.block === NONE)) return puts;
  return puts.map(p => {
    if (p.block === NONE) return p;
    const entry = blocks.find(({ nodes }) => nodes.some(n => tree.within(n, p.block)));
    return { ...p, at: entry?.nodes.find(n => tree.within(n, p.block)) ?? NONE };
  });
}
