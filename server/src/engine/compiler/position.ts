/**
 * Where the compiler says an expression is, and back: the position table of go-facts §3.2. A call is at its `(`, `a + b` at the operator,
 * `T{}` at the `{`; so one place can mean several nested expressions, and the caller chooses by what the compiler printed.
 *
 * Source: cmd/compile/internal/syntax/parser.go (pexpr, binaryExpr, complitexpr), unchanged from 1.18 to 1.27.
 */
import { argumentsOf, F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';

/** Offset of the compiler's position of an expression; -1 for nodes that have none. */
export function positionOf(tree: FlatTree, n: Node): number {
  const start = tree.starts[n] ?? -1;
  switch (tree.kind(n)) {
    case K.CallExpression:
      return startOf(tree, tree.childOfKind(n, K.ArgumentList));
    case K.TypeConversionExpression:
      return isGenericCall(tree, n) ? after(tree, tree.field(n, F.Type), '(') : positionOf(tree, tree.field(n, F.Operand));
    case K.ParenthesizedExpression:
      return positionOf(tree, tree.first(n));
    case K.CompositeLiteral:
      return startOf(tree, tree.childOfKind(n, K.LiteralValue));
    case K.BinaryExpression:
    case K.AssignmentStatement:
      return after(tree, tree.first(n), tree.op(n));
    case K.SelectorExpression:
    case K.TypeAssertionExpression:
      return after(tree, tree.first(n), '.');
    case K.IndexExpression:
    case K.SliceExpression:
    case K.TypeInstantiationExpression:
      return after(tree, tree.first(n), '[');
    case K.UnaryExpression:
    case K.FuncLiteral:
    case K.Identifier:
    case K.BlankIdentifier:
    case K.IntLiteral:
    case K.FloatLiteral:
    case K.ImaginaryLiteral:
    case K.RuneLiteral:
    case K.RawStringLiteral:
    case K.InterpretedStringLiteral:
    case K.Nil:
    case K.True:
    case K.False:
    case K.Iota:
      return start;
    case K.LiteralValue:
      // `[]*T{{…}}`: the inner literal has no type of its own.
      return tree.parentKind(n) === K.CompositeLiteral ? -1 : start;
    default:
      return -1;
  }
}

/** Expressions at a compiler position, innermost first. A conversion is at its argument, before Go 1.20 at its `(`. */
export function expressionsAt(tree: FlatTree, offset: number): Node[] {
  const out: Node[] = [];
  for (let n = tree.nodeAt(offset); n !== NONE; n = tree.parent(n)) {
    if (positionOf(tree, n) === offset || otherPosition(tree, n) === offset) out.push(n);
  }
  return out;
}

/** `f[int](x)` parses as a conversion to `f[int]`. */
export function isGenericCall(tree: FlatTree, n: Node): boolean {
  return tree.kind(n) === K.TypeConversionExpression && tree.kind(tree.field(n, F.Type)) === K.GenericType;
}

/** The other place an expression may have: `T(x)` parses as a call, `[]T(x)` as a conversion, and a boxed `(x)` is at its parenthesis. */
function otherPosition(tree: FlatTree, n: Node): number {
  if (tree.kind(n) === K.ParenthesizedExpression) return tree.starts[n]!;
  if (tree.kind(n) === K.TypeConversionExpression) {
    return isGenericCall(tree, n) ? positionOf(tree, tree.field(n, F.Operand)) : after(tree, tree.field(n, F.Type), '(');
  }
  if (tree.kind(n) !== K.CallExpression) return -1;
  const args = argumentsOf(tree, n);
  return args.length === 1 ? positionOf(tree, args[0]!) : -1;
}

function startOf(tree: FlatTree, n: Node): number {
  return n === NONE ? -1 : tree.starts[n]!;
}

/** Offset of a token behind a child, over white space and comments. */
function after(tree: FlatTree, child: Node, token: string): number {
  if (child === NONE || token === '') return -1;
  let at = tree.ends[child]!;
  for (;;) {
    const gap = /^(?:\s+|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)/.exec(tree.text.slice(at, at + 2000));
    if (!gap) break;
    at += gap[0].length;
  }
  // `=` of `s += x` is printed by the grammar as one token; an unexpected one means the tree is a guess.
  return tree.text.startsWith(token, at) ? at : -1;
}
