/** The text of a RUN instruction around one of its commands. */
import type { Span } from '../base/finding.js';

/** Longer instructions are not looked at (lines on each side). */
const MAX_LINES = 60;

/** A failing command there surely fails the instruction: nothing but `&&` stands between its commands. */
export function stopsBuild(text: string, { start, end }: Span): boolean {
  const instruction = linesAround(text, start, end);
  if (instruction === undefined || instruction.includes('<<')) return false;
  const plain = instruction.replace(/"[^"\n]*"|'[^'\n]*'/g, ' ').replace(/^\s*RUN\s+(?:--\S+\s+)*/i, '');
  const strict = /^set\s+-(\w+)\s*(?:(?:-o\s+)?pipefail\s*)?(?:;|&&)/.exec(plain);
  const flags = strict?.[1] ?? '';
  const isStrict = flags.includes('e');
  const checked = isStrict && strict ? plain.slice(strict[0].length) : plain;
  // With `set -e` a list goes on behind `;` only when what came before has not failed.
  return !(isStrict ? /[|`{}()]|&(?!&)/ : /[;|`{}()]|&(?!&)/).test(checked.replaceAll('&&', ' '));
}

/** Words behind `||` that let a script go on as if nothing had failed. */
const GOES_ON = ['true', ':', 'echo', 'exit 0'];

/** True where the line goes on as if nothing had happened when the command fails: `|| true`. */
export function isTolerated(text: string, { end }: Span): boolean {
  const rest = text.slice(end, end + MAX_REST).replaceAll('\\\n', ' ');
  const [list] = rest.split('\n', 1)[0]!.split(';', 1);
  const at = list!.indexOf('||');
  const otherwise = list!
    .slice(at + 2)
    .trim()
    .split(/\s+/);
  return at >= 0 && GOES_ON.some(words => otherwise.slice(0, words.split(' ').length).join(' ') === words);
}

/** Characters of a line behind a command that are looked at. */
const MAX_REST = 1000;

/** True where the instruction around a command may bring a program of this name for itself alone: a mount, a sourced file, its own PATH. */
export function mayBringForItself(text: string, { start, end }: Span, program: string): boolean {
  const instruction = linesAround(text, start, end);
  if (instruction === undefined) return true;
  const commands = instruction.split(/[;&|]+/).map(command => command.trim().split(/\s+/));
  const isSourced = commands.some(words => ['.', 'source'].includes(words.find(w => !/^RUN$|^--/i.test(w)) ?? ''));
  return isSourced || commands.some(words => words.some(w => w.startsWith('PATH=') || (w.startsWith('--mount=') && w.includes(program))));
}

function linesAround(text: string, start: number, end: number): string | undefined {
  let from = text.lastIndexOf('\n', start - 1) + 1;
  let lines = 0;
  while (from > 0) {
    const before = text.lastIndexOf('\n', from - 2) + 1;
    const line = text.slice(before, from - 1).trimEnd();
    if (!line.endsWith('\\') && !line.trimStart().startsWith('#')) break;
    if (++lines > MAX_LINES) return undefined;
    from = before;
  }
  let to = lineEnd(text, end);
  while (text[to - 1] === '\\') {
    if (++lines > MAX_LINES) return undefined;
    to = lineEnd(text, to + 1);
  }
  return text.slice(from, to).replaceAll('\\\n', ' ');
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}
