/** Objects that a function took from a pool and puts on some of its ways only. */
import { calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { functionAround } from '../body/enclosing.js';
import type { Obj } from '../types/model.js';
import { returnedAliases } from './pool-aliases.js';
import type { PutNodes } from './pool-calls.js';
import type { PoolCode } from './pool-code.js';
import type { LostObject } from './pool-facts.js';
import { isPredeclaredCall } from './pool-made.js';
import type { CrossedObject, CrossedPool } from './pool-object-facts.js';
import { elementOfCall } from './pool-place.js';
import { SharedObjects } from './pool-shared-objects.js';
import type { Ref } from './pool-state.js';
import { staysHere } from './pool-stays.js';

const named = (object: Obj): CrossedPool => ({ object, name: object.name });

const LOOKS_AT_SIZE = /\b(?:cap|len)\(|\.(?:Cap|Len|Size)\(/;

export class LostObjects extends SharedObjects {
  private readonly lost = new Map<number, Omit<LostObject, 'put' | 'handed' | 'callee'>>();
  /** Of each object, where it is sent. */
  private readonly handedOn = new Map<number, Node>();
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
    const { tree } = this.code;
    const [from, to] = this.twoPools(get, this.puts[put]!) ?? [];
    if (!from || !to || LOOKS_AT_SIZE.test(tree.text) || this.isChosen(this.puts[put]!.call, r.object)) return;
    this.crossed.set(put, { put, get: tree.span(get), name: tree.textOf(r.object), from, to });
  }

  /** The pools of the two calls, where they are not the same one: two variables or fields, or two elements of a list. */
  private twoPools(get: Node, { call, pool }: PutNodes): readonly [CrossedPool, CrossedPool] | undefined {
    const [from, to] = [this.pools.get(get), pool ?? this.pools.get(call)];
    if (from && to) return from === to ? undefined : [named(from), named(to)];
    const [one, other] = [get, call].map(each => elementOfCall(this.code, each));
    if (!one || one.object !== other?.object || one.index === other.index) return undefined;
    return [
      { object: one.object, name: one.text },
      { object: other.object, name: other.text },
    ];
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
      const handed = this.handedOn.get(object);
      const fact = put === undefined ? undefined : this.puts[put]!.fact;
      if (fact) yield { ...found, put: fact.call, callee: fact.callee };
      else if (handed !== undefined) yield { ...found, handed: this.code.tree.span(handed) };
    }
  }

  /** A name is evaluated: what it holds may have another owner from here on. */
  protected mayLeave(name: Node): void {
    if (this.getOf.size === 0) return;
    const refs = this.refsOf(name).filter(r => !r.inside && this.getOf.has(r.object));
    if (refs.length === 0 || (!this.dropped.has(name) && staysHere(this.code, name, this.cfg.func))) return;
    const { tree } = this.code;
    const send = tree.ancestor(name, K.SendStatement, K.StatementList, K.CallExpression);
    for (const r of refs) {
      this.state.left.set(r.object, 0, true);
      if (tree.kind(send) === K.SendStatement) this.handedOn.set(r.object, send);
    }
  }

  /** The function ends behind this node, or the iteration in which an object was taken. */
  protected losesAt(statement: Node): void {
    const { state } = this;
    if (this.getOf.size === 0 || !state.closures.isEmpty) return;
    this.work.spend(this.getOf.size);
    for (const [object, get] of this.getOf) {
      if (this.code.tree.kind(statement) === K.ContinueStatement && !this.endsWith(statement, object)) continue;
      if (this.lost.has(object) || !this.recording || this.isAskedFor(statement, object)) continue;
      if (this.state.happened(object) || !this.holders(object).some(r => r.certain)) continue;
      const { tree } = this.code;
      this.lost.set(object, { span: tree.span(statement), get: tree.span(get), name: tree.textOf(object) });
    }
  }

  /** The object is of the iteration that a plain `continue` ends. */
  private endsWith(statement: Node, object: Node): boolean {
    const { tree, scopes } = this.code;
    const loop = scopes.loopOf(statement);
    return tree.first(statement) === NONE && scopes.variableOf(object)?.loop === loop && tree.within(this.getOf.get(object)!, loop);
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
    // An error that comes beside an object says nothing of it.
    const isSure = this.sureGets.has(this.getOf.get(object)!);
    const there = !isSure && tree.kind(list) === K.ExpressionList ? tree.textOf(tree.next(tree.first(list))) : '';
    const func = functionAround(tree, statement);
    const choice = tree.ancestor(object, K.IfStatement, K.StatementList);
    // `if v, ok := p.Get().(T); ok { … }` ends before: on the way here there was none, or its branch came to its end.
    if (there !== '' && tree.kind(choice) === K.IfStatement && !tree.within(statement, choice)) return true;
    for (let n = tree.parent(statement); n !== func && n !== NONE; n = tree.parent(n)) {
      if (tree.kind(n) === K.IfStatement && isDropped(this.code, tree.field(n, F.Condition), name, there)) return true;
      if (this.isOfOtherType(n, object)) return true;
    }
    return false;
  }

  /** The object has another type there than the function works with: `v, ok := o.(T)` and `if !ok`, or the `default` of a switch of its type. */
  private isOfOtherType(n: Node, object: Node): boolean {
    const { tree, scopes } = this.code;
    if (tree.kind(n) !== K.IfStatement && tree.kind(n) !== K.DefaultCase) return false;
    const uses = scopes.variableOf(object)?.uses ?? [];
    this.work.spend(uses.length);
    if (tree.kind(n) === K.DefaultCase) {
      const of = tree.parent(n);
      return tree.kind(of) === K.TypeSwitchStatement && uses.includes(tree.unparen(tree.field(of, F.Value)));
    }
    const condition = tree.unparen(tree.field(n, F.Condition));
    const asked = tree.kind(condition) === K.UnaryExpression && tree.op(condition) === '!' ? tree.unparen(tree.first(condition)) : NONE;
    const v = scopes.variableOf(asked);
    const told = v && v.init !== NONE && v.initIndex === 1 ? tree.unparen(v.init) : NONE;
    return tree.kind(told) === K.TypeAssertionExpression && uses.includes(tree.unparen(tree.field(told, F.Operand)));
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
    for (const e of operands) {
      for (const r of returnedAliases(this.code, e, n => this.refsOf(n))) {
        this.state.left.set(r.object, 0, true);
      }
    }
  }
}

/** Names by which an object says that it is of no more use, or still is: `c.closed`, `!c.Healthy()`. */
const SAYS_FITNESS: ReadonlySet<string> = new Set(
  'alive bad broken closed dead expired healthy invalid poisoned reusable stale unhealthy unusable usable valid'.split(' '),
);

function saysFitness(name: string): boolean {
  const low = name.toLowerCase();
  return SAYS_FITNESS.has(low.startsWith('is') ? low.slice(2) : low);
}

/** The condition asks whether there is one (`there` tells), whether it is fit, or for its capacity: what is too large is dropped on purpose. */
function isDropped(code: PoolCode, condition: Node, name: string, there: string): boolean {
  const { tree } = code;
  for (let n = condition; n !== NONE && n < tree.afters[condition]!; n++) {
    const kind = tree.kinds[n];
    if (kind === K.Identifier && there !== '' && tree.textOf(n) === there) return true;
    if (kind === K.BinaryExpression && ['==', '!='].includes(tree.op(n))) {
      if (tree.textOf(tree.last(n)) === 'nil' && tree.textOf(tree.first(n)) === name) return true;
    } else if (kind === K.SelectorExpression) {
      if (tree.textOf(tree.first(n)) === name && saysFitness(tree.textOf(tree.last(n)))) return true;
    } else if (kind === K.CallExpression) {
      if (isPredeclaredCall(code, n, 'cap') || tree.textOf(calleeOf(tree, n)) === `${name}.Cap`) return true;
    }
  }
  return false;
}
