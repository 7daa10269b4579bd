/** A statement that lets somebody else have an object. */
import type { Work } from '../../base/faults.js';
import type { Node } from '../../syntax/flat-tree.js';
import type { PoolCallNodes, PutNodes } from './pool-calls.js';
import type { PoolCode } from './pool-code.js';
import type { ShareKind } from './pool-facts.js';

/** Who else gets what, by which node. */
export interface Share {
  readonly kind: ShareKind;
  /** The step of the walk that shares. */
  readonly step: Node;
  /** What is reported: the step, or the place that takes it. */
  readonly node: Node;
  /** Expressions whose objects are shared. */
  readonly values: readonly Node[];
  /** `putting`: the put that runs elsewhere, by its index. */
  readonly put?: number;
  /** `stored`: in a map, where others look it up, and from which the function takes nothing away; or anywhere, and the object is put at once. */
  readonly isListed?: boolean;
  /** `stored`: as the key of a map, a string over the memory. */
  readonly isKey?: boolean;
  /** `stored`: in what may live no longer than the function. */
  readonly isBrief?: boolean;
  /** `stored` by a callee: where. */
  readonly place?: string;
  /** By a callee that does not say whether it has shared. */
  readonly isAtTimes?: boolean;
}

/** A function in which something is put. */
export interface SharingCode extends PoolCode {
  readonly puts: readonly PutNodes[];
  /** Calls of functions that let somebody else have an argument. */
  readonly handing: PoolCallNodes['sharing'];
  readonly work: Work;
  /** The expression may be an object that is put, or memory of one. */
  mayShare(value: Node): boolean;
}
