/** Constant and surely not constant expressions, as far as one declaration tells. */
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isWritten } from '../body/captures.js';
import type { Scopes } from '../names/scope.js';
import type { Variable } from '../names/variable.js';
import type { DeclarationSyntax } from '../package/declaration-syntax.js';
import type { TypeRef } from './types.js';

/** Deeper expressions and blocks are not looked into: nobody writes them, and a recursive walk must end. */
const MAX_DEPTH = 100;

/** False only when the expression holds something that is no constant: a variable, a field, an element, an unknown call. */
export function mayBeConstant(syntax: DeclarationSyntax, e: Node, depth = 0): boolean {
  const { tree, scopes, types } = syntax;
  if (depth > MAX_DEPTH) return true;
  const n = tree.unparen(e);
  switch (tree.kind(n)) {
    case K.Identifier: {
      const v = scopes.variableOf(n);
      return !v || v.kind === 'constant' || isFixed(syntax, v, depth + 1);
    }
    case K.SelectorExpression:
      return types.packageOf(tree.first(n)) !== undefined;
    case K.BinaryExpression:
      return mayBeConstant(syntax, tree.last(n), depth + 1) && mayBeConstant(syntax, tree.first(n), depth + 1);
    case K.UnaryExpression:
      return tree.op(n) !== '*' && tree.op(n) !== '&' && tree.op(n) !== '<-' && mayBeConstant(syntax, tree.first(n), depth + 1);
    case K.CallExpression:
      return callMayBeConstant(syntax, n, depth + 1);
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
  let known = dead.get(syntax.scopes);
  if (!known) {
    known = new Map();
    dead.set(syntax.scopes, known);
  }
  const path: Node[] = [];
  let n = node;
  for (; n !== NONE && !known.has(n); n = tree.parent(n)) path.push(n);
  let answer = known.get(n) ?? false;
  for (let inner = path.pop(); inner !== undefined; inner = path.pop()) {
    answer ||= isBehindConstant(syntax, inner);
    known.set(inner, answer);
  }
  return answer;
}

/** Answers about nodes, remembered: what is inside of a node that may be dead may be dead as well. */
const dead = new WeakMap<Scopes, Map<Node, boolean>>();

/** The part of a condition or a switch that the node is may be left out. */
function isBehindConstant(syntax: DeclarationSyntax, n: Node): boolean {
  const { tree } = syntax;
  const p = tree.parent(n);
  const kind = tree.kind(p);
  if (kind === K.IfStatement) {
    const field = tree.fields[n];
    return (field === F.Consequence || field === F.Alternative) && mayBeConstant(syntax, tree.field(p, F.Condition));
  }
  const value = kind === K.ExpressionCase ? tree.field(tree.parent(p), F.Value) : NONE;
  return value !== NONE && mayBeConstant(syntax, value);
}

/** Conversions, and len of arrays and constant strings, may be constant; calls of functions are not, but a name does not tell. */
function callMayBeConstant(syntax: DeclarationSyntax, call: Node, depth: number): boolean {
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
  for (let a = arg; a !== NONE; a = tree.next(a)) if (!mayBeConstant(syntax, a, depth)) return false;
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

/** Answers about variables, remembered: each takes a look at all uses. */
const fixed = new WeakMap<Variable, boolean>();

/** Declared with a constant and never written again: the compiler may use the constant in its place. */
function isFixed(syntax: DeclarationSyntax, v: Variable, depth: number): boolean {
  if (v.kind !== 'local' || v.init === NONE || v.initIndex >= 0) return false;
  const known = fixed.get(v);
  if (known !== undefined) return known;
  const answer = !v.uses.some(u => isWritten(syntax.tree, u)) && mayBeConstant(syntax, v.init, depth);
  fixed.set(v, answer);
  return answer;
}

/** Value of an integer constant made of literals: `64 << 10`, `4 * 1024`. Undefined for anything else. */
export function integerValue(tree: FlatTree, e: Node, depth = 0): number | undefined {
  const n = tree.unparen(e);
  switch (tree.kind(n)) {
    case K.IntLiteral: {
      const text = tree.textOf(n).replace(/_/g, '');
      const value = Number(/^0\d+$/.test(text) ? `0o${text.slice(1)}` : text);
      return Number.isSafeInteger(value) ? value : undefined;
    }
    case K.BinaryExpression: {
      if (depth > MAX_DEPTH) return undefined;
      const b = integerValue(tree, tree.last(n), depth + 1);
      const a = b === undefined ? undefined : integerValue(tree, tree.first(n), depth + 1);
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
