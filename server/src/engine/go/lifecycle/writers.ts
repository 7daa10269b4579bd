/** Writers with a buffer: which calls of a function take one up, and what it does with it. */
import { argumentsOf, calleeOf, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { Protocol } from '../../tables/lifecycles.js';
import { MAKES_WRITER, MAY_BE_ENDLESS, MAY_WRITE_TO, RESETS_WRITER, WRITES, WRITES_TO } from '../../tables/writers.js';
import { calledFunction, fullName, isPoolMethod, namedCallee, type PoolCode } from '../flow/pool-code.js';
import type { Variable } from '../names/variable.js';
import type { Func } from '../types/model.js';
import { isInterface } from '../types/predicates.js';
import type { Effect } from './effect.js';

export const isWriter = ({ kind }: Protocol): boolean => kind === 'writer' || kind === 'encoder';

/** What the function makes is one; what it would write goes nowhere otherwise, and is not missed there. */
export function writerMade(code: PoolCode, call: Node, func: Func): Protocol | undefined {
  const name = fullName(func) ?? '';
  const protocol = MAKES_WRITER[name];
  const isNotMissed = protocol && (goesNowhere(code, call) || (name === MAY_BE_ENDLESS && goesAnywhere(code, call)));
  return isNotMissed ? undefined : protocol;
}

/** `zw.Reset(w)`: from here on it holds back what goes to `w`. */
export function writerReset(
  code: PoolCode,
  call: Node,
  func: Func,
): { readonly protocol: Protocol; readonly variable: Variable } | undefined {
  const { tree, scopes } = code;
  const protocol = RESETS_WRITER[fullName(func) ?? ''];
  if (!protocol || tree.parentKind(call) !== K.ExpressionStatement || goesNowhere(code, call)) return undefined;
  const variable = scopes.variableOf(tree.unparen(tree.first(namedCallee(tree, call))));
  return variable && { protocol, variable };
}

/** Only an interface says where. */
function goesAnywhere({ tree, types }: PoolCode, call: Node): boolean {
  const target = types.typeOf(tree.unparen(argumentsOf(tree, call)[0] ?? NONE));
  return !target || isInterface(target);
}

/** To nil, or to `io.Discard`. */
function goesNowhere({ tree }: PoolCode, call: Node): boolean {
  return argumentsOf(tree, call).some(a => NOWHERE.test(tree.textOf(tree.unparen(a))));
}

const NOWHERE = /^(?:nil|(?:io|ioutil)\.Discard)$/;

/** `e` is the writer. Undefined: a call of a function of the program decides. */
export function writerEffect(code: PoolCode, { releases }: Protocol, e: Node): Effect | undefined {
  const { tree, types } = code;
  const p = tree.parent(e);
  if (tree.kind(p) === K.SelectorExpression) {
    const method = tree.textOf(tree.last(p));
    if (releases.has(method)) return 'release';
    if (!isCalled(tree, p)) return 'leave';
    return WRITES.test(method) ? 'use' : 'none';
  }
  if (tree.kind(p) !== K.ArgumentList) return tree.kind(p) === K.BinaryExpression ? 'none' : 'leave';
  const func = calledFunction(types, tree.parent(p));
  const name = (func && fullName(func)) ?? '';
  if (WRITES_TO.test(name)) return 'use';
  return MAY_WRITE_TO.test(name) || (func && isPoolMethod(func, 'Put')) ? 'none' : undefined;
}

const isCalled = (tree: FlatTree, e: Node): boolean => tree.parentKind(e) === K.CallExpression && calleeOf(tree, tree.parent(e)) === e;

/** The last result of the return is `nil`, in a function that returns an error: all has gone well. */
export function succeedsAt({ tree, scopes }: PoolCode, at: Node): boolean {
  if (at === NONE || tree.textOf(tree.last(tree.first(at))) !== 'nil') return false;
  const func = scopes.functionOf(at);
  const head = tree.textOf(func).slice(0, tree.span(tree.last(func)).start - tree.span(func).start);
  return /\berror\)?\s*$/.test(head);
}
