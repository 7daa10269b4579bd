/** An object whose finalizer or cleanup never runs. */
import type { Span } from '../../base/finding.js';

export interface HeldObject {
  readonly offset: number;
  readonly span: Span;
  readonly object: string;
  readonly isCleanup: boolean;
  /** `captured`: its function uses it; `holder`: uses what refers to it; `cycle`: it refers to itself; `goroutine`: runs until it is stopped; `tiny`: it shares memory with others. */
  readonly why: 'captured' | 'holder' | 'cycle' | 'goroutine' | 'tiny';
  /** What keeps it. */
  readonly at: Span;
  /** As that is written. */
  readonly text: string;
  /** The parameter of the function that should be used: its place, and what to write there. */
  readonly parameter?: { readonly span: Span; readonly newText: string };
}
