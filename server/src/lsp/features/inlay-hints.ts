/** `heap` behind a variable that lives there, where the compiler has confirmed it. */

import type { InlayHint } from 'vscode-languageserver';
import { type Finding, isAllocation, type Span } from '../../engine/base/finding.js';
import { plain, plainLines } from '../../engine/base/wording.js';
import { ruleById } from '../../engine/rules/registry.js';
import { say } from '../words.js';
import type { Places } from './to-lsp.js';

const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** Hints inside `span` of the document `key`, whose text is `text`. */
export function inlayHints(key: string, text: string, span: Span, findings: readonly Finding[], places: Places): InlayHint[] {
  return findings.flatMap(f => {
    // Where a copy is on the heap, the variable itself is not.
    if (!isAllocation(f) || f.suppressed || ruleById(f.rule)?.compiler?.copies || f.file !== key) return [];
    if (f.span.end < span.start || f.span.start > span.end || !NAME.test(text.slice(f.span.start, f.span.end))) return [];
    const range = places.range(key, f.span);
    return range === undefined ? [] : [{ position: range.end, label: plain(say.heap), tooltip: plainLines(f.message), paddingLeft: true }];
  });
}
