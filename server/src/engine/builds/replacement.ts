/** Holes in a text of one language that another fills. */
import type { Span } from '../base/finding.js';

/** One hole in a script that another language fills before the shell sees it. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  /** Undefined: unknown. */
  readonly text: string | undefined;
  /** Where the text is written in the same file. */
  readonly source?: Span;
}
