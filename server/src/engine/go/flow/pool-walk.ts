/** One walk through a function: what is put, what is deferred, and every place that touches an object given away before. */
import type { Work } from '../../base/faults.js';
import type { Sliced } from '../../base/slices.js';
import { calleeOf, expressionsOf, F, K, type Node } from '../../syntax/flat-tree.js';
import type { ControlFlow } from '../body/blocks.js';
import { settle } from '../body/control-flow.js';
import type { Variable } from '../names/variable.js';
import { isFailedReturn } from './failed-return.js';
import { returnedAliases } from './pool-aliases.js';
import type { PoolCallNodes } from './pool-calls.js';
import { type PoolCode, variableNode } from './pool-code.js';
import type { LostObject, SharedPut } from './pool-facts.js';
import { LostObjects } from './pool-lost-objects.js';
import type { CrossedObject } from './pool-object-facts.js';
import type { TouchRecord } from './pool-records.js';
import type { RelevantCode } from './pool-relevance.js';
import { addressedObject, PoolState, type Ref } from './pool-state.js';
import { namesInCall, touchesObject } from './pool-use.js';

export interface Walked {
  readonly touched: TouchRecord[];
  readonly shared: SharedPut[];
  readonly lost: LostObject[];
  readonly crossed: CrossedObject[];
}

export class PoolWalk extends LostObjects {
  private readonly steps: RelevantCode['steps'];

  constructor(code: PoolCode, cfg: ControlFlow, calls: PoolCallNodes, relevant: RelevantCode, work: Work) {
    super(code, cfg, calls, relevant, work);
    this.steps = relevant.steps;
  }

  *run(): Sliced<Walked> {
    const entries = yield* settle(this.cfg, new PoolState(this.work), {
      copy: state => state.copy(),
      join: (state, other) => state.join(other, v => this.initial(v)),
      visit: (block, state) => this.visit(block, state),
    });
    this.recording = true;
    for (const [b, entry] of entries.entries()) {
      if (!entry) continue;
      yield* this.visit(b, entry.copy());
      if (this.cfg.blocks[b]!.next.includes(this.cfg.exit)) this.leave(this.cfg.blocks[b]!.nodes.at(-1));
      if (b === this.cfg.exit) this.atExit();
    }
    return {
      touched: [...this.records.values()],
      shared: [...this.sharedPuts.values()],
      lost: [...this.lostObjects()],
      crossed: [...this.crossed.values()],
    };
  }

  private leave(last: Node | undefined): void {
    this.leaving(put => this.refsOf(variableNode(this.code.tree, this.puts[put]!.object)));
    if (last !== undefined && this.code.tree.kind(last) === K.ReturnStatement) this.losesAt(last);
  }

  private *visit(block: number, state: PoolState): Sliced<void> {
    this.state = state;
    for (const n of this.steps[block]!) {
      this.step(n);
      if (this.isTired()) yield;
    }
    if (this.isTired()) yield;
  }

  private step(n: Node): void {
    const { tree } = this.code;
    this.work.spend();
    this.share(n);
    for (const put of this.putsAt.get(n) ?? []) this.put(put);
    switch (tree.kind(n)) {
      case K.Identifier:
        this.name(n);
        break;
      case K.FuncLiteral:
        this.captures(n);
        this.capturedLeave(n);
        break;
      case K.ShortVarDeclaration:
      case K.AssignmentStatement:
      case K.ReceiveStatement:
        this.assign(expressionsOf(tree, tree.field(n, F.Left)), expressionsOf(tree, tree.field(n, F.Right)), tree.op(n));
        break;
      case K.VarSpec: {
        const names = [...tree.children(n)].filter(c => tree.fields[c] === F.Name);
        this.assign(names, expressionsOf(tree, tree.field(n, F.Value)), '=');
        break;
      }
      case K.RangeClause:
        this.assignRanged(n);
        break;
      case K.TypeSwitchStatement:
        this.assign(expressionsOf(tree, tree.field(n, F.Alias)), [tree.field(n, F.Value)], ':=');
        break;
      case K.DeferStatement:
        this.defer(tree.unparen(tree.first(n)));
        break;
      case K.ReturnStatement:
        this.return(n);
        break;
      case K.ContinueStatement:
        this.losesAt(n);
        break;
    }
  }

  private put(index: number): void {
    const { tree } = this.code;
    const { object, fact } = this.puts[index]!;
    const name = variableNode(tree, object);
    const v = this.code.scopes.variableOf(name);
    if (!v || !this.isTracked(v)) return;
    const refs = fact.addressOf ? [{ object: addressedObject(v.id), certain: true, inside: true, maybeMoved: false }] : this.refsOf(name);
    for (const r of refs) {
      this.recordGiven(r, 'put', name, this.shownAt(index), index);
      this.putShared(r, index);
      this.isPutBy(r.object, index);
      this.crosses(r, index);
      for (const [other, certain] of this.state.deferred.of(r.object))
        if (certain && r.certain && other !== index)
          this.record(other, 'put', name, this.shownAt(index), r, { certain: true, settled: true, again: index });
      this.work.spend(this.state.given.of(r.object).size);
      this.state.given.set(r.object, index, r.certain || this.state.given.get(r.object, index) === true);
    }
  }

  private name(n: Node): void {
    if (!this.isPutObject(n) || this.dropped.has(n)) this.mayLeave(n);
    const isIdle = this.state.given.isEmpty && this.state.shared.isEmpty;
    if (isIdle || this.isPutObject(n) || !touchesObject(this.code, n)) return;
    const isReturned = this.isReturnedAlias(n);
    for (const r of this.refsOf(n)) {
      this.usedWhilePutting(r, n);
      if (!isReturned) this.recordGiven(r, 'use', n, n);
    }
  }

  /** A literal that runs at once, later or elsewhere uses what it captures. */
  private captures(literal: Node): void {
    const { tree, scopes } = this.code;
    if (this.state.given.isEmpty || tree.parentKind(literal) !== K.CallExpression) return;
    this.work.spend(tree.afters[literal]! - literal);
    for (let n = literal; n < tree.afters[literal]!; n++) {
      const v = tree.kinds[n] === K.Identifier ? scopes.variableOf(n) : undefined;
      const captured = v && !tree.within(v.node, literal) && tree.fields[tree.parent(v.node)] !== F.Right;
      if (!captured || this.isPutObject(n) || !touchesObject(this.code, n)) continue;
      this.work.spend(v.uses.length);
      const written = v.uses.some(u => tree.fields[tree.parent(u)] === F.Left);
      if (!written) for (const r of this.refsOf(n)) this.recordGiven(r, 'use', n, n, undefined, literal);
    }
  }

  private defer(call: Node): void {
    const { tree } = this.code;
    const indices = this.putsOfCall.get(call) ?? [];
    for (const index of indices) this.deferPut(index);
    const callee = tree.unparen(calleeOf(tree, call));
    if (tree.kind(callee) === K.FuncLiteral) {
      this.deferLiteral(callee);
      this.usedLater(callee);
    } else if (indices.length === 0) {
      for (const name of namesInCall(tree, call))
        for (const r of this.refsOf(name)) if (!r.inside) this.state.later.set(r.object, name, r.certain);
    }
  }

  private deferPut(index: number): void {
    const { tree } = this.code;
    const { object } = this.puts[index]!;
    const name = variableNode(tree, object);
    for (const r of this.refsOf(name)) {
      this.recordGiven(r, 'put', name, this.shownAt(index), index);
      for (const [node, certain] of this.state.later.of(r.object))
        if (certain && r.certain) this.record(index, 'deferredUse', node, node, r, { certain: true, settled: true });
      this.crosses(r, index);
      this.state.deferred.set(r.object, index, r.certain);
    }
  }

  private deferLiteral(literal: Node): void {
    this.work.spend(this.puts.length);
    this.puts.forEach((p, i) => {
      if (p.func !== literal || p.fact.deferred || this.certaintyOf(p) === 'unknown') return;
      this.state.closures.set(0, i, true);
      for (const r of this.refsOf(variableNode(this.code.tree, p.object))) this.crosses(r, i);
    });
  }

  private return(n: Node): void {
    const { tree, scopes } = this.code;
    const operands = expressionsOf(tree, tree.first(n));
    this.returnedLeave(operands);
    for (const e of operands) for (const r of returnedAliases(this.code, e, x => this.heldBy(x))) this.returned(n, e, r);
    if (operands.length > 0) return;
    this.work.spend(scopes.variables.length);
    for (const v of scopes.variables) {
      if (v.func !== this.cfg.func || v.kind !== 'result') continue;
      for (const r of this.heldBy(v.node)) if (r.object !== v.node) this.returned(n, n, r, v);
    }
  }

  private returned(statement: Node, e: Node, r: Ref, result?: Variable): void {
    const { state } = this;
    if (isFailedReturn(this.code, statement, this.cfg.func)) return;
    const name = result?.node ?? e;
    const at = result ? statement : e;
    this.recordGiven(r, 'return', name, at, undefined, statement);
    const isHeld = r.certain || r.isOnly === true;
    for (const [put, certain] of state.deferred.of(r.object))
      if (certain && isHeld) this.record(put, 'return', name, at, r, { certain: !r.maybeMoved, settled: true, node: statement });
    for (const [index, certain] of state.closures.of(0)) {
      const put = this.puts[index]!;
      const held = this.refsOf(variableNode(this.code.tree, put.object)).find(h => h.object === r.object);
      if (!certain || !isHeld || !held?.certain || held.inside) continue;
      const always = this.certaintyOf(put) === 'always';
      this.record(index, 'return', name, at, r, { certain: always && !r.maybeMoved, settled: true, node: statement });
    }
  }

  private atExit(): void {
    const { state, puts } = this;
    for (const [object, put, given] of state.given.all()) {
      if (!given) continue;
      const ref = { object, certain: true, inside: false, maybeMoved: false };
      for (const [node, certain] of state.later.of(object))
        if (certain) this.record(put, 'deferredUse', node, node, ref, { certain: true, settled: true });
      for (const [closure, registered] of state.closures.of(0)) {
        const other = puts[closure]!;
        const held = this.refsOf(variableNode(this.code.tree, other.object)).some(h => h.object === object && h.certain);
        if (!registered || !held || this.certaintyOf(other) !== 'always') continue;
        const first = puts[put]!.object;
        this.record(closure, 'put', variableNode(this.code.tree, first), this.shownAt(put), ref, {
          certain: true,
          settled: true,
          again: put,
        });
      }
    }
  }
}
