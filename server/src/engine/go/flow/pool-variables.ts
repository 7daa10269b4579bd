/** Which objects the variables of one function hold while a walk goes through it. */
import type { Work } from '../../base/faults.js';
import { calleeOf, expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { ControlFlow } from '../body/blocks.js';
import type { Variable } from '../names/variable.js';
import { aliasesOf, isCut, rangedParts } from './pool-aliases.js';
import type { PutNodes } from './pool-calls.js';
import { bare, type PoolCode, variableNode } from './pool-code.js';
import { addressedObject, PoolState, type Ref } from './pool-state.js';
import { type Certainty, isTrackable, putCertainty } from './pool-use.js';

export class HeldObjects {
  /** The `Get` an object came from. */
  protected readonly getOf = new Map<number, Node>();
  protected state: PoolState;
  private readonly trackable = new Map<number, boolean>();
  private readonly addressPuts: ReadonlySet<Node>;
  /** Names of objects that are put or dropped. */
  protected readonly dropped: ReadonlySet<Node>;
  /** Indices of the puts that a call makes. */
  protected readonly putsOfCall = new Map<Node, number[]>();
  /** Those that take effect at a step. */
  protected readonly putsAt = new Map<Node, number[]>();

  constructor(
    protected readonly code: PoolCode,
    protected readonly cfg: ControlFlow,
    protected readonly puts: readonly PutNodes[],
    /** Calls whose result comes from a pool. */
    private readonly gets: ReadonlySet<Node>,
    protected readonly relevant: ReadonlySet<number>,
    protected readonly work: Work,
  ) {
    work.spend(puts.length);
    this.state = new PoolState(work);
    puts.forEach((p, i) => {
      this.putsAt.set(p.at, [...(this.putsAt.get(p.at) ?? []), i]);
      this.putsOfCall.set(p.call, [...(this.putsOfCall.get(p.call) ?? []), i]);
    });
    this.dropped = new Set(puts.filter(p => p.isTold).map(p => code.tree.unparen(p.object)));
    this.addressPuts = new Set(puts.filter(p => p.fact.addressOf).map(p => code.tree.unparen(p.object)));
  }

  protected isPutObject(n: Node): boolean {
    const { tree } = this.code;
    const call = tree.ancestor(n, K.CallExpression);
    const puts = call === NONE ? undefined : this.putsOfCall.get(call);
    return puts?.some(i => variableNode(tree, this.puts[i]!.object) === n) ?? false;
  }

  /** What is given; of a release, which is given nothing, its name. */
  protected shownAt(index: number): Node {
    const { object, call } = this.puts[index]!;
    return this.code.tree.within(object, call) ? object : calleeOf(this.code.tree, call);
  }

  protected certaintyOf(put: PutNodes): Certainty {
    const { tree } = this.code;
    return putCertainty(this.code, put.func, put.call, tree.textOf(variableNode(tree, put.object)), this.work);
  }

  protected isTracked(v: Variable): boolean {
    const known = this.trackable.get(v.id);
    if (known !== undefined) return known;
    const answer = isTrackable(this.code, v, this.cfg.func, this.addressPuts);
    this.trackable.set(v.id, answer);
    return answer;
  }

  protected initial(id: number): readonly Ref[] {
    return [{ object: this.code.scopes.variables[id]!.node, certain: true, inside: false, maybeMoved: false }];
  }

  protected refsOf(name: Node): readonly Ref[] {
    const v = this.code.scopes.variableOf(name);
    if (!v || !this.relevant.has(v.id) || !this.isTracked(v)) return [];
    let refs = this.state.variables.get(v.id);
    if (!refs) {
      refs = this.initial(v.id);
      this.state.variables.set(v.id, refs);
    }
    return [...refs, ...this.addressed(v)];
  }

  /** What the name holds where it holds anything: `var out []byte` holds nothing until something is assigned. */
  protected heldBy(name: Node): readonly Ref[] {
    const refs = this.refsOf(name);
    const v = this.code.scopes.variableOf(name);
    const isEmpty = v?.kind === 'result' || (v?.kind === 'local' && v.init === NONE);
    const held = isEmpty ? refs.filter(r => r.object !== v.node) : refs;
    return held.length === 1 && held.length < refs.length ? [{ ...held[0]!, isOnly: true }] : refs;
  }

  /** After `p.Put(&b)` the variable itself is the pooled object. */
  private addressed(v: Variable): readonly Ref[] {
    const object = addressedObject(v.id);
    return this.state.given.of(object).size > 0 ? [{ object, certain: true, inside: true, maybeMoved: false }] : [];
  }

  protected assign(left: readonly Node[], right: readonly Node[], operator: string): void {
    const { tree } = this.code;
    const plain = operator === '=' || operator === ':=';
    const isPart = (i: number) => left.length === right.length || i === 0 || (i === 1 && right.length === 1 && isCut(this.code, right[0]!));
    const values = left.map((_, i) => (plain && isPart(i) ? (right[left.length === right.length ? i : 0] ?? NONE) : NONE));
    const refs = values.map(v => (v === NONE ? [] : aliasesOf(this.code, v, n => this.refsOf(n))));
    left.forEach((place, i) => {
      this.write(tree.unparen(place), values[i]!, refs[i]!);
    });
  }

  /** What each iteration of a loop gets. */
  protected assignRanged(clause: Node): void {
    const { tree } = this.code;
    const { value, at } = rangedParts(this.code, clause);
    const parts = value === NONE ? [] : aliasesOf(this.code, value, n => this.refsOf(n)).map(r => ({ ...r, inside: true }));
    expressionsOf(tree, tree.field(clause, F.Left)).forEach((place, i) => {
      this.write(tree.unparen(place), NONE, i === at ? parts : []);
    });
  }

  private write(place: Node, value: Node, refs: readonly Ref[]): void {
    const { tree, scopes } = this.code;
    if (tree.kind(place) === K.UnaryExpression && tree.op(place) === '*') {
      this.storeBack(tree.first(place), value);
      return;
    }
    const v = tree.kind(place) === K.Identifier ? scopes.variableOf(place) : undefined;
    if (!v || !this.relevant.has(v.id) || !this.isTracked(v)) return;
    const before = this.state.variables.get(v.id) ?? this.initial(v.id);
    if (refs.length === 0 && this.standsIn(place, value, before)) return;
    this.state.forget(addressedObject(v.id));
    if (refs.length === 0) this.state.forget(place);
    this.state.variables.set(v.id, refs.length > 0 ? refs : [{ object: place, certain: true, inside: false, maybeMoved: false }]);
    // What nobody holds any more nobody can use; forgetting it now keeps joins exact.
    for (const r of before) if (!this.state.isHeld(r.object)) this.state.forget(r.object);
    if (refs.length > 0) return;
    const get = this.getIn(value);
    if (get !== NONE) this.getOf.set(place, get);
  }

  /** `if b == nil { b = new(T) }` behind a Get: whatever the variable holds from here on is what it takes to the end. */
  private standsIn(place: Node, value: Node, before: readonly Ref[]): boolean {
    const [only] = before;
    if (before.length !== 1 || !only?.certain || only.inside || only.maybeMoved || value === NONE) return false;
    const get = this.getOf.get(only.object);
    if (get === undefined || this.getIn(value) !== NONE || this.state.happened(only.object)) return false;
    const condition = this.code.tree.ancestor(place, K.IfStatement, K.FuncLiteral);
    const isConditional = this.code.tree.kind(condition) === K.IfStatement && !this.code.tree.within(get, condition);
    return isConditional && this.state.holdersOf(only.object) === 1;
  }

  /** `*bp = b`: from here on the variable holds the memory that the pointer gives access to. */
  private storeBack(pointer: Node, value: Node): void {
    const { tree, scopes } = this.code;
    const e = tree.unparen(value);
    const name = tree.kind(e) === K.SliceExpression ? tree.unparen(tree.field(e, F.Operand)) : e;
    const v = scopes.variableOf(name);
    const refs = this.refsOf(tree.unparen(pointer));
    if (v && this.isTracked(v) && refs.length > 0)
      this.state.variables.set(
        v.id,
        refs.map(r => ({ ...r, inside: true, maybeMoved: false })),
      );
  }

  private getIn(value: Node): Node {
    const e = bare(this.code.tree, value);
    return this.gets.has(e) ? e : NONE;
  }
}
