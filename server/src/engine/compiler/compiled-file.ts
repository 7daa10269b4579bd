/** The compiler's word about one file. */

import type { Finding, Span } from '../base/finding.js';
import type { Inlining } from './inlining.js';
import type { Leak } from './leaking-parameter.js';

/** What the compiler tier knows about one file, for one text of it. */
export interface CompiledFile {
  readonly findings: readonly Finding[];
  /** Where the compiler had no say: generic functions never instantiated, and lines edited since it ran. Estimates inside stand. */
  readonly unknown: readonly Span[];
  /** Rules whose estimates the compiler cannot refute, because it prints nothing about them or nothing certain (go-facts §4.2). */
  readonly undecidable: readonly string[];
  /** What was said about inlining, by function name (see `inlining.ts`). */
  readonly inlining?: ReadonlyMap<string, Inlining>;
  /** Parameters that leak, in the order of the text: facts for whoever asks, no findings. */
  readonly leaks?: readonly Leak[];
}

/** The rule for allocations whose cause no other rule names; an estimate's rule at the same place says more. */
export const CATCH_ALL = 'escape/heap-allocation';
