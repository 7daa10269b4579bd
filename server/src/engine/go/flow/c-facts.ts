/** What one declaration does with C strings and the C environment, as plain records. */
import type { Span } from '../../base/finding.js';

/** A C string that only C functions see. Spans are relative to the declaration. */
export interface CString {
  /** The call that makes it. */
  readonly span: Span;
  /** `C.CString` or `C.CBytes`, as it is written. */
  readonly maker: string;
  /** The local variable that holds it; undefined when it stands in the argument itself. */
  readonly variable?: string;
  /** Behind the statement that declares the variable, where the rest of its block sees it; undefined inside loops and headers. */
  readonly after?: number;
  /** C functions it is given to, free left out, in source order. */
  readonly takers: readonly CTaker[];
  /** The first call of C.free. */
  readonly freed?: CTaker;
  /** Made once in a program: in main or init, outside of loops. */
  readonly once: boolean;
}

/** A call that changes the environment of the C library. */
export interface CEnvironmentCall {
  readonly name: string;
  readonly span: Span;
}

/** A call of a C function that gets the string. */
export interface CTaker {
  readonly name: string;
  readonly span: Span;
  /** Which of its arguments is the string. */
  readonly argument: number;
  /** `plain`: a statement of the block that declares the variable; `defer`: deferred there; `inside`: anything else. */
  readonly standing: 'plain' | 'defer' | 'inside';
}
