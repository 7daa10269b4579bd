/** The fix that two rules share: a copy in the place of pooled memory. */
import type { RelativeFix, Span } from '../../base/finding.js';
import type { GoVersion } from '../../base/go-version.js';
import type { Message } from '../../base/message.js';
import type { GoFileFacts } from '../../go/package/facts.js';

/**
 * Copies the `[]byte` at the span. `bytes.Clone` (Go 1.20; an unknown version counts as new) keeps an empty slice empty; `append` makes it nil,
 * which few programs notice.
 */
export function copyFix(title: Message, { start, end }: Span, file: GoFileFacts, go: GoVersion | undefined): RelativeFix {
  const name = file.imports.find(i => i.path === 'bytes' && i.name !== '_' && i.name !== '.')?.name;
  const clones = name !== undefined && !(go !== undefined && go.major === 1 && go.minor < 20);
  const [before, after] = clones ? [`${name}.Clone(`, ')'] : ['append([]byte(nil), ', '...)'];
  return {
    title,
    safe: clones,
    edits: [
      { span: { start, end: start }, newText: before },
      { span: { start: end, end }, newText: after },
    ],
  };
}
