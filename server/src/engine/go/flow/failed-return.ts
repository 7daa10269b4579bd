/** Returns that hand an error to the caller, who drops the other results then. */
import { expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isWritten } from '../body/captures.js';
import type { Variable } from '../names/variable.js';
import { ERROR } from '../types/universe.js';
import { calledFunction, fullName, type PoolCode } from './pool-code.js';

/** Functions of std whose result is never nil. */
const MAKES_ERROR: ReadonlySet<string | undefined> = new Set<string | undefined>(['fmt.Errorf', 'errors.New']);

/**
 * True where the last result is surely an error: it is made there, or the return stands in an `if err != nil` of that variable. By Go's
 * convention nobody looks at the other results then.
 */
export function isFailedReturn(code: PoolCode, statement: Node, func: Node): boolean {
  const { tree } = code;
  const values = expressionsOf(tree, tree.first(statement));
  const isAlone = values.length === 1 && tree.kind(tree.unparen(values[0]!)) === K.CallExpression;
  return !isAlone && returnsError(code, statement, func);
}

/** The same, also of a function with no other result. */
export function returnsError(code: PoolCode, statement: Node, func: Node): boolean {
  const { tree, scopes, types } = code;
  const values = expressionsOf(tree, tree.first(statement));
  const last = tree.unparen(values.at(-1) ?? NONE);
  if (tree.kind(last) === K.CallExpression) {
    const called = calledFunction(types, last);
    return called !== undefined && MAKES_ERROR.has(fullName(called));
  }
  const result = values.length > 0 ? scopes.variableOf(last) : lastResult(code, func);
  return result !== undefined && isKnownError(code, result, statement);
}

/** The last of the named results, which a bare return gives. */
function lastResult({ scopes }: PoolCode, func: Node): Variable | undefined {
  return scopes.variables.filter(v => v.func === func && v.kind === 'result').at(-1);
}

/** The statement stands directly in the block of an `if` that asks whether the error is there, and nobody writes the variable in between. */
function isKnownError(code: PoolCode, v: Variable, statement: Node): boolean {
  const { tree, scopes, types } = code;
  const block = tree.ancestor(statement, K.Block);
  const choice = tree.parent(block);
  if (tree.kind(choice) !== K.IfStatement || tree.field(choice, F.Consequence) !== block) return false;
  // Both are short, and a function may use its error in thousands of places.
  const usesIn = (from: Node, to: Node) => range(from, to).filter(n => tree.kinds[n] === K.Identifier && scopes.variableOf(n) === v);
  const condition = tree.field(choice, F.Condition);
  const asked = usesIn(condition, tree.afters[condition]!).find(use => isAskedFor(code, use, choice));
  if (asked === undefined || types.typeOf(asked) !== ERROR) return false;
  return !usesIn(block, statement).some(use => isWritten(tree, use));
}

const range = (from: Node, to: Node): Node[] => Array.from({ length: to - from }, (_, i) => from + i);

/** `err != nil`, alone or as one of several that must all hold. */
function isAskedFor({ tree }: PoolCode, use: Node, choice: Node): boolean {
  const comparison = tree.parent(use);
  if (tree.kind(comparison) !== K.BinaryExpression || tree.op(comparison) !== '!=' || tree.textOf(tree.last(comparison)) !== 'nil')
    return false;
  for (let e = tree.parent(comparison); e !== choice; e = tree.parent(e)) {
    if (tree.kind(e) !== K.ParenthesizedExpression && !(tree.kind(e) === K.BinaryExpression && tree.op(e) === '&&')) return false;
  }
  return true;
}
