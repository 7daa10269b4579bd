/**
 * `func newT() *T { return &T{…} }` -> a result by value, for small structs and unexported functions of which every call in the package
 * reads `x := newT()` and uses only fields and methods of `x`, or takes one field or method of the result at once.
 */

import type { Edit, Span } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import { isWritten } from '../../go/body/captures.js';
import { onlyValue } from '../../go/body/loops.js';
import { Scopes } from '../../go/names/scope.js';
import type { GoPackage } from '../../go/package/go-package.js';
import type { TypeRef } from '../../go/types/types.js';
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { Remedy, RemedyContext } from './remedy.js';

const say = messages('remedy/value-result', {
  title: 'Return {type} by value',
  verified: '(verified: no longer allocates)',
});

/** Bytes; above this a copy may cost more than it saves. */
const MAX_SIZE = 64;

export function valueResult(context: RemedyContext): Remedy | undefined {
  const { tree, pkg, source, packageFiles } = context;
  if (tree.kind(0) !== K.FunctionDeclaration || tree.field(0, F.TypeParameters) !== NONE) return undefined;
  const name = tree.textOf(tree.field(0, F.Name));
  const result = tree.field(0, F.Result);
  if (!/^[a-z_]/.test(name) || name === 'main' || name === 'init' || tree.kind(result) !== K.PointerType) return undefined;
  const type = tree.first(result);
  const symbol = tree.kind(type) === K.TypeIdentifier ? pkg.type(tree.textOf(type)) : undefined;
  if (!symbol || symbol.alias || symbol.typeParameters.length > 0 || symbol.type.kind !== 'struct') return undefined;
  const size = pkg.sizeOf(symbol.type);
  if (size === undefined || size > MAX_SIZE || mustNotBeCopied(symbol.type, pkg)) return undefined;
  const own = ownEdits(context, tree.textOf(type));
  const files = own && packageFiles(name);
  if (!own || !files || files.some(f => f.syntax.hasError || f.facts.directives.some(d => d.text.includes('go:linkname'))))
    return undefined;
  const edits = [context.edit(tree.span(result), tree.textOf(type)), ...own];
  for (const file of files) {
    for (const declaration of file.syntax.declarations) {
      if (file.path === source.path && declaration.offset === context.declaration.offset) continue;
      if (declaration.tree.text.includes(name) && !callersFit(declaration.tree, name, pkg)) return undefined;
    }
  }
  return {
    title: say.title({ type: tree.textOf(type) }),
    safe: false,
    edits,
    proof: 'gone',
    verified: say.verified,
  };
}

/** `return &T{…}` -> `return T{…}` for every return of the function; undefined when one returns something else. */
function ownEdits(context: RemedyContext, type: string): Edit[] | undefined {
  const { tree, nodes } = context;
  const edits: Edit[] = [];
  let isAbout = false;
  const remove = (start: number): Span => ({ start, end: start + 1 });
  for (let n = 1; n < tree.count; n++) {
    // The function calls itself, or a closure has returns of its own: left alone.
    if (tree.kind(n) === K.FuncLiteral || (tree.kind(n) === K.Identifier && n > 1 && tree.textOf(n) === tree.textOf(tree.field(0, F.Name))))
      return undefined;
    if (tree.kind(n) !== K.ReturnStatement) continue;
    const value = tree.first(tree.first(n));
    const literal = tree.first(value);
    const fits = tree.kind(value) === K.UnaryExpression && tree.op(value) === '&' && tree.kind(literal) === K.CompositeLiteral;
    if (!fits || tree.textOf(tree.first(literal)) !== type || tree.starts[literal] !== tree.starts[value]! + 1) return undefined;
    isAbout ||= nodes.some(m => tree.within(m, value));
    edits.push(context.edit(remove(tree.starts[value]!), ''));
  }
  return isAbout ? edits : undefined;
}

/** Locks and what says so itself are used by address only. */
function mustNotBeCopied(type: TypeRef, pkg: GoPackage, depth = 0): boolean {
  if (depth > 5) return true;
  if (type.kind === 'named') {
    if (type.pkg === 'time' && (type.name === 'Time' || type.name === 'Duration')) return false;
    if (type.pkg !== '') return true;
    if (type.name === 'noCopy') return true;
    return mustNotBeCopied(pkg.type(type.name)?.type ?? type, pkg, depth + 1);
  }
  if (type.kind === 'struct') return type.fields.some(f => mustNotBeCopied(f.type, pkg, depth + 1));
  return type.kind === 'array' && mustNotBeCopied(type.elem, pkg, depth + 1);
}

/** Every mention of the function in the declaration is a call whose result may as well be a value. */
function callersFit(tree: FlatTree, name: string, pkg: GoPackage): boolean {
  if (tree.hasError) return false;
  const scopes = Scopes.of(tree);
  for (let n = 0; n < tree.count; n++) {
    if (tree.kind(n) !== K.Identifier || tree.textOf(n) !== name || scopes.variableOf(n)) continue;
    if (tree.parentKind(n) === K.SelectorExpression && tree.first(tree.parent(n)) !== n) continue;
    const call = tree.parent(n);
    if (tree.kind(call) !== K.CallExpression || tree.first(call) !== n || !resultFits(tree, scopes, call, pkg)) return false;
  }
  return true;
}

function resultFits(tree: FlatTree, scopes: Scopes, call: Node, pkg: GoPackage): boolean {
  const p = tree.parent(call);
  if (tree.kind(p) === K.SelectorExpression) return isFieldRead(tree, p);
  const statement = tree.parent(p);
  if (tree.kind(statement) !== K.ShortVarDeclaration || onlyValue(tree, statement, F.Right) !== call) return false;
  const target = onlyValue(tree, statement, F.Left);
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
