/**
 * `//preflight:ignore RULE reason` and `# preflight:ignore RULE reason`: on the finding's line or alone on the line before it.
 * Runs last, over the merged findings. A suppression that hides nothing is a finding of its own, so that they do not rot.
 */

import { type Config, severityOf } from '../base/config.js';
import type { Finding } from '../base/finding.js';
import { t } from '../base/l10n.js';
import type { LineIndex } from '../base/line-index.js';
import { hasSlashComments } from '../builds/kinds.js';
import type { Suppression } from '../go/package/facts.js';
import { ruleById } from '../rules/registry.js';

export const UNUSED = 'preflight/unused-suppression';

/** Suppressions of a file that is not Go, by the comments of its language. */
export function commentSuppressions(path: string, text: string): Suppression[] {
  if (!text.includes('preflight:ignore')) return [];
  return hasSlashComments(path) ? slashSuppressions(text) : hashSuppressions(text);
}

/** `//preflight:ignore` on a line of its own or behind what it stands for, not inside of strings and other comments. */
function slashSuppressions(text: string): Suppression[] {
  const out: Suppression[] = [];
  let line = 0;
  let lineStart = 0;
  for (const token of text.matchAll(/\n|"(?:[^"\\\n]|\\.)*"|\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)/g)) {
    const end = token.index + token[0].length;
    const m = /^\/\/\s*preflight:ignore(?:\s+([\w/-]+))?(?:\s+(.*?))?\s*$/.exec(token[0]);
    if (m) {
      const alone = text.slice(lineStart, token.index).trim() === '';
      out.push({ rule: m[1] ?? '', reason: m[2] ?? '', span: { start: token.index, end }, line, alone });
    }
    for (let i = token[0].indexOf('\n'); i >= 0; i = token[0].indexOf('\n', i + 1)) {
      line++;
      lineStart = token.index + i + 1;
    }
  }
  return out;
}

/** `# preflight:ignore` comments on lines of their own, as Dockerfiles have them. */
function hashSuppressions(text: string): Suppression[] {
  const out: Suppression[] = [];
  let offset = 0;
  for (const [line, content] of text.split('\n').entries()) {
    const m = /^\s*(#\s*preflight:ignore(?:\s+([\w/-]+))?(?:\s+(.*?))?)\s*$/.exec(content);
    if (m) {
      const start = offset + content.indexOf('#');
      out.push({ rule: m[2] ?? '', reason: m[3] ?? '', span: { start, end: start + m[1]!.length }, line, alone: true });
    }
    offset += content.length + 1;
  }
  return out;
}

/** Marks what is suppressed and adds a finding for each suppression that hides nothing. `compiled` tells whether the compiler has spoken. */
export function applySuppressions(
  path: string,
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
  lines: LineIndex,
  config: Config,
  compiled: boolean,
): Finding[] {
  if (suppressions.length === 0) return [...findings];
  const used = new Set<Suppression>();
  const marked = findings.map(f => {
    const line = lines.position(f.span.start).line;
    const by = suppressions.filter(s => covers(s, line) && matches(s.rule, f.rule));
    for (const s of by) used.add(s);
    return by.length > 0 ? { ...f, suppressed: true } : f;
  });
  const severity = severityOf(config, UNUSED, 'warning');
  if (severity === undefined) return marked;
  for (const s of suppressions) {
    if (s.foreign || used.has(s) || waitsForCompiler(s.rule, compiled) || isOff(config, s.rule)) continue;
    marked.push({
      rule: UNUSED,
      severity,
      confidence: 'estimated',
      file: path,
      span: s.span,
      message: complaint(s.rule),
      steps: [],
      fixes: [{ title: t('Remove the suppression'), safe: true, edits: [{ file: path, span: wholeLine(s, lines), newText: '' }] }],
      suppressed: false,
    });
  }
  return marked;
}

function covers(s: Suppression, line: number): boolean {
  return line === s.line || (s.alone && line === s.line + 1);
}

function matches(written: string, rule: string): boolean {
  return written === rule || rule.startsWith(`${written}/`);
}

/** What only the compiler reports cannot be called unused before it ran. */
function waitsForCompiler(rule: string, compiled: boolean): boolean {
  return !compiled && (rule === 'escape' || rule.startsWith('escape/'));
}

function isOff(config: Config, rule: string): boolean {
  const known = ruleById(rule);
  return known !== undefined && severityOf(config, rule, known.severity) === undefined;
}

function complaint(rule: string): string {
  if (rule === '') return t('This suppression names no rule, so it hides nothing. Write `preflight:ignore RULE reason`.');
  const known = ruleById(rule) ?? (rule.includes('/') ? undefined : rule);
  if (!known) return t('There is no rule `{0}`, so this suppression hides nothing.', rule);
  return t('No finding of `{0}` stands on this line or the next, so this suppression hides nothing.', rule);
}

function wholeLine(s: Suppression, lines: LineIndex): { start: number; end: number } {
  if (s.alone) return { start: lines.lineStart(s.line), end: lines.lineStart(s.line + 1) };
  const before = lines.text.slice(0, s.span.start);
  return { start: before.trimEnd().length, end: s.span.end };
}
