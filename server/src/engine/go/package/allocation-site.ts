/** Allocation sites of one declaration as the static estimate sees them: plain records. The span of each is its anchor. */

import type { Span } from '../../base/finding.js';
import type { Site } from '../../base/site.js';
import type { TypeRef } from '../types/types.js';

/**
 * Why the value outlives its function. `pointee` is a store through `*p`, `appended` an element of `append`, `goroutine` an argument or
 * captured variable of a `go` statement, `syncMethod` a sync method that takes the variable's address.
 */
export type Cause =
  | 'returned'
  | 'global'
  | 'field'
  | 'element'
  | 'mapElement'
  | 'pointee'
  | 'sent'
  | 'appended'
  | 'goroutine'
  | 'syncMethod';

/** A station of the value on its way out, in reading order. */
export interface SiteStep extends Span {
  readonly what: 'addressTaken' | 'assigned' | 'captured' | Cause;
  /** The variable it is about; empty for an expression. */
  readonly name: string;
}

interface Estimate extends Span {
  readonly site: Site;
  /** In code that runs once, on the way out with an error, or in what is logged. */
  readonly cold?: true;
}

/** A value that outlives its function. */
export interface LeavingSite extends Estimate {
  readonly what: 'leaving';
  readonly cause: Cause;
  /** Name of the variable, else the expression in short. */
  readonly name: string;
  /** Type of what is allocated; for slices and maps the slice or map type. */
  readonly type: TypeRef;
  /** Not empty: certain only when one of these is a pointer, a slice or a map. */
  readonly through: readonly TypeRef[];
  /** Types that must be structs or arrays for the address to be the variable's own. */
  readonly inside: readonly TypeRef[];
  /** `syncMethod`: what is called on which type; certain only when that is a type of package sync. */
  readonly call?: { readonly receiver: TypeRef; readonly method: string };
  readonly steps: readonly SiteStep[];
  /** Loops around the allocation inside its function; 0 for a value that is made to be returned. */
  readonly loopDepth: number;
}

export type AllocationSite = LeavingSite | BoxedSite | UnknownSizeSite | LargeSite | GrowingSliceSite | LoopConcatSite;

export interface BoxedSite extends Estimate {
  readonly what: 'boxed';
  /** The argument as written, in short. */
  readonly text: string;
  /** `fmt.Printf`. */
  readonly callee: string;
  readonly type: TypeRef;
  /** Package-level name that stands there alone: it may be a constant. */
  readonly symbol?: string;
  /** Runs again and again: inside a loop, and not followed by what leaves it. */
  readonly inLoop: boolean;
}

/** A string declared outside of the loop grows in each iteration. */
export interface LoopConcatSite extends Estimate {
  readonly what: 'loopConcat';
  readonly name: string;
  readonly type: TypeRef;
  readonly declared: Span;
}

/** An empty slice gets one element per iteration of a loop whose number of iterations is known before it starts. */
export interface GrowingSliceSite extends Estimate {
  readonly what: 'growingSlice';
  readonly name: string;
  /** The number of iterations as Go expression: `len(xs)` or a constant. */
  readonly length: string;
  /** What is ranged over; undefined when `length` is right whatever its type is. */
  readonly ranged?: TypeRef;
  readonly declared: Span;
  readonly loop: Span;
  /** It begins empty in each iteration of another loop. */
  readonly again: boolean;
  /** Undefined when `length` cannot be written where the slice is declared. */
  readonly fix?: { readonly span: Span; readonly newText: string; readonly wasNil: boolean };
}

/** `make([]T, n)` whose size no constant tells. */
export interface UnknownSizeSite extends Estimate {
  readonly what: 'unknownSize';
  /** Element type. */
  readonly elem: TypeRef;
  /** The size as written. */
  readonly size: string;
  /** Not empty: a length of one of these, which is a constant when it is an array. */
  readonly lengthsOf: readonly TypeRef[];
  readonly inLoop: boolean;
}

/** A variable or an expression that may be too large for the stack; the rule knows the limits and the size of the type. */
export interface LargeSite extends Estimate {
  readonly what: 'large';
  /** `explicit`: a declared variable. `implicit`: new, make, `&T{}`. */
  readonly storage: 'explicit' | 'implicit';
  /** Name of the variable, or the expression in short. */
  readonly name: string;
  readonly type: TypeRef;
  /** Number of elements of that type. */
  readonly count: number;
}
