/** `--format sarif`: SARIF 2.1.0, for code scanning and SARIF viewers. */

import { pathToFileURL } from 'node:url';
import type { Artifact, Location, Log, Region, ReportingDescriptor, Result } from 'sarif';
import type { Severity } from '../../../engine/base/finding.js';
import type { Range } from '../../../engine/base/line-index.js';
import type { Message } from '../../../engine/base/message.js';
import { relativePath } from '../../../engine/base/paths.js';
import { jsonText } from '../../../engine/base/printable.js';
import { HOME, rulePage } from '../../../engine/base/rule-page.js';
import { markdown, plain, withoutBackquotes } from '../../../engine/base/wording.js';
import { kindOf } from '../../../engine/builds/kinds.js';
import { RULES } from '../../../engine/rules/registry.js';
import { type CheckedFinding, type CheckedFix, type CheckResult, gone, type Place } from '../model.js';
import { fingerprints } from './fingerprints.js';
import type { WriteContext } from './write-context.js';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};
const ROOT = 'SRCROOT';
/** Of the way in which they are made: another way has another number. */
const FINGERPRINT = 'goPreflight/v1';

export function writeSarif(result: CheckResult, { cwd, version, code }: WriteContext): string {
  const files = [...new Set(result.findings.map(f => f.file))];
  const names = fingerprints(result.findings, cwd);
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Go Preflight', semanticVersion: version, version, informationUri: HOME, rules: RULES.map(descriptor) } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [ROOT]: { uri: folderUri(cwd) } },
        artifacts: files.map((f): Artifact => ({ location: artifact(f, cwd), sourceLanguage: kindOf(f)?.syntax ?? 'text' })),
        results: result.findings.map((f, i) => ({
          ...toResult(f, cwd),
          partialFingerprints: { [FINGERPRINT]: names[i]! },
          ...(result.comparison && { baselineState: 'new' as const }),
        })),
        invocations: [
          {
            executionSuccessful: code !== 2,
            exitCode: code,
            toolExecutionNotifications: [
              ...result.gaps.map(g => ({ level: 'error' as const, message: sarifMessage(g) })),
              ...result.notes.map(n => ({ level: 'warning' as const, message: sarifMessage(n) })),
              ...(result.comparison?.gone ?? []).map(g => ({ level: 'note' as const, message: sarifMessage(gone(g)) })),
            ],
          },
        ],
      },
    ],
  };
  return jsonText(log);
}

const prose = (markdown: string) => ({ text: withoutBackquotes(markdown), markdown });

const descriptor = (rule: (typeof RULES)[number]): ReportingDescriptor => ({
  id: rule.id,
  shortDescription: prose(rule.summary),
  fullDescription: prose(rule.docs.what),
  help: prose(`${rule.docs.why}\n\n${rule.docs.fix}`),
  helpUri: rulePage(rule.id),
  defaultConfiguration: { level: LEVELS[rule.severity] },
});

function toResult(f: CheckedFinding, cwd: string): Result {
  const ruleIndex = RULES.findIndex(r => r.id === f.rule);
  const steps = f.steps.map((s, i): Location => ({ id: i + 1, ...location(s, cwd), message: sarifMessage(s.message) }));
  return {
    ruleId: f.rule,
    ...(ruleIndex >= 0 && { ruleIndex }),
    level: LEVELS[f.severity],
    message: sarifMessage(f.message),
    locations: [location(f, cwd)],
    ...(steps.length > 0 && {
      relatedLocations: steps,
      codeFlows: [{ threadFlows: [{ locations: steps.map(s => ({ location: s })) }] }],
    }),
    ...(f.fixes.length > 0 && { fixes: f.fixes.map(x => sarifFix(x, cwd)) }),
    ...(f.suppressed && { suppressions: [{ kind: 'inSource' as const }] }),
    properties: { severity: f.severity, confidence: f.confidence },
  };
}

function sarifFix(fix: CheckedFix, cwd: string): NonNullable<Result['fixes']>[number] {
  const files = [...new Set(fix.edits.map(e => e.file))];
  return {
    description: sarifMessage(fix.title),
    artifactChanges: files.map(file => ({
      artifactLocation: artifact(file, cwd),
      replacements: fix.edits
        .filter(e => e.file === file)
        .map(e => ({ deletedRegion: region(e.range), insertedContent: { text: e.newText } })),
    })),
    properties: { safe: fix.safe },
  };
}

/** Viewers that know no Markdown show `text`; `id` is the same in every language. */
function sarifMessage(message: Message): { id: string; text: string; markdown: string } {
  return { id: message.id, text: plain(message), markdown: markdown(message) };
}

const location = (place: Place, cwd: string): Location => ({
  physicalLocation: { artifactLocation: artifact(place.file, cwd), region: region(place.range) },
});

const region = ({ start, end }: Range): Region => ({
  startLine: start.line + 1,
  startColumn: start.character + 1,
  endLine: end.line + 1,
  endColumn: end.character + 1,
});

/** Relative to the working directory where it lies below it; percent-encoded either way. */
function artifact(file: string, cwd: string): { uri: string; uriBaseId?: string } {
  const relative = relativePath(file, cwd);
  if (relative === file) return { uri: pathToFileURL(file).href };
  return { uri: relative.split('/').map(encodeURIComponent).join('/'), uriBaseId: ROOT };
}

const folderUri = (path: string) => pathToFileURL(path).href.replace(/\/?$/, '/');
