/** Pointers that go into a container and come out of it, where a copy of what they lead to would do as well. */
import type { Edit } from '../../base/finding.js';
import { isAddressed, isWritten } from '../../go/body/captures.js';
import { innermostLoop } from '../../go/body/enclosing.js';
import { Scopes } from '../../go/names/scope.js';
import type { Variable } from '../../go/names/variable.js';
import { type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { Declaration } from '../../syntax/go-parser.js';
import type { SourceFile } from '../source-file.js';

/** One declaration that names the container, which holds pointers to `type`. */
export interface Place {
  readonly tree: FlatTree;
  readonly scopes: Scopes;
  readonly type: string;
  edit(start: number, end: number, newText: string): Edit;
}

/** `&T{…}`, or the address of a variable that nobody uses afterwards. */
export function sent({ tree, scopes, type, edit }: Place, value: Node): Edit[] | undefined {
  if (tree.kind(value) !== K.UnaryExpression || tree.op(value) !== '&') return undefined;
  const operand = tree.first(value);
  const isLiteral = tree.kind(operand) === K.CompositeLiteral && tree.textOf(tree.first(operand)) === type;
  if (!isLiteral && !isLastUse(tree, scopes, scopes.variableOf(operand), operand)) return undefined;
  return [edit(tree.starts[value]!, tree.starts[operand]!, '')];
}

function isLastUse(tree: FlatTree, scopes: Scopes, v: Variable | undefined, use: Node): boolean {
  if (v?.kind !== 'local' || v.uses.at(-1) !== use || innermostLoop(tree, use) !== v.loop) return false;
  return v.uses.every(u => scopes.functionOf(u) === v.func && (u === use || !isAddressed(tree, u)));
}

/** Only fields and methods of what was received are used, in the function itself. */
export function looked({ tree, scopes }: Place, name: Node): Edit[] | undefined {
  if (name === NONE || tree.textOf(name) === '_') return [];
  const v = scopes.variableOf(name);
  if (v?.node !== name) return undefined;
  const isLooking = (u: Node) => {
    const p = tree.parent(u);
    const isSelector = tree.kind(p) === K.SelectorExpression && tree.first(p) === u;
    // A method's value and the address of a field would be the copy's, as long as that lives.
    return isSelector && !isAddressed(tree, p) && scopes.functionOf(u) === v.func && !isWritten(tree, u);
  };
  return v.uses.every(isLooking) ? [] : undefined;
}

/**
 * The edits at every place of a declaration that names a field; undefined where one of them has none. `edits` is given where it is declared, a
 * selector, or the key of a literal.
 */
export function editsOfField(
  file: SourceFile,
  { tree, offset }: Declaration,
  field: string,
  type: string,
  edits: (place: Place, node: Node, isDeclared: boolean) => readonly Edit[] | undefined,
): Edit[] | undefined {
  if (!tree.text.includes(field)) return [];
  const edit = (start: number, end: number, newText: string): Edit => ({
    file: file.path,
    span: { start: offset + start, end: offset + end },
    newText,
  });
  const place: Place = { tree, scopes: Scopes.of(tree), type, edit };
  const out: Edit[] = [];
  for (let n = 0; n < tree.count; n++) {
    const kind = tree.kind(n);
    if (tree.textOf(n) !== field) continue;
    const isKey =
      kind === K.Identifier && tree.parentKind(n) === K.LiteralElement && tree.kind(tree.parent(tree.parent(n))) === K.KeyedElement;
    if (kind !== K.FieldIdentifier && !isKey) continue;
    const isDeclared = tree.parentKind(n) === K.FieldDeclaration;
    const own = edits(place, isDeclared ? n : tree.parent(n), isDeclared);
    if (!own) return undefined;
    out.push(...own);
  }
  return out;
}
