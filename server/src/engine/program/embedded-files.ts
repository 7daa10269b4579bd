/** What the `//go:embed` lines of a Go file ask for. */

import type { Span } from '../base/finding.js';
import type { GoFileFacts } from '../go/package/facts.js';

export interface EmbeddedFile {
  /** As it is written. */
  readonly pattern: string;
  /** From the folder of the file: the pattern, or as much of it as is no pattern. */
  readonly path: string;
  readonly file: string;
  readonly span: Span;
}

const EMBED = '//go:embed ';

/** Those that name a file or a folder; a pattern that begins with a sign may be like anything. */
export function embedsOf({ path: file, directives }: GoFileFacts): EmbeddedFile[] {
  return directives.flatMap(({ text, span, atLineStart }) => {
    if (!atLineStart || !text.startsWith(EMBED) || /["`]/.test(text)) return [];
    const patterns = text.slice(EMBED.length).trim().split(/\s+/);
    return patterns.flatMap((pattern): EmbeddedFile[] => {
      const names = pattern.replace(/^all:/, '').split('/');
      const sign = names.findIndex(name => /[*?[\\]/.test(name));
      const path = (sign < 0 ? names : names.slice(0, sign)).join('/');
      return path === '' || path === '.' ? [] : [{ pattern, path, file, span }];
    });
  });
}
