/** Functions and methods of the package, as they are written. */
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { Declaration } from '../../syntax/go-parser.js';
import type { SourceFile } from '../source-file.js';
import type { RemedyContext } from './remedy.js';

export interface PackageFunction {
  readonly source: SourceFile;
  readonly declaration: Declaration;
}

/** The function `name`, or the method `name` of the package's type `receiver`; undefined where it is not known, is generic, or has no body. */
export function packageFunction(
  { packageFiles }: Pick<RemedyContext, 'packageFiles'>,
  name: string,
  receiver = '',
): PackageFunction | undefined {
  for (const source of packageFiles(name) ?? []) {
    for (const declaration of source.syntax.declarations) {
      const { tree } = declaration;
      if (!isFunction(tree) || tree.hasError || tree.textOf(tree.field(0, F.Name)) !== name || receiverType(tree) !== receiver) continue;
      return tree.field(0, F.Body) === NONE || tree.field(0, F.TypeParameters) !== NONE ? undefined : { source, declaration };
    }
  }
  return undefined;
}

export const isFunction = (tree: FlatTree): boolean => tree.kind(0) === K.FunctionDeclaration || tree.kind(0) === K.MethodDeclaration;

/** `T` of a method of `T` or `*T`; empty for functions and for generic types. */
export function receiverType(tree: FlatTree): string {
  const list = tree.field(0, F.Receiver);
  const type = tree.field(tree.first(list), F.Type);
  const base = tree.kind(type) === K.PointerType ? tree.first(type) : type;
  return tree.kind(base) === K.TypeIdentifier ? tree.textOf(base) : '';
}

/** No other package can call the function: it is unexported, or in a package that nobody imports. Methods may be called through interfaces anywhere. */
export function isPrivate({ source }: Pick<RemedyContext, 'source'>, tree: FlatTree): boolean {
  const name = tree.textOf(tree.field(0, F.Name));
  if (/^[\p{Ll}_]/u.test(name)) return name !== 'main' && name !== 'init';
  return tree.kind(0) === K.FunctionDeclaration && source.syntax.declarations.some(d => d.tree.text === 'package main');
}

/** Names of the parameters, in order; undefined where one has no name. A variadic one is the last. */
export function parameterNames(tree: FlatTree): string[] | undefined {
  const out: string[] = [];
  for (const p of tree.children(tree.field(0, F.Parameters))) {
    const names = [...tree.children(p)].filter(c => tree.fields[c] === F.Name || tree.kind(c) === K.Identifier);
    if (names.length === 0) return undefined;
    out.push(...names.map(n => tree.textOf(n)));
  }
  return out;
}

/** Statements of the body. */
export function statementsOf(tree: FlatTree): Node[] {
  const list = tree.childOfKind(tree.field(0, F.Body), K.StatementList);
  return list === NONE ? [] : [...tree.children(list)];
}
