/** Types written as type syntax, inside one declaration. */
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { ImportTable } from '../names/imports.js';
import type { Scopes } from '../names/scope.js';
import type { Variable } from '../names/variable.js';
import { basic, type FieldRef, pointerTo, type TypeRef, UNKNOWN } from './types.js';
import { isPredeclaredType } from './universe.js';

/** Types written deeper are unknown: nobody writes them, and a recursive walk must end. */
const MAX_NESTING = 100;

export class TypeSyntax {
  protected depth = 0;
  private nesting = 0;
  private readonly typeParameters: ReadonlySet<string>;
  private localTypes: ReadonlyMap<string, Variable> | undefined;

  constructor(
    protected readonly tree: FlatTree,
    protected readonly scopes: Scopes,
    protected readonly imports: ImportTable,
  ) {
    this.typeParameters = typeParameterNames(tree);
  }

  /** Type written as type syntax. */
  ofType(node: Node): TypeRef {
    if (this.nesting >= MAX_NESTING) return UNKNOWN;
    this.nesting++;
    const type = this.readType(node);
    this.nesting--;
    return type;
  }

  private readType(node: Node): TypeRef {
    const { tree } = this;
    const child = (field: F) => this.ofType(tree.field(node, field));
    switch (tree.kind(node)) {
      case K.TypeIdentifier:
      case K.QualifiedType:
      case K.Identifier:
      case K.SelectorExpression:
        return this.ofTypeName(node);
      case K.GenericType: {
        const base = this.ofType(tree.field(node, F.Type));
        const args = [...tree.children(tree.field(node, F.TypeArguments))].map(a =>
          this.ofType(tree.kind(a) === K.TypeElem ? tree.first(a) : a),
        );
        return base.kind === 'named' ? { ...base, args } : base;
      }
      case K.ParenthesizedType:
        return this.ofType(tree.first(node));
      case K.PointerType:
        return pointerTo(this.ofType(tree.first(node)));
      case K.SliceType:
        return { kind: 'slice', elem: this.ofType(tree.first(node)) };
      case K.ArrayType:
        return { kind: 'array', length: integer(tree.textOf(tree.field(node, F.Length))), elem: child(F.Element) };
      case K.ImplicitLengthArrayType:
        return { kind: 'array', length: undefined, elem: child(F.Element) };
      case K.MapType:
        return { kind: 'map', key: child(F.Key), elem: child(F.Value) };
      case K.ChannelType:
        return { kind: 'chan', elem: child(F.Value) };
      case K.FunctionType:
      case K.FuncLiteral:
      case K.FunctionDeclaration:
      case K.MethodDeclaration:
        return this.ofSignature(node);
      case K.StructType:
        return { kind: 'struct', fields: this.fieldsOf(node) };
      case K.InterfaceType:
        return { kind: 'interface', empty: tree.first(node) === NONE };
      default:
        return UNKNOWN;
    }
  }

  protected ofTypeName(node: Node): TypeRef {
    const { tree } = this;
    const kind = tree.kind(node);
    if (kind === K.QualifiedType || kind === K.SelectorExpression) {
      const pkg = this.imports.get(tree.textOf(tree.first(node)))?.path;
      return pkg === undefined ? UNKNOWN : { kind: 'named', pkg, name: tree.textOf(tree.last(node)) };
    }
    const name = tree.textOf(node);
    if (this.typeParameters.has(name)) return { kind: 'typeParameter', name };
    const local = this.localType(name);
    if (local) return local;
    return isPredeclaredType(name) ? basic(name) : { kind: 'named', pkg: '', name };
  }

  /** A type declared inside a function: its underlying type stands in for it. */
  private localType(name: string): TypeRef | undefined {
    this.localTypes ??= localTypesOf(this.scopes);
    const variable = this.localTypes.get(name);
    if (!variable || variable.typeNode === NONE || this.depth > 40) return undefined;
    this.depth += 10; // type t struct{ next *t }
    const type = this.ofType(variable.typeNode);
    this.depth -= 10;
    return type;
  }

  /** A function's type, from its declaration, literal or type syntax. */
  ofSignature(node: Node): TypeRef & { kind: 'func' } {
    const { tree } = this;
    const list = tree.field(node, F.Parameters);
    const result = tree.field(node, F.Result);
    const types = (n: Node): TypeRef[] =>
      [...tree.children(n)].flatMap(p => {
        const type = this.ofType(tree.field(p, F.Type));
        const names = [...tree.children(p)].filter(c => tree.fields[c] === F.Name).length;
        return Array.from({ length: Math.max(1, names) }, () =>
          tree.kind(p) === K.VariadicParameterDeclaration ? { kind: 'slice', elem: type } : type,
        );
      });
    return {
      kind: 'func',
      params: types(list),
      results: result === NONE ? [] : tree.kind(result) === K.ParameterList ? types(result) : [this.ofType(result)],
      variadic: tree.kind(tree.last(list)) === K.VariadicParameterDeclaration,
    };
  }

  private fieldsOf(struct: Node): FieldRef[] {
    const { tree } = this;
    const out: FieldRef[] = [];
    for (const f of tree.children(tree.childOfKind(struct, K.FieldDeclarationList))) {
      if (tree.kind(f) !== K.FieldDeclaration) continue;
      const typeNode = tree.field(f, F.Type);
      const names = [...tree.children(f)].filter(c => tree.fields[c] === F.Name);
      const written = this.ofType(typeNode);
      const embedded = names.length === 0;
      // `*T` embedded: the grammar keeps the star as a token beside the type.
      const type = embedded && tree.op(f) === '*' ? pointerTo(written) : written;
      if (embedded) out.push({ name: lastName(tree.textOf(typeNode)), type, embedded });
      for (const n of names) out.push({ name: tree.textOf(n), type, embedded });
    }
    return out;
  }
}

/** The first type of each name. */
function localTypesOf({ variables }: Scopes): ReadonlyMap<string, Variable> {
  return new Map(variables.flatMap(v => (v.kind === 'type' ? [[v.name, v] as const] : [])).reverse());
}

function lastName(type: string): string {
  return type.replace(/^\*/, '').replace(/\[.*$/s, '').split('.').pop()!;
}

function integer(text: string): number | undefined {
  const n = Number(text.replace(/_/g, ''));
  return text !== '' && Number.isInteger(n) ? n : undefined;
}

function typeParameterNames(tree: FlatTree): ReadonlySet<string> {
  const names = new Set<string>();
  const list = tree.field(0, F.TypeParameters);
  if (list !== NONE) {
    for (const p of tree.children(list)) for (const c of tree.children(p)) if (tree.fields[c] === F.Name) names.add(tree.textOf(c));
  }
  if (tree.kind(0) === K.MethodDeclaration) {
    // func (l *List[T]) …: the receiver's type arguments are parameters
    const generic = findKind(tree, tree.field(0, F.Receiver), K.TypeArguments);
    if (generic !== NONE)
      for (let n = generic + 1; n < tree.afters[generic]!; n++) if (tree.kind(n) === K.TypeIdentifier) names.add(tree.textOf(n));
  }
  return names;
}

function findKind(tree: FlatTree, root: Node, kind: K): Node {
  if (root === NONE) return NONE;
  for (let n = root; n < tree.afters[root]!; n++) if (tree.kind(n) === kind) return n;
  return NONE;
}
