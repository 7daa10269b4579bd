/** What one call takes and several returns leave behind is one finding, with a step for each further return. */
import type { RelativeStep } from '../base/finding.js';
import type { Message } from '../base/message.js';
import type { PlacedLeftover } from '../go/lifecycle/file-lifecycles.js';
import { say } from './words.js';

/** The first leftover of each call, in the order of the calls. `leavesToo`: steps to the other returns. */
export interface LeftBehind extends PlacedLeftover {
  readonly leavesToo: readonly RelativeStep[];
}

export function perTaken(leftovers: readonly PlacedLeftover[]): LeftBehind[] {
  const groups = new Map<string, PlacedLeftover[]>();
  for (const leftover of leftovers) {
    const key = `${leftover.kind} ${leftover.offset + leftover.taken.start}`;
    groups.set(key, [...(groups.get(key) ?? []), leftover]);
  }
  return [...groups.values()].map(([first, ...others]) => ({
    ...first!,
    leavesToo: others.flatMap(o => (o.left ? [{ span: o.left, message: say.leavesToo }] : [])),
  }));
}

/** From where it is taken, by another path that gives it back, to the other returns. `says`: what the first two say. */
export function stepsOf({ taken, left, released, leavesToo }: LeftBehind, says: { taken: Message; released: Message }): RelativeStep[] {
  return [
    ...(left ? [{ span: taken, message: says.taken }] : []),
    ...(released ? [{ span: released, message: says.released }] : []),
    ...leavesToo,
  ];
}
