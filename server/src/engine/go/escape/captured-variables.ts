import { K, type Node } from '../../syntax/flat-tree.js';
import type { TreeTypes } from '../types/checking.js';
import type { Var } from '../types/model.js';
import { sizeOf } from '../types/sizes.js';
import type { Location } from './location.js';

/** Larger variables are shared with a closure, not copied into it (cmd/compile/internal/escape: 128 bytes). */
const MAX_COPIED = 128;

/** Variables of functions around it that a function literal uses, and where it does first. */
export function capturedBy(literal: Node, { tree, objects }: TreeTypes, locations: ReadonlyMap<Var, Location>): Map<Var, Node> {
  const out = new Map<Var, Node>();
  const isInside = ({ text, node }: Location) => text?.tree === tree && tree.within(node, literal);
  for (let n = literal + 1; n < tree.afters[literal]!; n++) {
    if (tree.kinds[n] !== K.Identifier) continue;
    const object = objects.get(n);
    if (object?.kind !== 'var' || out.has(object)) continue;
    const location = locations.get(object);
    if (location && !isInside(location)) out.set(object, n);
  }
  return out;
}

/** A closure takes a copy of the variable, not its address. */
export function isCopied({ type }: Var, { addressTaken, reassigned }: Location): boolean {
  return !addressTaken && !reassigned && (sizeOf(type) ?? Number.POSITIVE_INFINITY) <= MAX_COPIED;
}
