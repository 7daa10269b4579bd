/** Goroutines that send one value after the other, whose receiver leaves before the last. */
import type { Work } from '../../base/faults.js';
import { calleeOf, expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { ControlFlow } from '../body/blocks.js';
import { loopLeft } from '../body/loops.js';
import type { PoolCode } from '../flow/pool-code.js';
import type { Variable } from '../names/variable.js';
import { ERROR } from '../types/universe.js';
import { isOfTimeout } from './many-senders.js';
import { isClosedBy, isOrdinary, isReceive, isUnbuffered, serves } from './senders.js';

export interface LeftProducer {
  readonly send: Node;
  readonly channel: Variable;
  /** What leaves the loop that receives. */
  readonly at: Node;
}

export function producersLeft(code: PoolCode, cfg: ControlFlow, work: Work): LeftProducer[] {
  const { tree } = code;
  // The program ends with it.
  if (cfg.func === 0 && tree.textOf(tree.field(0, F.Name)) === 'main') return [];
  return cfg.blocks.flatMap(({ nodes }) => nodes.flatMap(n => (tree.kind(n) === K.GoStatement ? leftBy(code, cfg, n, work) : [])));
}

function leftBy(code: PoolCode, cfg: ControlFlow, statement: Node, work: Work): LeftProducer[] {
  const { tree, scopes } = code;
  const call = tree.unparen(tree.first(statement));
  const literal = tree.kind(call) === K.CallExpression ? tree.unparen(calleeOf(tree, call)) : NONE;
  if (tree.kind(literal) !== K.FuncLiteral) return [];
  work.spend(tree.afters[literal]! - literal);
  const send = repeatedSend(code, literal);
  const channel = scopes.variableOf(tree.unparen(tree.first(send)));
  if (!channel || channel.loop !== scopes.loopOf(statement) || !isUnbuffered(code, cfg.func, channel)) return [];
  const { uses } = channel;
  work.spend(uses.length);
  if (!uses.every(u => (isOrdinary(code, cfg, u) && !isChosen(code, u)) || isClosedBy(code, u, literal))) return [];
  const [receive, ...others] = uses.filter(u => isReceive(tree, tree.parent(u))).map(u => tree.parent(u));
  const isOwn = uses.every(u => isReceive(tree, tree.parent(u)) || tree.within(u, literal));
  if (receive === undefined || others.length > 0 || !isOwn) return [];
  const loop = tree.kind(receive) === K.RangeClause ? tree.parent(receive) : scopes.loopOf(receive);
  if (loop === NONE || tree.within(statement, loop)) return [];
  return leavesOf(code, cfg, loop, receive, work).map(at => ({ send, channel, at }));
}

/** A send in a loop of the goroutine, or in a function that it gives to what it calls; NONE where there is none. */
function repeatedSend(code: PoolCode, literal: Node): Node {
  const { tree, scopes } = code;
  for (let n = literal; n < tree.afters[literal]!; n++) {
    if (tree.kinds[n] !== K.SendStatement || serves(code, tree.last(n))) continue;
    const func = scopes.functionOf(n);
    const loop = scopes.loopOf(n);
    const isGiven = func !== literal && tree.parentKind(func) === K.ArgumentList && scopes.functionOf(tree.parent(func)) === literal;
    if (func === literal ? loop !== NONE && tree.within(loop, literal) && !leavesAfter(code, n) : isGiven) return n;
  }
  return NONE;
}

/** `c <- v; return`: it sends once. */
const leavesAfter = ({ tree }: PoolCode, send: Node): boolean => {
  const last = tree.last(tree.parent(send));
  return tree.kind(last) === K.ReturnStatement || tree.kind(last) === K.BreakStatement;
};

/** A case of a `select` sends: another lets the goroutine go. */
const isChosen = ({ tree }: PoolCode, use: Node): boolean =>
  tree.parentKind(use) === K.SendStatement && tree.parentKind(tree.parent(use)) === K.CommunicationCase;

function leavesOf(code: PoolCode, cfg: ControlFlow, loop: Node, receive: Node, work: Work): Node[] {
  const { tree, scopes } = code;
  const body = tree.field(loop, F.Body);
  work.spend(tree.afters[body]! - body);
  const out: Node[] = [];
  for (let n = body; n < tree.afters[body]!; n++) {
    if (scopes.functionOf(n) !== cfg.func) continue;
    const kind = tree.kinds[n];
    const isLeft = kind === K.ReturnStatement || (kind === K.BreakStatement && loopLeft(tree, n) === loop);
    if (isLeft && (failsAt(code, n, loop, receive) || isOfTimeout(code, n, receive))) out.push(n);
  }
  return out;
}

/** `if err := f(v); err != nil { return err }`, where the error is not what was received, which may come last. */
function failsAt({ tree, types, scopes }: PoolCode, statement: Node, loop: Node, receive: Node): boolean {
  const choice = tree.ancestor(statement, K.IfStatement, K.ForStatement, K.CommunicationCase);
  if (tree.kind(choice) !== K.IfStatement || choice < loop || !tree.within(statement, tree.field(choice, F.Consequence))) return false;
  const condition = tree.unparen(tree.field(choice, F.Condition));
  if (tree.kind(condition) !== K.BinaryExpression || tree.op(condition) !== '!=' || tree.kind(tree.last(condition)) !== K.Nil) return false;
  const asked = tree.unparen(tree.first(condition));
  const v = scopes.variableOf(asked);
  if (!v || types.typeOf(asked) !== ERROR) return false;
  const received = tree.ancestor(receive, K.ShortVarDeclaration, K.AssignmentStatement, K.ReceiveStatement, K.StatementList);
  const targets = tree.kind(receive) === K.RangeClause ? tree.field(receive, F.Left) : tree.field(received, F.Left);
  if (expressionsOf(tree, targets).some(target => scopes.variableOf(target) === v)) return false;
  // It is what a call in the loop gives.
  return v.uses.concat(v.node).some(use => {
    const list = tree.parent(use);
    const value = tree.fields[list] === F.Left ? tree.first(tree.field(tree.parent(list), F.Right)) : NONE;
    return use > loop && use < statement && tree.kind(tree.unparen(value)) === K.CallExpression;
  });
}
