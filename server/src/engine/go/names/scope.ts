/**
 * Which identifier means which variable, inside one declaration: Go's block scopes, closures included. Names that no scope of the
 * declaration holds belong to the package, an import or the universe, and are left to the package index.
 *
 * One preorder pass. A variable becomes visible where Go says so: after its declaring statement, a parameter in the body.
 */

import { type Sliced, whole } from '../../base/slices.js';
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { functionAround, innermostLoop } from '../body/enclosing.js';
import { type DeclaredNames, declaredNames } from './declared-names.js';
import type { Variable, VariableKind } from './variable.js';

const FUNCTIONS: readonly K[] = [K.FunctionDeclaration, K.MethodDeclaration, K.FuncLiteral];

/** Then the pass rests. */
const NODES_PER_SLICE = 5000;

/** What the pass does at a node, by kind: most nodes need nothing. */
const USES = 1;
const OPENS = 2;
const CALLABLE = 4;
const DECLARES = 8;
const ROLES = new Uint8Array(256);
for (const k of FUNCTIONS) ROLES[k] = OPENS | CALLABLE;
for (const k of [
  K.Block,
  K.IfStatement,
  K.ForStatement,
  K.ExpressionSwitchStatement,
  K.SelectStatement,
  K.ExpressionCase,
  K.DefaultCase,
  K.TypeCase,
  K.CommunicationCase,
  K.FunctionType,
]) {
  ROLES[k] = OPENS;
}
ROLES[K.TypeSwitchStatement] = OPENS | DECLARES;
for (const k of [
  K.ParameterDeclaration,
  K.VariadicParameterDeclaration,
  K.ShortVarDeclaration,
  K.VarSpec,
  K.ConstSpec,
  K.TypeSpec,
  K.TypeAlias,
  K.RangeClause,
  K.ReceiveStatement,
]) {
  ROLES[k] = DECLARES;
}
ROLES[K.Identifier] = USES;

/** A block: what it declares is put back to what it shadowed when the block ends. */
interface Scope {
  readonly end: number;
  readonly names: Map<string, Variable>;
  readonly parent: Scope | undefined;
}

/** A variable that the source has declared already but that is visible only from a later node on. */
interface Pending {
  readonly visibleFrom: number;
  readonly scope: Scope;
  readonly variable: Variable;
}

export class Scopes {
  readonly variables: Variable[] = [];
  /** Id of the variable plus one, by identifier node; 0 for all other nodes. */
  private readonly byNode: Int32Array;
  /** What each name means at the node the pass is at. */
  private readonly visible = new Map<string, Variable>();
  private readonly shadowed = new Map<Variable, Variable>();

  private constructor(readonly tree: FlatTree) {
    this.byNode = new Int32Array(tree.count);
  }

  static of(tree: FlatTree): Scopes {
    return whole(Scopes.reading(tree));
  }

  /** The same in slices. */
  static *reading(tree: FlatTree): Sliced<Scopes> {
    const scopes = new Scopes(tree);
    yield* scopes.resolve();
    return scopes;
  }

  /** The variable an identifier node means, or undefined for names from outside the declaration. */
  variableOf(node: Node): Variable | undefined {
    const id = node < 0 ? 0 : this.byNode[node]!;
    return id === 0 ? undefined : this.variables[id - 1];
  }

  /** The function declaration, method declaration or literal whose body (or signature) holds the node; NONE outside of functions. */
  functionOf(node: Node): Node {
    return functionAround(this.tree, node);
  }

  /** Innermost `for` around the node inside its own function, or NONE. The header's parts that run once do not count. */
  loopOf(node: Node): Node {
    return innermostLoop(this.tree, node);
  }

  private *resolve(): Sliced<void> {
    const { tree } = this;
    const { kinds, afters } = tree;
    let scope: Scope = { end: tree.count, names: new Map(), parent: undefined };
    const functions: Node[] = [];
    const pending: Pending[] = [];
    for (let n = 0; n < kinds.length; n++) {
      while (n >= scope.end && scope.parent) {
        this.leave(scope);
        scope = scope.parent;
      }
      while (functions.length > 0 && n >= afters[functions[functions.length - 1]!]!) functions.pop();
      const func = functions.length > 0 ? functions[functions.length - 1]! : NONE;
      if (n % NODES_PER_SLICE === NODES_PER_SLICE - 1) yield;
      const role = ROLES[kinds[n]!]!;
      if (role === 0) continue;
      if (pending.length > 0) this.declarePending(pending, n);
      if (role === USES) this.use(n);
      else {
        if (role & OPENS && !(kinds[n] === K.Block && tree.parents[n] === func)) {
          scope = { end: afters[n]!, names: new Map(), parent: scope };
        }
        if (role & CALLABLE) functions.push(n);
        if (role & DECLARES) this.declareAt(n, kinds[n]!, scope, func, pending);
      }
    }
  }

  private use(n: Node): void {
    if (this.byNode[n] !== 0 || this.visible.size === 0) return;
    const variable = this.visible.get(this.tree.textOf(n));
    if (!variable) return;
    this.byNode[n] = variable.id + 1;
    variable.uses.push(n);
  }

  private enter(scope: Scope, variable: Variable): void {
    scope.names.set(variable.name, variable);
    const outer = this.visible.get(variable.name);
    if (outer) this.shadowed.set(variable, outer);
    this.visible.set(variable.name, variable);
  }

  private leave(scope: Scope): void {
    for (const [name, variable] of scope.names) {
      const outer = this.shadowed.get(variable);
      if (outer) this.visible.set(name, outer);
      else this.visible.delete(name);
    }
  }

  private declarePending(pending: Pending[], n: Node): void {
    // A statement inside another one ends before it: what becomes visible first was put there last.
    let from = pending.length;
    while (from > 0 && pending[from - 1]!.visibleFrom <= n) from--;
    for (let i = from; i < pending.length; i++) {
      const p = pending[i]!;
      if (p.scope.end > n) this.enter(p.scope, p.variable);
    }
    pending.length = from;
  }

  private declareAt(n: Node, kind: K, scope: Scope, func: Node, pending: Pending[]): void {
    if (kind === K.ParameterDeclaration || kind === K.VariadicParameterDeclaration) this.declareParameter(n, kind, scope, func);
    else if (func !== NONE) {
      const declared = declaredNames(this.tree, n, kind);
      if (declared) this.declareNames(n, declared, scope, func, pending);
    }
  }

  private declareParameter(n: Node, kind: K, scope: Scope, func: Node): void {
    const { tree } = this;
    const list = tree.parent(n);
    const owner = tree.parent(list);
    const isOwn = owner === func && tree.kind(owner) !== K.FunctionType;
    if (!isOwn) return;
    const role = tree.fields[list];
    const what: VariableKind = role === F.Receiver ? 'receiver' : role === F.Result ? 'result' : 'parameter';
    const typeNode = tree.field(n, F.Type);
    for (const c of tree.children(n)) {
      if (tree.fields[c] !== F.Name || tree.kind(c) !== K.Identifier) continue;
      const variadic = kind === K.VariadicParameterDeclaration;
      const variable = this.add({
        name: tree.textOf(c),
        kind: what,
        node: c,
        typeNode,
        variadic,
        init: NONE,
        initIndex: -1,
        func,
        loop: NONE,
      });
      this.enter(scope, variable);
    }
  }

  private declareNames(n: Node, declared: DeclaredNames, scope: Scope, func: Node, pending: Pending[]): void {
    const { tree } = this;
    const { names, values, kind, typeNode, visibleFrom } = declared;
    const single = values.length === 1 && (names.length > 1 || kind === 'range');
    const loop = innermostLoop(tree, n);
    names.forEach((name, i) => {
      if (tree.kind(name) !== K.Identifier && tree.kind(name) !== K.TypeIdentifier) return;
      const text = tree.textOf(name);
      // `:=` assigns to a name of the same scope that is there already and declares the others.
      if (text === '_' || (tree.kind(n) === K.ShortVarDeclaration && scope.names.has(text))) return;
      const init = single ? values[0]! : (values[i] ?? NONE);
      const variable = this.add({ name: text, kind, node: name, typeNode, variadic: false, init, initIndex: single ? i : -1, func, loop });
      pending.push({ visibleFrom, scope, variable });
    });
  }

  private add(declared: Omit<Variable, 'id' | 'uses'>): Variable {
    const { name, kind, node, typeNode, variadic, init, initIndex, func, loop } = declared;
    // Written out: a spread here costs as much as the rest of the pass (measured).
    const variable: Variable = { id: this.variables.length, name, kind, node, typeNode, variadic, init, initIndex, func, loop, uses: [] };
    this.variables.push(variable);
    this.byNode[node] = variable.id + 1;
    return variable;
  }
}
