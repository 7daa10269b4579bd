/**
 * The one record that every tier produces and every front end shows. Plain data: no node, no class, no LSP type.
 *
 * Offsets are UTF-16 code units into the text of `file`, so they are what JavaScript, tree-sitter and LSP count in.
 */

import type { BuildCondition } from './build-condition.js';
import type { BuiltFor } from './built-for.js';
import { type Message, messageKey } from './message.js';
import type { Site } from './site.js';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** `estimated` by the static tier, `confirmed` by the compiler. */
export type Confidence = 'estimated' | 'confirmed';

/** Half-open range of UTF-16 offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span in a named file. `file` is the path the workspace knows the file by. */
export interface Location {
  readonly file: string;
  readonly span: Span;
}

/** One step of the "why" path, in the order a person reads it. */
export interface Step extends Location {
  readonly message: Message;
}

export interface Edit extends Location {
  readonly newText: string;
}

/**
 * A change that answers a finding. `safe` fixes keep the program's meaning and may be applied without a look
 * (`--fix`, `source.fixAll`); the others are offered in the light bulb only.
 */
export interface Fix {
  readonly title: Message;
  readonly safe: boolean;
  /** It gives the code another shape, and is offered with the refactorings, once it is verified. */
  readonly refactors?: true;
  readonly edits: readonly Edit[];
}

export interface Finding extends Location {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** What is wrong, and why it matters. */
  readonly message: Message;
  readonly steps: readonly Step[];
  readonly fixes: readonly Fix[];
  readonly suppressed: boolean;
  /** What allocates, for findings about allocations. */
  readonly site?: Site;
  /** The builds that a confirmed one holds for; absent where it holds for all. */
  readonly builds?: readonly BuiltFor[];
  /** It holds only where this does. */
  readonly condition?: BuildCondition;
}

/** A place on the heap, said by the compiler; an assertion about a function is none. */
export function isAllocation({ confidence, site }: Pick<Finding, 'confidence' | 'site'>): boolean {
  return confidence === 'confirmed' && site !== undefined;
}

/** There is more to say of why something is on the heap: the compiler knows, or an estimate has steps. */
export function hasReasons(finding: Finding): boolean {
  return isAllocation(finding) || (finding.site !== undefined && finding.steps.length > 0);
}

/** Most severe first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** True when `a` is as severe as `b` or more. */
export function atLeast(a: Severity, b: Severity): boolean {
  return SEVERITIES.indexOf(a) <= SEVERITIES.indexOf(b);
}

type Placed = Pick<Finding, 'file' | 'span' | 'rule' | 'message'>;

/** Orders by file, place, rule, message: the output never depends on who found what first. */
export function compareFindings(a: Placed, b: Placed): number {
  return (
    compareText(a.file, b.file) ||
    a.span.start - b.span.start ||
    a.span.end - b.span.end ||
    compareText(a.rule, b.rule) ||
    compareText(messageKey(a.message), messageKey(b.message))
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `file` omitted: the analysed file, offsets relative to `base`. Given: another file, offsets absolute. */
export type RelativeStep = Omit<Step, 'file'> & { readonly file?: string };

export interface RelativeFix extends Omit<Fix, 'edits'> {
  readonly edits: readonly { readonly file?: string; readonly span: Span; readonly newText: string }[];
}
