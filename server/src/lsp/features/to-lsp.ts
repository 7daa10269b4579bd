/** Findings -> diagnostics. Pure: the same findings of the same text give the same diagnostics. */

import { type Diagnostic, type DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, type Range } from 'vscode-languageserver';
import type { Finding, Severity, Span } from '../../engine/base/finding.js';
import { visible } from '../../engine/base/printable.js';
import { rulePage } from '../../engine/base/rule-page.js';
import { plain, plainLines } from '../../engine/base/wording.js';
import { ruleById } from '../../engine/rules/registry.js';

export const SOURCE = 'go-preflight';

/** Kept with each diagnostic: enough to know it again in a text of this version. Offsets are UTF-16 units. */
export interface DiagnosticData {
  readonly rule: string;
  readonly start: number;
  readonly end: number;
  readonly version: number;
}

/** Where findings lie, in the client's words. */
export interface Places {
  /** Undefined when the file's text is not known. */
  range(file: string, span: Span): Range | undefined;
  uri(file: string): string;
}

/** How a reader finds the line: `name:line`. */
export function lineName(name: string, { start }: Range): string {
  return `${visible(name)}:${start.line + 1}`;
}

export interface DiagnosticFeatures {
  readonly relatedInformation: boolean;
  readonly tags: boolean;
}

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Suppressed findings, and findings whose place is not known, are left out. */
export function toDiagnostics(findings: readonly Finding[], version: number, places: Places, features: DiagnosticFeatures): Diagnostic[] {
  return findings.flatMap(finding => {
    const range = finding.suppressed ? undefined : places.range(finding.file, finding.span);
    if (range === undefined) return [];
    const steps = features.relatedInformation ? related(finding, places) : [];
    const data: DiagnosticData = { rule: finding.rule, ...finding.span, version };
    return [
      {
        range,
        severity: SEVERITY[finding.severity],
        code: finding.rule,
        codeDescription: { href: rulePage(finding.rule) },
        source: SOURCE,
        message: plainLines(finding.message),
        ...(features.tags && ruleById(finding.rule)?.unnecessary && { tags: [DiagnosticTag.Unnecessary] }),
        ...(steps.length > 0 && { relatedInformation: steps }),
        data,
      },
    ];
  });
}

function related(finding: Finding, places: Places): DiagnosticRelatedInformation[] {
  return finding.steps.flatMap(({ file, span, message }) => {
    const range = places.range(file, span);
    return range === undefined ? [] : [{ location: { uri: places.uri(file), range }, message: plain(message) }];
  });
}

/** True when two half-open spans share a place; an empty span counts as the place where it stands. */
export function touches(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}
