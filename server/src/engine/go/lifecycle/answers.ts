/** What is known of things that are held, once a condition is known to hold or not. */
import type { Variable } from '../names/variable.js';
import type { Asked } from './conditions.js';
import type { Holding } from './holding.js';
import type { HoldingState } from './holding-state.js';

/** What a function holds, by the variables that hold it and that tell whether it is there. */
interface HeldBy {
  readonly holdings: readonly Holding[];
  readonly ofVariable: ReadonlyMap<Variable, readonly number[]>;
  readonly ofError: ReadonlyMap<Variable, readonly number[]>;
}

/** `holds`: the condition is true on this way. */
export function afterAnswer(state: HoldingState, { variable, member, isNil }: Asked, holds: boolean, by: HeldBy): HoldingState {
  const there = state.copy();
  const held = by.ofVariable.get(variable) ?? [];
  if (member !== undefined) {
    for (const holding of held) if (!holds && by.holdings[holding]!.protocol.endsOnFalse === member) there.change(holding, { ended: true });
    return there;
  }
  const isNilHere = isNil === holds;
  for (const holding of held)
    there.change(holding, { exists: !isNilHere && !there.get(holding)?.failed, ...(isNilHere && { open: false }) });
  for (const holding of by.ofError.get(variable) ?? []) {
    const found = there.get(holding);
    if (found?.linked) there.change(holding, { exists: isNilHere, failed: !isNilHere, open: isNilHere && found.open });
  }
  return there;
}
