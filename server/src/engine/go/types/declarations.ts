/** Declarations of constants, variables and types, of packages and of blocks alike (Go spec, "Declarations and scope"). */
import { expressionsOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { Assignments } from './assignments.js';
import { type Checker, type Environment, Operand } from './checking.js';
import { makeInt } from './constant.js';
import { declaredAt } from './declared.js';
import { Const, type DeclaredMethods, Mode, Named, NO_METHODS, Scope, type Type, TypeName, UNKNOWN } from './model.js';
import { isUnknown } from './predicates.js';
import type { TypeExpressions } from './type-expression.js';

/** A name in a `const` or `var` declaration, with what gives it its value. */
export interface ValueSpec {
  readonly names: readonly Node[];
  readonly type: Node;
  readonly values: readonly Node[];
  /** Position in its group. */
  readonly index: number;
}

/** Of a longer declaration the rest is unknown: all of it is read in one step. The longest of golang.org/x/sys has 9,500. */
const MAX_SPECS = 20_000;

/** The specs of a declaration; those of constants that leave out their values take those before. */
export function valueSpecs(tree: FlatTree, declaration: Node): ValueSpec[] {
  const isConstant = tree.kind(declaration) === K.ConstDeclaration;
  const out: ValueSpec[] = [];
  let before: ValueSpec | undefined;
  for (const spec of specNodes(tree, declaration)) {
    if (out.length === MAX_SPECS) break;
    const names = [...tree.children(spec)].filter(n => tree.fields[n] === F.Name);
    const type = tree.field(spec, F.Type);
    const values = expressionsOf(tree, tree.field(spec, F.Value));
    const inherits = isConstant && type === NONE && values.length === 0 && before !== undefined;
    const own: ValueSpec = inherits ? { ...before!, names, index: out.length } : { names, type, values, index: out.length };
    out.push(own);
    before = own;
  }
  return out;
}

function* specNodes(tree: FlatTree, declaration: Node): IterableIterator<Node> {
  for (const n of tree.children(declaration)) {
    const kind = tree.kind(n);
    if (kind === K.VarSpecList) yield* specNodes(tree, n);
    else if (kind === K.VarSpec || kind === K.ConstSpec) yield n;
  }
}

export class Declarations {
  constructor(
    private readonly c: Checker,
    private readonly assignments: Assignments,
    private readonly types: TypeExpressions,
  ) {}

  /** Gives a constant its type and value. */
  constant(object: Const, spec: ValueSpec, at: number): void {
    const { c } = this;
    const iota = makeInt(BigInt(spec.index));
    c.within({ iota }, () => {
      const type = spec.type === NONE ? undefined : c.type(spec.type);
      const value = spec.values[at];
      if (value === undefined) {
        object.type = type ?? UNKNOWN;
        return;
      }
      const x = new Operand();
      c.expr(x, value);
      if (type !== undefined) {
        object.type = type;
        if (isUnknown(type)) c.decide(value, UNKNOWN, true);
        else c.assignment(x, type);
      } else object.type = x.isKnown && x.mode === Mode.Constant ? x.type : UNKNOWN;
      object.value = x.mode === Mode.Constant ? x.value : undefined;
    });
  }

  /** The types of the variables of a spec. */
  variables(spec: ValueSpec): Type[] {
    const { c } = this;
    const type = spec.type === NONE ? undefined : c.type(spec.type);
    const wanted = spec.names.map(() => type);
    if (spec.values.length === 0) return wanted.map(t => t ?? UNKNOWN);
    return this.assignments.initialize(wanted, spec.values);
  }

  /** One variable of a spec that gives each its own value. */
  variable(spec: ValueSpec, at: number): Type {
    const { c } = this;
    const type = spec.type === NONE ? undefined : c.type(spec.type);
    const value = spec.values[at];
    if (value === undefined) return type ?? UNKNOWN;
    const x = new Operand();
    c.expr(x, value, type);
    return this.assignments.give(x, type);
  }

  /** `type T …`: what it is made of is worked out when somebody asks. `env`: where it stands. */
  type(object: TypeName, spec: Node, env: Environment, methods: DeclaredMethods): void {
    const { c } = this;
    const { tree } = env.unit;
    const list = tree.field(spec, F.TypeParameters);
    const scope = list === NONE ? env.scope : new Scope(env.scope);
    const inside: Environment = { ...env, scope, iota: undefined, owner: `${c.pkg.path}.${object.name}` };
    const written = () => this.written(spec, inside);
    if (tree.kind(spec) === K.TypeAlias) {
      if (list !== NONE) object.aliasParameters = c.within(inside, () => this.types.signatures.typeParameters(list, scope));
      object.type = UNKNOWN; // an alias of itself
      object.type = written();
      return;
    }
    const named = new Named(object, written, methods);
    object.type = named;
    if (list === NONE) return;
    c.within(inside, () =>
      this.types.signatures.typeParameters(list, scope, parameters => {
        named.parameters = parameters;
      }),
    );
  }

  /** What stands behind the name of a type that is all that its declaration declares. */
  only(name: string): Type {
    const { c } = this;
    const spec = c.env.unit.tree.childOfKind(0, K.TypeSpec);
    return spec === NONE ? UNKNOWN : this.written(spec, { ...c.env, owner: `${c.pkg.path}.${name}` });
  }

  private written(spec: Node, env: Environment): Type {
    return this.c.within(env, () => this.types.type(env.unit.tree.field(spec, F.Type)));
  }

  /** A declaration inside of a function. */
  local(node: Node): void {
    const { c } = this;
    const { tree } = c.env.unit;
    switch (tree.kind(node)) {
      case K.ConstDeclaration:
        for (const spec of valueSpecs(tree, node)) this.localConstants(spec);
        return;
      case K.VarDeclaration:
        for (const spec of valueSpecs(tree, node)) {
          const types = this.variables(spec);
          for (const [i, n] of spec.names.entries()) this.assignments.variable(n, types[i] ?? UNKNOWN);
        }
        return;
      default:
        for (const spec of tree.children(node)) this.localType(spec);
    }
  }

  private localConstants(spec: ValueSpec): void {
    const { c } = this;
    const { unit, scope } = c.env;
    const objects = spec.names.map((n, i) => {
      const object = new Const(c.pkg, unit.tree.textOf(n), undefined, undefined, declaredAt(unit, n));
      unit.types.objects.set(n, object);
      this.constant(object, spec, i);
      return object;
    });
    for (const object of objects) scope.declare(object);
  }

  private localType(spec: Node): void {
    const { c } = this;
    const { unit, scope } = c.env;
    const name = unit.tree.field(spec, F.Name);
    if (name === NONE) return;
    const object = new TypeName(c.pkg, unit.tree.textOf(name), undefined, declaredAt(unit, name), true);
    unit.types.objects.set(name, object);
    scope.declare(object);
    this.type(object, spec, c.env, NO_METHODS);
    if (object.type?.kind === 'named') void object.type.underlying;
  }
}
