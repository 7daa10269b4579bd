/** What calls get that a function is inlined to. */
import type { Sliced } from '../../base/slices.js';
import { K, NONE } from '../../syntax/flat-tree.js';
import type { Made, Stored, Summary } from './flow.js';
import type { Graph } from './graph.js';
import { type Frame, type Location, NO_LEAKS } from './location.js';

export const parametersOf = (frame: Frame): Location[] => [...(frame.receiver ? [frame.receiver] : []), ...frame.params];
export const leaksOf = (frame: Frame) => ({ receiver: frame.receiver?.leaks ?? NO_LEAKS, params: frame.params.map(p => p.leaks) });

/** Made for a panic: callers that go on do not pay for it. */
function isThrown({ role, text, node }: Location): boolean {
  if (role !== 'value' || !text) return false;
  const { tree } = text;
  for (let n = tree.ancestor(node, K.CallExpression); n !== NONE; n = tree.ancestor(n, K.CallExpression)) {
    if (tree.textOf(tree.first(n)) === 'panic') return true;
  }
  return false;
}

/** What calls get that the function is inlined to. */
export function* inlinedSummary(graph: Graph, frame: Frame): Sliced<Omit<Summary, 'inlineCost'>> {
  const isMade = ({ role }: Location) => role === 'value' || role === 'variable' || role === 'parameter';
  const made = graph.locations.filter(l => isMade(l) && l.node !== NONE && !isThrown(l));
  const number = new Map(made.map((l, i) => [l, i]));
  const to: (Made['to'] | undefined)[] = made.map(l => (l.escapes ? 'heap' : undefined));
  const stored: Stored[] = [];
  const leaks = leaksOf(frame);
  for (const [i, result] of frame.results.entries()) {
    for (const [l, distance] of graph.heldBy(result)) {
      const at = number.get(l);
      if (at !== undefined && distance < 0) to[at] ??= { result: i };
    }
    yield;
  }
  const parameters = parametersOf(frame);
  for (const [i, holder] of made.entries()) {
    if (holder.escapes) continue;
    for (const [l, distance] of graph.heldBy(holder)) {
      const at = number.get(l);
      if (at !== undefined && distance < 0) to[at] ??= { made: i };
      const parameter = parameters.indexOf(l);
      if (parameter >= 0) stored.push({ parameter: frame.receiver ? parameter - 1 : parameter, made: i, derefs: Math.max(distance, 0) });
    }
    yield;
  }
  return { ...leaks, ...kept(made, to, stored) };
}

/** Only what goes somewhere is of interest to callers. */
function kept(made: readonly Location[], to: readonly (Made['to'] | undefined)[], stored: readonly Stored[]) {
  const renumbered = new Map<number, number>();
  to.forEach((t, i) => {
    if (t !== undefined) renumbered.set(i, renumbered.size);
  });
  const target = (t: Made['to']): Made['to'] => {
    if (t === 'heap' || 'result' in t) return t;
    const made = renumbered.get(t.made);
    return made === undefined ? 'heap' : { made };
  };
  const makes = made.flatMap((l, i): Made[] =>
    to[i] === undefined ? [] : [{ text: l.printed ?? l.text!.tree.textOf(l.node), to: target(to[i]!) }],
  );
  return {
    makes,
    stored: stored.flatMap((s): Stored[] => (renumbered.has(s.made) ? [{ ...s, made: renumbered.get(s.made)! }] : [])),
  };
}
