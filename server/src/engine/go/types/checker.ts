/** Puts the parts of the checker together, and holds what changes on the way into a tree. */
import type { Sliced } from '../../base/slices.js';
import { K, NONE, type Node } from '../../syntax/flat-tree.js';
import { instantiateFunction } from './arguments.js';
import { Assignments } from './assignments.js';
import { builtin } from './builtins.js';
import { call } from './calls.js';
import type { Checker, Environment, Operand, Unit } from './checking.js';
import { composite } from './composite.js';
import { conversion } from './conversion.js';
import { Declarations } from './declarations.js';
import { declaredAt } from './declared.js';
import { index, slice } from './elements.js';
import { Expressions } from './expression.js';
import { list } from './expression-list.js';
import { type Builtin, Mode, type Obj, type PackageId, type Scope, type Signature, type Type, TypeName, UNKNOWN, Var } from './model.js';
import { binary, comparison, unary } from './operators.js';
import { isGeneric } from './predicates.js';
import { type Receiver, type ReceiverType, receiverType } from './receiver.js';
import { selector } from './selector.js';
import { Statements } from './statements.js';
import { TypeExpressions } from './type-expression.js';
import { assignment, convertUntyped, decide, matchTypes } from './untyped.js';

/** What the checker asks of its package. */
export interface Surroundings {
  /** A name that no block declares: of the package, of an import of the file, or predeclared. */
  inFile(unit: Unit, name: string): Obj | undefined;
  imported(path: string, name: string): Obj | undefined;
  /** Work for when the types of the package's variables are known. */
  later(unit: Unit, work: () => void): void;
}

export class PackageChecker implements Checker {
  env!: Environment;
  readonly declarations: Declarations;
  private readonly expressions = new Expressions(this);
  private readonly typeExpressions = new TypeExpressions(this);
  private readonly assignments = new Assignments(this);
  private readonly statements = new Statements(this, this.assignments);

  constructor(
    readonly pkg: PackageId,
    private readonly surroundings: Surroundings,
  ) {
    this.declarations = new Declarations(this, this.assignments, this.typeExpressions);
  }

  within<T>(env: Partial<Environment>, work: () => T): T {
    const before = this.env;
    this.env = { ...before, ...env };
    try {
      return work();
    } finally {
      this.env = before;
    }
  }

  /** The signature of a function declaration, or of a method's with its receiver. */
  signatureOf(node: Node, receiver: Receiver | undefined, pkg: PackageId, name: string): Signature {
    const { unit } = this.env;
    if (!receiver) return this.within({ owner: `${pkg.path}.${name}` }, () => this.typeExpressions.signatures.signature(node));
    const { tree, types } = unit;
    const names = receiver.parameters.map(n => {
      const object = new TypeName(pkg, tree.textOf(n), undefined, declaredAt(unit, n), true);
      types.objects.set(n, object);
      return object;
    });
    const base = this.typeExpressions.generic(receiver.base);
    const found = receiverType(base, names, receiver.pointer);
    const owner = `${pkg.path}.${base.kind === 'named' ? base.object.name : ''}.${name}`;
    const v = new Var(
      pkg,
      receiver.name === NONE ? '' : tree.textOf(receiver.name),
      found.type,
      'receiver',
      declaredAt(unit, receiver.name === NONE ? receiver.type : receiver.name),
    );
    if (receiver.name !== NONE) types.objects.set(receiver.name, v);
    this.recordReceiver(receiver, base, found);
    return this.within({ owner }, () => this.typeExpressions.signatures.signature(node, v, found.parameters));
  }

  /** The receiver's type is recorded as any other. */
  private recordReceiver({ type, base, parameters: names }: Receiver, named: Type, { type: whole, parameters }: ReceiverType): void {
    const { tree, types } = this.env.unit;
    if (whole === UNKNOWN) return;
    const value = whole.kind === 'pointer' ? whole.elem : whole;
    for (let n = type; n !== base; n = tree.first(n)) types.set(n, Mode.Type, tree.kind(n) === K.GenericType ? value : whole);
    if (!isGeneric(named)) return;
    types.set(base, Mode.Type, named);
    types.instances.set(base, parameters);
    names.forEach((n, i) => {
      const parameter = parameters[i];
      if (parameter) types.set(n, Mode.Type, parameter);
    });
  }

  /** Of a function declaration. */
  body(env: Environment, signature: Signature, block: Node): Sliced<void> {
    return this.statements.inside(env, this.statements.functionBody(signature, block));
  }

  functionLiteral(signature: Signature, block: Node): void {
    this.putOff(() => this.statements.literalBody(signature, block));
  }

  /** Outside of functions, what the type of nothing hangs on is worked out later, in slices: whoever asks for one name need not wait for all. */
  putOff(work: () => void): void {
    const { env } = this;
    if (env.signature) work();
    else this.surroundings.later(env.unit, () => this.within(env, work));
  }

  resolve(name: string): Obj | undefined {
    for (let scope: Scope | undefined = this.env.scope; scope && scope !== this.env.unit.scope; scope = scope.parent) {
      const own = scope.own(name);
      if (own) return own;
    }
    return this.surroundings.inFile(this.env.unit, name);
  }

  imported(path: string, name: string): Obj | undefined {
    return this.surroundings.imported(path, name);
  }

  declareLocal(node: Node): void {
    this.declarations.local(node);
  }

  raw(x: Operand, node: Node, hint?: Type, generic = false): void {
    this.expressions.raw(x, node, hint, generic, undefined);
  }

  expr(x: Operand, node: Node, target?: Type): void {
    this.expressions.raw(x, node, undefined, false, target);
    single(x);
  }

  exprWithHint(x: Operand, node: Node, hint: Type): void {
    this.expressions.raw(x, node, hint, false, hint);
    single(x);
  }

  multi(x: Operand, node: Node): void {
    this.expressions.raw(x, node, undefined, false, undefined);
    valueOnly(x);
  }

  exprOrType(x: Operand, node: Node): void {
    this.expressions.raw(x, node, undefined, false, undefined);
    if (x.mode === Mode.NoValue || x.type.kind === 'tuple') x.forget();
  }

  list(nodes: readonly Node[], wanted: number): Operand[] {
    return list(this, nodes, wanted);
  }

  ofObject(x: Operand, object: Obj): void {
    this.expressions.ofObject(x, object);
  }

  convertUntyped(x: Operand, target: Type): void {
    convertUntyped(this, x, target);
  }

  decide(node: Node, type: Type, final: boolean): void {
    decide(this, node, type, final);
  }

  assignment(x: Operand, target: Type | undefined): void {
    assignment(this, x, target);
  }

  matchTypes(x: Operand, y: Operand): void {
    matchTypes(this, x, y);
  }

  type(node: Node): Type {
    return this.typeExpressions.type(node);
  }

  constraintElement(node: Node): Type {
    return this.typeExpressions.constraintElement(node);
  }

  signature(node: Node): Signature {
    return this.typeExpressions.signatures.signature(node);
  }

  instantiateType(generic: Type, args: readonly Type[]): Type {
    return this.typeExpressions.instantiateType(generic, args);
  }

  selector(x: Operand, node: Node): void {
    selector(this, x, node);
  }

  index(x: Operand, node: Node): boolean {
    return index(this, x, node);
  }

  slice(x: Operand, node: Node): void {
    slice(this, x, node);
  }

  composite(x: Operand, node: Node, hint: Type | undefined): void {
    composite(this, x, node, hint);
  }

  call(x: Operand, node: Node): void {
    call(this, x, node);
  }

  instantiateFunction(x: Operand, node: Node, args: readonly Node[], target: Type | undefined): void {
    instantiateFunction(this, x, node, args, target);
  }

  builtin(x: Operand, node: Node, args: readonly Node[], object: Builtin, spread: boolean): void {
    builtin(this, x, node, args, object, spread);
  }

  conversion(x: Operand, target: Type): void {
    conversion(this, x, target);
  }

  unary(x: Operand, node: Node): void {
    unary(this, x, node);
  }

  binary(x: Operand, node: Node, left: Node, right: Node, op: string): void {
    binary(this, x, node, left, right, op);
  }

  comparison(x: Operand, y: Operand, op: string): void {
    comparison(this, x, y, op);
  }
}

function valueOnly(x: Operand): void {
  if (x.mode === Mode.NoValue || x.mode === Mode.Builtin || x.mode === Mode.Type) x.forget();
}

function single(x: Operand): void {
  valueOnly(x);
  if (x.type.kind === 'tuple') x.forget();
}
