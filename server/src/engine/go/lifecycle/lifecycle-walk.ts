/** One walk along the paths of a function: where something that it has taken, and not given back, is left behind. */
import type { Work } from '../../base/faults.js';
import type { Sliced } from '../../base/slices.js';
import { expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { ControlFlow } from '../body/blocks.js';
import { settle } from '../body/control-flow.js';
import { isDeferred } from '../body/enclosing.js';
import type { PoolCode } from '../flow/pool-code.js';
import type { Variable } from '../names/variable.js';
import { afterAnswer } from './answers.js';
import { conditionOn, isPlainlyAsked } from './conditions.js';
import type { Effect } from './effect.js';
import type { Holding, LeftBehind, Lock } from './holding.js';
import { HoldingState, isLeft } from './holding-state.js';
import { mayEnd, releasesLock } from './holdings.js';
import { LockConflicts } from './lock-conflicts.js';
import { handsOwnerOn } from './lock-owner.js';
import { isWriter } from './writers.js';

const STEPS_PER_SLICE = 2000;
const UNLOCKS = /Unlock/;
const USED = { exists: true };
/** What one way has written is lost, whatever the others do. */
const WRITTEN = { exists: true, open: true };

export class LifecycleWalk {
  private state = HoldingState.of(0);
  private readonly at = new Map<Node, number[]>();
  private readonly ofVariable = new Map<Variable, number[]>();
  private readonly ofError = new Map<Variable, number[]>();
  private readonly owners: ReadonlySet<Variable | undefined>;
  private readonly found = new Map<string, LeftBehind>();
  private readonly conflicts: LockConflicts;
  private readonly plainlyAsked = new Map<Variable, boolean>();
  private recording = false;

  constructor(
    private readonly code: PoolCode,
    private readonly cfg: ControlFlow,
    private readonly holdings: readonly Holding[],
    /** By name node, what happens there to what the variable holds. */
    private readonly effects: ReadonlyMap<Node, Effect>,
    /** Calls of functions that may unlock for their caller. */
    private readonly unlocking: ReadonlySet<Node>,
    /** By call, what the called function locks again. */
    private readonly locking: ReadonlyMap<Node, readonly Lock[]>,
    private readonly work: Work,
  ) {
    this.conflicts = new LockConflicts(code, holdings, work);
    this.owners = new Set(holdings.map(h => h.lock?.owner));
    holdings.forEach((h, i) => {
      add(this.at, h.from, i);
      for (const v of [h.variable, ...(h.others ?? [])]) if (v) add(this.ofVariable, v, i);
      if (h.error) add(this.ofError, h.error, i);
    });
  }

  *run(): Sliced<LeftBehind[]> {
    const { cfg } = this;
    const entries = yield* settle(cfg, HoldingState.of(this.holdings.length), {
      copy: state => state.copy(),
      join: (state, other) => state.join(other),
      visit: (block, state) => this.visit(block, state),
      along: (block, next, state) => this.along(block, next, state),
    });
    this.recording = true;
    for (const [b, entry] of entries.entries()) {
      if (!entry) continue;
      yield* this.visit(b, entry.copy());
      if (cfg.blocks[b]!.next.includes(cfg.exit)) this.leave(cfg.blocks[b]!.nodes.at(-1) ?? NONE);
    }
    return [...this.found.values()];
  }

  private *visit(block: number, state: HoldingState): Sliced<void> {
    this.state = state;
    for (const n of this.cfg.blocks[block]!.nodes) {
      this.work.spend();
      this.step(n);
    }
    if (this.work.isTired(STEPS_PER_SLICE)) yield;
  }

  private step(n: Node): void {
    const { tree } = this.code;
    switch (tree.kind(n)) {
      case K.Identifier:
        this.name(n);
        break;
      case K.CallExpression:
        for (const lock of this.locking.get(n) ?? []) this.conflicting(this.conflicts.again(lock, n, this.state, 'calls'));
        this.call(n);
        break;
      case K.DeferStatement:
      case K.GoStatement:
        this.call(tree.unparen(tree.first(n)), tree.kind(n) === K.DeferStatement);
        break;
      case K.BreakStatement:
      case K.ContinueStatement:
        this.leaveLoop(n);
        break;
      case K.SelectorExpression:
        // `unlock := mu.Unlock`: whoever has the method may call it.
        if (UNLOCKS.test(tree.textOf(tree.last(n))) && tree.parentKind(n) !== K.CallExpression) this.endLocks(() => true);
        break;
      case K.FuncLiteral:
        this.literal(n);
        break;
      case K.RangeClause:
      case K.ShortVarDeclaration:
      case K.AssignmentStatement:
      case K.ReceiveStatement:
        for (const target of expressionsOf(tree, tree.field(n, F.Left))) this.written(target, n);
        break;
    }
    for (const holding of this.at.get(n) ?? []) this.take(holding);
  }

  private take(holding: number): void {
    const { error, lock, variable, protocol } = this.holdings[holding]!;
    if (lock) this.conflicting(this.conflicts.again(lock, this.holdings[holding]!.node, this.state));
    const exists = lock !== undefined || protocol.isSure === true || variable === undefined;
    const [linked, open] = [error !== undefined, error !== undefined && this.isPlainlyAsked(error)];
    this.state.take(holding, { certain: true, exists, linked, open, failed: false, ended: false, deferred: false });
  }

  private name(n: Node): void {
    const v = this.code.scopes.variableOf(n);
    const effect = v && this.effects.get(n);
    if (v) this.handOn(n, v);
    if (!v || !effect || effect === 'none') return;
    const waiting = this.ofVariable.get(v) ?? [];
    const [first] = waiting;
    if (waiting.length > 1 && effect === 'release' && this.holdings[first!]!.protocol.kind === 'sender') {
      this.receive(waiting, n);
      return;
    }
    for (const holding of waiting) {
      // Redirects that are refused give both an error and a response, whose body is closed.
      if (effect !== 'use') this.state.change(holding, { ended: true });
      else if (!this.state.get(holding)?.failed) this.state.change(holding, isWriter(this.holdings[holding]!.protocol) ? WRITTEN : USED);
    }
  }

  /** One receive lets one of several senders go; in a loop, all of them. */
  private receive(senders: readonly number[], n: Node): void {
    const { scopes } = this.code;
    const isAgain = scopes.loopOf(n) !== NONE;
    const open = senders.filter(s => this.state.get(s)?.ended === false);
    for (const sender of isAgain ? open : open.slice(0, 1)) this.state.change(sender, { ended: true });
  }

  /** What a deferred literal gives back is given back on each path from here; what it only uses tells nothing. */
  private deferredName(n: Node): void {
    const effect = this.effects.get(n);
    if (effect === 'release' || effect === 'leave') this.name(n);
  }

  private handOn(n: Node, v: Variable): void {
    if (this.owners.has(v) && handsOwnerOn(this.code, n)) this.endLocks(lock => lock.owner === v);
  }

  /** What it held before is held by nothing from here on, and an error says nothing any more. */
  private written(target: Node, statement: Node): void {
    const v = this.code.scopes.variableOf(this.code.tree.unparen(target));
    if (!v) return;
    for (const holding of this.ofError.get(v) ?? []) this.state.change(holding, { linked: false, open: false });
    for (const holding of this.ofVariable.get(v) ?? []) {
      const held = this.state.get(holding);
      // Each path that comes back to where it was taken has left what it held.
      const isSure = held?.certain || this.holdings[holding]!.from === statement;
      if (held && isSure && isLeft(held)) this.record(holding, NONE, true);
      this.state.drop(holding);
    }
  }

  /** `mu.Unlock()`, now or when the function ends; a function that unlocks for its caller may unlock anything. */
  private call(call: Node, isDeferred = false): void {
    if (this.unlocking.has(call)) this.endLocks(lock => mayEnd(this.code, call, lock));
    else {
      this.conflicting(this.conflicts.unlock(call, this.state));
      this.endLocks(lock => releasesLock(this.code, call, lock), isDeferred);
    }
  }

  private conflicting(conflicts: readonly LeftBehind[]): void {
    for (const found of conflicts) {
      if (this.recording) this.found.set(`${found.holding}/${found.at}/${found.conflict}`, found);
      this.state.change(found.holding, { ended: true, deferred: false });
    }
  }

  private endLocks(isEnded: (lock: Lock) => boolean, deferred = false): void {
    this.work.spend(this.holdings.length);
    this.holdings.forEach(({ lock }, i) => {
      if (lock && isEnded(lock)) this.state.change(i, { ended: true, deferred });
    });
  }

  /** A function literal may unlock what it can see. */
  private literal(literal: Node): void {
    const { tree } = this.code;
    this.work.spend(tree.afters[literal]! - literal);
    const isOwn = isDeferred(tree, literal, this.cfg.func);
    for (let n = literal; n < tree.afters[literal]!; n++)
      if (tree.kinds[n] === K.Identifier && isOwn) this.deferredName(n);
      else if (tree.kinds[n] === K.SelectorExpression && UNLOCKS.test(tree.textOf(tree.last(n)))) this.endLocks(() => true);
  }

  private along(block: number, next: number, state: HoldingState): HoldingState {
    const { nodes, next: ways } = this.cfg.blocks[block]!;
    const condition = ways.length === 2 ? nodes.at(-1) : undefined;
    const asked = condition === undefined ? undefined : conditionOn(this.code, condition);
    if (!asked) return state;
    this.work.spend(state.size);
    const { ofVariable, ofError, holdings } = this;
    return afterAnswer(state, asked, ways[0] === next, { ofVariable, ofError, holdings });
  }

  /** A lock that an iteration takes and has not given back yet. */
  private leaveLoop(n: Node): void {
    if (!this.recording) return;
    for (const found of this.conflicts.leftInLoop(n, this.state)) this.found.set(`${found.holding}/${n}`, found);
  }

  private leave(last: Node): void {
    const at = this.code.tree.kind(last) === K.ReturnStatement ? last : NONE;
    for (const [holding, held] of this.state.all()) if (held.certain && isLeft(held)) this.record(holding, at);
  }

  private record(holding: number, at: Node, isReplaced = false): void {
    if (this.recording) this.found.set(`${holding}/${at}`, { holding, at, isReplaced });
  }

  private isPlainlyAsked(error: Variable): boolean {
    const known = this.plainlyAsked.get(error) ?? isPlainlyAsked(this.code, error);
    this.plainlyAsked.set(error, known);
    return known;
  }
}

function add<Key>(map: Map<Key, number[]>, key: Key, value: number): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
