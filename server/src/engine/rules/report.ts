/** What a rule hands over, and what it is given. */

import type { BuildCondition } from '../base/build-condition.js';
import type { RelativeFix, RelativeStep, Severity, Span } from '../base/finding.js';
import type { Message } from '../base/message.js';
import type { Site } from '../base/site.js';
import type { WorkspaceView } from '../program/view.js';

/** What a rule hands over; the engine adds rule id, file, configured severity and suppression. Offsets are relative to `base`. */
export interface Report {
  readonly span: Span;
  readonly message: Message;
  /** Overrides the rule's default severity (never what the user configured). */
  readonly severity?: Severity;
  readonly steps?: readonly RelativeStep[];
  readonly fixes?: readonly RelativeFix[];
  /** What allocates, in a finding about an allocation. */
  readonly site?: Site;
  /** In a Go file: it holds only where files that build say this. */
  readonly condition?: BuildCondition;
}

export interface RuleContext<Facts> {
  readonly file: Facts;
  readonly workspace: WorkspaceView;
  /** `base` is the offset of the declaration the report's offsets are relative to; 0 (the default) for offsets into the file. */
  report(report: Report, base?: number): void;
}
