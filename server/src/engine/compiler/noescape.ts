/** `//preflight:noescape` above a function: it must not allocate on the heap. What the compiler says otherwise breaks the assertion. */

import type { Span } from '../base/finding.js';
import type { Assertion, CompiledSite } from '../sites/evidence.js';
import { functionName } from '../sites/site-key.js';
import { F, K, NONE } from '../syntax/flat-tree.js';
import type { Declaration } from '../syntax/go-parser.js';
import type { SourceFile } from './source-file.js';

/** Texts without it assert nothing. */
export const DIRECTIVE = 'preflight:noescape';
const COMMENT = /^\/\/\s*preflight:noescape(?:\s|$)/;
/** Between the directive and its function: line comments only, as for the compiler's own directives. */
const DOC_COMMENT = /^[ \t]*\r?\n(?:\/\/[^\n]*\n)*$/;

/** True when a directive may stand above the declaration; `brokenAssertions` looks closer. */
export function isAsserted({ lines }: SourceFile, declaration: Declaration): boolean {
  const head = lines.text.lastIndexOf(DIRECTIVE, declaration.offset);
  return head >= 0 && declaration.tree.kind(0) !== K.PackageClause;
}

/**
 * Directives whose function allocates, by `sites`, what breaks the assertions of the file; and directives that no function follows. A
 * function of which the compiler says nothing keeps its assertion: nothing is known against it.
 */
export function brokenAssertions(source: SourceFile, sites: readonly CompiledSite[]): Assertion[] {
  const { lines, syntax } = source;
  if (!lines.text.includes(DIRECTIVE)) return [];
  const inside = syntax.declarations.flatMap(({ tree, offset }) =>
    tree.comments.map(c => ({ start: c.start + offset, end: c.end + offset })),
  );
  const directives = [...syntax.comments, ...inside].filter(c => COMMENT.test(lines.text.slice(c.start, c.end)));
  return directives.flatMap((comment): Assertion[] => {
    const span = { start: comment.start, end: comment.start + lines.text.slice(comment.start, comment.end).trimEnd().length };
    const asserted = functionBelow(source, span);
    if (!asserted) return [{ file: source.path, span, func: undefined, breaches: [] }];
    const { offset, tree } = asserted;
    const breaches = sites.filter(s => s.span.start >= offset && s.span.end <= offset + tree.text.length);
    return breaches.length === 0 ? [] : [{ file: source.path, span, func: functionName(tree), breaches }];
  });
}

/** Undefined when something else, or a blank line, comes first, and for a function that has its body elsewhere. */
function functionBelow({ lines, syntax }: SourceFile, { end }: Span): Declaration | undefined {
  const next = syntax.declarations.find(d => d.offset >= end);
  if (!next || !DOC_COMMENT.test(lines.text.slice(end, next.offset))) return undefined;
  const kind = next.tree.kind(0);
  const isFunction = kind === K.FunctionDeclaration || kind === K.MethodDeclaration;
  return isFunction && next.tree.field(0, F.Body) !== NONE ? next : undefined;
}
