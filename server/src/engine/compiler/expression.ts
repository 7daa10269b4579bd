/** A source expression at a place the compiler names. */
import type { Location } from '../base/finding.js';

/** The source expression at a compiler position. */
export interface Expression extends Location {
  readonly text: string;
  readonly isCall: boolean;
}
