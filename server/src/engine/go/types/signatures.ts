/** Signatures and type parameters as they are written (Go spec, "Function types", "Type parameter declarations"). */
import { F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { Checker } from './checking.js';
import { declaredAt } from './declared.js';
import { Interface, Scope, Signature, Slice, type Type, TypeName, TypeParameter, UNKNOWN, Var, type VarRole } from './model.js';
import { isUnknown } from './predicates.js';

export class Signatures {
  constructor(private readonly c: Checker) {}

  signature(node: Node, receiver?: Var, receiverParameters: readonly TypeParameter[] = []): Signature {
    const { c } = this;
    const { tree } = c.env.unit;
    const scope = new Scope(c.env.scope);
    for (const p of receiverParameters) scope.declare(p.object);
    return c.within({ scope }, () => {
      const parameters = this.typeParameters(tree.field(node, F.TypeParameters), scope);
      const params = this.parameters(tree.field(node, F.Parameters), 'parameter');
      const resultNode = tree.field(node, F.Result);
      const results =
        resultNode === NONE
          ? []
          : tree.kind(resultNode) === K.ParameterList
            ? this.parameters(resultNode, 'result').vars
            : [new Var(c.pkg, '', c.type(resultNode), 'result')];
      return new Signature(params.vars, results, params.variadic, parameters, receiver, receiverParameters);
    });
  }

  private parameters(list: Node, role: VarRole): { vars: Var[]; variadic: boolean } {
    const { c } = this;
    const { tree, types } = c.env.unit;
    const vars: Var[] = [];
    let variadic = false;
    for (const p of list === NONE ? [] : tree.children(list)) {
      const kind = tree.kind(p);
      if (kind !== K.ParameterDeclaration && kind !== K.VariadicParameterDeclaration) continue;
      const written = c.type(tree.field(p, F.Type));
      variadic = kind === K.VariadicParameterDeclaration;
      const type = variadic ? new Slice(written) : written;
      const names = [...tree.children(p)].filter(n => tree.fields[n] === F.Name);
      if (names.length === 0) vars.push(new Var(c.pkg, '', type, role));
      for (const name of names) {
        const v = new Var(c.pkg, tree.textOf(name), type, role, declaredAt(c.env.unit, name));
        types.objects.set(name, v);
        vars.push(v);
      }
    }
    return { vars, variadic };
  }

  /** Declares the parameters in the scope; their constraints may name each other. `ready` is told the parameters before their constraints are read: those may name what the parameters belong to. */
  typeParameters(list: Node, scope: Scope, ready?: (parameters: readonly TypeParameter[]) => void): TypeParameter[] {
    const { c } = this;
    const { tree, types } = c.env.unit;
    const all: TypeParameter[] = [];
    const constraints: [TypeParameter[], Node][] = [];
    for (const declaration of list === NONE ? [] : tree.children(list)) {
      const group: TypeParameter[] = [];
      for (const name of tree.children(declaration)) {
        if (tree.fields[name] !== F.Name) continue;
        const object = new TypeName(c.pkg, tree.textOf(name), undefined, declaredAt(c.env.unit, name), true);
        const parameter = new TypeParameter(object, all.length, () => UNKNOWN, c.env.owner);
        object.type = parameter;
        types.objects.set(name, object);
        scope.declare(object);
        all.push(parameter);
        group.push(parameter);
      }
      constraints.push([group, tree.field(declaration, F.Type)]);
    }
    const { env } = c;
    for (const [i, [group, node]] of constraints.entries()) {
      if (i === MAX_CONSTRAINTS) break;
      let bound: Type | undefined;
      const resolve = () => {
        bound ??= c.within({ ...env, scope }, () => this.constraint(node));
        return bound;
      };
      for (const parameter of group) parameter.constrain(resolve);
    }
    ready?.(all);
    // Read them all once: their expressions are part of the tree.
    for (const parameter of all) void parameter.constraint;
    return all;
  }

  private constraint(node: Node): Type {
    if (node === NONE) return UNKNOWN;
    const type = this.c.constraintElement(node);
    return type.kind === 'union' || !isInterfaceLike(type) ? new Interface([], [type]) : type;
  }
}

/** Those of one list that are read, all at once: nobody writes more. The others are unknown. */
const MAX_CONSTRAINTS = 300;

function isInterfaceLike(type: Type): boolean {
  if (isUnknown(type)) return true;
  const u = type.kind === 'named' ? type.underlying : type;
  return u.kind === 'interface' || isUnknown(u);
}
