/** Types as they are written (Go spec, "Types"). */
import { F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { type Checker, Operand } from './checking.js';
import { toInt } from './constant.js';
import { infer } from './infer.js';
import { interfaceType, structType } from './member-types.js';
import {
  ArrayType,
  Channel,
  type Direction,
  MapType,
  Mode,
  type Obj,
  Pointer,
  Slice,
  type Term,
  type Type,
  UNKNOWN,
  Union,
} from './model.js';
import { enter, leave } from './nesting.js';
import { isGeneric, isUnknown } from './predicates.js';
import { Signatures } from './signatures.js';
import { instantiate, substitute, substitution } from './substitute.js';
import { typeArgumentsOf } from './type-arguments.js';

export class TypeExpressions {
  readonly signatures: Signatures;

  constructor(private readonly c: Checker) {
    this.signatures = new Signatures(c);
  }

  /** Never generic: a generic type without its arguments is unknown. */
  type(node: Node): Type {
    const type = this.generic(node);
    if (!isGeneric(type)) return type;
    return UNKNOWN;
  }

  /** A generic type may stay without its arguments. */
  generic(node: Node): Type {
    if (node < 0 || !enter()) return UNKNOWN;
    try {
      const type = this.read(node);
      if (!isUnknown(type)) this.c.env.unit.types.set(node, Mode.Type, type);
      return type;
    } finally {
      leave();
    }
  }

  private read(node: Node): Type {
    const { c } = this;
    const { tree } = c.env.unit;
    switch (tree.kind(node)) {
      case K.TypeIdentifier:
      case K.Identifier:
      case K.PackageIdentifier:
        return this.name(node);
      case K.QualifiedType:
      case K.SelectorExpression:
        return this.qualified(node);
      case K.GenericType:
      case K.IndexExpression:
      case K.TypeInstantiationExpression:
        return this.instance(node);
      case K.ParenthesizedType:
      case K.ParenthesizedExpression:
      case K.TypeElem:
      case K.TypeConstraint:
        return tree.next(tree.first(node)) === NONE ? this.generic(tree.first(node)) : c.constraintElement(node);
      case K.PointerType:
        return pointer(this.type(tree.first(node)));
      case K.UnaryExpression:
        return tree.op(node) === '*' ? pointer(this.type(tree.first(node))) : UNKNOWN;
      case K.SliceType:
        return known(this.type(tree.first(node)), elem => new Slice(elem));
      case K.ArrayType:
        return known(this.type(tree.field(node, F.Element)), elem => new ArrayType(elem, this.length(tree.field(node, F.Length))));
      case K.ImplicitLengthArrayType:
        return known(this.type(tree.field(node, F.Element)), elem => new ArrayType(elem, undefined));
      case K.MapType: {
        const key = this.type(tree.field(node, F.Key));
        return known(this.type(tree.field(node, F.Value)), elem => new MapType(key, elem));
      }
      case K.ChannelType:
        return known(this.type(tree.field(node, F.Value)), elem => new Channel(directionOf(tree.textOf(node)), elem));
      case K.FunctionType:
        return this.signatures.signature(node);
      case K.StructType:
        return structType(c, node);
      case K.InterfaceType:
        return interfaceType(c, node);
      default:
        return UNKNOWN;
    }
  }

  private name(node: Node): Type {
    const { c } = this;
    const { tree, types } = c.env.unit;
    const name = tree.textOf(node);
    if (name === '_') return UNKNOWN;
    return this.ofObject(node, c.resolve(name), types.objects);
  }

  private ofObject(node: Node, object: Obj | undefined, objects: Map<Node, Obj>): Type {
    if (!object) return UNKNOWN;
    objects.set(node, object);
    return object.kind === 'type' ? (object.type ?? UNKNOWN) : UNKNOWN;
  }

  private qualified(node: Node): Type {
    const { c } = this;
    const { tree, types } = c.env.unit;
    const operand = tree.first(node);
    const last = tree.last(node);
    const pkg = c.resolve(tree.textOf(operand));
    if (pkg?.kind !== 'package' || operand === last) return UNKNOWN;
    types.objects.set(operand, pkg);
    return this.ofObject(last, c.imported(pkg.path, tree.textOf(last)), types.objects);
  }

  private instance(node: Node): Type {
    const { c } = this;
    const { tree, types } = c.env.unit;
    const base = tree.first(node);
    const generic = this.generic(base);
    const args = typeArgumentsOf(tree, node).map(a => this.type(a));
    if (isUnknown(generic)) return UNKNOWN;
    const name = tree.kind(base) === K.QualifiedType || tree.kind(base) === K.SelectorExpression ? tree.last(base) : base;
    const object = types.objects.get(name);
    if (object?.kind === 'type' && object.aliasParameters) {
      if (args.length !== object.aliasParameters.length) return UNKNOWN;
      types.instances.set(name, args);
      return substitute(object.type ?? UNKNOWN, substitution(object.aliasParameters, args));
    }
    const type = this.instantiateType(generic, args);
    if (type.kind === 'named') types.instances.set(name, type.args);
    return type;
  }

  instantiateType(generic: Type, args: readonly Type[]): Type {
    if (generic.kind !== 'named' || !isGeneric(generic) || args.length > generic.parameters.length) return UNKNOWN;
    let all: readonly (Type | undefined)[] = args;
    // Arguments at the end may follow from the constraints.
    if (args.length < generic.parameters.length) all = infer(generic.parameters, args, [], []) ?? [];
    if (all.length !== generic.parameters.length || all.some(a => a === undefined || isUnknown(a))) return UNKNOWN;
    return instantiate(generic, all as Type[]);
  }

  private length(node: Node): number | undefined {
    const x = new Operand();
    this.c.expr(x, node);
    const value = x.mode === Mode.Constant && x.value ? toInt(x.value)?.value : undefined;
    // go/types leaves an untyped length as it is.
    return value !== undefined && value >= 0n && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : undefined;
  }

  /** `~int | string`, `fmt.Stringer`: a type, or a union. */
  constraintElement(node: Node): Type {
    const { tree, types } = this.c.env.unit;
    const terms = tree.kind(node) === K.TypeElem || tree.kind(node) === K.TypeConstraint ? [...tree.children(node)] : [node];
    if (terms.length === 1 && tree.kind(terms[0]!) !== K.NegatedType) {
      const inner = terms[0]!;
      return tree.kind(inner) === K.TypeElem || tree.kind(inner) === K.TypeConstraint ? this.constraintElement(inner) : this.type(inner);
    }
    const all = terms.map((t): Term => {
      const tilde = tree.kind(t) === K.NegatedType;
      const type = this.type(tilde ? tree.first(t) : t);
      if (tilde && !isUnknown(type)) types.set(t, Mode.Type, new Union([{ tilde, type }]));
      return { tilde, type };
    });
    const union = new Union(all);
    types.set(node, Mode.Type, union);
    return union;
  }
}

/** Nothing is made of what is unknown. */
function known(type: Type, make: (type: Type) => Type): Type {
  return isUnknown(type) ? UNKNOWN : make(type);
}

const pointer = (elem: Type): Type => known(elem, e => new Pointer(e));

function directionOf(text: string): Direction {
  if (text.startsWith('<-')) return 'receive';
  return /^chan\s*<-/.test(text) ? 'send' : 'both';
}
