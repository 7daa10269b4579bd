/**
 * Allocation sites with a certain local cause: places of one declaration whose value must be on the heap, whatever other functions do.
 * What only the compiler can know (calls, inlining, leaks of other functions) yields no site: silence, not a guess.
 */
import type { Span } from '../base/finding.js';
import type { DeclarationSyntax } from '../go/package/declaration.js';
import type { TypeRef } from '../go/types/types.js';
import { K } from '../syntax/flat-tree.js';
import type { BoxedSite } from './boxed-sites.js';
import type { LoopConcatSite } from './concat-sites.js';
import type { GrowingSliceSite } from './growth-sites.js';
import { SiteReader } from './site-reader.js';
import type { LargeSite, UnknownSizeSite } from './sized-sites.js';

/** What is allocated. `variable` is a named variable that moves to the heap, the others are expressions. */
export type SiteKind = 'variable' | 'pointerLiteral' | 'new' | 'make' | 'sliceLiteral' | 'mapLiteral' | 'closure';

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
  readonly what: 'declared' | 'addressTaken' | 'assigned' | 'captured' | 'closure' | Cause;
  /** The variable it is about; empty for an expression. */
  readonly name: string;
}

/** A value that outlives its function. */
export interface LeavingSite extends Span {
  readonly what: 'leaving';
  readonly kind: SiteKind;
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

const NO_SITES: readonly AllocationSite[] = [];

/** The sites of a declaration in source order. */
export function readAllocationSites(syntax: DeclarationSyntax): readonly AllocationSite[] {
  const kind = syntax.tree.kind(0);
  const holdsCode = kind === K.FunctionDeclaration || kind === K.MethodDeclaration || kind === K.VarDeclaration;
  return holdsCode ? new SiteReader(syntax).read() : NO_SITES;
}
