/**
 * Where a value goes inside its declaration: up through the expressions that hand it on, and along the local variables that hold it.
 *
 * The compiler's escape analysis does not follow the order of statements, and a value that reaches the heap on one way stays there
 * whatever else happens to it. So every way out that is found here is certain, and a way that is not understood is ignored.
 * Source of the rules: cmd/compile/internal/escape (addr, assignHeap, OAPPEND, OMAPLIT).
 */

import { TooMuchWork } from '../base/faults.js';
import type { Variable } from '../go/names/variable.js';
import { leadsOutside, type Written } from '../go/names/written-types.js';
import type { Cause, SiteStep } from '../go/package/allocation-site.js';
import type { DeclarationSyntax } from '../go/package/declaration-syntax.js';
import { questionOf, type TypeQuestion } from '../go/package/type-question.js';
import { F, K, NONE, type Node } from '../syntax/flat-tree.js';
import { behind, type Exit, isCertain } from './exit.js';

/** Longest chain of variables that is followed. */
const MAX_HOPS = 4;
/** Expressions nested deeper, uses of a variable beyond these, and values further on in a list are not looked at: time must not grow with the square of a text. */
const MAX_DEPTH = 60;
const MAX_USES = 200;
const MAX_WIDTH = 200;
/** Steps through one declaration; whatever would need more is not followed. */
const MAX_STEPS = 100_000;
const SURE: readonly TypeQuestion[] = [];

export class ValueFlow {
  /** Ways out of variables by id, for a value of the variable's own function. */
  private readonly known = new Map<number, Exit | undefined>();
  private steps = MAX_STEPS;

  constructor(private readonly syntax: DeclarationSyntax) {}

  /** The way out of the value of expression `e`, or undefined when none is certain. */
  exitOf(e: Node): Exit | undefined {
    const { tree, scopes } = this.syntax;
    const func = tree.kind(e) === K.FuncLiteral ? scopes.functionOf(tree.parent(e)) : scopes.functionOf(e);
    return this.exit(e, func, 0, []);
  }

  private exit(e: Node, func: Node, hops: number, seen: number[]): Exit | undefined {
    const { tree } = this.syntax;
    const { kinds, parents } = tree;
    let n = e;
    for (let depth = 0; depth < MAX_DEPTH; depth++) {
      const p = parents[n]!;
      if (p === NONE || this.isTired()) return undefined;
      switch (kinds[p]) {
        case K.ParenthesizedExpression:
          n = p;
          continue;
        case K.SliceExpression:
          if (tree.fields[n] !== F.Operand) return undefined;
          n = p;
          continue;
        case K.TypeConversionExpression:
          // Strings and byte slices are copied by a conversion, and `f[T](x)` looks like one.
          return undefined;
        case K.UnaryExpression:
          if (kinds[n] !== K.CompositeLiteral || tree.op(p) !== '&') return undefined;
          n = p;
          continue;
        case K.LiteralElement: {
          const q = parents[p]!;
          const keyed = kinds[q] === K.KeyedElement;
          if (keyed && tree.first(q) === p) return undefined;
          const value = keyed ? parents[q]! : q;
          const literal = parents[value]!;
          if (kinds[literal] !== K.CompositeLiteral) {
            n = value;
            continue;
          }
          if (kinds[tree.first(literal)] === K.MapType) return this.leaves('mapElement', n, '');
          n = literal;
          continue;
        }
        case K.ArgumentList: {
          const next = this.argument(n, p);
          if (typeof next !== 'number') return next;
          n = next;
          continue;
        }
        case K.CallExpression:
          return tree.first(p) === n && kinds[parents[p]!] === K.GoStatement ? this.leaves('goroutine', parents[p]!, '') : undefined;
        case K.SendStatement:
          return tree.fields[n] === F.Value ? this.leaves('sent', p, '') : undefined;
        case K.ReturnStatement:
          return this.returned(p, func);
        case K.ExpressionList: {
          const q = parents[p]!;
          return kinds[q] === K.ReturnStatement ? this.returned(q, func) : this.assigned(n, p, q, func, hops, seen);
        }
        default:
          return undefined;
      }
    }
    return undefined;
  }

  private returned(at: Node, func: Node): Exit | undefined {
    if (this.syntax.scopes.functionOf(at) !== func || this.fillsPool(func)) return undefined;
    return this.leaves('returned', at, '');
  }

  /** `sync.Pool{New: func() any { … }}`: to allocate is what this function is for. */
  private fillsPool(func: Node): boolean {
    const { tree, imports } = this.syntax;
    const keyed = tree.parent(tree.parent(func));
    if (tree.kind(func) !== K.FuncLiteral || tree.kind(keyed) !== K.KeyedElement || tree.textOf(tree.first(keyed)) !== 'New') return false;
    const type = tree.first(tree.parent(tree.parent(keyed)));
    return (
      tree.kind(type) === K.QualifiedType &&
      tree.textOf(tree.last(type)) === 'Pool' &&
      imports.get(tree.textOf(tree.first(type)))?.path === 'sync'
    );
  }

  /** As argument: the node to go on with, a way out, or undefined. */
  private argument(n: Node, list: Node): Node | Exit | undefined {
    const { tree, scopes } = this.syntax;
    const call = tree.parent(list);
    if (tree.parentKind(call) === K.GoStatement) return this.leaves('goroutine', tree.parent(call), '');
    const callee = tree.first(call);
    if (tree.kind(callee) !== K.Identifier || tree.textOf(callee) !== 'append' || scopes.variableOf(callee)) return undefined;
    return tree.first(list) === n ? call : this.leaves('appended', call, '');
  }

  /** As one of the values of an assignment or a declaration. */
  private assigned(n: Node, list: Node, statement: Node, func: Node, hops: number, seen: number[]): Exit | undefined {
    const { tree, scopes } = this.syntax;
    const kind = tree.kind(statement);
    const field = tree.fields[list];
    let index = 0;
    for (let c = tree.first(list); c !== n; c = tree.next(c)) if (++index > MAX_WIDTH) return undefined;
    if (kind === K.VarSpec) {
      if (field !== F.Value) return undefined;
      let name = tree.first(statement);
      for (let i = 0; name !== NONE; name = tree.next(name)) {
        if (tree.fields[name] === F.Name && tree.kind(name) === K.Identifier && i++ === index) break;
      }
      if (name === NONE) return undefined;
      if (func === NONE) return undefined; // package-level variables live in the data segment
      return this.intoVariable(name, func, hops, seen);
    }
    if (field !== F.Right) return undefined;
    const left = tree.field(statement, F.Left);
    if (tree.next(tree.first(list)) === NONE && tree.next(tree.first(left)) !== NONE) return undefined;
    const target = tree.unparen(tree.child(left, index));
    if (kind === K.ShortVarDeclaration) return this.intoVariable(target, func, hops, seen);
    if (kind !== K.AssignmentStatement || tree.op(statement) !== '=') return undefined;
    if (tree.kind(target) === K.Identifier) {
      if (scopes.variableOf(target)) return this.intoVariable(target, func, hops, seen);
      // In broken code the declaration of a local variable may be lost.
      return tree.textOf(target) === '_' || tree.hasError ? undefined : this.leaves('global', statement, tree.textOf(target));
    }
    return this.stored(target, statement, func, hops, seen);
  }

  private intoVariable(name: Node, func: Node, hops: number, seen: number[]): Exit | undefined {
    const { tree, scopes } = this.syntax;
    const variable = scopes.variableOf(name);
    if (!variable || hops >= MAX_HOPS || seen.includes(variable.id)) return undefined;
    const step: SiteStep = { ...tree.span(name), what: 'assigned', name: variable.name };
    if (variable.kind === 'result' && variable.func === func) return { ...this.leaves('returned', name, variable.name), steps: [step] };
    const exit = this.exitOfVariable(variable, func, hops + 1, [...seen, variable.id]);
    return exit && behind(step, exit);
  }

  /** The way out of what a variable holds. Uses in other functions count only where they lead to the heap for certain. */
  private exitOfVariable(variable: Variable, func: Node, hops: number, seen: number[]): Exit | undefined {
    const own = func === variable.func;
    if (own && this.known.has(variable.id)) return this.known.get(variable.id);
    const exit = this.exitOfUses(variable, func, hops, seen);
    // Deeper in a chain the answer may be cut short by the chain.
    if (own && hops === 1) this.known.set(variable.id, exit);
    return exit;
  }

  private exitOfUses(variable: Variable, func: Node, hops: number, seen: number[]): Exit | undefined {
    const { tree, scopes } = this.syntax;
    let open: Exit | undefined;
    for (let i = 0; i < variable.uses.length && i < MAX_USES; i++) {
      const use = variable.uses[i]!;
      const p = tree.parent(use);
      const addressed = tree.kind(p) === K.UnaryExpression && tree.op(p) === '&';
      const goroutine = scopes.functionOf(use) === variable.func ? NONE : this.goroutineAround(use, variable.func);
      const exit = goroutine !== NONE ? this.captured(use, variable.name) : this.exit(addressed ? p : use, func, hops, seen);
      if (exit && isCertain(exit)) return open ? { ...open, or: exit.or ?? exit } : exit;
      open ??= exit;
    }
    return open;
  }

  private captured(use: Node, name: string): Exit {
    return { cause: 'goroutine', at: use, through: SURE, steps: [{ ...this.syntax.tree.span(use), what: 'captured', name }] };
  }

  /** The function literal started by a `go` statement that holds the node and stands inside `func`, or NONE. */
  private goroutineAround(node: Node, func: Node): Node {
    const { tree, scopes } = this.syntax;
    for (let f = scopes.functionOf(node); f !== NONE && f !== func; f = scopes.functionOf(tree.parent(f))) {
      const call = tree.parent(f);
      if (tree.kind(call) === K.CallExpression && tree.first(call) === f && tree.parentKind(call) === K.GoStatement) return f;
    }
    return NONE;
  }

  /** A store into a field, an element or a pointee. Through any pointer, slice or map on the way it reaches the heap. */
  private stored(target: Node, statement: Node, func: Node, hops: number, seen: number[]): Exit | undefined {
    const { tree, scopes, types, packages } = this.syntax;
    const cause: Cause = tree.kind(target) === K.IndexExpression ? 'element' : 'field';
    const through: TypeQuestion[] = [];
    let n = target;
    for (;;) {
      const kind = tree.kind(n);
      if (kind === K.UnaryExpression) return tree.op(n) === '*' ? this.leaves(n === target ? 'pointee' : cause, statement, '') : undefined;
      if (kind !== K.SelectorExpression && kind !== K.IndexExpression) break;
      const base = tree.unparen(tree.first(n));
      if (kind === K.SelectorExpression && packages.of(base) !== undefined) return this.leaves('global', statement, tree.textOf(n));
      const type = types.of(base);
      if (leadsOutside(type)) return this.leaves(type.kind === 'map' ? 'mapElement' : cause, statement, '');
      if (!isValue(type)) through.push(questionOf(type, base));
      n = base;
    }
    if (tree.kind(n) === K.Identifier) {
      if (!scopes.variableOf(n)) return tree.hasError ? undefined : this.leaves('global', statement, tree.textOf(n));
      const held = this.intoVariable(n, func, hops, seen);
      if (held && isCertain(held)) return held;
    }
    return through.length > 0 ? { ...this.leaves(cause, statement, ''), through } : undefined;
  }

  private isTired(): boolean {
    if (--this.steps === 0) this.syntax.faults.all.push({ part: 'flow of values', error: new TooMuchWork() });
    return this.steps <= 0;
  }

  private leaves(cause: Cause, at: Node, name: string): Exit {
    return { cause, at, through: SURE, steps: [{ ...this.syntax.tree.span(at), what: cause, name }] };
  }
}

/** Surely stored in place. */
const isValue = (t: Written) => t.kind === 'struct' || t.kind === 'array' || t.kind === 'basic' || t.kind === 'func' || t.kind === 'chan';
