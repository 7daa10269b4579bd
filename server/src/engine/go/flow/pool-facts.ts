/** What one declaration does with things that look like a sync.Pool, as plain records. */

import type { Span } from '../../base/finding.js';
import type { Node } from '../../syntax/flat-tree.js';
import type { TypeRef } from '../types/types.js';
import type { PointerEdits } from './pool-copy-edits.js';

/** Who takes an object over: a method (`p.Put(b)`, `s.putBuf(b)`, `b.Free()`) or a function (`putBuf(b)`) of this package. */
export interface Taker {
  /** Type of the receiver; undefined for a function. */
  readonly of?: TypeRef;
  readonly name: string;
  /** Index of the argument that is taken; -1 is the receiver. */
  readonly argument: number;
}

export interface PutCall {
  readonly taker: Taker;
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
  readonly argumentText: string;
  /** In the declaration's tree. */
  readonly nodes: { readonly callee: Node; readonly argument: Node };
  /** `Put(&v)` */
  readonly addressOf: boolean;
  readonly deferred: boolean;
  readonly inLoop: boolean;
}

export interface GetCall {
  readonly pool: TypeRef;
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
  /** Type of that variable or returned expression. */
  readonly type: TypeRef;
  /** All this holds only if the type is (a pointer to) bytes.Buffer. */
  readonly ifBuffer?: TypeRef;
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

/** The function gives its parameter (-1: its receiver) to a taker, on every path but those of size guards. */
export interface PutWrapper {
  readonly parameter: number;
  readonly taker: Taker;
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

/** An expression, parameter or receiver that copies a value; whether the value holds a pool, its type tells. */
export interface ValueCopy {
  readonly span: Span;
  readonly type: TypeRef;
  readonly how: 'assign' | 'argument' | 'return' | 'range' | 'parameter' | 'receiver' | 'result' | 'element';
  readonly text: string;
  /** What makes it a pointer to the original, where that is the only change that is needed. */
  readonly pointer?: PointerEdits;
}

export interface PoolFacts {
  readonly puts: readonly PutCall[];
  readonly gets: readonly GetCall[];
  readonly uses: readonly UseAfterPut[];
  readonly wrappers: readonly PutWrapper[];
  readonly declarations: readonly PoolDeclaration[];
  readonly copies: readonly ValueCopy[];
  /** Names whose `New` is assigned or whose address is taken: `p.New = f`, `&s.pool`. */
  readonly touched: readonly string[];
}

export const NO_POOL_FACTS: PoolFacts = { puts: [], gets: [], uses: [], wrappers: [], declarations: [], copies: [], touched: [] };
