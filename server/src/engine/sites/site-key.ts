/**
 * Names for functions and allocation sites that outlive edits: moved lines, renamed locals, other literals and other formatting leave them
 * as they are. They are compared between versions of a program, so they are never translated.
 */
import type { Scopes } from '../go/names/scope.js';
import { calleeOf, F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';

/** What stands outside of every function. */
export const PACKAGE_LEVEL = 'package level';

/** A receiver's type without its type arguments, blanks and parentheses. */
function withoutArguments(type: string): string {
  const [open, close] = [type.indexOf('['), type.lastIndexOf(']')];
  return (open >= 0 && close > open ? type.slice(0, open) + type.slice(close + 1) : type).replace(/[\s()]/g, '');
}

/** `F`, `(*T).M`, `T.M` without type parameters; `package level` for other declarations. */
export function functionName(tree: FlatTree): string {
  const name = tree.textOf(tree.field(0, F.Name));
  if (tree.kind(0) === K.FunctionDeclaration) return name;
  if (tree.kind(0) !== K.MethodDeclaration) return PACKAGE_LEVEL;
  const parameter = tree.first(tree.field(0, F.Receiver));
  const type = parameter === NONE ? '' : withoutArguments(tree.textOf(tree.field(parameter, F.Type)));
  return type.startsWith('*') ? `(${type}).${name}` : `${type}.${name}`;
}

/** Longer keys are cut: they only have to tell sites of one function apart. */
const LONGEST = 160;

/**
 * The expression or variable at the node: locals read `_`, constants, sizes and arguments `…`. A declared variable reads `variable _`.
 * Two sites of one function may share a key; whoever compares them counts.
 */
export function siteKey(tree: FlatTree, scopes: Scopes, node: Node): string {
  const variable = scopes.variableOf(node);
  const text = variable?.node === node ? 'variable _' : render(tree, scopes, node);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function render(tree: FlatTree, scopes: Scopes, n: Node): string {
  switch (tree.kind(n)) {
    case K.Identifier:
    case K.TypeIdentifier:
      return scopes.variableOf(n) ? '_' : tree.textOf(n);
    case K.RawStringLiteral:
    case K.InterpretedStringLiteral:
    case K.IntLiteral:
    case K.FloatLiteral:
    case K.ImaginaryLiteral:
    case K.RuneLiteral:
    case K.ArgumentList:
      return '…';
    case K.FuncLiteral:
      return 'func literal';
    case K.ParenthesizedExpression:
      return render(tree, scopes, tree.first(n));
    case K.LiteralValue:
      return '{…}';
    case K.CallExpression:
      return call(tree, scopes, n);
    default:
      return children(tree, scopes, n);
  }
}

/** Of the arguments only those that name a type or what grows are kept. */
function call(tree: FlatTree, scopes: Scopes, n: Node): string {
  const callee = render(tree, scopes, calleeOf(tree, n));
  const first = tree.first(tree.childOfKind(n, K.ArgumentList));
  if (first === NONE || !/^(?:make|new|append)$/.test(callee)) return `${callee}(…)`;
  return `${callee}(${render(tree, scopes, first)}${callee === 'new' ? '' : ', …'})`;
}

/** The children with the tokens between them, in one spelling. */
function children(tree: FlatTree, scopes: Scopes, n: Node): string {
  const { start, end } = tree.span(n);
  let out = '';
  let at = start;
  for (const child of tree.children(n)) {
    const span = tree.span(child);
    out = glue(glue(out, tokens(tree.text.slice(at, span.start))), render(tree, scopes, child));
    at = span.end;
  }
  return glue(out, tokens(tree.text.slice(at, end)));
}

const tokens = (gap: string) =>
  gap
    .replace(/\/\*.*?(?:\*\/|$)|\/\/[^\n]*/gs, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** One blank where two words would become one. */
function glue(left: string, right: string): string {
  return /[\p{L}\p{N}_…]$/u.test(left) && /^[\p{L}\p{N}_…]/u.test(right) ? `${left} ${right}` : left + right;
}
