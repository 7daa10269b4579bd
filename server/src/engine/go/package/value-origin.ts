/** Of which type something is, by names alone: for programs that are followed through the texts of their files. */
import { calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { Written } from '../names/written-types.js';
import { type ValueSpec, valueSpecs } from '../types/declarations.js';
import type { DeclarationSyntax } from './declaration-syntax.js';

/** Names are written as in `Mentions`. */
export interface ValueOrigin {
  /** A type, a variable, or a function that gives the value. */
  readonly name: string;
  /** Fields and methods from there. */
  readonly members: readonly string[];
}

/** What is declared (`v`, `f`, `T.field`, `T.method`), and where its value, or its first result, has its type from. */
export type NamedOrigin = readonly [name: string, origin: ValueOrigin];

const MAX_DEPTH = 10;

/** Undefined where the declaration does not tell. */
export function originOf(syntax: DeclarationSyntax, e: Node, depth = 0): ValueOrigin | undefined {
  const { tree, scopes, types, packages } = syntax;
  if (depth > MAX_DEPTH || e === NONE) return undefined;
  const n = tree.unparen(e);
  const written = ofWritten(syntax, types.of(n));
  if (written) return written;
  switch (tree.kind(n)) {
    case K.Identifier: {
      const v = scopes.variableOf(n);
      if (!v) return named(` ${tree.textOf(n)}`);
      return v.kind === 'local' && v.typeNode === NONE && v.initIndex <= 0 ? originOf(syntax, v.init, depth + 1) : undefined;
    }
    case K.SelectorExpression: {
      const pkg = packages.of(tree.first(n));
      const member = tree.textOf(tree.last(n));
      if (pkg !== undefined) return named(`${pkg} ${member}`);
      const of = originOf(syntax, tree.first(n), depth + 1);
      return of && { ...of, members: [...of.members, member] };
    }
    case K.CallExpression:
      return originOf(syntax, calleeOf(tree, n), depth + 1);
    case K.UnaryExpression:
      return tree.op(n) === '&' || tree.op(n) === '*' ? originOf(syntax, tree.first(n), depth + 1) : undefined;
    default:
      return undefined;
  }
}

/** Of all that a declaration declares. */
export function originsIn(syntax: DeclarationSyntax, declares: readonly string[]): readonly NamedOrigin[] {
  const { tree } = syntax;
  switch (tree.kind(0)) {
    case K.FunctionDeclaration:
    case K.MethodDeclaration: {
      const origin = ofType(syntax, firstResult(syntax));
      const [name] = declares;
      return origin && name !== undefined ? [[name, origin]] : [];
    }
    case K.VarDeclaration:
      return valueSpecs(tree, 0).flatMap(spec => ofVariables(syntax, spec));
    case K.TypeDeclaration:
      return [...tree.children(0)].filter(n => tree.kind(n) === K.TypeSpec).flatMap(spec => ofFields(syntax, spec));
    default:
      return [];
  }
}

function firstResult({ tree }: DeclarationSyntax): Node {
  const result = tree.field(0, F.Result);
  return tree.kind(result) === K.ParameterList ? tree.field(tree.first(result), F.Type) : result;
}

function ofVariables(syntax: DeclarationSyntax, { names, type, values }: ValueSpec): NamedOrigin[] {
  const { tree } = syntax;
  return names.flatMap((name, i): NamedOrigin[] => {
    const value = values.length === names.length || i === 0 ? (values[i] ?? NONE) : NONE;
    const origin = type !== NONE ? ofType(syntax, type) : originOf(syntax, value);
    return origin ? [[tree.textOf(name), origin]] : [];
  });
}

function ofFields(syntax: DeclarationSyntax, spec: Node): NamedOrigin[] {
  const { tree } = syntax;
  const struct = tree.field(spec, F.Type);
  if (tree.kind(struct) !== K.StructType) return [];
  const owner = tree.textOf(tree.field(spec, F.Name));
  return [...tree.children(tree.childOfKind(struct, K.FieldDeclarationList))].flatMap(field => {
    const origin = ofType(syntax, tree.field(field, F.Type));
    const names = [...tree.children(field)].filter(n => tree.fields[n] === F.Name);
    return origin ? names.map((name): NamedOrigin => [`${owner}.${tree.textOf(name)}`, origin]) : [];
  });
}

const ofType = (syntax: DeclarationSyntax, type: Node): ValueOrigin | undefined => ofWritten(syntax, syntax.types.ofType(type));

/** The name of a type that has one, or of what a pointer leads to. */
function ofWritten({ types }: DeclarationSyntax, written: Written): ValueOrigin | undefined {
  const type = written.kind === 'pointer' ? types.ofType(written.elem) : written;
  return type.kind === 'name' ? named(`${type.pkg} ${type.name}`) : undefined;
}

const named = (name: string): ValueOrigin => ({ name, members: [] });
