/** Conditions that tell whether something is there. */
import { calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isAddressed, isWritten } from '../body/captures.js';
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
export function conditionOn(code: PoolCode, written: Node): Asked | undefined {
  const { tree, scopes } = code;
  const condition = tree.kind(written) === K.Identifier ? answerIn(code, written) : written;
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
  const name = isNothing(tree, right) ? left : isNothing(tree, left) ? right : NONE;
  // A response without a body has nothing to close.
  const isBody = tree.kind(name) === K.SelectorExpression && tree.textOf(tree.last(name)) === 'Body';
  if (tree.kind(left) === K.SelectorExpression && tree.textOf(tree.last(left)) === 'StatusCode' && WITHOUT_BODY.test(tree.textOf(right))) {
    const response = scopes.variableOf(tree.unparen(tree.first(left)));
    return response && { variable: response, isNil: op === '==' };
  }
  const variable = scopes.variableOf(isBody ? tree.unparen(tree.first(name)) : name);
  return variable && { variable, isNil: op === '==' };
}

/**
 * Every condition that hangs on the error asks whether it is nil, and nothing else: `if err != nil`. What another variable or a function makes of
 * it may decide over a path, too.
 */
export function isPlainlyAsked({ tree, scopes }: PoolCode, error: Variable): boolean {
  return error.uses.every(use => {
    if (scopes.functionOf(use) !== error.func || isAddressed(tree, use)) return false;
    if (isWritten(tree, use)) return true;
    let e = use;
    while (tree.parentKind(e) === K.ParenthesizedExpression) e = tree.parent(e);
    const p = tree.parent(e);
    if (tree.kind(p) === K.BinaryExpression) return ['==', '!='].includes(tree.op(p)) && isAsked(tree, p);
    return standsIn(tree, use, K.ReturnStatement, K.ExpressionStatement);
  });
}

/** It is a condition, or a part of one; or the function returns what it comes to. */
function isAsked(tree: FlatTree, comparison: Node): boolean {
  let e = comparison;
  const isPart = (p: Node) =>
    tree.kind(p) === K.ParenthesizedExpression || (tree.kind(p) === K.BinaryExpression && ['&&', '||'].includes(tree.op(p)));
  while (isPart(tree.parent(e))) e = tree.parent(e);
  return [K.IfStatement, K.ForClause, K.ForStatement].includes(tree.parentKind(e)!) || standsIn(tree, e, K.ReturnStatement);
}

/** The statement around is one of these. */
const standsIn = (tree: FlatTree, e: Node, ...kinds: K[]): boolean => {
  const kind = tree.kind(tree.ancestor(e, ...kinds, K.Block));
  return kind !== undefined && kinds.includes(kind);
};

/** Statuses whose responses never have a body (`net/http/transfer.go`, bodyAllowedForStatus). */
const WITHOUT_BODY = /^(?:http\.Status(?:NoContent|NotModified)|204|304)$/;

const isNothing = (tree: FlatTree, e: Node): boolean => tree.kind(e) === K.Nil || ['nil', 'http.NoBody'].includes(tree.textOf(e));

/** The call that gives the variable its value wherever it gets one: `more := rows.Next()`. */
function answerIn({ tree, scopes }: PoolCode, name: Node): Node {
  const v = scopes.variableOf(name);
  if (v?.kind !== 'local' || v.initIndex > 0 || tree.kind(v.init) !== K.CallExpression || isAnsweredTwice(tree, v)) return NONE;
  return v.init;
}

/** Something else is written to it. */
function isAnsweredTwice(tree: FlatTree, v: Variable): boolean {
  return v.uses.some(use => {
    if (!isWritten(tree, use)) return false;
    const statement = tree.parent(tree.parent(use));
    return tree.textOf(tree.field(statement, F.Right)) !== tree.textOf(v.init);
  });
}
