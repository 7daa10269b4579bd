/** Files that grow with a number in one way each: what somebody unlucky writes, a tool makes, or a stranger lays out as a trap. */

/** One way to grow. `size` of the smaller measurement; twice that is measured too. */
export interface Shape {
  readonly name: string;
  readonly path: string;
  readonly size: number;
  text(n: number): string;
}

/** One line for each number up to `n`. */
export const times = (n: number, line: (i: number) => string) => Array.from({ length: n }, (_, i) => line(i)).join('');
