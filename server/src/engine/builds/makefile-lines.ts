/** Lines of a Makefile as make joins them. */
import { LogicalText } from '../syntax/logical-text.js';

/** Lines with their continuations; the shell sees backslash and line end of a recipe as one blank. */
export function* logicalLines(text: string): Generator<LogicalText> {
  let pieces: { text: string; offset: number }[] = [];
  let offset = 0;
  for (const line of text.split('\n')) {
    const bare = line.endsWith('\r') ? line.slice(0, -1) : line;
    const continued = /(?:^|[^\\])(?:\\\\)*\\$/.test(bare);
    const content = continued ? `${bare.slice(0, -1)} ` : bare;
    pieces.push({ text: content, offset });
    offset += line.length + 1;
    if (continued) continue;
    yield LogicalText.of(pieces);
    pieces = [];
  }
  if (pieces.length > 0) yield LogicalText.of(pieces);
}
