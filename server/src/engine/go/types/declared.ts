/** Where a name is declared. */
import type { Node } from '../../syntax/flat-tree.js';
import type { Unit } from './checking.js';
import type { Declared } from './model.js';

export function declaredAt(unit: Unit, node: Node): Declared {
  return { file: unit.file, span: unit.tree.span(node), declaration: unit.declaration };
}
