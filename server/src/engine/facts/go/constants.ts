/** Constant and surely not constant expressions, as far as one declaration tells. */
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isWritten } from './captures.js';
import type { DeclarationSyntax } from './declaration.js';
import type { Variable } from './scope.js';
import type { TypeRef } from './types.js';

/** False only when the expression holds something that is no constant: a variable, a field, an element, an unknown call. */
export function mayBeConstant(syntax: DeclarationSyntax, e: Node): boolean {
  const { tree, scopes, types } = syntax;
  const n = tree.unparen(e);
  switch (tree.kind(n)) {
    case K.Identifier: {
      const v = scopes.variableOf(n);
      return !v || v.kind === 'constant' || isFixed(syntax, v);
    }
    case K.SelectorExpression:
      return types.packageOf(tree.first(n)) !== undefined;
    case K.BinaryExpression:
      return mayBeConstant(syntax, tree.first(n)) && mayBeConstant(syntax, tree.last(n));
    case K.UnaryExpression:
      return tree.op(n) !== '*' && tree.op(n) !== '&' && tree.op(n) !== '<-' && mayBeConstant(syntax, tree.first(n));
    case K.CallExpression:
      return callMayBeConstant(syntax, n);
    case K.IndexExpression:
    case K.SliceExpression:
    case K.TypeAssertionExpression:
    case K.CompositeLiteral:
    case K.FuncLiteral:
    case K.Nil:
      return false;
    default:
      return true;
  }
}

/** Stands behind a condition that may be a constant (`if debug`, `switch runtime.GOOS`): the compiler may leave it out. */
export function mayBeDead(syntax: DeclarationSyntax, node: Node): boolean {
  const { tree } = syntax;
  for (let n = node, p = tree.parent(n); p !== NONE; n = p, p = tree.parent(p)) {
    const kind = tree.kind(p);
    if (kind === K.IfStatement) {
      const field = tree.fields[n];
      if ((field === F.Consequence || field === F.Alternative) && mayBeConstant(syntax, tree.field(p, F.Condition))) return true;
    } else if (kind === K.ExpressionCase) {
      const value = tree.field(tree.parent(p), F.Value);
      if (value !== NONE && mayBeConstant(syntax, value)) return true;
    }
  }
  return false;
}

/** Conversions, and len of arrays and constant strings, may be constant; calls of functions are not, but a name does not tell. */
function callMayBeConstant(syntax: DeclarationSyntax, call: Node): boolean {
  const { tree, scopes, types } = syntax;
  const callee = tree.unparen(tree.first(call));
  const kind = tree.kind(callee);
  if (kind === K.Identifier && scopes.variableOf(callee)) return false;
  if (kind === K.SelectorExpression && types.packageOf(tree.first(callee)) === undefined) return false;
  if (kind !== K.Identifier && kind !== K.SelectorExpression) return false;
  if (kind === K.SelectorExpression && types.packageOf(tree.first(callee)) === 'unsafe') return true;
  const list = tree.last(call);
  const arg = tree.first(list);
  const name = tree.textOf(callee);
  if (name === 'len' || name === 'cap') return lengthMayBeConstant(types.ofExpression(arg));
  if (arg === NONE || (tree.next(arg) !== NONE && name !== 'min' && name !== 'max')) return false;
  for (let a = arg; a !== NONE; a = tree.next(a)) if (!mayBeConstant(syntax, a)) return false;
  return kind === K.Identifier;
}

function lengthMayBeConstant(type: TypeRef): boolean {
  switch (type.kind) {
    case 'slice':
    case 'map':
    case 'chan':
      return false;
    case 'basic':
      return type.name !== 'string';
    case 'pointer':
      return type.elem.kind !== 'slice' && type.elem.kind !== 'map';
    default:
      return true;
  }
}

/** Declared with a constant and never written again: the compiler may use the constant in its place. */
function isFixed(syntax: DeclarationSyntax, v: Variable): boolean {
  if (v.kind !== 'local' || v.init === NONE || v.initIndex >= 0) return false;
  return !v.uses.some(u => isWritten(syntax.tree, u)) && mayBeConstant(syntax, v.init);
}

/** Value of an integer constant made of literals: `64 << 10`, `4 * 1024`. Undefined for anything else. */
export function integerValue(tree: FlatTree, e: Node): number | undefined {
  const n = tree.unparen(e);
  switch (tree.kind(n)) {
    case K.IntLiteral: {
      const text = tree.textOf(n).replace(/_/g, '');
      const value = Number(/^0\d+$/.test(text) ? `0o${text.slice(1)}` : text);
      return Number.isSafeInteger(value) ? value : undefined;
    }
    case K.BinaryExpression: {
      const a = integerValue(tree, tree.first(n));
      const b = a === undefined ? undefined : integerValue(tree, tree.last(n));
      return a === undefined || b === undefined ? undefined : combine(tree.op(n), a, b);
    }
    default:
      return undefined;
  }
}

function combine(op: string, a: number, b: number): number | undefined {
  const value = op === '*' ? a * b : op === '<<' ? a * 2 ** b : op === '+' ? a + b : op === '-' ? a - b : undefined;
  return value !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
