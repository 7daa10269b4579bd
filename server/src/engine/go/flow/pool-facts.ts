/** What one declaration does with pools, as plain records. */

import type { RelativeFix, Span } from '../../base/finding.js';
import type { Node } from '../../syntax/flat-tree.js';
import type { CrossedObject, LentObject, LocalObject, NilPut, ParkedObject, ReslicedObject } from './pool-object-facts.js';

/** A call that gives an object to a pool. */
export interface PutCall {
  /** A helper may be one that skips the Put for the object's size. */
  readonly how: 'always' | 'guarded';
  /** Nothing else is done with it on the way. */
  readonly isPlain: boolean;
  /** A helper may wait for somebody else before. */
  readonly waits: boolean;
  /** Not by `Put` of the pool itself. */
  readonly byHelper: boolean;
  /** The helper puts only where its last result says so; the put counts in the branch for that result. */
  readonly isByResult: boolean;
  /** Which parameter of the helper takes it; -1 is the receiver. */
  readonly parameter: number;
  /** `bufPool.Put`, `putBuf`. */
  readonly callee: string;
  readonly call: Span;
  /** The statement it is, when the call stands alone on its statement: `p.Put(b)`, `defer p.Put(b)`. */
  readonly statement?: Span;
  /** The line of that statement with its end, when nothing else stands on it. */
  readonly line?: Span;
  /** The statement stands in the function's outermost block. */
  readonly topLevel: boolean;
  readonly argument: Span;
  /** In the declaration's tree. */
  readonly nodes: { readonly call: Node; readonly argument: Node };
  /** `Put(&v)` */
  readonly addressOf: boolean;
  readonly deferred: boolean;
  readonly inLoop: boolean;
}

/** A call `x.Get()` of whatever has such a method. */
export interface GetCall {
  /** In the declaration's tree. */
  readonly call: Node;
  /** `bufPool`, `s.pool`. */
  readonly poolText: string;
  /** Last name of the pool expression. */
  readonly poolName: string;
  /** The pool is a variable of a function. */
  readonly local: boolean;
  readonly span: Span;
  /** The asserted type when the result is asserted at once without `, ok`. */
  readonly uncheckedAssertion?: { readonly span: Span; readonly type: string };
}

/** A call `x.New()` of whatever has such a method or field. */
export interface NewCall {
  /** In the declaration's tree. */
  readonly call: Node;
  readonly poolText: string;
  /** Last name of the pool expression. */
  readonly poolName: string;
  readonly span: Span;
}

export type UseKind =
  /** Read, written, passed on or stored. */
  | 'use'
  /** Put once more. */
  | 'put'
  /** Returned to the caller, itself or memory inside it. */
  | 'return'
  /** Used by a deferred call, which runs later than the Put. */
  | 'deferredUse';

/** A place that touches an object that a Put before it (or a deferred Put after it) gives away. */
export interface UseAfterPut {
  /** Index into `puts`. */
  readonly put: number;
  readonly kind: UseKind;
  readonly span: Span;
  /** The variable as written. */
  readonly name: string;
  /** Every way to this place passes the Put; else every way from the Put leads here. */
  readonly certain: boolean;
  /** Second Put of a `put`. */
  readonly again?: number;
  /** Where the object came from. */
  readonly get?: Span;
  /** The Put leads to nothing worse than uses: no second Put and no return of the object. */
  readonly onlyUses: boolean;
  /** For `return`: the text is a `[]byte` that a copy can stand in for. */
  readonly copyable: boolean;
  /** The Put is deferred, so that what runs here runs before it. */
  readonly beforePut: boolean;
}

/** Who else has an object, or may read it. */
export type ShareKind =
  /** A goroutine that uses it. */
  | 'goroutine'
  /** A goroutine that puts it. */
  | 'putting'
  /** Whoever receives it from a channel. */
  | 'sent'
  /** The transport of an HTTP request. */
  | 'request'
  /** A place that outlives the function. */
  | 'stored';

/** A Put of an object that somebody else may still have. */
export interface SharedPut {
  /** Index into `puts`. */
  readonly put: number;
  readonly kind: ShareKind;
  /** What shares it: a statement, a call, the place it is stored in. */
  readonly span: Span;
  /** What is shared, as written. */
  readonly value: Span;
  readonly name: string;
  /** `putting`: where the function goes on to use it. */
  readonly use?: Span;
  /** Where the object came from. */
  readonly get?: Span;
  /** The value is a `[]byte` that a copy can stand in for. */
  readonly copyable: boolean;
}

/** An object that is filled as `Get` gives it, and put as it is. */
export interface DirtyObject {
  /** `decode`: what the input lacks keeps its value; `append`, `extend`: what is written follows what was there, in a buffer or in a field. `insert`: in a map. `kept`: a field is set under a condition only. */
  readonly kind: 'decode' | 'append' | 'extend' | 'insert' | 'kept';
  /** The field that is added to, as it is written. */
  readonly field?: string;
  /** Index into `puts`. */
  readonly put: number;
  /** The object where it is filled first. */
  readonly span: Span;
  /** What fills it. */
  readonly callee: string;
  readonly name: string;
  /** Of a struct: its type as the assertion writes it. */
  readonly type?: string;
  readonly get: Span;
  /** Where a statement that empties it can stand. */
  readonly room?: { readonly at: number; readonly indent: string };
}

/** An object that a function puts or hands on on some of its ways, and leaves to the garbage collector on another, or on all. */
export interface LostObject {
  /** Where another way puts it; `handed`: where it gets another owner. Neither: it never leaves the function. */
  readonly put?: Span;
  readonly handed?: Span;
  /** What puts it. */
  readonly callee?: string;
  /** The return or `continue` that leaves without it; the call that takes it. */
  readonly span: Span;
  readonly get: Span;
  readonly name: string;
}

/** A pool that a call makes for itself. */
export interface ShortLivedPool {
  readonly span: Span;
  readonly name: string;
  /** One object goes round in a loop. */
  readonly isOfLoop: boolean;
}

/** A variable or field of type sync.Pool with what is known of `New`. */
export interface PoolDeclaration {
  readonly name: string;
  readonly span: Span;
  readonly kind: 'var' | 'local' | 'field';
  readonly hasNew: boolean;
  /** Where a package variable's `New: …` goes, between `before` and `after`; only for declarations that gofmt leaves as they are then. */
  readonly room?: { readonly span: Span; readonly before: string; readonly after: string };
}

/** An expression, parameter or receiver that copies a value that holds a pool. */
export interface PoolCopy {
  readonly span: Span;
  /** `replaced`: a pool that others may use is given another value. */
  readonly how: 'assign' | 'argument' | 'return' | 'range' | 'parameter' | 'receiver' | 'element' | 'replaced';
  readonly text: string;
  /** What makes it a pointer to the original, where that is the only change that is needed. */
  readonly pointer?: RelativeFix['edits'];
}

/** What happens to pooled objects in one declaration. */
export interface PoolFlow {
  readonly puts: readonly PutCall[];
  readonly uses: readonly UseAfterPut[];
  readonly shared: readonly SharedPut[];
  readonly lost: readonly LostObject[];
  readonly dirty: readonly DirtyObject[];
  readonly parked: readonly ParkedObject[];
  readonly crossed: readonly CrossedObject[];
  readonly nils: readonly NilPut[];
  readonly resliced: readonly ReslicedObject[];
  readonly local: readonly LocalObject[];
  readonly lent: readonly LentObject[];
  /** Puts into pools that live no longer than the call of their function. */
  readonly shortLived: readonly ShortLivedPool[];
  /** Indices of the puts that a loop defers again and again. */
  readonly held: readonly number[];
  /** Its objects were not followed, since that would take too long. */
  readonly isPartial?: true;
}

export const NO_POOL_FLOW: PoolFlow = {
  ...{ puts: [], uses: [], shared: [], lost: [], dirty: [], parked: [] },
  ...{ crossed: [], nils: [], resliced: [], local: [], lent: [], shortLived: [], held: [] },
};

/** What one declaration says of pools to others of its package, by names. */
export interface PoolFacts {
  readonly gets: readonly GetCall[];
  readonly newCalls: readonly NewCall[];
  readonly declarations: readonly PoolDeclaration[];
  /** Names whose `New` is assigned or whose address is taken: `p.New = f`, `&s.pool`. */
  readonly touched: readonly string[];
}

export const NO_POOL_FACTS: PoolFacts = { gets: [], newCalls: [], declarations: [], touched: [] };
