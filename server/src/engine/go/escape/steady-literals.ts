import { expressionsOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { TreeTypes } from '../types/checking.js';
import type { Var } from '../types/model.js';

/** Variables that are a function literal from their declaration on, and never anything else. */
export function steadyLiterals(tree: FlatTree, types: TreeTypes): ReadonlyMap<Var, Node> {
  const out = new Map<Var, Node>();
  const lost = new Set<Var>();
  const variable = (n: Node) => {
    const object = types.objects.get(tree.unparen(n));
    return object?.kind === 'var' ? object : undefined;
  };
  for (let n = 0; n < tree.count; n++) {
    const kind = tree.kinds[n]!;
    if (kind === K.ShortVarDeclaration || kind === K.AssignmentStatement || kind === K.RangeClause || kind === K.ReceiveStatement) {
      const names = expressionsOf(tree, tree.field(n, F.Left));
      const values = expressionsOf(tree, tree.field(n, F.Right));
      names.forEach((name, i) => {
        const v = variable(name);
        if (!v) return;
        const literal = names.length === values.length ? tree.unparen(values[i]!) : NONE;
        const isFirst = kind === K.ShortVarDeclaration && v.declared?.span.start === tree.starts[name];
        if (isFirst && tree.kind(literal) === K.FuncLiteral) out.set(v, literal);
        else lost.add(v);
      });
    } else if (kind === K.UnaryExpression && tree.op(n) === '&') {
      const v = variable(tree.first(n));
      if (v) lost.add(v);
    }
  }
  for (const v of lost) out.delete(v);
  return out;
}
