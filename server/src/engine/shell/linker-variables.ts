/** Variables that `-ldflags -X` asks the linker to set. */
import type { Span } from '../base/finding.js';
import { sourceOf } from '../syntax/word.js';
import type { WrittenFlag } from './go-command.js';

/** What stands between -X and the name: quotes of the shell and of the flag. */
const DEFINITION = /(?:^|[\s"'=])-X(?:\s+|=)["'\\]*([A-Za-z][\w./~-]*)\.([A-Za-z_]\w*)=/g;

/** `-X path.name=value`. Only where path and name stand in the file as they are. */
export interface Definition {
  readonly path: string;
  readonly name: string;
  /** `path.name` as it is written. */
  readonly span: Span;
  /** Of the path alone. */
  readonly pathSpan: Span;
  readonly nameSpan: Span;
}

/** The definitions of one `-ldflags`, in order. */
export function definitionsIn({ value, span }: WrittenFlag): Definition[] {
  if (!value.word) return [];
  const { text, at } = sourceOf(value.word);
  return [...text.matchAll(DEFINITION)].flatMap(m => {
    const [whole, path, name] = [m[0], m[1]!, m[2]!];
    const begin = m.index + whole.length - 1 - name.length - 1 - path.length;
    const place = (from: number, to: number): Span => ({ start: at[from]!, end: at[to]! });
    const all = place(begin, begin + path.length + 1 + name.length);
    // A value that was put together from elsewhere has no place of its own.
    if (all.start < span.start || all.end > span.end || all.end - all.start !== path.length + 1 + name.length) return [];
    const nameAt = begin + path.length + 1;
    return [{ path, name, span: all, pathSpan: place(begin, begin + path.length), nameSpan: place(nameAt, nameAt + name.length) }];
  });
}
