import { type FlatTree, NONE, type Node } from '../../syntax/flat-tree.js';
import type { TreeTypes } from '../types/checking.js';
import { type AssignedValues, assignedIn } from './assigned-values.js';

/** Variables that stand for one another are followed so far. */
const MAX_STEPS = 10;

/** Variables that hold one value from their declaration on, and never another one (cmd/compile/internal/ir, StaticValue). */
export class SteadyValues {
  private readonly values: AssignedValues;

  constructor(
    private readonly tree: FlatTree,
    private readonly types: TreeTypes,
  ) {
    this.values = assignedIn(tree, types);
  }

  /** What the variable holds; the expression itself where it is no such variable. */
  of(node: Node): Node {
    let n = this.tree.unparen(node);
    for (let i = 0; i < MAX_STEPS; i++) {
      const value = this.only(n);
      if (value === undefined) return n;
      n = this.tree.unparen(value);
    }
    return n;
  }

  private only(n: Node): Node | undefined {
    const object = this.types.objects.get(n);
    if (object?.kind !== 'var' || this.values.changed.has(object)) return undefined;
    const [one, other] = this.values.of.get(object) ?? [];
    return one?.isFirst && other === undefined && one.part === undefined && one.value !== NONE ? one.value : undefined;
  }
}
