/** Places that touch objects given away, as a walk meets them. */
import type { Span } from '../../base/finding.js';
import { argumentsOf, calleeOf, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { TypeRef } from '../types/types.js';
import type { UseKind } from './pool-facts.js';
import type { Ref } from './pool-state.js';
import { HeldObjects } from './pool-variables.js';

/** A place the walk meets an object that is given away. */
export interface TouchRecord {
  readonly put: number;
  readonly kind: UseKind;
  /** Where the walk meets it. */
  readonly node: Node;
  readonly span: Span;
  readonly name: string;
  readonly type: TypeRef;
  readonly certain: boolean;
  /** Reported without asking whether the Put always leads here. */
  readonly settled: boolean;
  readonly again?: number;
  readonly copyable: boolean;
  /** The `Get` the object came from. */
  readonly get: Node;
  readonly ifBuffer?: TypeRef;
}

/** A record costs as much as many other steps. */
const STEPS_OF_RECORD = 10;
/** Then the walk rests: about a millisecond. */
const STEPS_PER_SLICE = 1000;

const SLICE: TypeRef = { kind: 'slice', elem: { kind: 'unknown' } };

export class PoolRecords extends HeldObjects {
  protected readonly records = new Map<string, TouchRecord>();
  /** Off while facts still settle. */
  protected recording = false;

  /** It is time to rest. */
  protected isTired(): boolean {
    return this.work.isTired(STEPS_PER_SLICE);
  }

  protected recordGiven(r: Ref, kind: UseKind, name: Node, at: Node, again?: number, node?: Node): void {
    const given = this.state.given.of(r.object);
    this.work.spend(given.size);
    for (const [put, certain] of given) {
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
    const { tree, types } = this.syntax;
    const type = r.inside ? SLICE : types.ofExpression(name);
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
      type,
      copyable,
      ...(r.ifBuffer && { ifBuffer: r.ifBuffer }),
      get: this.getOf.get(r.object) ?? NONE,
      ...more,
    });
  }

  /** The returned expression is a `[]byte` for certain, and not the literal around one. */
  private isBytes(e: Node): boolean {
    const { tree, types } = this.syntax;
    if (tree.kind(e) === K.CallExpression) {
      const callee = tree.textOf(calleeOf(tree, e));
      return callee === 'append' ? this.isBytes(argumentsOf(tree, e)[0] ?? NONE) : !/\.New\w+$/.test(callee);
    }
    const type = types.ofExpression(e);
    return type.kind === 'slice' && type.elem.kind === 'basic' && type.elem.name === 'byte';
  }
}
