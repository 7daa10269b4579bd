/** Findings as an agent reads them: in words with their line of code, and as records. */
import { SEVERITIES, type Severity } from '../../engine/base/finding.js';
import { relativePath } from '../../engine/base/paths.js';
import { visible } from '../../engine/base/printable.js';
import { plain, plainParts } from '../../engine/base/wording.js';
import { findingText } from '../cli/formats/text.js';
import type { CheckedFinding } from '../cli/model.js';
import type { Remarks } from '../cli/outcome.js';
import { say } from './words.js';

/** Counted from 1, as editors and agents do. */
export interface FindingRecord {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly code: string;
}

export function recordOf({ file, range, rule, severity, message, line }: CheckedFinding, base: string): FindingRecord {
  const { start } = range;
  return {
    ...{ file: relativePath(file, base), line: start.line + 1, column: start.character + 1 },
    ...{ rule, severity, message: plain(message), code: line.trim() },
  };
}

/** The most severe first; alike ones stay in their order. */
export function bySeverity(findings: readonly CheckedFinding[]): CheckedFinding[] {
  return [...findings].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

/** As the command line writes it, with the line of code. */
export const textOf = (finding: CheckedFinding, base: string): string => findingText(finding, base);

/** In one line, with its code. */
export function lineOf(finding: CheckedFinding, base: string): string {
  const { file, line, column, rule, code } = recordOf(finding, base);
  return `  ${visible(file)}:${line}:${column} ${rule}: ${plainParts(finding.message).text} | ${visible(code)}\n`;
}

/** A path below the folder, or the folder, in one line. */
export const shownPath = (path: string, base: string): string => visible(path === base ? '.' : relativePath(path, base));

/** What was not looked at, and what is good to know. */
export function remarkLines({ gaps, notes }: Remarks): string {
  return [...gaps.map(gap => say.notLookedAt({ text: plain(gap) })), ...notes.map(note => say.note({ text: plain(note) }))]
    .map(message => `${plain(message)}\n`)
    .join('');
}
