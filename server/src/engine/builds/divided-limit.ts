/** A limit of a container that reaches a variable as a number of other units. */

import type { Span } from '../base/finding.js';

/** `resourceFieldRef` with a divisor. */
export interface DividedLimit {
  readonly name: string;
  readonly divisor: string;
  readonly span: Span;
}
