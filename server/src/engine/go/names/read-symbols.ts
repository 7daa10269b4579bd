/** Package-level symbols of one declaration. */
import type { Span } from '../../base/finding.js';
import { type Sliced, whole } from '../../base/slices.js';
import { expressionsOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { DeclarationSyntax } from '../package/declaration-syntax.js';
import { numberedType } from './numbered-type.js';
import { type FunctionSymbol, NO_SYMBOLS, type Symbols, type TypeSymbol, type ValueSymbol } from './symbols.js';
import { isWritten, UNWRITTEN } from './written-types.js';

/** Names of one declaration, then the reader rests. */
const NAMES_PER_SLICE = 500;

export function readSymbols(syntax: DeclarationSyntax): Symbols {
  return whole(readingSymbols(syntax));
}

/** The same in slices. */
export function* readingSymbols(syntax: DeclarationSyntax): Sliced<Symbols> {
  switch (syntax.tree.kind(0)) {
    case K.FunctionDeclaration:
    case K.MethodDeclaration:
      return { ...NO_SYMBOLS, functions: readFunction(syntax) };
    case K.TypeDeclaration:
      return { ...NO_SYMBOLS, types: yield* readTypes(syntax) };
    case K.VarDeclaration:
    case K.ConstDeclaration:
      return { ...NO_SYMBOLS, values: yield* readValues(syntax) };
    default:
      return NO_SYMBOLS;
  }
}

function readFunction({ tree }: DeclarationSyntax): FunctionSymbol[] {
  const name = tree.field(0, F.Name);
  if (name === NONE) return [];
  const receiver = receiverOf(tree);
  return [
    {
      name: tree.textOf(name),
      span: span(tree, name),
      ...(receiver && { receiver: receiver.name }),
      pointerReceiver: receiver?.isPointer ?? false,
    },
  ];
}

function receiverOf(tree: FlatTree): { readonly name: string; readonly isPointer: boolean } | undefined {
  if (tree.kind(0) !== K.MethodDeclaration) return undefined;
  let type = tree.field(tree.first(tree.field(0, F.Receiver)), F.Type);
  while (tree.kind(type) === K.ParenthesizedType) type = tree.first(type);
  const isPointer = tree.kind(type) === K.PointerType;
  if (isPointer) type = tree.first(type);
  if (tree.kind(type) === K.GenericType) type = tree.field(type, F.Type);
  return { name: tree.textOf(type), isPointer };
}

function* readTypes({ tree }: DeclarationSyntax): Sliced<TypeSymbol[]> {
  const out: TypeSymbol[] = [];
  for (const spec of tree.children(0)) {
    if (out.length % NAMES_PER_SLICE === NAMES_PER_SLICE - 1) yield;
    const name = tree.field(spec, F.Name);
    if (name === NONE) continue;
    out.push({ name: tree.textOf(name), span: span(tree, name), alias: tree.kind(spec) === K.TypeAlias });
  }
  return out;
}

function* readValues(syntax: DeclarationSyntax): Sliced<ValueSymbol[]> {
  const { tree } = syntax;
  const constant = tree.kind(0) === K.ConstDeclaration;
  const out: ValueSymbol[] = [];
  const numbers = constant ? numberedType(tree) : undefined;
  let read = 0;
  for (const spec of specs(tree)) {
    if (++read % NAMES_PER_SLICE === 0) yield;
    const names = [...tree.children(spec)].filter(c => tree.fields[c] === F.Name && tree.kind(c) === K.Identifier);
    const values = expressionsOf(tree, tree.field(spec, F.Value));
    const typeNode = tree.field(spec, F.Type);
    names.forEach((name, i) => {
      const holds = constant ? undefined : heldBy(syntax, typeNode, values.length === names.length ? values[i]! : NONE);
      const computed = !constant && values.length === names.length && isComputed(syntax, values[i]!);
      out.push({
        name: tree.textOf(name),
        span: span(tree, name),
        constant,
        ...(holds && { holds }),
        ...(computed && { computed }),
        ...(out.length === 0 && numbers !== undefined && { numbers }),
      });
    });
  }
  return out;
}

/** Calls of small functions do not count: the compiler may inline them and find a constant (run with Go 1.26). */
function isComputed({ tree, packages }: DeclarationSyntax, value: Node): boolean {
  const callee = tree.kind(value) === K.CallExpression ? tree.first(value) : NONE;
  if (callee === NONE || tree.kind(callee) !== K.SelectorExpression) return false;
  const name = tree.textOf(tree.last(callee));
  const pkg = packages.of(tree.first(callee));
  return (pkg === 'os' && name === 'Getenv') || (pkg === 'fmt' && /^Sprint(?:f|ln)?$/.test(name));
}

function* specs(tree: FlatTree): IterableIterator<Node> {
  for (const c of tree.children(0)) {
    if (tree.kind(c) === K.VarSpecList) yield* tree.children(c);
    else yield c;
  }
}

function heldBy({ types }: DeclarationSyntax, typeNode: Node, value: Node): ValueSymbol['holds'] {
  const written = typeNode !== NONE ? types.ofType(typeNode) : value !== NONE ? types.of(value) : UNWRITTEN;
  if (written.kind === 'name') return written.pkg === '' ? { type: written.name } : undefined;
  if (written.kind === 'basic') return written.name === 'string' ? undefined : { type: written.name };
  if (written.kind === 'constant') return written.name === 'string' ? undefined : 'other';
  return isWritten(written) && written.kind !== 'nil' ? 'other' : undefined;
}

function span(tree: FlatTree, n: Node): Span {
  return tree.span(n);
}
