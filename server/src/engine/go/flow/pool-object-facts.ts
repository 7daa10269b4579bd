/** What is known of single objects that are put: what they are, what they still hold, and where they go. */
import type { Span } from '../../base/finding.js';
import type { Obj } from '../types/model.js';

/** An object that still holds something when it is put. */
export interface ParkedObject {
  /** Index into `puts`. */
  readonly put: number;
  /**
   * `size`: a buffer that may be of any size. `field`: an object whose bytes are only cut. `grown`: one whose bytes stay. `references`: a slice of pointers that was only cut.
   * `destination`: a reader or writer that still has what it reads from or writes to. `kept`: a struct with a field that refers to a request or a connection.
   */
  readonly kind: 'size' | 'field' | 'grown' | 'references' | 'destination' | 'kept';
  /** The put, or the statement that cuts the slice. */
  readonly span: Span;
  /** What fills the buffer or sets the destination; the put. */
  readonly by: Span;
  readonly name: string;
  /** `field` and `grown`: the type and the field, by which its methods tell how it grows. */
  readonly grows?: FieldOfType & { readonly isBuffer?: boolean };
  /** `kept` */
  readonly of?: FieldOfType;
}

/** An object that goes to another pool than the one it came from. */
export interface CrossedObject {
  /** Index into `puts`. */
  readonly put: number;
  readonly get: Span;
  readonly name: string;
  readonly from: CrossedPool;
  readonly to: CrossedPool;
}

/** The variable or field that a pool is, or that has it among its elements. */
export interface CrossedPool {
  readonly object: Obj;
  /** `small`, `classes[2]` */
  readonly name: string;
}

/** Memory of an object that a callee lends to a function literal, and that stays behind: the callee puts the object. */
export interface LentObject {
  readonly kind: 'stored' | 'returned';
  readonly value: Span;
  /** Where it is stored, as it is written. */
  readonly place: string;
  /** `withBuffer` */
  readonly callee: string;
  readonly call: Span;
  /** The value is a `[]byte` that a copy can stand in for. */
  readonly copyable: boolean;
}

/** A nil pointer that is put. */
export interface NilPut {
  /** Index into `puts`. */
  readonly put: number;
  /** `early`: the deferred call has taken it before anything is assigned. `failed`: it is nil where this has failed. `asked`: this asks whether it is. */
  readonly kind: 'early' | 'failed' | 'asked';
  /** Where it is declared, the return or call that leaves it nil, or the question. */
  readonly span: Span;
  readonly name: string;
}

/** A slice that goes to its pool in another way than it came. */
export interface ReslicedObject {
  /** Index into `puts`. */
  readonly put: number;
  /**
   * `copied`: the address of a copy of its header. `grown`: the pointer, whose slice is still the one before it grew. `front`, `behind`: without
   * what was cut off at its front, or behind a capacity. `length`: shorter than it was filled. `field`: a field that methods of its type may cut at
   * its front.
   */
  readonly kind: 'copied' | 'grown' | 'front' | 'behind' | 'length' | 'field';
  /** Where the header is copied; where the copy grows; where it is cut. */
  readonly span: Span;
  /** The copy, and the pointer that it was read from: as they are written. */
  readonly name: string;
  readonly pointer: string;
  readonly of?: FieldOfType;
}

/** A field of a type of the package, by their names. */
export interface FieldOfType {
  readonly type: string;
  readonly field: string;
}

/** An object that could be a variable of the function: nobody else sees it, and it refers to nothing. */
export interface LocalObject {
  /** Index into `puts`. */
  readonly put: number;
  readonly get: Span;
  readonly name: string;
  /** Of what the pointer leads to. */
  readonly size: number;
}
