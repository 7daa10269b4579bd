/** Strings that grow step by step in a loop. */

import { isWritten } from '../go/body/captures.js';
import { loopDepth } from '../go/body/enclosing.js';
import { isShortLoop, leavesBehind, loopOfBodyStatement, onlyValue } from '../go/body/loops.js';
import type { Variable } from '../go/names/variable.js';
import { isWritten as isWrittenType } from '../go/names/written-types.js';
import type { LoopConcatSite } from '../go/package/allocation-site.js';
import type { DeclarationSyntax } from '../go/package/declaration-syntax.js';
import { questionOf } from '../go/package/type-question.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
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
  const isString = type.kind === 'basic' && type.name === 'string';
  if (!isString && isWrittenType(type)) return undefined;
  if (isShortLoop(tree, loop) || isReset(tree, v, loop, statement) || leavesBehind(tree, statement)) return undefined;
  return {
    ...tree.span(statement),
    what: 'loopConcat',
    kind: 'concat',
    node: statement,
    name: v.name,
    ...(!isString && { type: questionOf(type, v.node) }),
    declared: tree.span(v.node),
    isLong: isLong(syntax, loop, v, statement),
  };
}

/** `s += string(c)`, `for lines.Scan() { s += lines.Text() }`, a loop inside another that both make the string longer. */
function isLong({ tree }: DeclarationSyntax, loop: Node, v: Variable, statement: Node): boolean {
  if (loopDepth(tree, statement) > loopDepth(tree, v.node) + 1 || addsCharacter(tree, statement)) return true;
  return tree.kind(tree.first(loop)) === K.CallExpression;
}

/** The last part of the sum is `string(c)` or `string(s[i])`. */
function addsCharacter(tree: FlatTree, statement: Node): boolean {
  const value = tree.unparen(onlyValue(tree, statement, F.Right));
  const added = tree.unparen(tree.kind(value) === K.BinaryExpression ? tree.last(value) : value);
  if (tree.kind(added) !== K.CallExpression || tree.textOf(calleeOf(tree, added)) !== 'string') return false;
  const converted = tree.kind(argumentsOf(tree, added)[0] ?? NONE);
  return converted === K.Identifier || converted === K.IndexExpression;
}

/** `s + …` */
function isConcatOnto({ tree, scopes }: DeclarationSyntax, value: Node, v: Variable): boolean {
  let n = value;
  let sums = 0;
  for (; tree.kind(n) === K.BinaryExpression && tree.op(n) === '+'; n = tree.first(n)) sums++;
  return sums > 0 && scopes.variableOf(n) === v;
}

/** The string is written in another way inside the loop, so it need not grow from iteration to iteration. */
function isReset(tree: FlatTree, v: Variable, loop: Node, statement: Node): boolean {
  return v.uses.some(u => tree.within(u, loop) && !tree.within(u, statement) && isWritten(tree, u));
}
