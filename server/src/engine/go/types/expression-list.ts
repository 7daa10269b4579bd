/** Lists of expressions, and those that give several values (Go spec, "Assignment statements"). */
import { K, type Node } from '../../syntax/flat-tree.js';
import { type Checker, Operand } from './checking.js';
import { Mode } from './model.js';
import { isUnknown } from './predicates.js';
import { UNTYPED_BOOL } from './universe.js';

/** Values of a list: of a single call as many as it gives, with `wanted` 2 also the second one of `v, ok`. */
export function list(c: Checker, nodes: readonly Node[], wanted: number): Operand[] {
  if (nodes.length !== 1) {
    return nodes.map(n => {
      const x = new Operand();
      c.expr(x, n);
      return x;
    });
  }
  const x = new Operand();
  c.multi(x, nodes[0]!);
  if (x.type.kind === 'tuple') {
    return x.type.vars.map((v, i) => {
      const each = new Operand(x.node);
      each.part = i;
      if (!isUnknown(v.type)) each.set(Mode.Value, v.type);
      return each;
    });
  }
  if (wanted !== 2) return [x];
  const second = new Operand(nodes[0]);
  second.part = 1;
  second.set(Mode.Value, UNTYPED_BOOL);
  if (x.mode === Mode.MapIndex || x.mode === Mode.CommaOk) {
    x.part = 0;
    widen(c, nodes[0]!);
    return [x, second];
  }
  if (x.isKnown) return [x];
  // A call of an unknown function: nobody knows what comes second; of an index, a receive or an assertion it is a boolean.
  const kind = c.env.unit.tree.kind(c.env.unit.tree.unparen(nodes[0]!));
  return kind === K.CallExpression || kind === K.TypeConversionExpression ? [x, new Operand()] : [x, second];
}

/** The expression gives two values here (go/types records a tuple). */
function widen(c: Checker, node: Node): void {
  const { tree, types } = c.env.unit;
  for (let n = node; ; n = tree.first(n)) {
    types.pairs.add(n);
    if (tree.kind(n) !== K.ParenthesizedExpression) return;
  }
}
