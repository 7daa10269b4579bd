/** Types of expressions and of type syntax inside one declaration, as far as the declaration itself tells. */
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { PackageNames } from '../names/package-names.js';
import type { Variable } from '../names/variable.js';
import { TypeSyntax } from './type-syntax.js';
import { basic, pointerTo, type TypeRef, UNKNOWN } from './types.js';
import { isPredeclaredType } from './universe.js';

const BOOL = basic('bool');
const COMPARISONS = new Set(['==', '!=', '<', '<=', '>', '>=', '&&', '||']);
const LITERALS: Partial<Record<K, TypeRef>> = {
  [K.IntLiteral]: { kind: 'constant', name: 'int' },
  [K.FloatLiteral]: { kind: 'constant', name: 'float64' },
  [K.ImaginaryLiteral]: { kind: 'constant', name: 'complex128' },
  [K.RuneLiteral]: { kind: 'constant', name: 'rune' },
  [K.RawStringLiteral]: { kind: 'constant', name: 'string' },
  [K.InterpretedStringLiteral]: { kind: 'constant', name: 'string' },
  [K.True]: { kind: 'constant', name: 'bool' },
  [K.False]: { kind: 'constant', name: 'bool' },
  [K.Iota]: { kind: 'constant', name: 'int' },
  [K.Nil]: { kind: 'nil' },
};

export class TypeReader extends TypeSyntax {
  private readonly known = new Map<Node, TypeRef>();
  private readonly packages = new PackageNames(this.tree, this.scopes, this.imports);

  /** Type of a variable of the declaration. */
  ofVariable(v: Variable): TypeRef {
    if (v.kind === 'constant') return v.init === NONE ? UNKNOWN : this.ofExpression(v.init);
    if (v.kind === 'type') return UNKNOWN;
    if (v.typeNode !== NONE) {
      const type = this.ofType(v.typeNode);
      return v.variadic ? { kind: 'slice', elem: type } : type;
    }
    if (v.init === NONE || v.kind === 'switch') return UNKNOWN;
    if (v.kind === 'range') {
      return { kind: 'element', of: this.ofExpression(v.init), what: v.initIndex === 0 ? 'rangeKey' : 'rangeValue' };
    }
    const init = this.ofExpression(v.init);
    if (v.initIndex < 0) return defaultType(init);
    return this.ofMultiValue(v.init, v.initIndex);
  }

  /** Type of an expression; cached. `unknown` where the declaration cannot tell. */
  ofExpression(node: Node): TypeRef {
    const e = this.tree.unparen(node);
    const cached = this.known.get(e);
    if (cached) return cached;
    if (this.depth > 40) return UNKNOWN;
    this.depth++;
    this.known.set(e, UNKNOWN); // x := x.next: ends the circle
    const type = this.read(e);
    this.depth--;
    this.known.set(e, type);
    return type;
  }

  private read(e: Node): TypeRef {
    const { tree } = this;
    const kind = tree.kind(e);
    const literal = LITERALS[kind];
    if (literal) return literal;
    switch (kind) {
      case K.Identifier:
        return this.ofIdentifier(e);
      case K.SelectorExpression:
        return this.ofSelector(e);
      case K.CallExpression:
        return this.ofCall(e);
      case K.CompositeLiteral:
        return this.ofType(tree.first(e));
      case K.FuncLiteral:
        return this.ofType(e);
      case K.TypeConversionExpression:
        return this.ofType(tree.field(e, F.Type));
      case K.TypeAssertionExpression:
        return this.ofType(tree.field(e, F.Type));
      case K.UnaryExpression:
        return this.ofUnary(e);
      case K.BinaryExpression:
        return this.ofBinary(e);
      case K.IndexExpression:
        return { kind: 'element', of: this.ofExpression(tree.field(e, F.Operand)), what: 'index' };
      case K.SliceExpression: {
        const operand = this.ofExpression(tree.field(e, F.Operand));
        const array = operand.kind === 'pointer' ? operand.elem : operand;
        return array.kind === 'array' ? { kind: 'slice', elem: array.elem } : defaultType(operand);
      }
      default:
        return UNKNOWN;
    }
  }

  private ofIdentifier(e: Node): TypeRef {
    const variable = this.scopes.variableOf(e);
    if (variable) return this.ofVariable(variable);
    return { kind: 'value', pkg: '', name: this.tree.textOf(e) };
  }

  private ofSelector(e: Node): TypeRef {
    const operand = this.tree.first(e);
    const name = this.tree.textOf(this.tree.last(e));
    const pkg = this.packages.of(operand);
    return pkg !== undefined ? { kind: 'value', pkg, name } : { kind: 'selector', of: this.ofExpression(operand), name };
  }

  private ofCall(e: Node): TypeRef {
    const { tree } = this;
    const callee = tree.unparen(calleeOf(tree, e));
    if (tree.kind(callee) === K.Identifier && !this.scopes.variableOf(callee)) {
      const name = tree.textOf(callee);
      const builtin = this.ofBuiltin(e, name);
      if (builtin) return builtin;
      if (isPredeclaredType(name)) return basic(name);
    }
    const conversion = this.conversionType(callee);
    if (conversion) return conversion;
    return { kind: 'result', of: this.ofExpression(callee), index: 0 };
  }

  /** The type when the callee is type syntax: `[]byte(s)`, `(*T)(p)`, `map[K]V(m)`. A plain name may be a function or a type. */
  private conversionType(callee: Node): TypeRef | undefined {
    switch (this.tree.kind(callee)) {
      case K.SliceType:
      case K.ArrayType:
      case K.MapType:
      case K.ChannelType:
      case K.FunctionType:
      case K.InterfaceType:
      case K.StructType:
      case K.PointerType:
        return this.ofType(callee);
      case K.UnaryExpression:
        return this.tree.op(callee) === '*' ? pointerTo(this.typeOrUnknown(this.tree.first(callee))) : undefined;
      default:
        return undefined;
    }
  }

  private typeOrUnknown(node: Node): TypeRef {
    const kind = this.tree.kind(node);
    return kind === K.Identifier || kind === K.SelectorExpression ? this.ofTypeName(node) : UNKNOWN;
  }

  private ofBuiltin(call: Node, name: string): TypeRef | undefined {
    const args = argumentsOf(this.tree, call);
    const first = args[0] ?? NONE;
    switch (name) {
      case 'make':
        return first === NONE ? UNKNOWN : this.ofType(first);
      case 'new':
        return first === NONE ? UNKNOWN : pointerTo(this.ofType(first));
      case 'len':
      case 'cap':
      case 'copy':
        return basic('int');
      case 'append':
      case 'min':
      case 'max':
        return first === NONE ? UNKNOWN : defaultType(this.ofExpression(first));
      case 'recover':
        return basic('any');
      default:
        return undefined;
    }
  }

  private ofUnary(e: Node): TypeRef {
    const operand = this.tree.first(e);
    const type = this.ofExpression(operand);
    switch (this.tree.op(e)) {
      case '&':
        return pointerTo(defaultType(type));
      case '*':
        return type.kind === 'pointer' ? type.elem : { kind: 'element', of: type, what: 'deref' };
      case '<-':
        return type.kind === 'chan' ? type.elem : { kind: 'element', of: type, what: 'receive' };
      case '!':
        return type.kind === 'constant' ? type : BOOL;
      default:
        return type;
    }
  }

  private ofBinary(e: Node): TypeRef {
    const left = this.ofExpression(this.tree.first(e));
    const right = this.ofExpression(this.tree.last(e));
    const op = this.tree.op(e);
    const constant = left.kind === 'constant' && right.kind === 'constant';
    if (COMPARISONS.has(op)) return constant ? { kind: 'constant', name: 'bool' } : BOOL;
    if (op === '<<' || op === '>>') return left;
    return left.kind === 'constant' ? right : left;
  }

  private ofMultiValue(init: Node, index: number): TypeRef {
    const e = this.tree.unparen(init);
    const kind = this.tree.kind(e);
    if (kind === K.CallExpression) return { kind: 'result', of: this.ofExpression(calleeOf(this.tree, e)), index };
    return index === 0 ? this.ofExpression(e) : BOOL; // v, ok := m[k] | x.(T) | <-c
  }
}

/** A constant's type once it is stored in a variable. */
export function defaultType(type: TypeRef): TypeRef {
  return type.kind === 'constant' ? basic(type.name) : type;
}
