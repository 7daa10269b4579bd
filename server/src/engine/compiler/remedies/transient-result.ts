/** Whether the slice that an unexported method returns is only looked at, and is done with before the method can be called again. */
import { calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { RemedyContext } from './remedy.js';

const BUILTINS: ReadonlySet<string> = new Set(['len', 'cap', 'copy', 'min', 'max']);

export function onlyLookedAt({ tree, declaration, source, packageFiles }: RemedyContext): boolean {
  const name = tree.textOf(tree.field(0, F.Name));
  const files = packageFiles(name);
  if (!/^[\p{Ll}_]/u.test(name) || !files || files.some(f => f.syntax.hasError)) return false;
  return files.every(file =>
    file.syntax.declarations.every(d => {
      const isOwn = file.path === source.path && d.offset === declaration.offset;
      return isOwn || !d.tree.text.includes(name) || callsLook(d.tree, name);
    }),
  );
}

function callsLook(tree: FlatTree, name: string): boolean {
  for (let n = 0; n < tree.count; n++) {
    const kind = tree.kind(n);
    if ((kind !== K.Identifier && kind !== K.FieldIdentifier) || tree.textOf(n) !== name) continue;
    // Another thing of that name, such as a field: nobody knows without types.
    const selector = tree.parent(n);
    const call = tree.kind(selector) === K.SelectorExpression && tree.last(selector) === n ? tree.parent(selector) : NONE;
    if (tree.kind(call) !== K.CallExpression || calleeOf(tree, call) !== selector || !looks(tree, call)) return false;
  }
  return true;
}

/** `range x.m()` over a body that calls nothing, `x.m()[i]`, `len(x.m())`, `append(b, x.m()...)`. */
function looks(tree: FlatTree, call: Node): boolean {
  const p = tree.parent(call);
  switch (tree.kind(p)) {
    case K.RangeClause:
      return tree.fields[call] === F.Right && callsNothing(tree, tree.field(tree.parent(p), F.Body));
    case K.IndexExpression:
      return tree.first(p) === call && callsNothing(tree, tree.parent(p)) && tree.parentKind(p) !== K.UnaryExpression;
    case K.ArgumentList:
      return BUILTINS.has(tree.textOf(calleeOf(tree, tree.parent(p)))) && tree.textOf(calleeOf(tree, tree.parent(p))) !== 'copy';
    case K.VariadicArgument:
      return tree.textOf(calleeOf(tree, tree.parent(tree.parent(p)))) === 'append' && tree.first(tree.parent(p)) !== p;
    default:
      return false;
  }
}

/** No call of anything but builtins: the method cannot be called again meanwhile. The call itself may be in it. */
function callsNothing(tree: FlatTree, node: Node): boolean {
  let calls = 0;
  for (let n = node; n < tree.afters[node]!; n++) {
    const kind = tree.kind(n);
    if (kind === K.FuncLiteral || kind === K.GoStatement || kind === K.DeferStatement) return false;
    if (kind === K.CallExpression && !BUILTINS.has(tree.textOf(calleeOf(tree, n)))) calls++;
  }
  return calls <= (tree.kind(node) === K.Block ? 0 : 1);
}
