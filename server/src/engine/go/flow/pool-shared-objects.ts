/** Objects that somebody else may have while a walk goes through a function: who got them, and what is put all the same. */
import type { Work } from '../../base/faults.js';
import type { Span } from '../../base/finding.js';
import { calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { ControlFlow } from '../body/blocks.js';
import { isBytes } from '../types/predicates.js';
import { aliasesOf } from './pool-aliases.js';
import type { PoolCallNodes, PutNodes } from './pool-calls.js';
import { type PoolCode, sharesMemory, variableNode } from './pool-code.js';
import { followsAnyhow, isIndependent } from './pool-conditions.js';
import type { SharedPut } from './pool-facts.js';
import { handleField } from './pool-handles.js';
import { isJoin, isTimedOut } from './pool-joins.js';
import { isOutOfReach } from './pool-outlives.js';
import { PoolRecords } from './pool-records.js';
import type { RelevantCode } from './pool-relevance.js';
import type { Share } from './pool-share.js';
import type { Ref } from './pool-state.js';
import { isFieldAsRead, isStoredBack } from './pool-stored-back.js';

export class SharedObjects extends PoolRecords {
  protected readonly sharedPuts = new Map<string, SharedPut>();
  private readonly sharesAt = new Map<Node, number[]>();
  /** By call that takes or puts. */
  protected readonly pools: PoolCallNodes['pools'];
  protected readonly sureGets: PoolCallNodes['sureGets'];
  private readonly shares: readonly Share[];
  private readonly joins: ReadonlySet<Node>;
  /** By share, the expression that was shared last. */
  private readonly shown = new Map<string, Node>();

  constructor(code: PoolCode, cfg: ControlFlow, { puts, gets, pools, sureGets }: PoolCallNodes, relevant: RelevantCode, work: Work) {
    super(code, cfg, puts, gets, relevant.variables, work);
    this.pools = pools;
    this.sureGets = sureGets;
    this.shares = relevant.shares;
    this.joins = relevant.joins;
    relevant.shares.forEach((share, i) => {
      this.sharesAt.set(share.step, [...(this.sharesAt.get(share.step) ?? []), i]);
    });
  }

  /** Shares of an object that is surely that one. */
  private readonly sure = new Set<string>();

  protected share(n: Node): void {
    if (this.joins.has(n)) this.join();
    for (const index of this.sharesAt.get(n) ?? []) {
      const share = this.shares[index]!;
      for (const value of share.values) {
        for (const r of aliasesOf(this.code, value, name => this.refsOf(name))) {
          if (!this.isShared(share, value, r) || (!r.inside && handleField(this.code, value) !== undefined)) continue;
          const isSure = r.certain && (!r.maybeMoved || this.isStillThere(value, n));
          if (isSure) this.sure.add(`${index}/${r.object}`);
          this.state.shared.set(r.object, index, isSure);
          this.shown.set(`${index}/${r.object}`, value);
        }
      }
    }
  }

  private isStillThere(value: Node, step: Node): boolean {
    const code = { ...this.code, work: this.work };
    return isStoredBack(code, value, step) || isFieldAsRead(code, value, step, this.puts);
  }

  /** A place that keeps the object itself is often one that works with it, but for a map; one that keeps its memory has a result. */
  private isShared({ kind, isListed, isKey }: Share, value: Node, r: Ref): boolean {
    if (isKey) return r.inside;
    const isMemory = sharesMemory(this.code.types.typeOf(value));
    return kind === 'stored' ? (r.inside || isListed === true) && isMemory : r.inside || isMemory;
  }

  /** Goroutines and receivers are done; what is stored stays, and nobody can wait for a transport. */
  private join(): void {
    this.state.shared.keep(index => this.shares[index]!.kind === 'stored' || this.shares[index]!.kind === 'request');
  }

  /** The object is put here. */
  protected putShared(r: Ref, put: number): void {
    for (const [share, certain] of this.state.shared.of(r.object))
      if (r.certain && (certain || this.happensWith(share, r.object, put))) this.shareFound(put, share, r.object);
  }

  /** What is shared under a condition may be put all the same. */
  private happensWith(share: number, object: number, put: number): boolean {
    if (this.isIndependent(share, object, put) || this.isTimedOut(share, object, put)) return true;
    const { kind, step } = this.shares[share]!;
    const isHanded = kind === 'sent' || kind === 'goroutine' || kind === 'request';
    return isHanded && this.sure.has(`${share}/${object}`) && followsAnyhow(this.code, step, this.puts[put]!.call, this.work);
  }

  /** Of a goroutine that surely runs: a `select` in between waits for it in one case, and for a time or a context in another. */
  private isTimedOut(share: number, object: number, put: number): boolean {
    const { kind, step } = this.shares[share]!;
    if (kind !== 'goroutine' || !this.sure.has(`${share}/${object}`)) return false;
    return isTimedOut(this.code, step, this.puts[put]!.call, this.work);
  }

  /** What was stored under a condition is put under others that ask about something else. */
  private isIndependent(share: number, object: number, put: number): boolean {
    const { kind, step } = this.shares[share]!;
    return kind === 'stored' && this.sure.has(`${share}/${object}`) && isIndependent(this.code, step, this.puts[put]!.call, this.work);
  }

  /** A function in whose goroutine the object is put uses it. */
  protected usedWhilePutting(r: Ref, use: Node): void {
    for (const [index, certain] of this.state.shared.of(r.object)) {
      const { kind, put, step } = this.shares[index]!;
      if (kind === 'putting' && put !== undefined && certain && r.certain && !this.code.tree.within(use, step))
        this.shareFound(put, index, r.object, use);
    }
  }

  /** The function ends here, and deferred calls run. */
  protected leaving(closures: (put: number) => readonly Ref[]): void {
    const { state } = this;
    // What a deferred call waits for or takes away again, no transport knows of.
    if (this.waitsAtEnd()) state.shared.keep(index => this.staysAnyhow(this.shares[index]!));
    if (state.shared.isEmpty) return;
    for (const [object, put, deferred] of state.deferred.all()) this.putAtEnd(object, put, deferred);
    for (const [put, deferred] of state.closures.of(0))
      for (const r of closures(put)) if (r.certain) this.putAtEnd(r.object, put, deferred);
  }

  private staysAnyhow({ kind, node }: Share): boolean {
    if (kind !== 'stored') return kind === 'request';
    return isOutOfReach({ ...this.code, work: this.work }, node, this.cfg.defers);
  }

  private putAtEnd(object: number, put: number, deferred: boolean): void {
    for (const [share, certain] of this.state.shared.of(object)) if (certain || deferred) this.shareFound(put, share, object);
  }

  private waits: boolean | undefined;

  /** A deferred call waits, too: nobody knows before which other. */
  private waitsAtEnd(): boolean {
    const { tree } = this.code;
    this.waits ??= this.cfg.defers.some(d => {
      this.work.spend(tree.afters[d]! - d);
      // What a literal does stands behind its call.
      for (let n = d + 1; n < tree.afters[d]!; n++) if (!isCallOfLiteral(tree, n) && !this.onlyPuts(n) && isJoin(this.code, n)) return true;
      return false;
    });
    return this.waits;
  }

  /** A call that puts, and waits for nobody before. */
  private onlyPuts(call: Node): boolean {
    return this.putsOfCall.get(call)?.every(i => !this.puts[i]!.fact.waits) ?? false;
  }

  /** The function ends with the put, or soon after and without the place. */
  private isLast({ call, fact }: PutNodes, place: Node): boolean {
    const { tree } = this.code;
    if (fact.deferred || tree.ancestor(call, K.DeferStatement) !== NONE) return true;
    const last = tree.last(tree.ancestor(call, K.StatementList));
    if (tree.kind(last) !== K.ReturnStatement) return false;
    let root = place;
    while (tree.kind(root) !== K.Identifier && tree.first(root) !== NONE) root = tree.first(root);
    for (let n = last; n < tree.afters[last]!; n++)
      if (tree.kinds[n] === K.Identifier && tree.textOf(n) === tree.textOf(root)) return false;
    return true;
  }

  /** The put is in the statement list of the other call, or deferred there. */
  private followsPlainly({ call }: PutNodes, step: Node): boolean {
    const { tree } = this.code;
    return tree.parent(tree.parent(call)) === tree.parent(tree.parent(step));
  }

  private shareFound(put: number, index: number, object: number, use: Node = NONE): void {
    const share = this.shares[index]!;
    // Whoever asks on the way may ask the same as the callee.
    if (share.isAtTimes && !this.followsPlainly(this.puts[put]!, share.step)) return;
    const key = `${put}/${index}`;
    if (!this.recording || this.sharedPuts.has(key) || (share.kind === 'putting') !== (use !== NONE)) return;
    const { tree, types } = this.code;
    if (share.isBrief && this.isLast(this.puts[put]!, share.node)) return;
    const value = this.shown.get(`${index}/${object}`) ?? share.values[0]!;
    const get = this.getOf.get(object);
    const type = types.typeOf(value);
    this.sharedPuts.set(key, {
      put,
      kind: share.kind,
      span: headOf(tree, share.node),
      value: tree.span(value),
      name: share.place ?? tree.textOf(share.kind === 'stored' ? share.node : variableNode(tree, value)),
      copyable: type !== undefined && isBytes(type),
      ...(use !== NONE && { use: tree.span(use) }),
      ...(get !== undefined && { get: tree.span(get) }),
    });
  }
}

const isCallOfLiteral = (tree: FlatTree, n: Node): boolean =>
  tree.kind(n) === K.CallExpression && tree.kind(tree.unparen(calleeOf(tree, n))) === K.FuncLiteral;

/** A statement or call without the body of the function literal that it ends with. */
function headOf(tree: FlatTree, node: Node): Span {
  const { start, end } = tree.span(node);
  for (let n = node; n < tree.afters[node]!; n++) {
    if (tree.kinds[n] !== K.FuncLiteral) continue;
    const body = tree.span(tree.field(n, F.Body)).start;
    return { start, end: start + tree.text.slice(start, body).trimEnd().length };
  }
  return { start, end };
}
