/** Constant and surely not constant expressions, as far as one declaration tells. */
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isWritten } from '../body/captures.js';
import type { Scopes } from '../names/scope.js';
import type { Variable } from '../names/variable.js';
import type { Written } from '../names/written-types.js';
import type { DeclarationSyntax } from '../package/declaration-syntax.js';

/** Deeper expressions and blocks are not looked into: nobody writes them, and a recursive walk must end. */
const MAX_DEPTH = 100;

/** False only when the expression holds something that is no constant: a variable, a field, an element, an unknown call. */
export const mayBeConstant = (syntax: DeclarationSyntax, e: Node): boolean => constantIf(syntax, e) !== undefined;

/**
 * The expression is a constant when all of these nodes are, or name a type or what is predeclared; undefined when it surely is none. A local
 * variable that is never written again is as good as the constant that it begins with.
 */
export function constantIf(syntax: DeclarationSyntax, e: Node): readonly Node[] | undefined {
  const open: Node[] = [];
  return collect(syntax, e, open, 0) ? open : undefined;
}

function collect(syntax: DeclarationSyntax, e: Node, open: Node[], depth: number): boolean {
  const { tree, packages, scopes } = syntax;
  if (depth > MAX_DEPTH) return true;
  const n = tree.unparen(e);
  switch (tree.kind(n)) {
    case K.Identifier: {
      const v = scopes.variableOf(n);
      if (v) return v.kind === 'constant' || isFixed(syntax, v, open, depth + 1);
      open.push(n);
      return true;
    }
    case K.SelectorExpression:
      open.push(n);
      return packages.of(tree.first(n)) !== undefined;
    case K.BinaryExpression:
      return collect(syntax, tree.last(n), open, depth + 1) && collect(syntax, tree.first(n), open, depth + 1);
    case K.UnaryExpression:
      return tree.op(n) !== '*' && tree.op(n) !== '&' && tree.op(n) !== '<-' && collect(syntax, tree.first(n), open, depth + 1);
    case K.CallExpression:
      return collectCall(syntax, n, open, depth + 1);
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

/** True for what surely is left out by the compiler or may be, as far as one declaration tells. */
export const mayBeDead = (syntax: DeclarationSyntax, node: Node): boolean => deadIf(syntax, node).length > 0;

/**
 * Conditions that the node stands behind and that may be constants (`if debug`, `switch runtime.GOOS`): the compiler may leave it out where all
 * nodes of one of these lists are constants. An empty list: it surely may.
 */
export function deadIf(syntax: DeclarationSyntax, node: Node): readonly (readonly Node[])[] {
  const { tree } = syntax;
  let known = dead.get(syntax.scopes);
  if (!known) {
    known = new Map();
    dead.set(syntax.scopes, known);
  }
  const path: Node[] = [];
  let n = node;
  for (; n !== NONE && !known.has(n); n = tree.parent(n)) path.push(n);
  let answer = known.get(n) ?? ALIVE;
  for (let inner = path.pop(); inner !== undefined; inner = path.pop()) {
    const condition = conditionOver(tree, inner);
    const found = condition === NONE || answer.length >= MAX_CONDITIONS ? undefined : constantIf(syntax, condition);
    if (found) answer = [...answer, found];
    known.set(inner, answer);
  }
  return answer;
}

const ALIVE: readonly (readonly Node[])[] = [];
/** Further conditions around a node are not looked at: time must not grow with the square of a text. */
const MAX_CONDITIONS = 20;

/** Answers about nodes, remembered: what is inside of a node that may be dead may be dead as well. */
const dead = new WeakMap<Scopes, Map<Node, readonly (readonly Node[])[]>>();

/** The condition or the value of the switch that decides whether this part of a statement runs, or NONE. */
function conditionOver(tree: FlatTree, n: Node): Node {
  const p = tree.parent(n);
  const kind = tree.kind(p);
  if (kind === K.IfStatement) {
    const field = tree.fields[n];
    return field === F.Consequence || field === F.Alternative ? tree.field(p, F.Condition) : NONE;
  }
  return kind === K.ExpressionCase ? tree.field(tree.parent(p), F.Value) : NONE;
}

/** Conversions, and len of arrays and constant strings, may be constant; calls of functions are not, but a name does not tell. */
function collectCall(syntax: DeclarationSyntax, call: Node, open: Node[], depth: number): boolean {
  const { tree, scopes, types, packages } = syntax;
  const callee = tree.unparen(tree.first(call));
  const kind = tree.kind(callee);
  if (kind === K.SelectorExpression) return packages.of(tree.first(callee)) === 'unsafe';
  if (kind !== K.Identifier || scopes.variableOf(callee)) return false;
  const arg = tree.first(tree.last(call));
  const name = tree.textOf(callee);
  if (name === 'len' || name === 'cap') {
    open.push(call);
    return lengthMayBeConstant(types.of(arg));
  }
  if (arg === NONE || (tree.next(arg) !== NONE && name !== 'min' && name !== 'max')) return false;
  open.push(callee);
  for (let a = arg; a !== NONE; a = tree.next(a)) if (!collect(syntax, a, open, depth)) return false;
  return true;
}

function lengthMayBeConstant(type: Written): boolean {
  switch (type.kind) {
    case 'slice':
    case 'map':
    case 'chan':
      return false;
    case 'basic':
      return type.name !== 'string';
    default:
      return true;
  }
}

/** What the first value of a variable hangs on, remembered; undefined: it surely is no constant, or does not stay. */
const fixed = new WeakMap<Variable, { readonly open: readonly Node[] | undefined }>();

/** Declared with a constant and never written again: the compiler may use the constant in its place. */
function isFixed(syntax: DeclarationSyntax, v: Variable, open: Node[], depth: number): boolean {
  if (v.kind !== 'local' || v.init === NONE || v.initIndex >= 0) return false;
  let known = fixed.get(v);
  if (!known) {
    const own: Node[] = [];
    const isConstant = !v.uses.some(u => isWritten(syntax.tree, u)) && collect(syntax, v.init, own, depth);
    known = { open: isConstant ? own : undefined };
    fixed.set(v, known);
  }
  if (known.open && open.length < MAX_OPEN) open.push(...known.open);
  return known.open !== undefined;
}

/** Variables that begin with sums of each other: what is left out is taken for constant. */
const MAX_OPEN = 100;

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
