/** A call of a predeclared function. */
import { K, type Node } from '../../syntax/flat-tree.js';
import type { Checker, Operand } from './checking.js';
import { Mode, Signature, type Type, UNKNOWN, Var } from './model.js';

/** What a builtin is called with. */
export interface Call {
  readonly c: Checker;
  /** Becomes the result. */
  readonly x: Operand;
  readonly node: Node;
  readonly nodes: readonly Node[];
  readonly args: readonly Operand[];
  readonly spread: boolean;
}

/** The result, and the function's type for this call, as go/types has it. */
export function give(c: Checker, x: Operand, node: Node, type: Type, params: readonly Type[], variadic = false): void {
  x.set(Mode.Value, type);
  recordCallee(c, node, params, [type], variadic);
}

export function done(c: Checker, x: Operand, node: Node, params: readonly Type[]): void {
  x.set(Mode.NoValue, UNKNOWN);
  recordCallee(c, node, params, [], false);
}

function recordCallee(c: Checker, node: Node, params: readonly Type[], results: readonly Type[], variadic: boolean): void {
  const { tree, types } = c.env.unit;
  const vars = (list: readonly Type[], role: 'parameter' | 'result') => list.map(t => new Var(undefined, '', t, role));
  const signature = new Signature(vars(params, 'parameter'), vars(results, 'result'), variadic);
  for (let n = tree.first(node); ; n = tree.first(n)) {
    types.set(n, Mode.Builtin, signature);
    if (tree.kind(n) !== K.ParenthesizedExpression) return;
  }
}
