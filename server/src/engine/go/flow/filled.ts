/** What a function fills. */

/** Which argument, and whether it is decoded into or written to. */
export interface Filled {
  readonly argument: number;
  readonly kind: 'decode' | 'append';
}
