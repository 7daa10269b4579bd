/** One thing that a function has taken. */
import type { Node } from '../../syntax/flat-tree.js';
import type { Protocol } from '../../tables/lifecycles.js';
import type { Variable } from '../names/variable.js';

/** One thing that is held from a call on. */
export interface Holding {
  readonly protocol: Protocol;
  /** The call, or the `go` statement, that takes it. */
  readonly node: Node;
  /** The node of the control flow from which on it is held. */
  readonly from: Node;
  /** What holds it; absent where nothing does: a lock, a thread, a result that is dropped. */
  readonly variable?: Variable;
  /** Channels by which a goroutine ends without sending to the variable. */
  readonly others?: readonly Variable[];
  /** Not nil where there is nothing to hold. */
  readonly error?: Variable;
  readonly lock?: Lock;
}

/** What is locked, as it is written, and by which call it is given back. */
export interface Lock {
  readonly text: string;
  /** The same place by whatever variables it is written. */
  readonly place: string;
  /** What it is a part of. */
  readonly owner?: Variable;
  readonly release: string;
}
