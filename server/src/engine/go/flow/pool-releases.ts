/** Functions that give an object together with the function that puts it: `b, release := acquire()`. */
import type { Work } from '../../base/faults.js';
import { argumentsOf, calleeOf, expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isAddressed, isWritten } from '../body/captures.js';
import type { Variable } from '../names/variable.js';
import type { Func } from '../types/model.js';
import { bare, calledFunction, namedCallee, type PoolCode, variableNode } from './pool-code.js';
import { putCertainty } from './pool-use.js';

/** Which result puts the first one when it is called. */
export interface Release {
  readonly result: number;
  readonly how: 'always' | 'guarded';
}

/** A release whose literal gives the object to parameter `at` (-1: the receiver) of a function. */
export interface Releasing extends Release {
  readonly to: Func;
  readonly at: number;
}

/** What the function literals do that a body returns behind an object; empty where its returns do not agree. */
export function readReleasing(code: PoolCode, returns: readonly Node[], work: Work): readonly Releasing[] {
  const { tree } = code;
  let found: readonly Releasing[] = [];
  for (const n of returns) {
    const [object = NONE, ...others] = expressionsOf(tree, tree.first(n));
    if (tree.textOf(object) === 'nil') continue;
    const own = others.flatMap((e, i) => releasingIn(code, e, code.scopes.variableOf(bare(tree, object)), i + 1, work));
    if (own.length === 0 || (found.length > 0 && found[0]!.result !== own[0]!.result)) return [];
    found = own;
  }
  return found;
}

function releasingIn(code: PoolCode, e: Node, object: Variable | undefined, result: number, work: Work): Releasing[] {
  const { tree, types, scopes } = code;
  const v = scopes.variableOf(tree.unparen(e));
  const isSteady = v?.kind === 'local' && v.initIndex <= 0 && !v.uses.some(u => isWritten(tree, u) || isAddressed(tree, u));
  const literal = tree.unparen(isSteady ? v.init : e);
  if (!object || tree.kind(literal) !== K.FuncLiteral) return [];
  const out: Releasing[] = [];
  for (const use of object.uses) {
    if (scopes.functionOf(use) !== literal) continue;
    const call = tree.ancestor(use, K.CallExpression);
    const to = call > literal ? calledFunction(types, call) : undefined;
    const how = to ? putCertainty(code, literal, call, object.name, work) : 'unknown';
    const args = argumentsOf(tree, call).map(a => variableNode(tree, a));
    const callee = namedCallee(tree, call);
    const at = tree.kind(callee) === K.SelectorExpression && tree.first(callee) === use ? -1 : args.indexOf(use);
    if (to && how !== 'unknown' && (at >= 0 || tree.first(callee) === use)) out.push({ result, how, to, at });
  }
  return out;
}

/** The variables that get the object and its release, and all calls of that; undefined where something else is done with it. */
export function releasedBy({ tree, scopes }: PoolCode, call: Node, result: number): { object: Node; calls: readonly Node[] } | undefined {
  const statement = tree.parent(tree.parent(call));
  if (tree.kind(statement) !== K.ShortVarDeclaration) return undefined;
  const left = expressionsOf(tree, tree.field(statement, F.Left));
  const [object, release] = [left[0], left[result]].map(n => scopes.variableOf(n ?? NONE));
  if (object?.init !== call || release?.init !== call || object.node !== left[0] || release.node !== left[result]) return undefined;
  const isSame = (use: Node) => !isWritten(tree, use) || isPartOfItself(tree, use, object.name);
  if (!object.uses.every(isSame) || object.uses.some(u => isAddressed(tree, u))) return undefined;
  const calls = release.uses.map(use => tree.parent(use));
  const isCalled = calls.every((c, i) => tree.kind(c) === K.CallExpression && calleeOf(tree, c) === release.uses[i]);
  return isCalled ? { object: object.node, calls } : undefined;
}

/** `b = append(b, x)`, `b = b[:n]`. */
function isPartOfItself(tree: PoolCode['tree'], use: Node, name: string): boolean {
  const right = tree.textOf(tree.field(tree.parent(tree.parent(use)), F.Right));
  return right.startsWith(`append(${name}, `) || right.startsWith(`${name}[`);
}
