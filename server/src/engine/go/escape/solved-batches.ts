/** What is kept of batches of functions. */
import type { TreeTypes } from '../types/checking.js';
import type { Func } from '../types/model.js';
import type { Body } from './bodies.js';
import { EqualSummaries } from './equal-summaries.js';
import type { Summary } from './flow.js';
import type { FunctionFlows } from './function-flows.js';

/** A batch as it was solved: holds while its members are what they were, directives above them too, and what it was told of others. */
export interface SolvedBatch {
  readonly members: readonly Body[];
  readonly told: ReadonlyMap<Func, Summary | undefined>;
  readonly flows: readonly (FunctionFlows | undefined)[];
}

/** What outlives edits of other functions. */
export class SolvedBatches {
  /** By the types of the first member. */
  readonly by = new WeakMap<TreeTypes, SolvedBatch>();
  readonly summaries = new EqualSummaries();
}
