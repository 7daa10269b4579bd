/**
 * `//preflight:ignore RULE reason` and `# preflight:ignore RULE reason`: on the finding's line or alone on the line before it.
 * Runs last, over the merged findings. A suppression that hides nothing is a finding of its own, so that they do not rot.
 */

import { type Config, severityOf } from '../base/config.js';
import type { Finding } from '../base/finding.js';
import type { LineIndex } from '../base/line-index.js';
import type { Message } from '../base/message.js';
import { hasSlashComments } from '../builds/kinds.js';
import type { Suppression } from '../go/package/facts.js';
import unusedSuppression, { say } from '../rules/preflight/unused-suppression.js';
import { RULES } from '../rules/registry.js';
import type { Rule } from '../rules/rule.js';
import { isSameAs, type RulesByName } from '../rules/rule-names.js';

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
    const m = /^\/\/\s*preflight:ignore(?:\s+([\w/-]+))?(?:\s+(.*))?$/s.exec(token[0].trimEnd());
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
    const m = /^\s*(#\s*preflight:ignore(?:\s+([\w/-]+))?(?:\s+(.*))?)$/s.exec(content.trimEnd());
    if (m) {
      const start = offset + content.indexOf('#');
      out.push({ rule: m[2] ?? '', reason: m[3] ?? '', span: { start, end: start + m[1]!.length }, line, alone: true });
    }
    offset += content.length + 1;
  }
  return out;
}

export interface SuppressionContext {
  readonly config: Config;
  readonly rules: RulesByName;
  /** The compiler has spoken. */
  readonly compiled: boolean;
}

/** Marks what is suppressed and adds a finding for each suppression that hides nothing. */
export function applySuppressions(
  path: string,
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
  lines: LineIndex,
  { config, rules, compiled }: SuppressionContext,
): Finding[] {
  if (suppressions.length === 0) return [...findings];
  const used = new Set<Suppression>();
  const lineOf = findings.map(f => lines.position(f.span.start).line);
  const byLine = suppressionsByLine(suppressions, new Set(lineOf));
  const marked = findings.map((f, i) => {
    const by = (byLine.get(lineOf[i]!) ?? []).filter(s => matches(s, f.rule, rules));
    for (const s of by) used.add(s);
    return by.length > 0 ? { ...f, suppressed: true } : f;
  });
  const severity = severityOf(config, unusedSuppression.id, unusedSuppression.severity);
  if (severity === undefined) return marked;
  for (const s of suppressions) {
    if (s.foreign || used.has(s)) continue;
    const named = rules.get(s.rule);
    if (waitsForCompiler(named?.id ?? s.rule, compiled) || (named && isOff(config, named))) continue;
    marked.push({
      rule: unusedSuppression.id,
      severity,
      confidence: 'estimated',
      file: path,
      span: s.span,
      message: complaint(s.rule, named),
      steps: [],
      fixes: [{ title: say.removeFix, safe: true, edits: [{ file: path, span: wholeLine(s, lines), newText: '' }] }],
      suppressed: false,
    });
  }
  return marked;
}

/** By those of the lines that they cover. */
function suppressionsByLine(
  suppressions: readonly Suppression[],
  wanted: ReadonlySet<number>,
): ReadonlyMap<number, readonly Suppression[]> {
  const out = new Map<number, Suppression[]>();
  const add = (line: number, s: Suppression): void => {
    const known = out.get(line);
    if (known) known.push(s);
    else out.set(line, [s]);
  };
  for (const s of suppressions) {
    if (wanted.has(s.line)) add(s.line, s);
    if (s.alone && wanted.has(s.line + 1)) add(s.line + 1, s);
  }
  return out;
}

function matches({ rule: written, foreign }: Suppression, id: string, rules: RulesByName): boolean {
  const rule = rules.get(id);
  if (foreign) return rule !== undefined && isSameAs(rule, written);
  return written === id || id.startsWith(`${written}/`) || (rule !== undefined && rules.get(written) === rule);
}

/** What only the compiler reports cannot be called unused before it ran. */
function waitsForCompiler(rule: string, compiled: boolean): boolean {
  return !compiled && CONFIRMED.has(familyOf(rule));
}

const familyOf = (id: string) => id.split('/', 1)[0]!;

/** Families with a rule about which the compiler has a say. */
const CONFIRMED: ReadonlySet<string> = new Set(RULES.filter(r => r.compiler).map(r => familyOf(r.id)));

function isOff(config: Config, { id, severity }: Rule): boolean {
  return severityOf(config, id, severity) === undefined;
}

function complaint(written: string, named: Rule | undefined): Message {
  if (written === '') return say.noRule;
  return named || !written.includes('/') ? say.unused({ rule: written }) : say.unknownRule({ rule: written });
}

function wholeLine(s: Suppression, lines: LineIndex): { start: number; end: number } {
  if (s.alone) return { start: lines.lineStart(s.line), end: lines.lineStart(s.line + 1) };
  const before = lines.text.slice(lines.lineStart(s.line), s.span.start);
  return { start: lines.lineStart(s.line) + before.trimEnd().length, end: s.span.end };
}
