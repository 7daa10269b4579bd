/** `--format text`, for people: place, severity, rule, message, the line with carets, the way there, the help and the fix. Hints take one line, and only when asked for. */

import pc from 'picocolors';
import { SEVERITIES, type Severity } from '../../../engine/base/finding.js';
import type { Message } from '../../../engine/base/message.js';
import { relativePath } from '../../../engine/base/paths.js';
import { visible } from '../../../engine/base/printable.js';
import { helped, plain, plainParts } from '../../../engine/base/wording.js';
import { type CheckedFinding, type CheckResult, gone } from '../model.js';
import { say } from '../words.js';
import { isListed, type WriteContext } from './write-context.js';

type Colours = ReturnType<typeof pc.createColors>;

export function writeText(result: CheckResult, context: WriteContext): string {
  const { cwd, colour, quiet } = context;
  const c = pc.createColors(colour);
  const shown = result.findings.filter(f => !f.suppressed);
  const listed = result.findings.filter(f => isListed(f, context));
  const blocks = listed.map(f => (f.severity === 'hint' ? heading(f, cwd, c) : block(f, cwd, c)));
  const more = listed.length < shown.length ? c.dim(`\n${plain(say.hintsOption)}`) : '';
  blocks.push(...(result.comparison?.gone ?? []).map(g => `${c.green('-')} ${plain(gone(g))}\n`));
  if (quiet) return blocks.join('');
  return `${blocks.join('')}${blocks.length > 0 ? '\n' : ''}${summary(result, shown, c)}${more}\n`;
}

/** One finding with its line of code, without colours. */
export const findingText = (f: CheckedFinding, cwd: string): string => block(f, cwd, pc.createColors(false));

/** How much was found in how much, without colours. */
export function summaryText(result: CheckResult): string {
  return summary(
    result,
    result.findings.filter(f => !f.suppressed),
    pc.createColors(false),
  );
}

function block(f: CheckedFinding, cwd: string, c: Colours): string {
  const steps = f.steps.map(
    s =>
      `    ${c.dim(`${visible(relativePath(s.file, cwd))}:${s.range.start.line + 1}:${s.range.start.character + 1}`)} ${plain(s.message)}\n`,
  );
  const { help } = plainParts(f.message);
  const advice = help === '' ? '' : `    ${helped(help)}\n`;
  const fixes = f.fixes.map(x => `    ${c.green(plain(x.safe ? say.fix : say.fixToReview))} ${plain(x.title)}\n`);
  return `${heading(f, cwd, c)}${frame(f, c)}${steps.join('')}${advice}${fixes.join('')}\n`;
}

function heading(f: CheckedFinding, cwd: string, c: Colours): string {
  const { line, character } = f.range.start;
  const place = c.bold(`${visible(relativePath(f.file, cwd))}:${line + 1}:${character + 1}`);
  return `${place} ${severityColour(f.severity, c)(f.severity)} ${c.cyan(f.rule)}: ${plainParts(f.message).text}\n`;
}

/** The first line of the finding with carets under the flagged part; tabs are kept in both lines so that they align. */
function frame(f: CheckedFinding, c: Colours): string {
  const { start, end } = f.range;
  if (start.character > f.line.length || f.line.trim() === '') return '';
  const stop = end.line === start.line ? Math.min(end.character, f.line.length) : f.line.length;
  const gutter = `${start.line + 1}`;
  const margin = ' '.repeat(gutter.length);
  const indent = [...visible(f.line.slice(0, start.character))].map(blank).join('');
  const width = Math.max(
    1,
    [...visible(f.line.slice(start.character, stop))].reduce((n, ch) => n + cells(ch), 0),
  );
  const carets = severityColour(f.severity, c)('^'.repeat(width));
  return `  ${c.dim(`${gutter} |`)} ${visible(f.line)}\n  ${c.dim(`${margin} |`)} ${indent}${carets}\n`;
}

/** As much blank as a terminal gives the character. */
const blank = (ch: string) => (ch === '\t' ? '\t' : ' '.repeat(cells(ch)));

/** Terminal cells: two for wide East Asian characters and emoji, none for combining marks. */
function cells(ch: string): number {
  if (/\p{Mn}/u.test(ch)) return 0;
  return /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u.test(ch)
    ? 2
    : 1;
}

function severityColour(severity: Severity, c: Colours): (text: string) => string {
  return { error: c.red, warning: c.yellow, information: c.blue, hint: c.dim }[severity];
}

function summary(result: CheckResult, shown: readonly CheckedFinding[], c: Colours): string {
  const { files, lines, milliseconds } = result.stats;
  const counts = SEVERITIES.map(s => [s, shown.filter(f => f.severity === s).length] as const).filter(([, n]) => n > 0);
  const parts = counts.map(([s, n]) => severityColour(s, c)(plain(counted(n, ...COUNTS[s]))));
  const suppressed = result.findings.length - shown.length;
  if (suppressed > 0) parts.push(c.dim(plain(say.suppressed({ count: suppressed }))));
  const seconds = (milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 1);
  const size = [counted(files, say.oneFile, say.files), counted(lines, say.oneLine, say.lines), say.seconds({ seconds })].map(plain);
  return `${parts.length > 0 ? parts.join(', ') : nothing(result, c)} ${c.dim(`(${size.join(', ')})`)}`;
}

/** Good news only where all was looked at. */
function nothing({ gaps, stats }: CheckResult, c: Colours): string {
  if (gaps.length === 0) return c.green(plain(say.noFindings));
  return plain(stats.files === 0 ? say.nothingChecked : say.noFindingsElsewhere);
}

type Several = (args: { count: number }) => Message;

const counted = (count: number, one: Message, several: Several) => (count === 1 ? one : several({ count }));

const COUNTS: Readonly<Record<Severity, readonly [Message, Several]>> = {
  error: [say.oneError, say.errors],
  warning: [say.oneWarning, say.warnings],
  information: [say.information({ count: 1 }), say.information],
  hint: [say.oneHint, say.hints],
};
