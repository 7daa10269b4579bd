/** Which object's memory an expression's value shares. */
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { DeclarationSyntax } from '../package/declaration-syntax.js';
import type { TypeRef } from '../types/types.js';
import type { Ref } from './pool-state.js';

/** Methods of bytes.Buffer whose result is the buffer's own memory (`bytes/buffer.go`); String copies. */
const BUFFER_VIEWS = new Set(['Bytes', 'AvailableBuffer', 'Next']);

const inside = (refs: readonly Ref[]): readonly Ref[] => refs.map(r => ({ ...r, inside: true }));
const maybeMoved = (refs: readonly Ref[]): readonly Ref[] => refs.map(r => ({ ...r, inside: true, maybeMoved: true }));

/** `refsOf` gives what a name holds; empty when the value is a copy, new, or not understood. */
export function aliasesOf(syntax: DeclarationSyntax, node: Node, refsOf: (name: Node) => readonly Ref[]): readonly Ref[] {
  const { tree, types } = syntax;
  const e = tree.unparen(node);
  const again = (n: Node) => aliasesOf(syntax, n, refsOf);
  switch (tree.kind(e)) {
    case K.Identifier:
      return refsOf(e);
    case K.TypeAssertionExpression:
      return again(tree.field(e, F.Operand));
    case K.SliceExpression:
      return inside(again(tree.field(e, F.Operand)));
    case K.UnaryExpression: {
      if (tree.op(e) !== '*') return [];
      const pointer = types.ofExpression(tree.first(e));
      return pointer.kind === 'pointer' && (pointer.elem.kind === 'slice' || pointer.elem.kind === 'map')
        ? inside(again(tree.first(e)))
        : [];
    }
    case K.CallExpression: {
      const callee = tree.unparen(calleeOf(tree, e));
      if (tree.textOf(callee) === 'append') return maybeMoved(again(argumentsOf(tree, e)[0] ?? NONE));
      if (tree.kind(callee) !== K.SelectorExpression) return [];
      const operand = tree.unparen(tree.first(callee));
      const name = tree.textOf(tree.last(callee));
      const pkg = types.packageOf(operand);
      if (pkg !== undefined) return fromPackage(`${pkg}.${name}`, () => again(argumentsOf(tree, e)[0] ?? NONE));
      return BUFFER_VIEWS.has(name) ? viewOf(types.ofExpression(operand), () => again(operand)) : [];
    }
    default:
      return [];
  }
}

/** What a returned value shares: also through the elements of a composite literal, `return &response{body: b.Bytes()}`. */
export function returnedAliases(syntax: DeclarationSyntax, node: Node, refsOf: (name: Node) => readonly Ref[]): readonly Ref[] {
  const { tree } = syntax;
  let e = tree.unparen(node);
  if (tree.kind(e) === K.UnaryExpression && tree.op(e) === '&') e = tree.unparen(tree.first(e));
  if (tree.kind(e) !== K.CompositeLiteral) return aliasesOf(syntax, e, refsOf);
  return [...tree.children(tree.last(e))].flatMap(element => {
    const value = tree.kind(element) === K.KeyedElement ? tree.last(element) : element;
    return inside(aliasesOf(syntax, tree.first(value), refsOf));
  });
}

/** Functions of std that return (a part of) their first argument's memory, read from it, or append to it. */
function fromPackage(name: string, argument: () => readonly Ref[]): readonly Ref[] {
  if (/^bytes\.(?:Trim\w*|NewReader|NewBuffer)$/.test(name)) return inside(argument());
  return /^(?:strconv|fmt)\.Append\w*$|^unicode\/utf8\.AppendRune$/.test(name) ? maybeMoved(argument()) : [];
}

function viewOf(type: TypeRef, buffer: () => readonly Ref[]): readonly Ref[] {
  if (isBuffer(type)) return inside(buffer());
  const open = type.kind === 'result' || type.kind === 'value' || type.kind === 'selector' || type.kind === 'element';
  return open ? inside(buffer()).map(r => ({ ...r, ifBuffer: type })) : [];
}

function isBuffer(type: TypeRef): boolean {
  const t = type.kind === 'pointer' ? type.elem : type;
  return t.kind === 'named' && t.pkg === 'bytes' && t.name === 'Buffer';
}
