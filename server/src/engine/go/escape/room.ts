/** How much memory something takes: what is too large for a stack is on the heap, wherever it goes (cmd/compile/internal/escape, HeapAllocReason). */
import type { SiteKind } from '../../base/site.js';
import { argumentsOf, type Node } from '../../syntax/flat-tree.js';
import { coreType, under } from '../types/predicates.js';
import { sizeOf } from '../types/sizes.js';
import type { Flow } from './flow.js';

/** Bytes of the largest value without a name that a stack has room for. */
export const MAX_VALUE = 65_536;

/** The constant that the expression is, or surely holds where the release looks for that. */
export const constantOf = (f: Flow, node: Node) =>
  f.types.constants.get(node) ?? (f.language.readsSteady ? f.types.constants.get(f.steadyValue(node)) : undefined);

/** Bytes of what an expression makes; undefined where that is not known before it runs. */
export function roomOf(f: Flow, node: Node, kind: SiteKind): number | undefined {
  const type = f.typeOf(node);
  if (!type) return undefined;
  const u = under(type);
  if (kind === 'pointer') return u.kind === 'pointer' ? sizeOf(u.elem) : undefined;
  const core = kind === 'make' ? coreType(type) : undefined;
  const size = core?.kind === 'slice' ? sizeOf(core.elem) : undefined;
  const length = constantOf(f, argumentsOf(f.tree, node).at(-1) ?? node);
  return size !== undefined && length?.kind === 'int' ? size * Number(length.value) : undefined;
}
