/** What a check hands to the writers: findings with lines and columns, so that no writer needs a text. */

import { createHash } from 'node:crypto';
import type { BuiltFor } from '../../engine/base/built-for.js';
import type { Finding, Location, Span } from '../../engine/base/finding.js';
import type { LineIndex, Range } from '../../engine/base/line-index.js';
import type { Message } from '../../engine/base/message.js';
import type { AllocationEntry } from '../../engine/reports/allocation-record.js';
import type { Workspace } from '../../engine/workspace/workspace.js';
import type { Remarks } from './outcome.js';
import { compare } from './words.js';

export interface Place {
  /** Absolute path, `/`-separated. */
  readonly file: string;
  readonly range: Range;
}

export interface CheckedEdit extends Place {
  readonly span: Span;
  /** Of the text that the span is in: a file may change between a check and a fix. */
  readonly textHash: string;
  readonly newText: string;
}

export interface CheckedFix {
  readonly title: Message;
  readonly safe: boolean;
  readonly edits: readonly CheckedEdit[];
}

export interface CheckedFinding
  extends Place,
    Pick<Finding, 'rule' | 'severity' | 'confidence' | 'message' | 'suppressed' | 'span' | 'condition' | 'site'> {
  readonly steps: readonly (Place & { readonly message: Message })[];
  readonly fixes: readonly CheckedFix[];
  /** The builds that it holds for, where that is not all. */
  readonly builds?: readonly BuiltFor[];
  /** Source line the finding starts on, for code frames; shortened when very long. */
  readonly line: string;
}

export interface Stats {
  readonly files: number;
  readonly lines: number;
  readonly milliseconds: number;
}

/** What a comparison with an earlier version adds to a result, whose findings are then the new ones. */
export interface Comparison {
  /** Releases that compiled the two versions, such as `go1.26.8`. */
  readonly toolchain: string;
  readonly baselineToolchain: string;
  /** What the earlier version had and this one has not. */
  readonly gone: readonly AllocationEntry[];
}

export interface CheckResult extends Remarks {
  /** Sorted; independent of the number of workers. */
  readonly findings: readonly CheckedFinding[];
  readonly stats: Stats;
  readonly comparison?: Comparison;
}

/** One line for a person about what went away. */
export function gone({ package: pkg, function: func, site, cause, count }: AllocationEntry): Message {
  const args = { package: pkg, function: func, site, cause };
  return count === 1 ? compare.gone(args) : compare.goneSeveral({ ...args, count });
}

const LINE_LIMIT = 400;
const NOWHERE: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Turns offsets into lines and columns. A file that the workspace does not know gets its first position. */
export function toChecked(workspace: Workspace, finding: Finding): CheckedFinding {
  const place = ({ file, span }: Location): Place => ({ file, range: workspace.lineIndex(file)?.range(span) ?? NOWHERE });
  const index = workspace.lineIndex(finding.file);
  const at = place(finding);
  const line = index ? index.text.slice(index.lineStart(at.range.start.line), index.lineEnd(at.range.start.line)) : '';
  return {
    ...at,
    span: finding.span,
    rule: finding.rule,
    severity: finding.severity,
    confidence: finding.confidence,
    message: finding.message,
    suppressed: finding.suppressed,
    steps: finding.steps.map(s => ({ ...place(s), message: s.message })),
    fixes: finding.fixes.map(f => ({
      title: f.title,
      safe: f.safe,
      edits: f.edits.map(e => ({ ...place(e), span: e.span, newText: e.newText, textHash: hashIn(workspace, e.file) })),
    })),
    ...(finding.site && { site: finding.site }),
    ...(finding.builds && { builds: finding.builds }),
    ...(finding.condition && { condition: finding.condition }),
    line: line.slice(0, LINE_LIMIT),
  };
}

/** The same only for the same text. */
export const hashOf = (text: string): string => createHash('sha256').update(text, 'utf16le').digest('base64');

const hashes = new WeakMap<LineIndex, string>();

function hashIn(workspace: Workspace, file: string): string {
  const index = workspace.lineIndex(file);
  if (index === undefined) return '';
  const hash = hashes.get(index) ?? hashOf(index.text);
  hashes.set(index, hash);
  return hash;
}
