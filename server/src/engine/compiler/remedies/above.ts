/** New declarations in front of the one that a finding is in. */
import type { Edit } from '../../base/finding.js';
import type { RemedyContext } from './remedy.js';

/** The text above the declaration and its comments, with an empty line behind it. */
export function above(context: RemedyContext, text: string): Edit {
  const { source, declaration } = context;
  const start = startWithComments(context);
  const at = start - declaration.offset;
  // One-line functions may stand without a blank line between them.
  const gap = /\n\r?\n$/.test(source.lines.text.slice(0, start)) ? '' : '\n';
  return context.edit({ start: at, end: at }, `${gap}${text}\n\n`);
}

/** Start of the comment lines directly above the declaration, or of the declaration. */
function startWithComments({ source, declaration }: RemedyContext): number {
  const { text } = source.lines;
  let start = declaration.offset;
  for (const { start: from, end } of [...source.syntax.comments].reverse()) {
    if (end > start) continue;
    const gap = text.slice(end, start);
    const isOwnLine = /(?:^|\n)[ \t]*$/.test(text.slice(0, from));
    if (gap.trim() !== '' || (gap.match(/\n/g)?.length ?? 0) > 1 || !isOwnLine) break;
    start = from;
  }
  return start;
}
