/** Functions of the program that are started with a channel, and send to it before they end: `go lookup(host, results)`. */
import type { Sliced } from '../../base/slices.js';
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { SENDER } from '../../tables/lifecycles.js';
import type { ControlFlow } from '../body/blocks.js';
import { parameterNodes } from '../flow/filling-functions.js';
import { calledFunction, type PoolCode, readingPoolCode } from '../flow/pool-code.js';
import type { Variable } from '../names/variable.js';
import { functionNow } from '../package/function-now.js';
import type { BodySources } from '../package/typed-file.js';
import type { Holding } from './holding.js';
import { isOrdinary, isUnbuffered, otherChannels, serves } from './senders.js';

export function* calledSender(code: PoolCode, cfg: ControlFlow, statement: Node, sources: BodySources): Sliced<Holding | undefined> {
  const { tree, types, scopes } = code;
  const call = tree.unparen(tree.first(statement));
  if (tree.kind(statement) !== K.GoStatement || tree.kind(call) !== K.CallExpression) return undefined;
  const args = argumentsOf(tree, call);
  const index = args.findIndex(a => {
    const v = scopes.variableOf(tree.unparen(a));
    return v !== undefined && isUnbuffered(code, cfg.func, v);
  });
  const channel = scopes.variableOf(tree.unparen(args[index] ?? NONE));
  const isOwn = channel?.uses.every(u => u === tree.unparen(args[index]!) || isOrdinary(code, cfg, u));
  const func = isOwn ? calledFunction(types, call) : undefined;
  const body = func && (yield* functionNow(func, sources));
  if (!body || body.tree.hasError) return undefined;
  const inner = yield* readingPoolCode(body);
  const parameter = inner.scopes.variableOf(parameterNodes(body.tree)[index] ?? NONE);
  return parameter && sendsTo(inner, parameter) ? { protocol: SENDER, node: statement, from: statement, variable: channel! } : undefined;
}

/** It sends to the parameter whatever way it goes, waits for the receiver, and does nothing else with it. */
function sendsTo(code: PoolCode, parameter: Variable): boolean {
  const { tree } = code;
  const list = tree.childOfKind(tree.field(0, F.Body), K.StatementList);
  const send = [...tree.children(list)].find(s => tree.kind(s) === K.SendStatement && code.scopes.variableOf(tree.first(s)) === parameter);
  if (send === undefined || serves(code, tree.last(send))) return false;
  if (otherChannels(code, list, send)?.every(v => v === parameter) !== true) return false;
  return parameter.uses.every(u => code.scopes.functionOf(u) === 0 && (isSend(code, u) || isClosed(code, u)));
}

/** Not in a case of a `select`, where another may let the goroutine go. */
function isSend({ tree }: PoolCode, use: Node): boolean {
  const p = tree.parent(use);
  return tree.kind(p) === K.SendStatement && tree.first(p) === use && tree.parentKind(p) !== K.CommunicationCase;
}

function isClosed({ tree }: PoolCode, use: Node): boolean {
  const call = tree.parentKind(use) === K.ArgumentList ? tree.parent(tree.parent(use)) : NONE;
  return call !== NONE && tree.textOf(calleeOf(tree, call)) === 'close';
}
