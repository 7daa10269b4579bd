/** Expressions by their kind (Go spec, "Expressions"). Each is recorded with its type, its mode and, of constants, its value. */
import { K, type Node } from '../../syntax/flat-tree.js';
import type { Checker, Operand } from './checking.js';
import { type LiteralKind, literal } from './constant-literal.js';
import { Mode, type Obj, type Type, UNKNOWN } from './model.js';
import { enter, leave } from './nesting.js';
import { isGeneric, isUnknown, isUntyped, under } from './predicates.js';
import { typeArgumentsOf } from './type-arguments.js';
import { IOTA, UNTYPED_COMPLEX, UNTYPED_FLOAT, UNTYPED_INT, UNTYPED_NIL, UNTYPED_RUNE, UNTYPED_STRING } from './universe.js';

const LITERALS: Partial<Record<K, readonly [LiteralKind, Type]>> = {
  [K.IntLiteral]: ['int', UNTYPED_INT],
  [K.FloatLiteral]: ['float', UNTYPED_FLOAT],
  [K.ImaginaryLiteral]: ['imaginary', UNTYPED_COMPLEX],
  [K.RuneLiteral]: ['rune', UNTYPED_RUNE],
  [K.RawStringLiteral]: ['string', UNTYPED_STRING],
  [K.InterpretedStringLiteral]: ['string', UNTYPED_STRING],
};

export class Expressions {
  constructor(private readonly c: Checker) {}

  raw(x: Operand, node: Node, hint: Type | undefined, generic: boolean, target: Type | undefined): void {
    x.forget();
    x.builtin = undefined;
    x.node = node;
    if (node < 0 || !enter()) return;
    try {
      this.read(x, node, hint, target);
    } finally {
      leave();
    }
    if (!generic) this.notGeneric(x, node, target);
    x.node = node;
    if (isUnknown(x.type) && x.mode !== Mode.NoValue && x.mode !== Mode.Builtin) x.forget();
    if (x.isKnown) this.record(x);
  }

  /** A generic function that is assigned to a variable gets its type arguments from there; otherwise it is no value. */
  private notGeneric(x: Operand, node: Node, target: Type | undefined): void {
    if (!x.isKnown || x.mode === Mode.NoValue) return;
    if (x.mode === Mode.Type) {
      if (isGeneric(x.type)) x.forget();
    } else if (x.type.kind === 'func' && x.type.parameters.length > 0) {
      if (target !== undefined && under(target).kind === 'func') this.c.instantiateFunction(x, node, [], target);
      else x.forget();
    }
  }

  private record(x: Operand): void {
    const { types } = this.c.env.unit;
    if (isUntyped(x.type)) {
      types.undecided.set(x.node, { shiftOperand: false, mode: x.mode, type: x.type, value: x.value });
    } else types.set(x.node, x.mode, x.type, x.mode === Mode.Constant ? x.value : undefined);
  }

  private read(x: Operand, node: Node, hint: Type | undefined, target: Type | undefined): void {
    const { c } = this;
    const { tree } = c.env.unit;
    switch (tree.kind(node)) {
      case K.Identifier:
      case K.TypeIdentifier:
      case K.PackageIdentifier:
      case K.Nil:
      case K.True:
      case K.False:
      case K.Iota:
        this.identifier(x, node);
        return;
      case K.IntLiteral:
      case K.FloatLiteral:
      case K.ImaginaryLiteral:
      case K.RuneLiteral:
      case K.RawStringLiteral:
      case K.InterpretedStringLiteral: {
        const [what, type] = LITERALS[tree.kind(node)]!;
        x.set(Mode.Constant, type, literal(what, tree.textOf(node)));
        return;
      }
      case K.FuncLiteral: {
        const signature = c.signature(node);
        x.set(Mode.Value, signature);
        const body = [...tree.children(node)].find(n => tree.kind(n) === K.Block);
        if (body !== undefined) c.functionLiteral(signature, body);
        return;
      }
      case K.CompositeLiteral:
      case K.LiteralValue:
        c.composite(x, node, hint);
        return;
      case K.ParenthesizedExpression:
      case K.ParenthesizedType:
        c.raw(x, tree.first(node), undefined, true);
        return;
      case K.LiteralElement:
      case K.TypeElem:
      case K.VariadicArgument:
        c.raw(x, tree.first(node), hint, true);
        return;
      case K.SelectorExpression:
      case K.QualifiedType:
        c.selector(x, node);
        return;
      case K.IndexExpression:
      case K.GenericType:
      case K.TypeInstantiationExpression:
        this.index(x, node, target);
        return;
      case K.SliceExpression:
        c.slice(x, node);
        return;
      case K.TypeAssertionExpression:
        this.assertion(x, node);
        return;
      case K.CallExpression:
      case K.TypeConversionExpression:
        c.call(x, node);
        return;
      case K.UnaryExpression:
      // `new(*p)` is read as one of a type.
      case K.PointerType:
        c.unary(x, node);
        return;
      case K.BinaryExpression:
        this.binary(x, node);
        return;
      default:
        x.set(Mode.Type, c.type(node));
        if (isUnknown(x.type)) x.forget();
    }
  }

  /** `a + b + c + …` may be long: the operators are read from the innermost one outwards, without recursion. */
  private binary(x: Operand, node: Node): void {
    const { c } = this;
    const { tree } = c.env.unit;
    const operators = [node];
    let left = tree.first(node);
    for (; tree.kind(left) === K.BinaryExpression; left = tree.first(left)) operators.push(left);
    c.expr(x, left);
    for (let n = operators.pop(); n !== undefined; n = operators.pop()) {
      c.binary(x, n, tree.first(n), tree.last(n), tree.op(n));
      x.node = n;
      if (n !== node && x.isKnown) this.record(x);
    }
  }

  private index(x: Operand, node: Node, target: Type | undefined): void {
    const { c } = this;
    if (c.index(x, node)) {
      const { tree } = c.env.unit;
      c.instantiateFunction(x, node, typeArgumentsOf(tree, node), target);
    }
  }

  private identifier(x: Operand, node: Node): void {
    const { c } = this;
    const name = c.env.unit.tree.textOf(node);
    if (name === '_') return;
    const object = c.resolve(name);
    if (!object) return;
    c.env.unit.types.objects.set(node, object);
    this.ofObject(x, object);
  }

  /** What a name gives. */
  ofObject(x: Operand, object: Obj): void {
    switch (object.kind) {
      case 'package':
        return;
      case 'const': {
        if (object === IOTA) {
          const { iota } = this.c.env;
          if (iota) x.set(Mode.Constant, UNTYPED_INT, iota);
          return;
        }
        const type = object.type ?? UNKNOWN;
        if (!isUnknown(type)) x.set(Mode.Constant, type, object.value);
        return;
      }
      case 'type':
        if (object.type && !isUnknown(object.type)) x.set(Mode.Type, object.type);
        return;
      case 'var':
        if (!isUnknown(object.type)) x.set(Mode.Variable, object.type);
        return;
      case 'func':
        if (object.type.kind === 'func') x.set(Mode.Value, object.type);
        return;
      case 'builtin':
        x.builtin = object;
        x.set(Mode.Builtin, UNKNOWN);
        return;
      case 'nil':
        x.set(Mode.Value, UNTYPED_NIL);
    }
  }

  private assertion(x: Operand, node: Node): void {
    const { c } = this;
    const { tree } = c.env.unit;
    c.expr(x, tree.first(node));
    const type = c.type(tree.last(node));
    // What is asserted is known even where the value is not.
    if (isUnknown(type) || tree.last(node) === tree.first(node)) x.forget();
    else x.set(Mode.CommaOk, type);
  }
}
