/** `//preflight:noescape` above a function: it must not allocate on the heap. What the compiler says otherwise breaks the assertion. */

import type { Finding, Span, Step } from '../base/finding.js';
import { t } from '../base/l10n.js';
import { markdown } from '../base/wording.js';
import { functionName } from '../sites/site-key.js';
import { F, K, NONE } from '../syntax/flat-tree.js';
import type { Declaration } from '../syntax/go-parser.js';
import type { SourceFile } from './source-file.js';

export const NOESCAPE = 'escape/noescape';

const DIRECTIVE = /^\/\/\s*preflight:noescape(?:\s|$)/;
/** Between the directive and its function: line comments only, as for the compiler's own directives. */
const DOC_COMMENT = /^[ \t]*\r?\n(?:\/\/[^\n]*\n)*$/;
/** More places than this are counted, not shown. */
const MOST_STEPS = 20;

/** True when a directive may stand above the declaration; `brokenAssertions` looks closer. */
export function isAsserted({ lines }: SourceFile, declaration: Declaration): boolean {
  const head = lines.text.lastIndexOf('preflight:noescape', declaration.offset);
  return head >= 0 && declaration.tree.kind(0) !== K.PackageClause;
}

/**
 * Findings at directives whose function allocates, by `findings`, what breaks the assertions of the file; and at directives that no function
 * follows. A function of which the compiler says nothing keeps its assertion: nothing is known against it.
 */
export function brokenAssertions(source: SourceFile, findings: readonly Finding[]): Finding[] {
  const { lines, syntax } = source;
  if (!lines.text.includes('preflight:noescape')) return [];
  const inside = syntax.declarations.flatMap(({ tree, offset }) =>
    tree.comments.map(c => ({ start: c.start + offset, end: c.end + offset })),
  );
  const directives = [...syntax.comments, ...inside].filter(c => DIRECTIVE.test(lines.text.slice(c.start, c.end)));
  return directives.flatMap(comment => {
    const span = { start: comment.start, end: comment.start + lines.text.slice(comment.start, comment.end).trimEnd().length };
    const asserted = functionBelow(source, span);
    if (!asserted) return [finding(source, span, 'warning', t('`//preflight:noescape` asserts nothing here: no function follows it.'), [])];
    const { offset, tree } = asserted;
    const own = findings.filter(f => f.span.start >= offset && f.span.end <= offset + tree.text.length);
    return own.length === 0 ? [] : [finding(source, span, 'error', message(functionName(tree), own), steps(own))];
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

function message(name: string, own: readonly Finding[]): string {
  const [only] = own;
  return own.length === 1
    ? t('`{0}` is asserted not to allocate on the heap, but it does. {1}', name, markdown(only!.message))
    : t('`{0}` is asserted not to allocate on the heap, but it does in {1} places.', name, own.length);
}

/** Each place; for a single one also the way to the heap. */
function steps(own: readonly Finding[]): Step[] {
  const places = own.slice(0, MOST_STEPS).map((f): Step => ({ file: f.file, span: f.span, message: f.message }));
  return own.length === 1 ? [...places, ...own[0]!.steps] : places;
}

function finding({ path }: SourceFile, span: Span, severity: Finding['severity'], text: string, way: readonly Step[]): Finding {
  return {
    ...{ rule: NOESCAPE, severity, confidence: 'confirmed', file: path, span },
    ...{ message: text, steps: way, fixes: [], suppressed: false },
  };
}
