/** Of all places that touch an object given away, those worth a word. */
import type { Work } from '../../base/faults.js';
import type { Sliced } from '../../base/slices.js';
import { F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { ControlFlow } from '../body/blocks.js';
import type { PutNodes } from './pool-calls.js';
import type { PoolCode } from './pool-code.js';
import type { UseAfterPut } from './pool-facts.js';
import type { TouchRecord } from './pool-records.js';

export class PoolReport {
  private readonly places = new Map<Node, [block: number, from: number]>();

  constructor(
    private readonly code: PoolCode,
    private readonly cfg: ControlFlow,
    private readonly puts: readonly PutNodes[],
    private readonly work: Work,
  ) {}

  /** Of the uses a Put leads to, the first on each path; those that some paths miss stay unsaid. */
  *select(all: readonly TouchRecord[]): Sliced<UseAfterPut[]> {
    const out: UseAfterPut[] = [];
    const byPut = new Map<number, TouchRecord[]>();
    for (const r of all) {
      const known = byPut.get(r.put);
      if (known) known.push(r);
      else byPut.set(r.put, [r]);
    }
    for (const [put, mine] of byPut) {
      yield;
      const { first, always } = this.firstUses(put, mine);
      const onlyUses = mine.every(m => m.kind === 'use');
      for (const r of mine) {
        const direct =
          r.kind === 'deferredUse' ||
          (r.settled && r.again !== undefined) ||
          this.puts[put]!.fact.deferred ||
          this.puts[put]!.func !== this.cfg.func;
        if (!direct && !(first.has(r.node) && (r.settled || always))) continue;
        out.push({
          put,
          kind: r.kind,
          span: r.span,
          name: r.name,
          certain: r.certain,
          copyable: r.copyable,
          onlyUses,
          beforePut: this.puts[put]!.fact.deferred || this.puts[put]!.func !== this.cfg.func,
          ...(r.again !== undefined && { again: r.again }),
          ...(r.get !== NONE && { get: this.code.tree.span(r.get) }),
        });
      }
    }
    return out;
  }

  /** Searches forward from the Put. `always`: no path returns without a use; for a Put in a plain loop the next round counts. */
  private firstUses(put: number, records: readonly TouchRecord[]): { first: ReadonlySet<Node>; always: boolean } {
    const { blocks, exit } = this.cfg;
    const { call, at: begin, block } = this.puts[put]!;
    const at = new Set(records.map(r => r.node));
    const first = new Set<Node>();
    const behind = this.placeOf(begin);
    // What a block begins with is used after the put.
    const place: typeof behind = behind && block !== NONE ? [behind[0], behind[1] - 1] : behind;
    if (!place) return { first, always: false };
    const loop = this.plainLoopOf(call);
    let always = true;
    const seen = new Set<number>();
    const work = [place];
    while (work.length > 0) {
      const [b, from] = work.pop()!;
      const nodes = blocks[b]!.nodes;
      this.work.spend(1 + nodes.length - from);
      const end = nodes.findIndex((n, i) => i >= from && (at.has(n) || this.leaves(n, loop)));
      if (end >= 0 && at.has(nodes[end]!)) first.add(nodes[end]!);
      if (end >= 0) continue;
      if (b === exit) always = loop !== NONE;
      for (const next of blocks[b]!.next) {
        if (seen.has(next)) continue;
        seen.add(next);
        work.push([next, 0]);
      }
    }
    return { first, always: always && first.size > 0 };
  }

  /** The block in which a call stands, and the place behind it. */
  private placeOf(call: Node): [block: number, from: number] | undefined {
    if (this.places.size === 0) {
      for (const [b, { nodes }] of this.cfg.blocks.entries()) for (const [i, n] of nodes.entries()) this.places.set(n, [b, i + 1]);
    }
    return this.places.get(call);
  }

  private leaves(n: Node, loop: Node): boolean {
    return loop !== NONE && !this.code.tree.within(n, loop);
  }

  /** The `range` or three-clause loop whose body puts in each round and is never left early; NONE otherwise. */
  private plainLoopOf(call: Node): Node {
    const { tree, scopes } = this.code;
    const loop = scopes.loopOf(call);
    if (loop === NONE || ![K.RangeClause, K.ForClause].includes(tree.kind(tree.first(loop)))) return NONE;
    const list = tree.childOfKind(tree.field(loop, F.Body), K.StatementList);
    if (tree.parent(tree.parent(call)) !== list) return NONE;
    this.work.spend(tree.afters[loop]! - loop);
    for (let n = loop; n < tree.afters[loop]!; n++) {
      if ([K.ReturnStatement, K.BreakStatement, K.GotoStatement].includes(tree.kinds[n]!)) return NONE;
    }
    return loop;
  }
}
