/** Comments that take findings back: our own, and those of other linters, which may say the same as a rule of ours. */
import type { Span } from '../../base/finding.js';
import type { Sliced } from '../../base/slices.js';
import type { Suppression } from './facts.js';

const OWN = /^\/\/\s*preflight:ignore(?:\s+([\w/-]+))?(?:\s+(.*))?$/s;
/** golangci-lint: `//nolint`, `//nolint:staticcheck,govet // why`. */
const NOLINT = /^\/\/\s?nolint(?::([\w,-]+))?(?=\s|$)/;
/** staticcheck: `//lint:ignore SA6002 why`. */
const LINT_IGNORE = /^\/\/lint:ignore\s+([\w,*]+)\s+\S/;

/** Then the reader rests: a millisecond of suppressions. */
const COMMENTS_PER_SLICE = 300;

/** In the order of the comments, which is that of the text. */
export function* readingSuppressions(text: string, comments: readonly Span[]): Sliced<Suppression[]> {
  const out: Suppression[] = [];
  let line = 0;
  let counted = 0;
  for (const [i, comment] of comments.entries()) {
    if (i % COMMENTS_PER_SLICE === COMMENTS_PER_SLICE - 1) yield;
    const words = text.slice(comment.start, comment.end).trimEnd();
    const rules = rulesOf(words);
    if (rules.length === 0) continue;
    for (let i = text.indexOf('\n', counted); i >= 0 && i < comment.start; i = text.indexOf('\n', i + 1)) line++;
    counted = comment.start;
    const lineStart = text.lastIndexOf('\n', comment.start - 1) + 1;
    const alone = text.slice(lineStart, comment.start).trim() === '';
    for (const r of rules) out.push({ ...r, span: comment, line, alone });
  }
  return out;
}

function rulesOf(words: string): { rule: string; reason: string; foreign?: true }[] {
  const own = OWN.exec(words);
  if (own) return [{ rule: own[1] ?? '', reason: (own[2] ?? '').trim() }];
  const other = NOLINT.exec(words) ?? LINT_IGNORE.exec(words);
  if (!other) return [];
  return (other[1] ?? 'all').split(',').map(name => ({ rule: name, reason: '', foreign: true }));
}
