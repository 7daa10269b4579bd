import type { Sliced } from '../../base/slices.js';
import { NONE, type Node } from '../../syntax/flat-tree.js';
import type { Graph } from './graph.js';
import type { Frame } from './location.js';
import { type LeakingParameter, leakOf, type MadeSite, siteOf } from './way.js';

/** What one function of a batch makes, with the literals in it, and which parameters let out what they hold. */
interface Found {
  readonly sites: MadeSite[];
  readonly leaking: LeakingParameter[];
  readonly directCalls: Node[];
}

const LOCATIONS_PER_SLICE = 2000;

/** By the frames of the functions, in the order in which it stands there. */
export function* sitesByFrame({ locations, directCalls }: Graph): Sliced<ReadonlyMap<Frame, Found>> {
  const all = new Map<Frame, Found>();
  const at = (inner: Frame) => {
    const frame = root(inner);
    const known = all.get(frame) ?? { sites: [], leaking: [], directCalls: [] };
    all.set(frame, known);
    return known;
  };
  for (const { frame, node } of directCalls) at(frame).directCalls.push(node);
  for (const [i, l] of locations.entries()) {
    if (i % LOCATIONS_PER_SLICE === 0) yield;
    if (l.frame === undefined || l.role === 'passage') continue;
    const own = at(l.frame);
    if (l.node !== NONE && (l.escapes || l.role === 'value')) own.sites.push(siteOf(l));
    const leak = l.role === 'parameter' ? leakOf(l) : undefined;
    if (leak) own.leaking.push(leak);
  }
  return all;
}

function root(frame: Frame): Frame {
  let f = frame;
  while (f.parent) f = f.parent;
  return f;
}
