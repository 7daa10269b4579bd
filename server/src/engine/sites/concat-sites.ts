/** Strings that grow step by step in a loop. */

import { isWritten } from '../go/body/captures.js';
import { FEW_ITERATIONS, leavesBehind, loopOfBodyStatement, onlyValue } from '../go/body/loops.js';
import type { Variable } from '../go/names/variable.js';
import type { LoopConcatSite } from '../go/package/allocation-site.js';
import type { DeclarationSyntax } from '../go/package/declaration-syntax.js';
import { integerValue } from '../go/types/constants.js';
import type { TypeRef } from '../go/types/types.js';
import { F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import type { Draft } from './draft.js';

/** `s += x` or `s = s + x` as an unconditional part of a loop, for a variable from outside of it. */
export function readLoopConcat(syntax: DeclarationSyntax, statement: Node): Draft<LoopConcatSite> | undefined {
  const { tree, scopes, types } = syntax;
  const op = tree.op(statement);
  if (op !== '+=' && op !== '=') return undefined;
  const target = onlyValue(tree, statement, F.Left);
  const v = tree.kind(target) === K.Identifier ? scopes.variableOf(target) : undefined;
  if (!v || (v.kind !== 'local' && v.kind !== 'result' && v.kind !== 'parameter')) return undefined;
  const value = onlyValue(tree, statement, F.Right);
  if (op === '=' && !isConcatOnto(syntax, value, v)) return undefined;
  const loop = loopOfBodyStatement(tree, statement);
  if (loop === NONE || tree.within(v.node, loop) || v.func !== scopes.functionOf(statement)) return undefined;
  const type = types.ofVariable(v);
  if (type.kind === 'basic' ? type.name !== 'string' : !isQuestion(type)) return undefined;
  if (isShort(tree, loop) || isReset(tree, v, loop, statement) || leavesBehind(tree, statement)) return undefined;
  return { ...tree.span(statement), what: 'loopConcat', kind: 'concat', node: statement, name: v.name, type, declared: tree.span(v.node) };
}

const isQuestion = (t: TypeRef) =>
  t.kind === 'named' || t.kind === 'result' || t.kind === 'selector' || t.kind === 'element' || t.kind === 'value';

/** `s + …` */
function isConcatOnto({ tree, scopes }: DeclarationSyntax, value: Node, v: Variable): boolean {
  let n = value;
  let sums = 0;
  for (; tree.kind(n) === K.BinaryExpression && tree.op(n) === '+'; n = tree.first(n)) sums++;
  return sums > 0 && scopes.variableOf(n) === v;
}

/** A loop of few iterations, known from its header. */
function isShort(tree: FlatTree, loop: Node): boolean {
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

/** The string is written in another way inside the loop, so it need not grow from iteration to iteration. */
function isReset(tree: FlatTree, v: Variable, loop: Node, statement: Node): boolean {
  return v.uses.some(u => tree.within(u, loop) && !tree.within(u, statement) && isWritten(tree, u));
}
