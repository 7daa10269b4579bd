/**
 * Where a heap value goes, read from the syntax around it: the cause in one word, and the expressions that show it. The compiler has
 * already decided; this only finds out how to say it, so an unknown destination is an answer too.
 */
import type { Scopes } from '../go/names/scope.js';
import type { Variable } from '../go/names/variable.js';
import { isBuiltin } from '../go/types/universe.js';
import { excerpt, LONG_EXCERPT } from '../sites/excerpt.js';
import { isSyncMethodName } from '../sites/sync-methods.js';
import { argumentsOf, calleeOf, expressionsOf, F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';

export type DestinationKind = 'returned' | 'stored' | 'appended' | 'sent' | 'goroutine' | 'closure' | 'sync' | 'panic' | 'argument';

export interface Destination {
  readonly kind: DestinationKind;
  /** What to show: the `return`, the assignment's target, the argument, the closure. */
  readonly node: Node;
  /** Source text to name it by: `n.next`, `fmt.Fprintln`, `Lock`. */
  readonly name: string;
  /** For variables: the expression that takes the address, or the use inside the closure. */
  readonly through?: Node;
}

/** Strongest first: what certainly outlives the function explains more than an argument that may. */
const RANK: readonly DestinationKind[] = ['goroutine', 'returned', 'stored', 'sent', 'appended', 'closure', 'sync', 'argument', 'panic'];
/** How many local variables a value is followed through. */
const MAX_HOPS = 3;

/** Expressions nested deeper are not looked at: time must not grow with the square of a text. */
const MAX_DEPTH = 200;

export class Destinations {
  /** By variable and hops left, for each of its uses: the strongest of where that one and those behind it lead. */
  private readonly fromUses = new Map<Variable, (readonly (Destination | undefined)[])[]>();

  constructor(
    private readonly tree: FlatTree,
    private readonly scopes: Scopes,
    /** True for the package's type names: `Handler(f)` is a conversion. */
    private readonly isType: (name: string) => boolean,
    /** True for an argument of a call of which the compiler says that it stays: that call is no cause. */
    private readonly keepsNothing: (call: Node, argument: Node) => boolean = () => false,
  ) {}

  /** Where the value of an expression goes. */
  ofValue(node: Node): Destination | undefined {
    return this.follow(node, MAX_HOPS);
  }

  /** Why a variable's own storage is needed for longer: its address leaves, or a closure refers to it. */
  ofVariable(declaration: Node): Destination | undefined {
    const variable = this.scopes.variableOf(declaration);
    if (!variable) return undefined;
    return strongest(variable.uses.map(use => this.ofUse(variable, use)));
  }

  /** Where copies of a variable's value go: the strongest of all its uses. */
  ofCopies(variable: Variable): Destination | undefined {
    return this.fromUse(variable, 0, MAX_HOPS);
  }

  private ofUse(variable: Variable, use: Node): Destination | undefined {
    const closure = this.closureAround(use, variable.func);
    if (closure !== NONE) {
      const started = this.goStatementOf(closure) !== NONE;
      return { kind: started ? 'goroutine' : 'closure', node: closure, name: this.tree.textOf(use), through: use };
    }
    const address = this.addressTaken(use);
    if (address === undefined) return undefined;
    if (address.method) {
      const isSync = isSyncMethodName(address.method);
      const name = isSync ? address.method : this.tree.textOf(address.node);
      return { kind: isSync ? 'sync' : 'argument', node: address.node, name, through: address.node };
    }
    const to = this.follow(address.node, MAX_HOPS);
    return to && { ...to, through: address.node };
  }

  /** `&x`, `&x.f[i]`, `x[:]`, or the selector of a method call `x.m()` that may take `&x` by itself. */
  private addressTaken(use: Node): { node: Node; method?: string } | undefined {
    const { tree } = this;
    let e = use;
    for (let p = tree.parent(e); ; e = p, p = tree.parent(p)) {
      const kind = tree.kind(p);
      if (kind === K.ParenthesizedExpression) continue;
      if (kind === K.UnaryExpression && tree.op(p) === '&') return { node: p };
      if (kind === K.SliceExpression && tree.first(p) === e) return { node: p };
      if (kind === K.IndexExpression && tree.first(p) === e) continue;
      if (kind !== K.SelectorExpression) return undefined;
      if (tree.parentKind(p) === K.CallExpression && calleeOf(tree, tree.parent(p)) === p) {
        return { node: p, method: tree.textOf(tree.last(p)) };
      }
    }
  }

  private follow(node: Node, hops: number): Destination | undefined {
    const { tree } = this;
    let e = node;
    for (let p = tree.parent(e), depth = 0; p !== NONE && depth < MAX_DEPTH; e = p, p = tree.parent(p), depth++) {
      switch (tree.kind(p)) {
        case K.ParenthesizedExpression:
        case K.LiteralElement:
        case K.KeyedElement:
        case K.LiteralValue:
        case K.CompositeLiteral:
        case K.ExpressionList:
        case K.TypeConversionExpression:
        case K.BinaryExpression:
        case K.SliceExpression:
        case K.VariadicArgument:
          continue;
        case K.UnaryExpression:
          if (tree.op(p) === '&') continue;
          return undefined;
        case K.ReturnStatement:
          return { kind: 'returned', node: p, name: tree.textOf(e) };
        case K.SendStatement:
          return { kind: 'sent', node: tree.field(p, F.Channel), name: tree.textOf(tree.field(p, F.Channel)) };
        case K.AssignmentStatement:
        case K.ShortVarDeclaration:
          return this.assigned(expressionsOf(tree, tree.field(p, F.Left)), expressionsOf(tree, tree.field(p, F.Right)), node, hops);
        case K.VarSpec:
          return this.assigned(
            [...tree.children(p)].filter(c => tree.fields[c] === F.Name && tree.kind(c) === K.Identifier),
            expressionsOf(tree, tree.field(p, F.Value)),
            node,
            hops,
          );
        case K.ArgumentList:
          return this.passed(tree.parent(p), e, hops);
        case K.GoStatement:
          return { kind: 'goroutine', node: p, name: '' };
        default:
          return undefined;
      }
    }
    return undefined;
  }

  private assigned(targets: readonly Node[], values: readonly Node[], value: Node, hops: number): Destination | undefined {
    const { tree } = this;
    const target = targets[values.findIndex(v => tree.within(value, v))] ?? NONE;
    if (target === NONE) return undefined;
    const variable = tree.kind(target) === K.Identifier ? this.scopes.variableOf(target) : undefined;
    if (!variable) return tree.textOf(target) === '_' ? undefined : { kind: 'stored', node: target, name: tree.textOf(target) };
    if (variable.kind === 'result') return { kind: 'returned', node: target, name: variable.name };
    return hops === 0 ? undefined : this.fromUse(variable, firstBehind(variable.uses, target), hops - 1);
  }

  /** Where copies go from the uses of a variable, the first ones left out. Each use is followed once. */
  private fromUse(variable: Variable, first: number, hops: number): Destination | undefined {
    let byHops = this.fromUses.get(variable);
    if (!byHops) {
      byHops = [];
      this.fromUses.set(variable, byHops);
    }
    let known = byHops[hops];
    if (!known) {
      known = strongestFrom(variable.uses.map(use => this.ofCopy(variable, use, hops)));
      byHops[hops] = known;
    }
    return known[first];
  }

  /** Where a copy of the value goes from one use of the local variable that holds it. */
  private ofCopy(variable: Variable, use: Node, hops: number): Destination | undefined {
    const closure = this.closureAround(use, variable.func);
    if (closure !== NONE) {
      const kind = this.goStatementOf(closure) === NONE ? 'closure' : 'goroutine';
      return { kind, node: closure, name: this.tree.textOf(use), through: use };
    }
    return this.follow(use, hops);
  }

  private passed(call: Node, argument: Node, hops: number): Destination | undefined {
    const { tree } = this;
    const callee = tree.unparen(calleeOf(tree, call));
    const name = tree.textOf(callee);
    if (this.isType(name)) return this.follow(call, hops);
    if (name === 'panic') return { kind: 'panic', node: call, name };
    if (name === 'append') {
      const isSlice = argumentsOf(tree, call)[0] === argument;
      if (isSlice) return this.follow(call, hops);
      // `append(dst, tmp[:]...)` copies the elements, and keeps nothing of where they were.
      if (tree.kind(argument) === K.VariadicArgument) return undefined;
      return { kind: 'appended', node: call, name: tree.textOf(argumentsOf(tree, call)[0] ?? NONE) };
    }
    if (tree.kind(tree.parent(call)) === K.GoStatement) return { kind: 'goroutine', node: tree.parent(call), name };
    if (isBuiltin(name) || this.keepsNothing(call, argument)) return undefined;
    return { kind: 'argument', node: argument, name: excerpt(name, LONG_EXCERPT) };
  }

  /** Outermost closure around `use` inside the function that declares the variable, or NONE when the use is in that function itself. */
  private closureAround(use: Node, owner: Node): Node {
    let closure = NONE;
    for (let f = this.scopes.functionOf(use); f !== NONE && f !== owner; f = this.scopes.functionOf(this.tree.parent(f))) closure = f;
    return closure;
  }

  /** The `go` statement that calls this function literal, or NONE. */
  goStatementOf(closure: Node): Node {
    const { tree } = this;
    const call = tree.parent(closure);
    if (tree.kind(call) !== K.CallExpression || tree.unparen(calleeOf(tree, call)) !== closure) return NONE;
    return tree.parentKind(call) === K.GoStatement ? tree.parent(call) : NONE;
  }
}

function strongest(all: readonly (Destination | undefined)[]): Destination | undefined {
  let best: Destination | undefined;
  for (const d of all) if (d && (!best || RANK.indexOf(d.kind) < RANK.indexOf(best.kind))) best = d;
  return best;
}

/** For each place the strongest from there on; of equals the first. */
function strongestFrom(all: readonly (Destination | undefined)[]): readonly (Destination | undefined)[] {
  const out: (Destination | undefined)[] = [];
  let best: Destination | undefined;
  for (let i = all.length - 1; i >= 0; i--) {
    best = strongest([all[i], best]);
    out[i] = best;
  }
  return out;
}

/** Index of the first node behind another one; nodes are in the order of the text. */
function firstBehind(nodes: readonly Node[], node: Node): number {
  let low = 0;
  for (let high = nodes.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (nodes[middle]! > node) high = middle;
    else low = middle + 1;
  }
  return low;
}
