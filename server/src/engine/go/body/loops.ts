/** Loops around a node. */
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { integerValue } from '../types/constants.js';
import { innermostLoop } from './enclosing.js';

/** Loops of at most this many iterations are left alone. */
export const FEW_ITERATIONS = 8;

/** The innermost loop when the statement stands directly in its body, else NONE. */
export function loopOfBodyStatement(tree: FlatTree, statement: Node): Node {
  const block = tree.parent(tree.parent(statement));
  const loop = tree.kind(block) === K.Block ? tree.parent(block) : NONE;
  return tree.kind(loop) === K.ForStatement && innermostLoop(tree, statement) === loop ? loop : NONE;
}

/** The innermost loop that a `break` or `continue` leaves, or whose iteration it ends; NONE for a `break` of a `switch` or `select`. */
export function loopLeft(tree: FlatTree, statement: Node): Node {
  const isPlainBreak = tree.kind(statement) === K.BreakStatement && tree.first(statement) === NONE;
  const around = tree.ancestor(statement, K.ForStatement, K.FuncLiteral, ...(isPlainBreak ? SWITCHES : []));
  return tree.kind(around) === K.ForStatement ? around : NONE;
}

const SWITCHES = [K.ExpressionSwitchStatement, K.TypeSwitchStatement, K.SelectStatement] as const;

/** The only expression of a side of an assignment, or NONE. */
export function onlyValue(tree: FlatTree, statement: Node, side: F): Node {
  const list = tree.field(statement, side);
  const value = tree.first(list);
  return value !== NONE && tree.next(value) === NONE ? value : NONE;
}

/** How many statements behind one are looked at. */
const MAX_SIBLINGS = 50;

/** What follows in the same block leaves it: return, break or goto. */
export function leavesBehind(tree: FlatTree, statement: Node): boolean {
  let left = MAX_SIBLINGS;
  for (let s = tree.next(statement); s !== NONE && left-- > 0; s = tree.next(s)) {
    const kind = tree.kind(s);
    if (kind === K.ReturnStatement || kind === K.BreakStatement || kind === K.GotoStatement) return true;
  }
  return false;
}

/** A loop of few iterations, known from its header. */
export function isShortLoop(tree: FlatTree, loop: Node): boolean {
  const clause = tree.childOfKind(loop, K.RangeClause);
  if (clause !== NONE) {
    const ranged = tree.unparen(tree.field(clause, F.Right));
    if (tree.kind(ranged) === K.IntLiteral) return (integerValue(tree, ranged) ?? 0) <= FEW_ITERATIONS;
    if (tree.kind(ranged) !== K.CompositeLiteral) return false;
    let elements = 0;
    for (let c = tree.first(tree.last(ranged)); c !== NONE; c = tree.next(c)) elements++;
    return elements <= FEW_ITERATIONS;
  }
  const condition = tree.field(tree.childOfKind(loop, K.ForClause), F.Condition);
  return tree.kind(condition) === K.BinaryExpression && (integerValue(tree, tree.last(condition)) ?? FEW_ITERATIONS + 1) <= FEW_ITERATIONS;
}
