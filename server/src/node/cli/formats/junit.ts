/**
 * `--format junit`: JUnit XML, which most CI systems show as test results. A finding that makes the run fail is a failed test, any other a passed
 * one with its words as output, what could not be looked at an error: so the report and the exit code never disagree.
 */
import type { Message } from '../../../engine/base/message.js';
import { relativePath } from '../../../engine/base/paths.js';
import { visible, visibleLines } from '../../../engine/base/printable.js';
import { plain, plainLines } from '../../../engine/base/wording.js';
import { type CheckedFinding, type CheckResult, gone } from '../model.js';
import { say } from '../words.js';
import { isListed, type WriteContext } from './write-context.js';

const NAME = 'go-preflight';

export function writeJunit(result: CheckResult, context: WriteContext): string {
  const listed = result.findings.filter(f => isListed(f, context));
  const failed = listed.filter(context.fails).length;
  const errors = result.gaps.length;
  const news = [...result.notes, ...(result.comparison?.gone ?? []).map(gone)];
  const cases = [...listed.map(f => findingCase(f, context)), ...result.gaps.map(gapCase)];
  // A suite without tests counts as broken in some systems.
  if (cases.length === 0) cases.push(`    <testcase ${attributes({ classname: NAME, name: plain(say.noFindings) })}/>\n`);
  const counts = { tests: cases.length, failures: failed, errors };
  const time = (result.stats.milliseconds / 1000).toFixed(3);
  const output = news.length === 0 ? '' : `    <system-out>${text(news.map(plain).join('\n'))}</system-out>\n`;
  const suite = `  <testsuite ${attributes({ name: NAME, ...counts, time })}>\n${cases.join('')}${output}  </testsuite>\n`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${attributes({ ...counts, time })}>\n${suite}</testsuites>\n`;
}

function findingCase(f: CheckedFinding, { cwd, fails }: WriteContext): string {
  const file = relativePath(f.file, cwd);
  const place = `${file}:${f.range.start.line + 1}:${f.range.start.character + 1}`;
  const head = attributes({ classname: file, name: `${f.rule} (${place})`, file, line: f.range.start.line + 1 });
  const words = plainLines(f.message);
  const body = text(`${place} ${f.severity} ${f.rule}: ${words}`);
  const outcome = fails(f)
    ? `      <failure ${attributes({ message: firstLine(words), type: f.severity })}>${body}</failure>\n`
    : `      <system-out>${body}</system-out>\n`;
  return `    <testcase ${head}>\n${outcome}    </testcase>\n`;
}

function gapCase(gap: Message): string {
  const words = plain(gap);
  const head = attributes({ classname: NAME, name: words });
  return `    <testcase ${head}>\n      <error ${attributes({ message: words, type: 'gap' })}/>\n    </testcase>\n`;
}

const firstLine = (words: string) => words.split('\n', 1)[0]!;

const attributes = (values: Readonly<Record<string, string | number>>) =>
  Object.entries(values)
    .map(([name, value]) => `${name}="${escaped(visible(String(value)))}"`)
    .join(' ');

const text = (words: string) => escaped(visibleLines(words));

/** XML 1.0 has no way to write control characters, which are visible by now, nor halves of surrogate pairs. */
const escaped = (words: string) =>
  words
    .replace(/[\p{Surrogate}\uFFFE\uFFFF]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
