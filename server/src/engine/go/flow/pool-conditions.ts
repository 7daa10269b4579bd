/** Whether two places of a function run under conditions that have nothing to do with each other. */
import type { Work } from '../../base/faults.js';
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isAddressed, isWritten } from '../body/captures.js';
import type { PoolCode } from './pool-code.js';

/**
 * True when no name stands in conditions of both places, or in what their variables are declared with, those around both left out: each may run
 * with the other.
 */
export function isIndependent(code: ConditionCode, a: Node, b: Node, work: Work): boolean {
  const [first, second] = [namesAsked(code, a, b, work), namesAsked(code, b, a, work)];
  return first !== undefined && second !== undefined && ![...first].some(name => second.has(name));
}

/**
 * The call is a statement behind the one that the place stands in, and from that one on nothing decides or leaves: whichever branch was taken, the
 * call runs.
 */
export function followsAnyhow({ tree }: ConditionCode, place: Node, call: Node, work: Work): boolean {
  const statement = tree.parent(call);
  const list = tree.parent(statement);
  if (tree.kind(statement) !== K.ExpressionStatement || tree.kind(list) !== K.StatementList || !tree.within(place, list)) return false;
  let n = tree.first(list);
  while (n !== NONE && !tree.within(place, n)) n = tree.next(n);
  for (n = n === NONE ? NONE : tree.next(n); n !== NONE && n !== statement; n = tree.next(n)) {
    work.spend(tree.afters[n]! - n);
    for (let part = n; part < tree.afters[n]!; part++) if (MAY_LEAVE.has(tree.kinds[part]!)) return false;
  }
  return n === statement;
}

/** Statements that go elsewhere than to the next one. */
export const MAY_LEAVE: ReadonlySet<K> = new Set([K.ReturnStatement, K.BreakStatement, K.ContinueStatement, K.GotoStatement]);

type ConditionCode = Pick<PoolCode, 'tree' | 'scopes'>;

/** Names in the conditions between the place and what is around both; undefined where something else than an `if` decides. */
function namesAsked(code: ConditionCode, place: Node, other: Node, work: Work): ReadonlySet<string> | undefined {
  const { tree } = code;
  const names = new Set<string>();
  for (let n = tree.parent(place); n !== NONE && !tree.within(other, n); n = tree.parent(n)) {
    const kind = tree.kind(n);
    if (DECIDES.has(kind)) return undefined;
    if (kind === K.IfStatement && !addConditions(code, n, names, work)) return undefined;
  }
  // Of one `if` with branches of both, one runs.
  const around = commonAncestor(tree, place, other);
  return tree.kind(around) === K.IfStatement || tree.kind(around) === K.ExpressionSwitchStatement ? undefined : names;
}

function addConditions(code: ConditionCode, statement: Node, names: Set<string>, work: Work): boolean {
  const { tree } = code;
  return [tree.field(statement, F.Condition), tree.field(statement, F.Initializer)].every(part => addNames(code, part, names, work));
}

/** Those of the expression and of what its variables come from; false where one of these is written later. */
function addNames(code: ConditionCode, part: Node, names: Set<string>, work: Work): boolean {
  const { tree, scopes } = code;
  if (part === NONE) return true;
  work.spend(tree.afters[part]! - part);
  for (let n = part; n < tree.afters[part]!; n++) {
    if (tree.kinds[n] !== K.Identifier || names.has(tree.textOf(n))) continue;
    names.add(tree.textOf(n));
    const v = scopes.variableOf(n);
    if (v?.kind !== 'local' || v.node === n) continue;
    const isChanged = v.uses.some(use => isAddressed(tree, use) || (isWritten(tree, use) && !isBefore(code, use, part)));
    if (isChanged || !addNames(code, v.init, names, work)) return false;
  }
  return true;
}

/** The function around a literal writes it before the literal is there: that hangs on nothing in the literal. */
function isBefore({ tree, scopes }: ConditionCode, use: Node, part: Node): boolean {
  const literal = scopes.functionOf(part);
  return use < literal && tree.kind(literal) === K.FuncLiteral && tree.within(literal, scopes.functionOf(use));
}

function commonAncestor(tree: FlatTree, a: Node, b: Node): Node {
  let n = a;
  while (n !== NONE && !tree.within(b, n)) n = tree.parent(n);
  return n;
}

const DECIDES: ReadonlySet<K> = new Set([K.ForStatement, K.FuncLiteral, K.ExpressionCase, K.TypeCase, K.DefaultCase, K.CommunicationCase]);
