/** Places that touch objects given away, as a walk meets them. */
import type { Span } from '../../base/finding.js';
import { K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { TreeTypes } from '../types/checking.js';
import type { Type } from '../types/model.js';
import { isBytes } from '../types/predicates.js';
import { returnedAliases } from './pool-aliases.js';
import { sharesMemory } from './pool-code.js';
import { usedAnyhow } from './pool-deferred-uses.js';
import type { UseKind } from './pool-facts.js';
import type { Ref } from './pool-state.js';
import { touchesObject } from './pool-use.js';
import { HeldObjects } from './pool-variables.js';

/** A place the walk meets an object that is given away. */
export interface TouchRecord {
  readonly put: number;
  readonly kind: UseKind;
  /** Where the walk meets it. */
  readonly node: Node;
  readonly span: Span;
  readonly name: string;
  readonly certain: boolean;
  /** Reported without asking whether the Put always leads here. */
  readonly settled: boolean;
  readonly again?: number;
  readonly copyable: boolean;
  /** The `Get` the object came from. */
  readonly get: Node;
}

/** A record costs as much as many other steps. */
const STEPS_OF_RECORD = 10;
/** Then the walk rests: about a millisecond. */
const STEPS_PER_SLICE = 1000;

export class PoolRecords extends HeldObjects {
  protected readonly records = new Map<string, TouchRecord>();
  /** Off while facts still settle. */
  protected recording = false;

  /** It is time to rest. */
  protected isTired(): boolean {
    return this.work.isTired(STEPS_PER_SLICE);
  }

  /** What a deferred literal uses whenever it runs: the objects of variables that nobody writes again. */
  protected usedLater(literal: Node): void {
    this.work.spend(this.code.tree.afters[literal]! - literal);
    for (const name of usedAnyhow(this.code, literal)) {
      if (this.isPutObject(name) || !touchesObject(this.code, name)) continue;
      for (const r of this.refsOf(name)) if (!r.inside) this.state.later.set(r.object, name, r.certain);
    }
  }

  /** The name stands in a returned expression that shares the object's memory: the return is what is reported. */
  protected isReturnedAlias(n: Node): boolean {
    const { tree } = this.code;
    let e = n;
    while (tree.parent(e) !== NONE && tree.parentKind(e) !== K.ExpressionList && tree.parentKind(e) !== K.StatementList) e = tree.parent(e);
    return tree.kind(tree.parent(tree.parent(e))) === K.ReturnStatement && returnedAliases(this.code, e, x => this.refsOf(x)).length > 0;
  }

  protected recordGiven(r: Ref, kind: UseKind, name: Node, at: Node, again?: number, node?: Node): void {
    const given = this.state.given.of(r.object);
    this.work.spend(given.size);
    for (const [put, certain] of given) {
      // It may be another object on the paths that put this one.
      if (!certain && !r.certain) continue;
      const sure = certain && r.certain && !r.maybeMoved;
      const met = node ?? (again === undefined ? at : this.puts[again]!.call);
      this.record(put, kind, name, at, r, { certain: sure, settled: sure, node: met, ...(again !== undefined && { again }) });
    }
  }

  protected record(
    put: number,
    kind: UseKind,
    name: Node,
    at: Node,
    r: Ref,
    more: Partial<TouchRecord> & { certain: boolean; settled: boolean },
  ): void {
    if (!this.recording) return;
    const { tree, types } = this.code;
    const isShared = r.inside || this.puts[put]!.fact.addressOf || sharesMemory(types.typeOf(name) ?? objectType(types, name));
    // Where the field does not have the object any more, only what was taken from it before still leads there.
    if (!isShared || (this.puts[put]!.isCleared === true && !r.inside)) return;
    const key = `${put}/${at}/${kind}`;
    if (this.records.has(key)) return;
    this.work.spend(STEPS_OF_RECORD);
    const copyable = kind === 'return' && r.inside && this.isBytes(at);
    this.records.set(key, {
      put,
      kind,
      node: at,
      span: tree.span(at),
      name: tree.textOf(name),
      copyable,
      get: this.getOf.get(r.object) ?? NONE,
      ...more,
    });
  }

  private isBytes(e: Node): boolean {
    const type = this.code.types.typeOf(e);
    return type !== undefined && isBytes(type);
  }
}

/** Of a name that declares something, or stands left of an assignment. */
function objectType(types: TreeTypes, name: Node): Type | undefined {
  const object = types.objects.get(name);
  return object?.kind === 'var' ? object.type : undefined;
}
