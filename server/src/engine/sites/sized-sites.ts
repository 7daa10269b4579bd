/** Memory that the heap gets for its size: unknown when the program is compiled, or too large for the stack. */

import { innermostLoop } from '../go/body/enclosing.js';
import type { LargeSite, UnknownSizeSite } from '../go/package/allocation-site.js';
import type { DeclarationSyntax } from '../go/package/declaration-syntax.js';
import { integerValue, mayBeConstant } from '../go/types/constants.js';
import type { TypeRef } from '../go/types/types.js';
import { F, K, NONE, type Node } from '../syntax/flat-tree.js';
import type { Draft } from './draft.js';

/** Fewer elements than this of the sizes people write never reach a limit. */
const FEW = 64;

/** `make([]T, …)` (`made`) or `new(T)` (`allocated`) that does not leave its function for certain. */
export function readMake(
  syntax: DeclarationSyntax,
  call: Node,
  made: TypeRef | undefined,
  allocated: TypeRef | undefined,
): Draft<UnknownSizeSite> | Draft<LargeSite> | undefined {
  const { tree } = syntax;
  const span = tree.span(call);
  if (allocated)
    return mayBeLarge(allocated)
      ? { ...span, what: 'large', kind: 'pointer', node: call, storage: 'implicit', name: 'new', type: allocated, count: 1 }
      : undefined;
  // `append(s, make([]T, n)...)` only makes room.
  if (made?.kind !== 'slice' || tree.parentKind(call) === K.VariadicArgument) return undefined;
  const length = tree.child(tree.last(call), 1);
  const capacity = tree.child(tree.last(call), 2);
  const size = capacity === NONE ? length : capacity;
  if (size === NONE) return undefined;
  const count = integerValue(tree, size);
  if (count !== undefined) {
    return count >= FEW
      ? { ...span, what: 'large', kind: 'make', node: call, storage: 'implicit', name: 'make', type: made.elem, count }
      : undefined;
  }
  const lengthsOf: TypeRef[] = [];
  if (!isDynamic(syntax, size, lengthsOf)) return undefined;
  return {
    ...span,
    what: 'unknownSize',
    kind: 'make',
    node: call,
    elem: made.elem,
    size: tree.textOf(size).replace(/\s+/g, ' '),
    lengthsOf,
    inLoop: innermostLoop(tree, call) !== NONE,
  };
}

/** Surely no constant, or (`lengthsOf`) no constant when one of those types is no array. */
function isDynamic(syntax: DeclarationSyntax, size: Node, lengthsOf: TypeRef[]): boolean {
  if (!mayBeConstant(syntax, size)) return true;
  const { tree, types } = syntax;
  const before = lengthsOf.length;
  for (let n = size; n < tree.afters[size]!; n++) {
    if (tree.kind(n) !== K.CallExpression) continue;
    const name = tree.textOf(tree.first(n));
    if (name !== 'len' && name !== 'cap') continue;
    const type = types.ofExpression(tree.first(tree.last(n)));
    if (type.kind !== 'array' && type.kind !== 'constant') lengthsOf.push(type);
  }
  return lengthsOf.length > before;
}

/** `var x [N]T`, `x := [N]T{}`, `var x T`: adds a site per variable whose type may be large. */
export function readLargeVariables(syntax: DeclarationSyntax, statement: Node, out: Draft[]): void {
  const { tree } = syntax;
  if (tree.kind(statement) === K.VarSpec) {
    const type = tree.field(statement, F.Type);
    if (type === NONE) return;
    for (let c = tree.first(statement); c !== NONE; c = tree.next(c)) {
      if (tree.fields[c] === F.Name && tree.kind(c) === K.Identifier) addLarge(syntax, c, type, out);
    }
    return;
  }
  let name = tree.first(tree.field(statement, F.Left));
  for (let value = tree.first(tree.field(statement, F.Right)); value !== NONE && name !== NONE; value = tree.next(value)) {
    if (tree.kind(value) === K.CompositeLiteral) addLarge(syntax, name, tree.first(value), out);
    name = tree.next(name);
  }
}

function addLarge(syntax: DeclarationSyntax, name: Node, typeNode: Node, out: Draft[]): void {
  const { tree, types } = syntax;
  const kind = tree.kind(typeNode);
  if (kind === K.ArrayType) {
    const count = integerValue(tree, tree.field(typeNode, F.Length));
    if (count === undefined || count < FEW) return;
    const type = types.ofType(tree.field(typeNode, F.Element));
    out.push(largeVariable(syntax, name, type, count));
  } else if (kind === K.TypeIdentifier) {
    const type = types.ofType(typeNode);
    if (mayBeLarge(type)) out.push(largeVariable(syntax, name, type, 1));
  }
}

function largeVariable({ tree }: DeclarationSyntax, node: Node, type: TypeRef, count: number): Draft<LargeSite> {
  return { ...tree.span(node), what: 'large', kind: 'variable', node, storage: 'explicit', name: tree.textOf(node), type, count };
}

/** Only arrays are large, and types that may hold them. */
function mayBeLarge(type: TypeRef): boolean {
  return type.kind === 'array' || (type.kind === 'named' && type.pkg === '') || type.kind === 'struct';
}
