/** Callers of a function that returns a pointer, to whom a value would be as good: they use only fields and methods of it. */
import { isWritten } from '../../go/body/captures.js';
import { onlyValue } from '../../go/body/loops.js';
import { Scopes } from '../../go/names/scope.js';
import type { GoPackage } from '../../go/package/go-package.js';
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';

/** Every mention of the function in the declaration is a call whose result may as well be a value. */
export function callersFit(tree: FlatTree, name: string, isMethod: boolean, pkg: GoPackage): boolean {
  if (tree.hasError) return false;
  const scopes = Scopes.of(tree);
  for (let n = 0; n < tree.count; n++) {
    const kind = tree.kind(n);
    const isName = isMethod ? kind === K.FieldIdentifier : kind === K.Identifier && !scopes.variableOf(n);
    if (!isName || tree.textOf(n) !== name) continue;
    const callee = isMethod ? tree.parent(n) : n;
    if (isMethod && (tree.kind(callee) !== K.SelectorExpression || tree.last(callee) !== n)) return false;
    const call = tree.parent(callee);
    if (tree.kind(call) !== K.CallExpression || tree.first(call) !== callee || !resultFits(tree, scopes, call, pkg)) return false;
  }
  return true;
}

function resultFits(tree: FlatTree, scopes: Scopes, call: Node, pkg: GoPackage): boolean {
  const p = tree.parent(call);
  if (tree.kind(p) === K.SelectorExpression) return isFieldRead(tree, p);
  const statement = tree.parent(p);
  if (tree.kind(statement) !== K.ShortVarDeclaration || onlyValue(tree, statement, F.Right) !== call) return false;
  const target = tree.first(tree.field(statement, F.Left));
  if (target !== NONE && tree.textOf(target) === '_') return true;
  const v = scopes.variableOf(target);
  if (!v || v.node !== target) return false;
  return v.uses.every(
    u =>
      !isWritten(tree, u) &&
      tree.parentKind(u) === K.SelectorExpression &&
      scopes.functionOf(u) === v.func &&
      !isMethodValue(tree, tree.parent(u), pkg),
  );
}

/** `newT().field`, not assigned to and not called: a method may need the address. */
function isFieldRead(tree: FlatTree, selector: Node): boolean {
  const p = tree.parentKind(selector);
  return (
    p !== K.CallExpression &&
    p !== K.UnaryExpression &&
    p !== K.SelectorExpression &&
    p !== K.IncStatement &&
    p !== K.DecStatement &&
    !isWritten(tree, selector)
  );
}

/** `x.Method` that is not called: it binds the address of `x`, or a copy of it. */
function isMethodValue(tree: FlatTree, selector: Node, pkg: GoPackage): boolean {
  const p = tree.parent(selector);
  if (tree.kind(p) === K.CallExpression && tree.first(p) === selector) return false;
  const name = tree.textOf(tree.last(selector));
  return pkg.files.some(f => f.declarations.some(d => d.symbols.functions.some(fn => fn.receiver !== undefined && fn.name === name)));
}
