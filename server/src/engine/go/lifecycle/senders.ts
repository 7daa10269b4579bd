/** Goroutines that a function starts and that end only when it receives what they send. */
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { SENDER } from '../../tables/lifecycles.js';
import type { ControlFlow } from '../body/blocks.js';
import { calledFunction, fullName, type PoolCode } from '../flow/pool-code.js';
import type { Variable } from '../names/variable.js';
import type { Holding } from './holding.js';

/** What runs as long as its program, or until somebody ends it. */
const SERVES = /^(?:Listen|Serve|Run|Start|Wait)/;

/** Of a `go` statement, or of a call that starts a function later. */
export function sendersIn(code: PoolCode, cfg: ControlFlow, statement: Node): Holding[] {
  const { tree, scopes } = code;
  const literal = startedLiteral(code, statement);
  if (literal === NONE) return [];
  const list = tree.childOfKind(tree.field(literal, F.Body), K.StatementList);
  const sends = [...tree.children(list)].filter(s => tree.kind(s) === K.SendStatement);
  const others = sends.length === 1 ? otherChannels(code, list, sends[0]!) : undefined;
  if (!others) return [];
  const channel = scopes.variableOf(tree.unparen(tree.first(sends[0]!)));
  if (!channel || serves(code, tree.last(sends[0]!)) || !isUnbuffered(code, cfg.func, channel)) return [];
  if (!channel.uses.every(u => isOrdinary(code, cfg, u) || isClosedBy(code, u, literal))) return [];
  return [{ protocol: SENDER, node: sends[0]!, from: statement, variable: channel, others }];
}

/** `go func() { … }()`, and `time.AfterFunc(d, func() { … })` whose timer nobody keeps, and so nobody stops; NONE for others. */
function startedLiteral({ tree, types }: PoolCode, statement: Node): Node {
  const isGo = tree.kind(statement) === K.GoStatement;
  const call = isGo ? tree.unparen(tree.first(statement)) : statement;
  if (tree.kind(call) !== K.CallExpression || (!isGo && tree.parentKind(call) !== K.ExpressionStatement)) return NONE;
  const func = calledFunction(types, call);
  const isLater = func !== undefined && fullName(func) === 'time.AfterFunc';
  if (!isGo && !isLater) return NONE;
  const literal = tree.unparen(isLater ? (argumentsOf(tree, call)[1] ?? NONE) : calleeOf(tree, call));
  return tree.kind(literal) === K.FuncLiteral ? literal : NONE;
}

/** What is sent to by statements that end the goroutine before the send; undefined where one ends it and sends nothing. */
export function otherChannels({ tree, scopes }: PoolCode, list: Node, send: Node): Variable[] | undefined {
  const out: Variable[] = [];
  for (let n = list; n < send; n++) {
    if (tree.kinds[n] !== K.ReturnStatement) continue;
    const sent = [...tree.children(tree.parent(n))].find(s => tree.kind(s) === K.SendStatement) ?? NONE;
    const other = sent === NONE ? undefined : scopes.variableOf(tree.unparen(tree.first(sent)));
    if (!other) return undefined;
    out.push(other);
  }
  return out;
}

/** The value is the end of a server, which may only come when the program ends. */
export function serves({ tree }: PoolCode, value: Node): boolean {
  for (let n = value; n < tree.afters[value]!; n++) {
    const callee = tree.kinds[n] === K.CallExpression ? tree.unparen(calleeOf(tree, n)) : NONE;
    const name = tree.textOf(tree.kind(callee) === K.SelectorExpression ? tree.last(callee) : callee);
    if (SERVES.test(name) && name !== 'Wait') return true;
  }
  return false;
}

/** The function makes the channel itself, without room. */
export function isUnbuffered({ tree, types }: PoolCode, func: Node, v: Variable): boolean {
  const made = tree.unparen(v.init);
  if (v.kind !== 'local' || v.func !== func || v.initIndex > 0 || tree.kind(made) !== K.CallExpression) return false;
  const builtin = types.objects.get(calleeOf(tree, made));
  const [, size] = argumentsOf(tree, made);
  return builtin?.kind === 'builtin' && builtin.name === 'make' && (size === undefined || tree.textOf(size) === '0');
}

/** A send, or a receive of the function itself: nobody else gets the channel. */
export function isOrdinary({ tree, scopes }: PoolCode, cfg: ControlFlow, use: Node): boolean {
  const p = tree.parent(use);
  if (tree.kind(p) === K.SendStatement) return tree.first(p) === use;
  return scopes.functionOf(use) === cfg.func && isReceive(tree, p);
}

/** `close(c)` by the goroutine itself, which never gets there. */
export function isClosedBy({ tree, scopes, types }: PoolCode, use: Node, literal: Node): boolean {
  if (tree.parentKind(use) !== K.ArgumentList || scopes.functionOf(use) !== literal) return false;
  const builtin = types.objects.get(tree.unparen(calleeOf(tree, tree.parent(tree.parent(use)))));
  return builtin?.kind === 'builtin' && builtin.name === 'close';
}

/** `<-c` or `range c`, by what stands around `c`. */
export function isReceive(tree: PoolCode['tree'], p: Node): boolean {
  return (tree.kind(p) === K.UnaryExpression && tree.op(p) === '<-') || tree.kind(p) === K.RangeClause;
}
