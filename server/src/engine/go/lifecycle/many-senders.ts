/** Goroutines that a loop starts and that send to one channel, whose receiver leaves before all of them were heard. */
import type { Work } from '../../base/faults.js';
import { calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { calledFunction, fullName, type PoolCode } from '../flow/pool-code.js';
import { isNamed } from '../types/named.js';
import { ERROR } from '../types/universe.js';
import type { Holding } from './holding.js';
import { isReceive } from './senders.js';

/** Where some of many senders are left. */
export interface ManyLeft {
  readonly at: Node;
  /** `others`: one is received from, once. `rest`: a loop receives, and leaves early. */
  readonly senders: 'others' | 'rest';
}

/** Of a sender that each iteration of a loop starts. */
export function manyLeft(code: PoolCode, { from, variable }: Holding, work: Work): ManyLeft[] {
  const { tree, scopes } = code;
  const starts = scopes.loopOf(from);
  if (starts === NONE || !variable || variable.loop !== NONE) return [];
  const receives = variable.uses.filter(u => isReceive(tree, tree.parent(u))).map(u => tree.parent(u));
  const loops = receives.map(r => (tree.kind(r) === K.RangeClause ? tree.parent(r) : scopes.loopOf(r)));
  if (receives.length === 1 && loops[0] === NONE && isWaited(tree, receives[0]!)) return [{ at: receives[0]!, senders: 'others' }];
  return receives.flatMap((receive, i) => {
    const loop = loops[i]!;
    if (loop === NONE || tree.kind(receive) === K.RangeClause || tree.within(from, loop) || !isCounted(tree, loop)) return [];
    work.spend(tree.afters[loop]! - loop);
    return leavesOf(code, loop, receive).map(at => ({ at, senders: 'rest' as const }));
  });
}

/** Whoever receives in a case of a `select` that has a `default` does not wait. */
function isWaited(tree: FlatTree, receive: Node): boolean {
  const own = tree.ancestor(receive, K.CommunicationCase, K.StatementList);
  return tree.kind(own) !== K.CommunicationCase || tree.childOfKind(tree.parent(own), K.DefaultCase) === NONE;
}

/** `for range n`, `for i := 0; i < n; i++`: it goes on until all were heard. */
function isCounted(tree: FlatTree, loop: Node): boolean {
  const clause = tree.childOfKind(loop, K.ForClause);
  return clause === NONE ? tree.childOfKind(loop, K.RangeClause) !== NONE : tree.field(clause, F.Condition) !== NONE;
}

/** Returns of the loop: where what came is an error, or where nothing came in time. */
function leavesOf(code: PoolCode, loop: Node, receive: Node): Node[] {
  const { tree, scopes } = code;
  const out: Node[] = [];
  const body = tree.field(loop, F.Body);
  const func = scopes.functionOf(loop);
  for (let n = body; n < tree.afters[body]!; n++) {
    if (tree.kinds[n] !== K.ReturnStatement || scopes.functionOf(n) !== func || scopes.loopOf(n) !== loop) continue;
    if (isOfError(code, n, receive) || isOfTimeout(code, n, receive)) out.push(n);
  }
  return out;
}

/** `if err := <-errs; err != nil { return err }`, `r := <-results; if r.err != nil { return r.err }`. */
function isOfError({ tree, types, scopes }: PoolCode, statement: Node, receive: Node): boolean {
  const choice = tree.ancestor(statement, K.IfStatement, K.ForStatement, K.CommunicationCase);
  if (tree.kind(choice) !== K.IfStatement || !tree.within(statement, tree.field(choice, F.Consequence))) return false;
  const condition = tree.unparen(tree.field(choice, F.Condition));
  if (tree.kind(condition) !== K.BinaryExpression || tree.op(condition) !== '!=' || tree.kind(tree.last(condition)) !== K.Nil) return false;
  const asked = tree.unparen(tree.first(condition));
  if (types.typeOf(asked) !== ERROR) return false;
  const received = tree.ancestor(receive, K.ShortVarDeclaration, K.AssignmentStatement, K.ReceiveStatement, K.StatementList);
  const list = tree.field(received, F.Left);
  const v = scopes.variableOf(tree.selectorRoot(asked));
  return v !== undefined && [...tree.children(list)].some(target => scopes.variableOf(target) === v);
}

/** The case of a context that is over, or of a timer, beside the one that receives. */
export function isOfTimeout(code: PoolCode, statement: Node, receive: Node): boolean {
  const { tree } = code;
  const own = tree.ancestor(statement, K.CommunicationCase, K.ForStatement);
  const other = tree.ancestor(receive, K.CommunicationCase, K.ForStatement);
  if (tree.kind(own) !== K.CommunicationCase || own === other || tree.parent(own) !== tree.parent(other)) return false;
  const awaited = tree.field(own, F.Communication);
  for (let n = awaited; n !== NONE && n < tree.afters[awaited]!; n++) {
    if (tree.kinds[n] === K.CallExpression && isTimeout(code, n)) return true;
  }
  return false;
}

/** `ctx.Done()`, `time.After(d)` */
export function isTimeout({ tree, types }: PoolCode, call: Node): boolean {
  const func = calledFunction(types, call);
  if (func && fullName(func) === 'time.After') return true;
  const callee = tree.unparen(calleeOf(tree, call));
  if (tree.kind(callee) !== K.SelectorExpression || tree.textOf(tree.last(callee)) !== 'Done') return false;
  const type = types.typeOf(tree.first(callee));
  return type !== undefined && isNamed(type, 'context', 'Context');
}
