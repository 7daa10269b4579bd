/** Names of known fields that a declaration gives a value, of whatever struct: who makes a struct without them may get them from there. */
import { F, K } from '../../syntax/flat-tree.js';
import type { DeclarationSyntax } from '../package/declaration-syntax.js';

const FIELDS: ReadonlySet<string> = new Set(['ReadHeaderTimeout', 'ReadTimeout', 'TLSHandshakeTimeout', 'Timeout']);
/** All of them have it. */
const PART = 'Timeout';

/** `s.f = v`, and `&s.f`, by which others set it. */
export function readSetFields({ tree }: Pick<DeclarationSyntax, 'tree'>): readonly string[] {
  if (!tree.text.includes(PART)) return NOTHING;
  const out = new Set<string>();
  for (let n = 0; n < tree.count; n++) {
    if (tree.kinds[n] !== K.SelectorExpression) continue;
    const name = tree.textOf(tree.last(n));
    if (!FIELDS.has(name)) continue;
    const p = tree.parent(n);
    const isAddressed = tree.kind(p) === K.UnaryExpression && tree.op(p) === '&';
    if (isAddressed || (tree.kind(p) === K.ExpressionList && tree.fields[p] === F.Left)) out.add(name);
  }
  return out.size === 0 ? NOTHING : [...out];
}

const NOTHING: readonly string[] = [];
