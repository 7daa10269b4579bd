/** What the compiler's word about the sites of a file means to a rule about allocations. A rule that has this is one. */
import type { Severity, Step } from '../base/finding.js';
import type { Message } from '../base/message.js';
import type { Assertion, CompiledSite } from '../sites/evidence.js';

export interface CompilerMeaning {
  /** The sentence for a confirmed site whose cause this rule names; undefined for the sites of other rules. */
  readonly names?: (site: CompiledSite) => Message | undefined;
  /** It names what no other rule does. Where an estimate has a name for the site, that name says more. */
  readonly catchAll?: true;
  /** The rule estimates nothing: the compiler reports it, and our escape graph. */
  readonly only?: true;
  /**
   * Minor release of Go 1 from which on the compiler's silence does not refute an estimate, because it prints nothing about such sites, or
   * nothing certain (go-facts §4.2); 0 for all releases. Without it silence refutes.
   */
  readonly silentSince?: number;
  /** Its estimate is about more than one allocation, and says what the compiler's line cannot: the estimate's sentence stays. */
  readonly keepsSentence?: true;
  /** What is allocated is a copy of what is marked. */
  readonly copies?: true;
  /** What to say at an assertion that is broken or asserts nothing; `words` gives the sentence for one of its sites. */
  readonly asserts?: (assertion: Assertion, words: (site: CompiledSite) => Message) => AssertionReport;
}

export interface AssertionReport {
  readonly severity: Severity;
  readonly message: Message;
  readonly steps: readonly Step[];
}
