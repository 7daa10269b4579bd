/**
 * Bodies of functions that nobody reads are blanks to the parser: most of a test file is. Where bodies end tells a scan, which is fifty times as fast;
 * what it takes for no plain Go is parsed as it stands. Places stay the same, and trees take their text from what the user wrote.
 */
import { scanGo } from './go-scan.js';

/** Given a function declaration's text: whether its body is to be read. A body that is not is one `Block` node without children. */
export type BodyFilter = (declaration: string) => boolean;

/** The scan is one step: longer texts are parsed whole (UTF-16 units). */
const MAX_SCANNED = 200_000;

/** The text as the parser is to see it. */
export function hideBodies(text: string, wantsBody: BodyFilter): string {
  const scan = text.length > MAX_SCANNED ? undefined : scanGo(text);
  let [out, from] = ['', 0];
  for (const { span, body } of scan?.declarations ?? []) {
    if (body === undefined || wantsBody(text.slice(span.start, span.end))) continue;
    out += text.slice(from, body + 1) + ' '.repeat(span.end - body - 2);
    from = span.end - 1;
  }
  return out + text.slice(from);
}
