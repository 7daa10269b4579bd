/** The control flow of one function as blocks of nodes. */
import type { Node } from '../../syntax/flat-tree.js';

export interface Block {
  readonly nodes: Node[];
  /** Indices of the blocks that may run next. */
  readonly next: number[];
}

export interface ControlFlow {
  /** Function declaration, method declaration or function literal. */
  readonly func: Node;
  /** The entry is block 0. A block nothing leads to is dead code. */
  readonly blocks: readonly Block[];
  /** Empty block that every return leads to. */
  readonly exit: number;
  /** Empty block that panics, os.Exit and their like lead to: deferred calls may still run, nothing after the place does. */
  readonly abort: number;
  /** Defer statements in source order. */
  readonly defers: readonly Node[];
}
