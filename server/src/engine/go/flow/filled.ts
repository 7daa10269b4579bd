/** What a function does with what its arguments hold. */

/** Which argument it fills, and whether it decodes into it or writes to it. */
export interface Filled {
  readonly argument: number;
  readonly kind: 'decode' | 'append';
}

export interface Treated {
  readonly filled: Filled | undefined;
  /** Arguments (-1: the receiver) that it only looks at. */
  readonly reads: readonly number[];
  /** The slice that its only result goes on: what it held stays in front. */
  readonly extended?: number;
}
