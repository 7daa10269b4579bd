import { expressionsOf, F, type FlatTree, K, type Node } from '../../syntax/flat-tree.js';
import type { TreeTypes } from '../types/checking.js';
import { valueSpecs } from '../types/declarations.js';
import type { Var } from '../types/model.js';

/** Variables that stand for one another are followed so far. */
const MAX_STEPS = 10;

/** Variables that hold one value from their declaration on, and never another one (cmd/compile/internal/ir, StaticValue). */
export class SteadyValues {
  private readonly values: ReadonlyMap<Var, Node>;

  constructor(
    private readonly tree: FlatTree,
    private readonly types: TreeTypes,
  ) {
    this.values = valuesIn(tree, types);
  }

  /** What the variable holds; the expression itself where it is no such variable. */
  of(node: Node): Node {
    let n = this.tree.unparen(node);
    for (let i = 0; i < MAX_STEPS; i++) {
      const object = this.types.objects.get(n);
      const value = object?.kind === 'var' ? this.values.get(object) : undefined;
      if (value === undefined) return n;
      n = this.tree.unparen(value);
    }
    return n;
  }
}

function valuesIn(tree: FlatTree, types: TreeTypes): ReadonlyMap<Var, Node> {
  const out = new Map<Var, Node>();
  const lost = new Set<Var>();
  const variable = (n: Node) => {
    const object = types.objects.get(tree.unparen(n));
    return object?.kind === 'var' && object.role !== 'package' ? object : undefined;
  };
  const assigned = (names: readonly Node[], values: readonly Node[], declares: boolean) => {
    names.forEach((name, i) => {
      const v = variable(name);
      if (!v) return;
      const isFirst = declares && v.declared?.span.start === tree.starts[name];
      if (isFirst && names.length === values.length) out.set(v, values[i]!);
      else lost.add(v);
    });
  };
  for (let n = 0; n < tree.count; n++) {
    const kind = tree.kinds[n]!;
    if (ASSIGNS.has(kind)) {
      const [left, right] = [F.Left, F.Right].map(f => expressionsOf(tree, tree.field(n, f)));
      assigned(left!, right!, kind === K.ShortVarDeclaration);
    } else if (kind === K.VarDeclaration && n > 0) {
      for (const { names, values } of valueSpecs(tree, n)) assigned(names, values, true);
    } else if (kind === K.IncStatement || kind === K.DecStatement || (kind === K.UnaryExpression && tree.op(n) === '&')) {
      const v = variable(tree.first(n));
      if (v) lost.add(v);
    }
  }
  for (const v of lost) out.delete(v);
  return out;
}

const ASSIGNS: ReadonlySet<K> = new Set([K.ShortVarDeclaration, K.AssignmentStatement, K.RangeClause, K.ReceiveStatement]);
