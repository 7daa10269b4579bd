/**
 * Which identifier means which variable, inside one declaration: Go's block scopes, closures included. Names that no scope of the
 * declaration holds belong to the package, an import or the universe, and are left to the package index.
 *
 * One preorder pass. A variable becomes visible where Go says so: after its declaring statement, a parameter in the body.
 */
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { type DeclaredNames, declaredNames } from './declared-names.js';
import { innermostLoop } from './loops.js';

export type VariableKind = 'receiver' | 'parameter' | 'result' | 'local' | 'range' | 'switch' | 'constant' | 'type';

export interface Variable {
  readonly id: number;
  readonly name: string;
  readonly kind: VariableKind;
  /** The declaring identifier. */
  readonly node: Node;
  /** The type in the declaration, or NONE when it is inferred. A variadic parameter's is its element type. */
  readonly typeNode: Node;
  readonly variadic: boolean;
  /** The expression the variable is declared with (range: the ranged expression), or NONE. */
  readonly init: Node;
  /** Position among several results of `init`; -1 when `init` is this variable's own expression. */
  readonly initIndex: number;
  /** The function declaration, method declaration or function literal it belongs to. */
  readonly func: Node;
  /** Innermost `for` around the declaration inside `func`, or NONE. */
  readonly loop: Node;
  /** Every identifier that means this variable, the declaring one left out, in source order. */
  readonly uses: Node[];
}

const FUNCTIONS: readonly K[] = [K.FunctionDeclaration, K.MethodDeclaration, K.FuncLiteral];

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
  /** Variable by identifier node, for declaring and using identifiers. */
  private readonly byNode: Int32Array;
  private readonly enclosing: Int32Array;

  constructor(readonly tree: FlatTree) {
    this.byNode = new Int32Array(tree.count).fill(NONE);
    this.enclosing = new Int32Array(tree.count).fill(NONE);
    this.resolve();
  }

  /** The variable an identifier node means, or undefined for names from outside the declaration. */
  variableOf(node: Node): Variable | undefined {
    const id = node < 0 ? NONE : this.byNode[node]!;
    return id < 0 ? undefined : this.variables[id];
  }

  /** The function declaration, method declaration or literal whose body (or signature) holds the node; NONE outside of functions. */
  functionOf(node: Node): Node {
    return node < 0 ? NONE : this.enclosing[node]!;
  }

  /** Innermost `for` around the node inside its own function, or NONE. The header's parts that run once do not count. */
  loopOf(node: Node): Node {
    return innermostLoop(this.tree, node);
  }

  private resolve(): void {
    const { tree, enclosing } = this;
    const { kinds, afters } = tree;
    let scope: Scope = { end: tree.count, names: new Map(), parent: undefined };
    const functions: Node[] = [];
    const pending: Pending[] = [];
    for (let n = 0; n < kinds.length; n++) {
      while (n >= scope.end && scope.parent) scope = scope.parent;
      while (functions.length > 0 && n >= afters[functions[functions.length - 1]!]!) functions.pop();
      const func = functions.length > 0 ? functions[functions.length - 1]! : NONE;
      enclosing[n] = func;
      const role = ROLES[kinds[n]!]!;
      if (role === 0) continue;
      if (pending.length > 0) declarePending(pending, n);
      if (role === USES) this.use(n, scope);
      else {
        if (role & OPENS && !(kinds[n] === K.Block && tree.parents[n] === func))
          scope = { end: afters[n]!, names: new Map(), parent: scope };
        if (role & CALLABLE) functions.push(n);
        if (role & DECLARES) this.declareAt(n, kinds[n]!, scope, func, pending);
      }
    }
  }

  private use(n: Node, scope: Scope): void {
    if (this.byNode[n] !== NONE) return;
    const name = this.tree.textOf(n);
    for (let s: Scope | undefined = scope; s; s = s.parent) {
      const variable = s.names.get(name);
      if (!variable) continue;
      this.byNode[n] = variable.id;
      variable.uses.push(n);
      return;
    }
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
      scope.names.set(variable.name, variable);
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
    const variable: Variable = { ...declared, id: this.variables.length, uses: [] };
    this.variables.push(variable);
    this.byNode[declared.node] = variable.id;
    return variable;
  }
}

function declarePending(pending: Pending[], n: Node): void {
  for (let i = 0; i < pending.length; ) {
    const p = pending[i]!;
    if (p.visibleFrom > n) {
      i++;
      continue;
    }
    p.scope.names.set(p.variable.name, p.variable);
    pending.splice(i, 1);
  }
}
