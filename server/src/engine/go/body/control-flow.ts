/**
 * Control flow of one function over its flat tree. A block lists the nodes that are evaluated one after the other, operands before the
 * node that uses them; `&&` and `||` make blocks of their own. Function literals are values here: their bodies are other functions.
 *
 * What is written and not read (the `x` of `x = 1`) is not listed; the statement that writes it is, after its operands.
 */

import type { Sliced } from '../../base/slices.js';
import { F, type FlatTree, NONE, type Node } from '../../syntax/flat-tree.js';
import type { ControlFlow } from './blocks.js';
import { StatementFlow } from './control-flow-statements.js';

/** The control flow of a function, or undefined when it has no body or is nested too deeply to be worth it. */
export function* buildControlFlow(tree: FlatTree, func: Node): Sliced<ControlFlow | undefined> {
  const body = tree.field(func, F.Body);
  if (body === NONE) return undefined;
  const builder = new StatementFlow(tree);
  yield* builder.statement(body);
  return builder.finish(func);
}

/** Ways between blocks that are followed at once: a small part of a millisecond. */
const WAYS_PER_SLICE = 2000;

/** The blocks that can run, each before those it leads to, but for the way back in loops: the order in which facts settle soonest. */
function* reversePostorder({ blocks }: ControlFlow): Sliced<number[]> {
  const order: number[] = [];
  const seen = new Set([0]);
  const work: [block: number, child: number][] = [[0, 0]];
  for (let ways = 1; work.length > 0; ways++) {
    if (ways % WAYS_PER_SLICE === 0) yield;
    const top = work[work.length - 1]!;
    const next = blocks[top[0]]!.next[top[1]++];
    if (next === undefined) order.push(work.pop()![0]);
    else if (!seen.has(next)) {
      seen.add(next);
      work.push([next, 0]);
    }
  }
  return order.reverse();
}

export interface ForwardFacts<State> {
  copy(state: State): State;
  /** Takes `other` into `state`; true when that changed `state`. Must only ever grow. */
  join(state: State, other: State): boolean;
  /** Turns the state before a block into the one after it, in place; rests where that takes long. */
  visit(block: number, state: State): Sliced<void>;
  /** What holds on the way from one block to another, where that is more than what holds behind the first. */
  along?(block: number, next: number, state: State): State;
}

/**
 * What holds on entry of each block, once nothing changes any more; undefined for blocks that never run. Empty when that takes longer
 * than facts that only grow can take: a mistake must not hang an editor.
 */
export function* settle<State>(cfg: ControlFlow, atEntry: State, facts: ForwardFacts<State>): Sliced<readonly (State | undefined)[]> {
  const entries: (State | undefined)[] = cfg.blocks.map((_, i) => (i === 0 ? atEntry : undefined));
  const order = yield* reversePostorder(cfg);
  const place = new Map(order.map((b, i) => [b, i]));
  const dirty = new Set([0]);
  let budget = cfg.blocks.length * 40 + 100;
  for (let i = 0; dirty.size > 0; ) {
    if (budget-- === 0) return [];
    const b = order[i]!;
    i++;
    if (!dirty.delete(b)) continue;
    const state = facts.copy(entries[b]!);
    yield* facts.visit(b, state);
    for (const next of cfg.blocks[b]!.next) {
      const entry = entries[next];
      const there = facts.along?.(b, next, state) ?? state;
      if (entry === undefined) entries[next] = facts.copy(there);
      else if (!facts.join(entry, there)) continue;
      dirty.add(next);
      i = Math.min(i, place.get(next)!);
    }
  }
  return entries;
}
