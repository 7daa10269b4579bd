/** Allocation sites of one declaration as the static estimate sees them: plain records. The span of each is its anchor. */

import type { Span } from '../../base/finding.js';
import type { Site } from '../../base/site.js';
import type { Node } from '../../syntax/flat-tree.js';
import type { SizeQuestion, TypeQuestion } from './type-question.js';

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
  /** Stands behind conditions: left out by the compiler where all nodes of one of these lists are constant. */
  readonly unless?: readonly (readonly Node[])[];
  /** In code that runs once, on the way out with an error, or in what is logged. */
  readonly cold?: true;
}

/** How a value gets out of its function. */
export interface Way {
  readonly cause: Cause;
  readonly steps: readonly SiteStep[];
  /** Loops around the allocation inside its function; 0 for a value that is made to be returned. */
  readonly loopDepth: number;
}

/** A value that outlives its function. */
export interface LeavingSite extends Estimate, Way {
  readonly what: 'leaving';
  /** Name of the variable, else the expression in short. */
  readonly name: string;
  /** What a sentence speaks of: the variable, the array behind a slice, or the value itself. */
  readonly subject: 'variable' | 'array' | 'value';
  /** Only certain when a value of this type has a size. */
  readonly sized?: TypeQuestion;
  /** What `make` is given: only certain when it is no channel, and no slice of elements without a size. */
  readonly made?: TypeQuestion;
  /** Not empty: certain only when one of these is a pointer, a slice or a map. */
  readonly through: readonly TypeQuestion[];
  /** Another way, which is certain. */
  readonly or?: Way;
  /** Types that must be structs or arrays for the address to be the variable's own. */
  readonly inside: readonly TypeQuestion[];
  /** `syncMethod`: what is called; certain only when `receiver` is a type of package sync. */
  readonly call?: { readonly method: string; readonly receiver?: TypeQuestion };
}

export type AllocationSite = LeavingSite | BoxedSite | UnknownSizeSite | LargeSite | GrowingSliceSite | LoopConcatSite;

export interface BoxedSite extends Estimate {
  readonly what: 'boxed';
  /** The argument as written, in short. */
  readonly text: string;
  /** `fmt.Printf`. */
  readonly callee: string;
  /** Certain when it is known, and no constant. */
  readonly type: TypeQuestion;
  /** Runs again and again: inside a loop, and not followed by what leaves it. */
  readonly inLoop: boolean;
}

/** A string declared outside of the loop grows in each iteration. */
export interface LoopConcatSite extends Estimate {
  readonly what: 'loopConcat';
  readonly name: string;
  /** Only certain when this is a string. */
  readonly type?: TypeQuestion;
  readonly declared: Span;
  /** By characters, by lines that are read, or in a loop inside another: there are many iterations. */
  readonly isLong: boolean;
}

/** An empty slice gets one element per iteration of a loop whose number of iterations is known before it starts. */
export interface GrowingSliceSite extends Estimate {
  readonly what: 'growingSlice';
  readonly name: string;
  /** The number of iterations as Go expression: `len(xs)` or a constant. */
  readonly length: string;
  /** What is ranged over; undefined when `length` is right whatever its type is. */
  readonly ranged?: TypeQuestion;
  readonly declared: Span;
  readonly loop: Span;
  /** Undefined when `length` cannot be written where the slice is declared. */
  readonly fix?: { readonly span: Span; readonly newText: string; readonly wasNil: boolean };
}

/** `make([]T, n)` whose size no constant tells. */
export interface UnknownSizeSite extends Estimate {
  readonly what: 'unknownSize';
  /** The element. */
  readonly element?: SizeQuestion;
  /** In place of that: only certain when it is a slice. */
  readonly slice?: TypeQuestion;
  /** The size as written. */
  readonly size: string;
  /** Not empty: only certain when one of these is no constant. */
  readonly constantIf: readonly Node[];
  readonly inLoop: boolean;
}

/** A variable or an expression that may be too large for the stack; the rule knows the limits and the size of the type. */
export interface LargeSite extends Estimate {
  readonly what: 'large';
  /** `explicit`: a declared variable. `implicit`: new, make, `&T{}`. */
  readonly storage: 'explicit' | 'implicit';
  /** Name of the variable, or the expression in short. */
  readonly name: string;
  readonly type: SizeQuestion;
  /** Number of values of that type. */
  readonly count: number;
}
