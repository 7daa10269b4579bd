/** The declaration of a file that holds a place. */
import type { Span } from '../base/finding.js';
import type { Declaration, GoSyntax } from './go-parser.js';

/** The one that holds all of the span; its end counts too. */
export function declarationOver({ declarations }: GoSyntax, { start, end }: Span): Declaration | undefined {
  return declarations.find(({ offset, tree }) => offset <= start && end <= offset + tree.text.length);
}
