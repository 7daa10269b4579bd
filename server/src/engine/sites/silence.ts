/**
 * Lines that are true in the compiler's words and allocate nothing at run time, or only on the way down: not findings (go-facts §4.4).
 */

import type { Scopes } from '../go/names/scope.js';
import type { GoPackage } from '../go/package/go-package.js';
import { type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';

const NUMBER = String.raw`[-+]?(?:\d[\d_.]*(?:e[-+]?\d+)?|0[xXbBoO][\da-fA-F_]+)i?`;
const LITERAL = new RegExp(String.raw`^(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)+'|${NUMBER}|true|false|nil|\(${NUMBER}.*\))$`, 's');
const CONVERSION = /^(?:[\p{L}_][\p{L}\p{N}_.]*)\((.*)\)$/su;
const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=', '&&', '||']);

/** True for the compiler's rendering of a constant: `"xy"`, `-5`, `true`, `time.Duration(1000000000)`. It lives in read-only data. */
export function isConstantText(text: string): boolean {
  if (LITERAL.test(text)) return true;
  const inner = CONVERSION.exec(text)?.[1];
  return inner !== undefined && LITERAL.test(inner);
}

/** True for renderings of what has no size: `struct {}{}`, `make([]T, 0)`, `[]T{}`, `[]byte("")`; the runtime hands out one address for all. */
export function isEmptyText(text: string): boolean {
  return (
    /^&?struct \{\}\{\}$/.test(text) ||
    /^make\(\[\].*, 0(?:, 0)?\)$/s.test(text) ||
    isEmptySliceText(text) ||
    text === 'new(struct {})' ||
    /^\(?\[\](?:byte|rune)\)?\(""\)$/.test(text)
  );
}

/** True for `[]T{}`, whatever `T` is (`[]interface {}{}`, and `[]…{}` of a generic function). */
export const isEmptySliceText = (text: string): boolean => text.startsWith('[]') && text.endsWith('{}');

/** True for the rendering of an empty struct or array literal, `T{}`; not for `&T{}`, `[]T{}` and `map[K]V{}`. */
export function isEmptyLiteralText(text: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_.]*(?:\[[^\]]*\])?\{\}$/u.test(text) && !text.startsWith('map[');
}

/** True for the rendering of a comparison: a bool is boxed without an allocation. */
export function isComparisonText(text: string): boolean {
  return / (?:==|!=|<=?|>=?|&&|\|\|) /.test(text.replace(/"(?:[^"\\]|\\.)*"/g, '""'));
}

/** True for expressions that are bool by their form: no type is needed. */
export function isBool(tree: FlatTree, node: Node): boolean {
  const e = tree.unparen(node);
  if (tree.kind(e) === K.BinaryExpression) return COMPARISONS.has(tree.op(e));
  return tree.kind(e) === K.UnaryExpression && tree.op(e) === '!';
}

/**
 * True for a struct or array literal of constants only. From Go 1.25 on it is boxed by the address of read-only data (measured: 1 allocation
 * to 1.24, none from 1.25; walk/order.go, isStaticCompositeLiteral).
 */
export function isStaticLiteral(tree: FlatTree, node: Node): boolean {
  const e = tree.unparen(node);
  switch (tree.kind(e)) {
    case K.CompositeLiteral: {
      const type = tree.kind(tree.first(e));
      return type !== K.SliceType && type !== K.MapType && elementsAreStatic(tree, tree.childOfKind(e, K.LiteralValue));
    }
    case K.IntLiteral:
    case K.FloatLiteral:
    case K.ImaginaryLiteral:
    case K.RuneLiteral:
    case K.RawStringLiteral:
    case K.InterpretedStringLiteral:
    case K.True:
    case K.False:
    case K.Nil:
      return true;
    case K.UnaryExpression:
      return tree.op(e) === '-' && isStaticLiteral(tree, tree.first(e));
    default:
      return false;
  }
}

function elementsAreStatic(tree: FlatTree, value: Node): boolean {
  for (const element of tree.children(value)) {
    const holder = tree.kind(element) === K.KeyedElement ? tree.last(element) : element;
    if (tree.kind(holder) !== K.LiteralElement || !isStaticLiteral(tree, tree.first(holder))) return false;
  }
  return true;
}

/** Innermost loop that runs the node again and again, or NONE: what is followed by `return` or `break` runs once. */
export function repeatingLoop(tree: FlatTree, scopes: Scopes, node: Node): Node {
  const loop = scopes.loopOf(node);
  if (loop === NONE) return NONE;
  for (let p = node; p !== loop; p = tree.parent(p)) {
    if (tree.kind(p) === K.ReturnStatement) return NONE;
    if (tree.kind(p) === K.StatementList && leaves(tree, tree.last(p), tree.parent(p), loop)) return NONE;
  }
  return loop;
}

function leaves(tree: FlatTree, statement: Node, block: Node, loop: Node): boolean {
  switch (tree.kind(statement)) {
    case K.ReturnStatement:
      return true;
    case K.BreakStatement: {
      const target = tree.ancestor(block, K.ForStatement, K.ExpressionSwitchStatement, K.TypeSwitchStatement, K.SelectStatement);
      return tree.first(statement) === NONE && target === loop && tree.kind(block) === K.Block;
    }
    case K.ExpressionStatement: {
      const call = tree.first(statement);
      return tree.kind(call) === K.CallExpression && tree.textOf(tree.first(call)) === 'panic';
    }
    default:
      return false;
  }
}

/** Capacity or length expression of a `make([]T, …)` that is not a constant as far as the declaration tells; NONE when all are. */
export function variableSize(tree: FlatTree, scopes: Scopes, pkg: GoPackage, make: Node): Node {
  const sizes = [...tree.children(tree.childOfKind(make, K.ArgumentList))].slice(1);
  return sizes.find(s => !isConstantSize(tree, scopes, pkg, s)) ?? NONE;
}

function isConstantSize(tree: FlatTree, scopes: Scopes, pkg: GoPackage, size: Node): boolean {
  for (let n = size; n < tree.afters[size]!; n++) {
    const kind = tree.kind(n);
    if (kind === K.CallExpression && !/^len\(["`]/.test(tree.textOf(n))) return false;
    if (kind === K.IndexExpression) return false;
    if (tree.parentKind(n) === K.CallExpression && tree.textOf(n) === 'len') continue;
    if (kind !== K.Identifier) continue;
    const variable = scopes.variableOf(n);
    if (variable ? variable.kind !== 'constant' : pkg.value(tree.textOf(n))?.constant !== true) {
      // A qualified name (`bufio.MaxScanTokenSize`) is not known to be a constant, and not known not to be.
      if (tree.parentKind(n) !== K.SelectorExpression) return false;
    }
  }
  return true;
}
