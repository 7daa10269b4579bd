/** Whether a node of a function can run more than once in one call. */
import type { Node } from '../../syntax/flat-tree.js';
import type { ControlFlow } from './blocks.js';

/** True when a way through the function leads from the node to itself. Time: linear in the nodes of the function. */
export function runsAgain({ blocks }: ControlFlow, node: Node): boolean {
  const start = blocks.findIndex(b => b.nodes.includes(node));
  if (start < 0) return false;
  const seen = new Set<number>();
  const work = [...blocks[start]!.next];
  for (let b = work.pop(); b !== undefined; b = work.pop()) {
    if (b === start) return true;
    if (seen.has(b)) continue;
    seen.add(b);
    work.push(...blocks[b]!.next);
  }
  return false;
}
