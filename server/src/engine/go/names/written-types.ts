/**
 * Types as one declaration writes them, for readers that must not wait for its package: what it leaves open is a question to that
 * (`package/type-question.ts`).
 */
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isPredeclaredType } from '../types/universe.js';
import type { ImportTable } from './imports.js';
import type { Scopes } from './scope.js';
import { parametersOf } from './type-parameters.js';
import type { Variable } from './variable.js';

/** A type as it is written. */
export type Written =
  /** Only the package can tell, or nobody. */
  | { readonly kind: 'unknown' | 'parameter' | 'nil' | 'map' | 'func' | 'interface' }
  | { readonly kind: 'basic'; readonly name: string }
  /** An untyped constant of that default type. */
  | { readonly kind: 'constant'; readonly name: string }
  /** `pkg` is the import path; '' is the file's own package. */
  | { readonly kind: 'name'; readonly pkg: string; readonly name: string; readonly isInstance: boolean }
  | { readonly kind: 'pointer' | 'slice' | 'chan'; readonly elem: Node }
  /** `length` is undefined where it is no integer literal. */
  | { readonly kind: 'array'; readonly elem: Node; readonly length: number | undefined }
  | { readonly kind: 'struct'; readonly isEmpty: boolean };

export const UNWRITTEN: Written = { kind: 'unknown' };
const BOOL: Written = { kind: 'basic', name: 'bool' };
/** What is written deeper is not looked at: nobody writes it, and a recursive walk must end. */
const MAX_DEPTH = 40;

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=', '&&', '||']);
const LITERALS: Partial<Record<K, string>> = {
  [K.IntLiteral]: 'int',
  [K.FloatLiteral]: 'float64',
  [K.ImaginaryLiteral]: 'complex128',
  [K.RuneLiteral]: 'rune',
  [K.RawStringLiteral]: 'string',
  [K.InterpretedStringLiteral]: 'string',
  [K.True]: 'bool',
  [K.False]: 'bool',
  [K.Iota]: 'int',
};

export class WrittenTypes {
  private readonly variables = new Map<Variable, Written>();
  private readonly parameters: ReadonlySet<string>;
  /** The first type that the declaration itself declares under each name. */
  private local: ReadonlyMap<string, Variable> | undefined;
  private depth = 0;

  constructor(
    private readonly tree: FlatTree,
    private readonly scopes: Scopes,
    private readonly imports: ImportTable,
  ) {
    this.parameters = parametersOf(tree);
  }

  /** Of type syntax. */
  ofType(node: Node): Written {
    const { tree } = this;
    switch (tree.kind(node)) {
      case K.TypeIdentifier:
      case K.QualifiedType:
      case K.Identifier:
      case K.SelectorExpression:
        return this.named(node, false);
      case K.GenericType:
        return this.named(tree.field(node, F.Type), true);
      case K.ParenthesizedType:
        return this.deeper(() => this.ofType(tree.first(node)));
      case K.PointerType:
        return { kind: 'pointer', elem: tree.first(node) };
      case K.SliceType:
        return { kind: 'slice', elem: tree.first(node) };
      case K.ArrayType:
        return { kind: 'array', elem: tree.field(node, F.Element), length: integer(tree.textOf(tree.field(node, F.Length))) };
      case K.ImplicitLengthArrayType:
        return { kind: 'array', elem: tree.field(node, F.Element), length: undefined };
      case K.ChannelType:
        return { kind: 'chan', elem: tree.field(node, F.Value) };
      case K.MapType:
        return { kind: 'map' };
      case K.FunctionType:
        return { kind: 'func' };
      case K.InterfaceType:
        return { kind: 'interface' };
      case K.StructType: {
        const fields = tree.childOfKind(node, K.FieldDeclarationList);
        return { kind: 'struct', isEmpty: fields === NONE || tree.childOfKind(fields, K.FieldDeclaration) === NONE };
      }
      default:
        return UNWRITTEN;
    }
  }

  /** Of a variable of the declaration. */
  ofVariable(v: Variable): Written {
    const known = this.variables.get(v);
    if (known) return known;
    this.variables.set(v, UNWRITTEN); // x := x
    const written = this.deeper(() => this.readVariable(v));
    this.variables.set(v, written);
    return written;
  }

  private readVariable(v: Variable): Written {
    if (v.kind === 'constant') return v.init === NONE ? UNWRITTEN : this.of(v.init);
    if (v.kind === 'type') return UNWRITTEN;
    if (v.typeNode !== NONE) return v.variadic ? { kind: 'slice', elem: v.typeNode } : this.ofType(v.typeNode);
    if (v.init === NONE || v.kind === 'switch' || v.kind === 'range') return UNWRITTEN;
    if (v.initIndex < 0) return stored(this.of(v.init));
    // v, ok := m[k] | x.(T) | <-c
    if (this.tree.kind(this.tree.unparen(v.init)) === K.CallExpression) return UNWRITTEN;
    return v.initIndex === 0 ? this.of(v.init) : BOOL;
  }

  /** Of an expression. */
  of(node: Node): Written {
    return this.deeper(() => this.read(this.tree.unparen(node)));
  }

  private deeper(read: () => Written): Written {
    if (this.depth > MAX_DEPTH) return UNWRITTEN;
    this.depth++;
    const written = read();
    this.depth--;
    return written;
  }

  private read(e: Node): Written {
    const { tree, scopes } = this;
    const kind = tree.kind(e);
    const literal = LITERALS[kind];
    if (literal !== undefined) return { kind: 'constant', name: literal };
    switch (kind) {
      case K.Nil:
        return { kind: 'nil' };
      case K.Identifier: {
        const variable = scopes.variableOf(e);
        return variable ? this.ofVariable(variable) : UNWRITTEN;
      }
      case K.CompositeLiteral:
        return this.ofType(tree.first(e));
      case K.FuncLiteral:
        return { kind: 'func' };
      case K.TypeConversionExpression:
      case K.TypeAssertionExpression:
        return this.ofType(tree.field(e, F.Type));
      case K.CallExpression:
        return this.ofCall(e);
      case K.UnaryExpression:
        return this.ofUnary(e);
      case K.BinaryExpression:
        return this.ofBinary(e);
      case K.SliceExpression: {
        const operand = this.of(tree.field(e, F.Operand));
        return operand.kind === 'array' ? { kind: 'slice', elem: operand.elem } : operand.kind === 'pointer' ? UNWRITTEN : stored(operand);
      }
      default:
        return UNWRITTEN;
    }
  }

  private ofCall(e: Node): Written {
    const { tree, scopes } = this;
    const callee = tree.unparen(calleeOf(tree, e));
    const kind = tree.kind(callee);
    if (kind === K.UnaryExpression && tree.op(callee) === '*') return { kind: 'pointer', elem: tree.first(callee) };
    if (kind !== K.Identifier) return this.ofType(kind === K.SelectorExpression ? NONE : callee);
    const name = tree.textOf(callee);
    const [first] = argumentsOf(tree, e);
    if (scopes.variableOf(callee)) return UNWRITTEN;
    if (first !== undefined) {
      if (name === 'make') return this.ofType(first);
      if (name === 'new') return { kind: 'pointer', elem: first };
      if (name === 'append') return stored(this.of(first));
    }
    // `len`, `max`, …: the package may declare functions of these names, and then they return what it likes.
    return isPredeclaredType(name) ? { kind: 'basic', name } : UNWRITTEN;
  }

  private ofUnary(e: Node): Written {
    const { tree } = this;
    const operand = tree.first(e);
    const op = tree.op(e);
    if (op === '&') return { kind: 'pointer', elem: this.typeNodeOf(tree.unparen(operand)) };
    const type = this.of(operand);
    if (op === '*') return type.kind === 'pointer' ? this.ofType(type.elem) : UNWRITTEN;
    if (op === '<-') return type.kind === 'chan' ? this.ofType(type.elem) : UNWRITTEN;
    return op === '!' && type.kind !== 'constant' ? BOOL : type;
  }

  /** The type syntax that stands in a literal, or where a variable is declared; NONE for others. */
  private typeNodeOf(e: Node): Node {
    const { tree, scopes } = this;
    const variable = tree.kind(e) === K.Identifier ? scopes.variableOf(e) : undefined;
    if (variable && variable.typeNode !== NONE) return variable.variadic ? NONE : variable.typeNode;
    const literal = variable && variable.init !== NONE && variable.initIndex < 0 ? tree.unparen(variable.init) : e;
    return tree.kind(literal) === K.CompositeLiteral ? tree.first(literal) : NONE;
  }

  private ofBinary(e: Node): Written {
    const op = this.tree.op(e);
    const left = this.of(this.tree.first(e));
    if (op === '<<' || op === '>>') return left;
    const right = this.of(this.tree.last(e));
    if (COMPARISONS.has(op)) return left.kind === 'constant' && right.kind === 'constant' ? { kind: 'constant', name: 'bool' } : BOOL;
    return left.kind === 'constant' ? right : left;
  }

  private named(node: Node, isInstance: boolean): Written {
    const { tree } = this;
    const kind = tree.kind(node);
    if (kind === K.QualifiedType || kind === K.SelectorExpression) {
      const pkg = this.imports.get(tree.textOf(tree.first(node)))?.path;
      return pkg === undefined ? UNWRITTEN : { kind: 'name', pkg, name: tree.textOf(tree.last(node)), isInstance };
    }
    const name = tree.textOf(node);
    if (this.parameters.has(name)) return { kind: 'parameter' };
    this.local ??= new Map(this.scopes.variables.flatMap(v => (v.kind === 'type' ? [[v.name, v] as const] : [])).reverse());
    const local = this.local.get(name);
    // A type of the function itself: what it is made of stands in for it.
    if (local) return local.typeNode === NONE ? UNWRITTEN : this.deeper(() => this.ofType(local.typeNode));
    return isPredeclaredType(name) ? { kind: 'basic', name } : { kind: 'name', pkg: '', name, isInstance };
  }
}

/** What a constant is once a variable holds it. */
const stored = (written: Written): Written => (written.kind === 'constant' ? { kind: 'basic', name: written.name } : written);

function integer(text: string): number | undefined {
  const n = Number(text.replace(/_/g, ''));
  return text !== '' && Number.isInteger(n) ? n : undefined;
}

/** Surely a pointer, slice or map: what is stored through it is outside of the variable that holds it. */
export const leadsOutside = ({ kind }: Written): boolean => kind === 'pointer' || kind === 'slice' || kind === 'map';
/** No package has to tell about it, whatever it is made of. */
export const isWritten = ({ kind }: Written): boolean => kind !== 'unknown' && kind !== 'name' && kind !== 'parameter';
