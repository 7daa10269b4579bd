/** Labels of one function body (Go spec, "Labeled statements"): they are no names of blocks, and may stand behind the `goto` that names them. */
import type { Node } from '../../syntax/flat-tree.js';
import type { Checker } from './checking.js';
import { declaredAt } from './declared.js';
import { Label } from './model.js';

export class Labels {
  private readonly declared = new Map<string, Label>();
  private readonly uses: Node[] = [];

  declare(c: Checker, node: Node): void {
    const { unit } = c.env;
    const label = new Label(c.pkg, unit.tree.textOf(node), declaredAt(unit, node));
    if (label.name === '_') return;
    unit.types.objects.set(node, label);
    if (!this.declared.has(label.name)) this.declared.set(label.name, label);
  }

  use(node: Node): void {
    this.uses.push(node);
  }

  /** At the end of the body. */
  resolve(c: Checker): void {
    const { tree, types } = c.env.unit;
    for (const node of this.uses) {
      const label = this.declared.get(tree.textOf(node));
      if (label) types.objects.set(node, label);
    }
  }
}
