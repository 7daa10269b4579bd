/** Objects that a function took from a pool and puts on some of its ways only. */
import { argumentsOf, calleeOf, expressionsOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { hasStdPackage } from '../../tables/std/std-packages.js';
import { functionAround } from '../body/enclosing.js';
import { returnedAliases } from './pool-aliases.js';
import { calledFunction } from './pool-code.js';
import type { LostObject } from './pool-facts.js';
import type { CrossedObject } from './pool-object-facts.js';
import { SharedObjects } from './pool-shared-objects.js';
import type { Ref } from './pool-state.js';

/** A function of such a name may end the life of its receiver. */
const ENDS = /^(?:put|release|free|close|recycle|return|done|finish|dispose|destroy|unref|dec|drop|give)/i;

/** Packages of std whose functions keep what they are given. */
const KEEPS = /^(?:sync|sync\/atomic|context|container\/.*)$/;

const LOOKS_AT_SIZE = /\b(?:cap|len)\(|\.(?:Cap|Len|Size)\(/;

export class LostObjects extends SharedObjects {
  private readonly lost = new Map<number, Omit<LostObject, 'put'>>();
  /** Of each object, a put of it. */
  private readonly putOf = new Map<number, number>();

  protected isPutBy(object: number, put: number): void {
    this.putOf.set(object, put);
  }

  protected readonly crossed = new Map<number, CrossedObject>();

  /** It came from another pool: what is asked for its size may be moved on purpose. */
  protected crosses(r: Ref, put: number): void {
    const get = this.getOf.get(r.object);
    if (!this.recording || get === undefined || !r.certain || r.inside) return;
    const [from, to] = [get, this.puts[put]!.call].map(call => this.pools.get(call));
    const { tree } = this.code;
    if (!from || !to || from === to || LOOKS_AT_SIZE.test(tree.text) || this.isChosen(this.puts[put]!.call, r.object)) return;
    this.crossed.set(put, { put, get: tree.span(get), name: tree.textOf(r.object), from, to });
  }

  /** The put is under a condition that asks the object, as for its kind: `if b.isLarge() {`. */
  private isChosen(call: Node, object: number): boolean {
    const { tree, scopes } = this.code;
    const v = scopes.variableOf(object);
    for (let n = tree.parent(call); v && n !== NONE && n !== this.cfg.func; n = tree.parent(n)) {
      if (tree.kind(n) !== K.IfStatement && tree.kind(n) !== K.ExpressionCase) continue;
      const asked = tree.kind(n) === K.IfStatement ? tree.field(n, F.Condition) : tree.parent(n);
      this.work.spend(v.uses.length);
      if (v.uses.some(use => use >= asked && use < tree.afters[asked]! && use < call)) return true;
    }
    return false;
  }

  /** Objects that are put on one way and left on another. */
  protected *lostObjects(): Iterable<LostObject> {
    for (const [object, found] of this.lost) {
      const put = this.putOf.get(object);
      if (put !== undefined) yield { ...found, put };
    }
  }

  /** A name is evaluated: what it holds may have another owner from here on. */
  protected mayLeave(name: Node): void {
    if (this.getOf.size === 0) return;
    const refs = this.refsOf(name).filter(r => !r.inside && this.getOf.has(r.object));
    if (refs.length > 0 && !this.staysHere(name)) for (const r of refs) this.state.left.set(r.object, 0, true);
  }

  /** The function ends behind this node. */
  protected losesAt(statement: Node): void {
    const { state } = this;
    if (this.getOf.size === 0 || !state.closures.isEmpty) return;
    this.work.spend(this.getOf.size);
    for (const [object, get] of this.getOf) {
      if (this.lost.has(object) || !this.recording || this.isAskedFor(statement, object)) continue;
      if (this.state.happened(object) || !this.holders(object).some(r => r.certain)) continue;
      const { tree } = this.code;
      this.lost.set(object, { span: tree.span(statement), get: tree.span(get), name: tree.textOf(object) });
    }
  }

  private holders(object: number): Ref[] {
    this.work.spend(this.state.variables.size);
    return [...this.state.variables.values()].flatMap(refs => refs.filter(r => r.object === object && !r.inside));
  }

  /** The return depends on whether there is an object at all: `b == nil`, `v, ok := p.Get().(T)`. */
  private isAskedFor(statement: Node, object: Node): boolean {
    const { tree } = this.code;
    const list = tree.parent(object);
    const name = tree.textOf(object);
    const there = tree.kind(list) === K.ExpressionList ? tree.textOf(tree.next(tree.first(list))) : '';
    const func = functionAround(tree, statement);
    for (let n = tree.parent(statement); n !== func && n !== NONE; n = tree.parent(n)) {
      if (tree.kind(n) === K.IfStatement && isDropped(tree, tree.field(n, F.Condition), name, there)) return true;
    }
    return false;
  }

  /** The function still has the only reference after the name was evaluated here. */
  private staysHere(name: Node): boolean {
    const { tree } = this.code;
    if (!tree.within(name, this.cfg.func) || functionAround(tree, name) !== this.cfg.func) return false;
    const whole = outermost(tree, name);
    const p = tree.parent(whole);
    switch (tree.kind(p)) {
      case K.SelectorExpression:
        return this.staysInSelector(p);
      case K.ArgumentList:
        return this.staysInCall(tree.parent(p));
      case K.BinaryExpression:
      case K.IndexExpression:
      case K.SliceExpression:
      case K.IncStatement:
      case K.DecStatement:
      case K.RangeClause:
      case K.TypeSwitchStatement:
        return true;
      case K.ExpressionList: {
        const statement = tree.parentKind(p);
        return (
          statement === K.ShortVarDeclaration || statement === K.VarSpec || (statement === K.AssignmentStatement && this.staysInVariable(p))
        );
      }
      default:
        return false;
    }
  }

  private staysInVariable(list: Node): boolean {
    const { tree, scopes } = this.code;
    return expressionsOf(tree, tree.field(tree.parent(list), F.Left)).every(e => scopes.variableOf(tree.unparen(e)) !== undefined);
  }

  private staysInSelector(selector: Node): boolean {
    const { tree } = this.code;
    const call = tree.parent(selector);
    const isCalled = tree.kind(call) === K.CallExpression && tree.unparen(calleeOf(tree, call)) === selector;
    return !isCalled || !ENDS.test(tree.textOf(tree.last(selector)));
  }

  /** The standard library keeps nothing of what it reads, writes or fills. */
  private staysInCall(call: Node): boolean {
    const { tree, types } = this.code;
    const func = calledFunction(types, call);
    const path = func?.pkg?.path;
    if (func) return path !== undefined && hasStdPackage(path, undefined) && !KEEPS.test(path);
    return argumentsOf(tree, call).length > 0 && types.objects.get(tree.unparen(calleeOf(tree, call)))?.kind === 'builtin';
  }

  /** What a literal captures it may keep. */
  protected capturedLeave(literal: Node): void {
    if (this.getOf.size === 0) return;
    const { tree } = this.code;
    this.work.spend(tree.afters[literal]! - literal);
    for (let n = literal + 1; n < tree.afters[literal]!; n++)
      if (tree.kinds[n] === K.Identifier) for (const r of this.refsOf(n)) this.state.left.set(r.object, 0, true);
  }

  protected returnedLeave(operands: readonly Node[]): void {
    for (const e of operands) for (const r of returnedAliases(this.code, e, n => this.refsOf(n))) this.state.left.set(r.object, 0, true);
  }
}

/** The name with what stands around it and means the same object: parentheses, stars, assertions. */
function outermost(tree: FlatTree, name: Node): Node {
  let e = name;
  for (;;) {
    const p = tree.parent(e);
    const kind = tree.kind(p);
    const isStar = kind === K.UnaryExpression && tree.op(p) === '*';
    if (kind !== K.ParenthesizedExpression && kind !== K.TypeAssertionExpression && !isStar) return e;
    e = p;
  }
}

/** The condition asks whether there is one (`there` tells), or for its capacity: what is too large is dropped on purpose. */
function isDropped(tree: FlatTree, condition: Node, name: string, there: string): boolean {
  for (let n = condition; n !== NONE && n < tree.afters[condition]!; n++) {
    const kind = tree.kinds[n];
    if (kind === K.Identifier && there !== '' && tree.textOf(n) === there) return true;
    if (kind === K.BinaryExpression && ['==', '!='].includes(tree.op(n))) {
      if (tree.textOf(tree.last(n)) === 'nil' && tree.textOf(tree.first(n)) === name) return true;
    } else if (kind === K.CallExpression) {
      const callee = tree.textOf(calleeOf(tree, n));
      if (callee === 'cap' || callee === `${name}.Cap`) return true;
    }
  }
  return false;
}
