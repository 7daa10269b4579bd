/** Conditions that tell whether something is there. */
import { calleeOf, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { PoolCode } from '../flow/pool-code.js';
import type { Variable } from '../names/variable.js';

export interface Asked {
  readonly variable: Variable;
  /** The method that is called: `rows.Next()`. Absent: whether it is nil. */
  readonly member?: string;
  /** Where the condition holds, the variable is nil, or a response that has no body. */
  readonly isNil: boolean;
}

/** What a condition asks a variable. */
export function conditionOn({ tree, scopes }: PoolCode, condition: Node): Asked | undefined {
  // Of `case a, b` nobody knows which held.
  if (
    tree.parentKind(condition) === K.ExpressionList &&
    (tree.next(condition) !== NONE || tree.first(tree.parent(condition)) !== condition)
  )
    return undefined;
  if (tree.kind(condition) === K.CallExpression) {
    const callee = tree.unparen(calleeOf(tree, condition));
    const variable = tree.kind(callee) === K.SelectorExpression ? scopes.variableOf(tree.unparen(tree.first(callee))) : undefined;
    return variable && { variable, member: tree.textOf(tree.last(callee)), isNil: false };
  }
  const op = tree.kind(condition) === K.BinaryExpression ? tree.op(condition) : '';
  if (op !== '==' && op !== '!=') return undefined;
  const [left, right] = [tree.unparen(tree.first(condition)), tree.unparen(tree.last(condition))];
  const name = isNil(tree, right) ? left : isNil(tree, left) ? right : NONE;
  // A response without a body has nothing to close.
  const isBody = tree.kind(name) === K.SelectorExpression && tree.textOf(tree.last(name)) === 'Body';
  if (tree.kind(left) === K.SelectorExpression && tree.textOf(tree.last(left)) === 'StatusCode' && WITHOUT_BODY.test(tree.textOf(right))) {
    const response = scopes.variableOf(tree.unparen(tree.first(left)));
    return response && { variable: response, isNil: op === '==' };
  }
  const variable = scopes.variableOf(isBody ? tree.unparen(tree.first(name)) : name);
  return variable && { variable, isNil: op === '==' };
}

/** Statuses whose responses never have a body (`net/http/transfer.go`, bodyAllowedForStatus). */
const WITHOUT_BODY = /^(?:http\.Status(?:NoContent|NotModified)|204|304)$/;

const isNil = (tree: FlatTree, e: Node): boolean => tree.kind(e) === K.Nil || tree.textOf(e) === 'nil';
