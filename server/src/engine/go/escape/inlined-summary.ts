/** What calls get that a function is inlined to. */
import type { Sliced } from '../../base/slices.js';
import { K, NONE } from '../../syntax/flat-tree.js';
import { isOnRarePath } from '../body/rare-path.js';
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

/** The call itself makes it: what a closure makes is made when that is called, here only where it stands. */
function isMadeByCall(frame: Frame, made: Location): boolean {
  let own: Frame | undefined = made.frame;
  while (own !== undefined && own !== frame && own.isOnlyCalled) own = own.parent;
  return own === frame;
}

/** What calls get that the function is inlined to: what goes somewhere, and what that holds; holders come first. */
export function* inlinedSummary(graph: Graph, frame: Frame): Sliced<Omit<Summary, 'inlineCost' | 'concrete'>> {
  const isMade = (l: Location) =>
    (l.role === 'value' || l.role === 'variable' || l.role === 'parameter') && l.node !== NONE && !isThrown(l) && isMadeByCall(frame, l);
  const kept: { readonly location: Location; readonly to: Made['to'] }[] = [];
  const known = new Set<Location>();
  const keep = (location: Location, to: Made['to']) => {
    if (known.has(location) || !isMade(location)) return;
    known.add(location);
    kept.push({ location, to });
  };
  for (const l of graph.locations) if (l.escapes) keep(l, 'heap');
  for (const [i, result] of frame.results.entries()) {
    for (const [l, distance] of graph.heldBy(result)) if (distance < 0) keep(l, { result: i });
    yield;
  }
  const parameters = parametersOf(frame);
  const stored: Stored[] = [];
  for (const [i, { location: holder }] of kept.entries()) {
    if (holder.escapes) continue;
    for (const [l, distance] of graph.heldBy(holder)) {
      if (distance < 0) keep(l, { made: i });
      const parameter = parameters.indexOf(l);
      if (parameter >= 0) stored.push({ parameter: frame.receiver ? parameter - 1 : parameter, made: i, derefs: Math.max(distance, 0) });
    }
    yield;
  }
  return {
    ...leaksOf(frame),
    makes: kept.map(({ location, to }) => ({ text: textOf(location), to, ...(isRare(location) && { isRare: true as const }) })),
    stored,
  };
}

/** As the compiler prints it: what a callee makes that is inlined in turn, as it is written there. */
const textOf = ({ inside, printed, text, node }: Location): string => inside?.[0] ?? printed ?? text!.tree.textOf(node);

/** What a callee rarely makes that is inlined in turn is rare here too. */
const isRare = (made: Location): boolean => made.isRare || isOnRarePath(made.text!.tree, made.node);
