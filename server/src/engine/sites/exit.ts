/** A way on which a value leaves its function. */
import type { Cause, SiteStep } from '../go/package/allocation-site.js';
import type { TypeQuestion } from '../go/package/type-question.js';
import type { Node } from '../syntax/flat-tree.js';

export interface Exit {
  readonly cause: Cause;
  /** The statement or expression through which it leaves. */
  readonly at: Node;
  /** Not empty: certain only when one of these is a pointer, a slice or a map. */
  readonly through: readonly TypeQuestion[];
  readonly steps: readonly SiteStep[];
  /** A way out further on, which is certain. */
  readonly or?: Exit;
}

export const isCertain = ({ through, or }: Exit): boolean => through.length === 0 || or !== undefined;

/** With a step in front of all others. */
export const behind = (step: SiteStep, exit: Exit): Exit => ({
  ...exit,
  steps: [step, ...exit.steps],
  ...(exit.or && { or: behind(step, exit.or) }),
});
