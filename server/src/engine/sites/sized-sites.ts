/** Memory that the heap gets for its size: unknown when the program is compiled, or too large for the stack. */

import { innermostLoop } from '../go/body/enclosing.js';
import type { Written } from '../go/names/written-types.js';
import type { LargeSite, UnknownSizeSite } from '../go/package/allocation-site.js';
import type { DeclarationSyntax } from '../go/package/declaration-syntax.js';
import { questionOf, type SizeQuestion, sizeQuestionOf } from '../go/package/type-question.js';
import { constantIf, integerValue } from '../go/types/constants.js';
import { F, K, NONE, type Node } from '../syntax/flat-tree.js';
import type { Draft } from './draft.js';

/** Fewer elements than this of the sizes people write never reach a limit. */
const FEW = 64;
/** Bytes. */
const SURELY_ON_STACK = 65_536;

/** `make([]T, n)` that does not leave its function for certain; also of a slice type that has a name. */
export function readMake(syntax: DeclarationSyntax, call: Node): Draft<UnknownSizeSite> | Draft<LargeSite> | undefined {
  const { tree, types } = syntax;
  const list = tree.last(call);
  const made = types.ofType(tree.first(list));
  // `append(s, make([]T, n)...)` only makes room.
  if ((made.kind !== 'slice' && made.kind !== 'name') || tree.parentKind(call) === K.VariadicArgument) return undefined;
  const capacity = tree.child(list, 2);
  const size = capacity === NONE ? tree.child(list, 1) : capacity;
  if (size === NONE) return undefined;
  const written = tree.unparen(tree.first(list));
  const element = made.kind === 'slice' ? sizeQuestionOf(types, types.ofType(made.elem), tree.first(written)) : undefined;
  const count = integerValue(tree, size);
  if (count !== undefined) {
    if (!element || count < FEW || fits(element, count)) return undefined;
    return { ...tree.span(call), what: 'large', kind: 'make', node: call, storage: 'implicit', name: 'make', type: element, count };
  }
  const open = constantIf(syntax, size);
  if (open?.length === 0) return undefined;
  return {
    ...tree.span(call),
    what: 'unknownSize',
    kind: 'make',
    node: call,
    ...(element ? { element } : { slice: questionOf(made, written) }),
    size: tree.textOf(size).replace(/\s+/g, ' '),
    constantIf: open ?? [],
    inLoop: innermostLoop(tree, call) !== NONE,
  };
}

/** `new(T)` that does not leave its function for certain. */
export function readNew({ tree, types }: DeclarationSyntax, call: Node): Draft<LargeSite> | undefined {
  const node = tree.first(tree.last(call));
  const type = types.ofType(node);
  const asked = sizeQuestionOf(types, type, node);
  if (!mayBeLarge(type) || fits(asked, 1)) return undefined;
  return { ...tree.span(call), what: 'large', kind: 'pointer', node: call, storage: 'implicit', name: 'new', type: asked, count: 1 };
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

function addLarge({ tree, types }: DeclarationSyntax, node: Node, typeNode: Node, out: Draft[]): void {
  const type = types.ofType(typeNode);
  const kind = tree.kind(typeNode);
  if (kind === K.ArrayType ? type.kind === 'array' && (type.length ?? FEW) < FEW : kind !== K.TypeIdentifier || !mayBeLarge(type)) return;
  const asked = sizeQuestionOf(types, type, typeNode);
  if (fits(asked, 1)) return;
  out.push({
    ...tree.span(node),
    what: 'large',
    kind: 'variable',
    node,
    storage: 'explicit',
    name: tree.textOf(node),
    type: asked,
    count: 1,
  });
}

/** True where nobody has to be asked: so much has room on every stack. */
const fits = (asked: SizeQuestion, count: number): boolean => 'bytes' in asked && asked.bytes * count <= SURELY_ON_STACK;

/** Only arrays are large, and types that may hold them. */
function mayBeLarge(type: Written): boolean {
  return type.kind === 'array' || (type.kind === 'name' && type.pkg === '') || type.kind === 'struct';
}
