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

/** A call that cannot work while a lock is held: the same lock again, here or in what is called, or the unlock of the other kind. */
export type LockConflict = 'again' | 'calls' | 'unlock' | 'readUnlock';

/** What is locked, as it is written, and by which call it is given back. */
export interface Lock {
  readonly text: string;
  /** The same place by whatever variables it is written. */
  readonly place: string;
  /** What it is a part of. */
  readonly owner?: Variable;
  readonly release: string;
  /** It is the same lock wherever the function writes it so: a chain of fields of a variable that is never written. */
  readonly isFixed: boolean;
}

/** Something that is left behind, by its index. */
export interface LeftBehind {
  readonly holding: number;
  /** The return that leaves it; NONE: the end of the function, or the next iteration, which takes another. */
  readonly at: Node;
  readonly conflict?: LockConflict;
  /** What holds it gets another value. */
  readonly isReplaced?: boolean;
  /** `at` leaves the loop, or an iteration of it, that takes it and gives it back further down. */
  readonly leavesLoop?: boolean;
}
