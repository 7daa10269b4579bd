/**
 * Follows objects through one function, path by path: what is put, what touches it later. A forward walk over the control flow to a
 * fixed point says what may and what must have happened; a search from each Put says which uses it leads to.
 */
import type { Span } from '../../finding.js';
import { argumentsOf, calleeOf, expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { buildControlFlow, type ControlFlow, reversePostorder } from './control-flow.js';
import type { DeclarationSyntax } from './declaration.js';
import { aliasesOf, returnedAliases } from './pool-aliases.js';
import { isGet, type PutNodes, variableNode } from './pool-calls.js';
import type { PutWrapper, UseAfterPut, UseKind } from './pool-facts.js';
import { namesWritten, relevantVariables } from './pool-relevance.js';
import { addressedObject, PoolState, type Ref } from './pool-state.js';
import { type Certainty, isTrackable, namesInCall, putCertainty, touchesObject } from './pool-use.js';
import type { Variable } from './scope.js';
import type { TypeRef } from './types.js';

export interface PoolFlow {
  readonly uses: readonly UseAfterPut[];
  readonly wrappers: readonly PutWrapper[];
}

const SLICE: TypeRef = { kind: 'slice', elem: { kind: 'unknown' } };

/** Uses after Put in every function of the declaration that puts something. */
export function readPoolFlow(syntax: DeclarationSyntax, puts: readonly PutNodes[]): PoolFlow {
  const uses: UseAfterPut[] = [];
  // A deferred literal's puts belong to the function that defers it as well.
  const functions = new Set(puts.flatMap(p => [p.func, syntax.scopes.functionOf(syntax.tree.parent(p.func))]));
  for (const func of functions) {
    if (func === NONE) continue;
    const cfg = buildControlFlow(syntax.tree, func);
    if (cfg) uses.push(...new FunctionFlow(syntax, cfg, puts).run());
  }
  return { uses, wrappers: readWrappers(syntax, puts) };
}

function readWrappers({ tree, scopes }: DeclarationSyntax, puts: readonly PutNodes[]): PutWrapper[] {
  const parameters = scopes.variables.filter(v => v.func === 0 && v.kind === 'parameter');
  return puts.flatMap(put => {
    const v = scopes.variableOf(tree.unparen(put.object));
    const own = v && v.func === 0 && (v.kind === 'parameter' || v.kind === 'receiver');
    if (!own || put.func !== 0 || putCertainty(tree, 0, put.call, v.name) === 'unknown') return [];
    if (v.uses.some(u => tree.fields[tree.parent(u)] === F.Left)) return [];
    return [{ parameter: v.kind === 'receiver' ? -1 : parameters.indexOf(v), taker: put.fact.taker }];
  });
}

interface Record {
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
  readonly object: number;
  readonly copyable: boolean;
}

class FunctionFlow {
  private readonly records = new Map<string, Record>();
  private readonly getOf = new Map<number, Node>();
  private readonly trackable = new Map<number, boolean>();
  private readonly putsOfCall = new Map<Node, number[]>();
  private readonly putObjects: ReadonlySet<Node>;
  /** Per block, the nodes that can matter. */
  private readonly steps: readonly (readonly Node[])[];
  private readonly relevant: ReadonlySet<number>;
  private state = new PoolState();
  private recording = false;

  constructor(
    private readonly syntax: DeclarationSyntax,
    private readonly cfg: ControlFlow,
    private readonly puts: readonly PutNodes[],
  ) {
    puts.forEach((p, i) => {
      this.putsOfCall.set(p.call, [...(this.putsOfCall.get(p.call) ?? []), i]);
    });
    this.relevant = relevantVariables(syntax, cfg, puts);
    this.steps = cfg.blocks.map(b => b.nodes.filter(n => this.matters(n)));
    this.putObjects = new Set(puts.filter(p => p.fact.addressOf).map(p => syntax.tree.unparen(p.object)));
  }

  run(): UseAfterPut[] {
    const { blocks, exit } = this.cfg;
    const entries: (PoolState | undefined)[] = blocks.map((_, i) => (i === 0 ? new PoolState() : undefined));
    const order = reversePostorder(this.cfg);
    const place = new Map(order.map((b, i) => [b, i]));
    const dirty = new Set([0]);
    // Facts only grow, so this ends; the bound keeps a mistake from hanging an editor.
    let budget = blocks.length * 40 + 100;
    for (let i = 0; dirty.size > 0 && budget-- > 0; ) {
      const b = order[i]!;
      i++;
      if (!dirty.delete(b)) continue;
      this.state = entries[b]!.copy();
      this.visit(b);
      for (const next of blocks[b]!.next) {
        const entry = entries[next];
        if (!entry) entries[next] = this.state.copy();
        if (entry && !entry.join(this.state, v => this.initial(v))) continue;
        dirty.add(next);
        i = Math.min(i, place.get(next)!);
      }
    }
    if (dirty.size > 0) return [];
    this.recording = true;
    entries.forEach((entry, b) => {
      if (!entry) return;
      this.state = entry.copy();
      this.visit(b);
      if (b === exit) this.atExit();
    });
    return this.select();
  }

  private visit(block: number): void {
    for (const n of this.steps[block]!) this.step(n);
  }

  private matters(n: Node): boolean {
    const { tree, scopes } = this.syntax;
    const isRelevant = (name: Node) => this.relevant.has(scopes.variableOf(name)?.id ?? -1);
    switch (tree.kind(n)) {
      case K.Identifier:
        return isRelevant(n);
      case K.CallExpression:
        return this.putsOfCall.has(n);
      case K.FuncLiteral:
      case K.DeferStatement:
      case K.ReturnStatement:
        return true;
      case K.ShortVarDeclaration:
      case K.AssignmentStatement:
      case K.ReceiveStatement:
      case K.VarSpec:
      case K.RangeClause:
      case K.TypeSwitchStatement:
        return namesWritten(tree, n).some(isRelevant);
      default:
        return false;
    }
  }

  private step(n: Node): void {
    const { tree } = this.syntax;
    switch (tree.kind(n)) {
      case K.Identifier:
        this.name(n);
        break;
      case K.CallExpression:
        for (const put of this.putsOfCall.get(n) ?? []) this.put(put);
        break;
      case K.FuncLiteral:
        this.captures(n);
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
        this.assign(expressionsOf(tree, tree.field(n, F.Left)), [], '=');
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
    }
  }

  // What variables hold.

  private isTracked(v: Variable): boolean {
    const known = this.trackable.get(v.id);
    if (known !== undefined) return known;
    const answer = isTrackable(this.syntax, v, this.cfg.func, this.putObjects);
    this.trackable.set(v.id, answer);
    return answer;
  }

  private initial(id: number): readonly Ref[] {
    return [{ object: this.syntax.scopes.variables[id]!.node, certain: true, inside: false, maybeMoved: false }];
  }

  private refsOf(name: Node): readonly Ref[] {
    const v = this.syntax.scopes.variableOf(name);
    if (!v || !this.relevant.has(v.id) || !this.isTracked(v)) return [];
    let refs = this.state.variables.get(v.id);
    if (!refs) {
      refs = this.initial(v.id);
      this.state.variables.set(v.id, refs);
    }
    return [...refs, ...this.addressed(v)];
  }

  /** After `p.Put(&b)` the variable itself is the pooled object. */
  private addressed(v: Variable): readonly Ref[] {
    const object = addressedObject(v.id);
    return this.state.given.of(object).length > 0 ? [{ object, certain: true, inside: true, maybeMoved: false }] : [];
  }

  private assign(left: readonly Node[], right: readonly Node[], operator: string): void {
    const { tree } = this.syntax;
    const plain = operator === '=' || operator === ':=';
    const values = left.map((_, i) => (plain ? (right[left.length === right.length || i === 0 ? i : -1] ?? NONE) : NONE));
    const refs = values.map(v => (v === NONE ? [] : aliasesOf(this.syntax, v, n => this.refsOf(n))));
    left.forEach((place, i) => {
      this.write(tree.unparen(place), values[i]!, refs[i]!);
    });
  }

  private write(place: Node, value: Node, refs: readonly Ref[]): void {
    const { tree, scopes } = this.syntax;
    if (tree.kind(place) === K.UnaryExpression && tree.op(place) === '*') {
      this.storeBack(tree.first(place), value);
      return;
    }
    const v = tree.kind(place) === K.Identifier ? scopes.variableOf(place) : undefined;
    if (!v || !this.relevant.has(v.id) || !this.isTracked(v)) return;
    const before = this.state.variables.get(v.id) ?? this.initial(v.id);
    this.state.forget(addressedObject(v.id));
    if (refs.length === 0) this.state.forget(place);
    this.state.variables.set(v.id, refs.length > 0 ? refs : [{ object: place, certain: true, inside: false, maybeMoved: false }]);
    // What nobody holds any more nobody can use; forgetting it now keeps joins exact.
    for (const r of before) if (!this.state.isHeld(r.object)) this.state.forget(r.object);
    if (refs.length > 0) return;
    const get = this.getIn(value);
    if (get !== NONE) this.getOf.set(place, get);
  }

  /** `*bp = b`: from here on the variable holds the memory that the pointer gives access to. */
  private storeBack(pointer: Node, value: Node): void {
    const { tree, scopes } = this.syntax;
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
    const { tree } = this.syntax;
    let e = tree.unparen(value);
    while (tree.kind(e) === K.TypeAssertionExpression || (tree.kind(e) === K.UnaryExpression && tree.op(e) === '*'))
      e = tree.unparen(tree.kind(e) === K.UnaryExpression ? tree.first(e) : tree.field(e, F.Operand));
    return isGet(tree, e) ? e : NONE;
  }

  // What happens to objects.

  private put(index: number): void {
    const { tree } = this.syntax;
    const { object, fact } = this.puts[index]!;
    const name = variableNode(tree, object);
    const v = this.syntax.scopes.variableOf(name);
    if (!v || !this.isTracked(v)) return;
    const refs = fact.addressOf ? [{ object: addressedObject(v.id), certain: true, inside: true, maybeMoved: false }] : this.refsOf(name);
    for (const r of refs) {
      this.recordGiven(r, 'put', name, object, index);
      for (const [other, certain] of this.state.deferred.of(r.object))
        if (certain && r.certain && other !== index)
          this.record(other, 'put', name, object, r, { certain: true, settled: true, again: index });
      this.state.given.set(r.object, index, r.certain || this.state.given.get(r.object, index) === true);
    }
  }

  private name(n: Node): void {
    if (this.state.given.isEmpty || this.isPutObject(n) || !touchesObject(this.syntax, n) || this.isReturnedAlias(n)) return;
    for (const r of this.refsOf(n)) this.recordGiven(r, 'use', n, n);
  }

  private isPutObject(n: Node): boolean {
    const { tree } = this.syntax;
    const call = tree.ancestor(n, K.CallExpression);
    const puts = call === NONE ? undefined : this.putsOfCall.get(call);
    return puts?.some(i => variableNode(tree, this.puts[i]!.object) === n) ?? false;
  }

  /** The name stands in a returned expression that shares the object's memory: the return is what is reported. */
  private isReturnedAlias(n: Node): boolean {
    const { tree } = this.syntax;
    let e = n;
    while (tree.parent(e) !== NONE && tree.parentKind(e) !== K.ExpressionList && tree.parentKind(e) !== K.StatementList) e = tree.parent(e);
    return tree.kind(tree.parent(tree.parent(e))) === K.ReturnStatement && returnedAliases(this.syntax, e, x => this.refsOf(x)).length > 0;
  }

  /** A literal that runs at once, later or elsewhere uses what it captures. */
  private captures(literal: Node): void {
    const { tree, scopes } = this.syntax;
    if (this.state.given.isEmpty || tree.parentKind(literal) !== K.CallExpression) return;
    for (let n = literal; n < tree.afters[literal]!; n++) {
      const v = tree.kinds[n] === K.Identifier ? scopes.variableOf(n) : undefined;
      const captured = v && !tree.within(v.node, literal) && tree.fields[tree.parent(v.node)] !== F.Right;
      if (!captured || this.isPutObject(n) || !touchesObject(this.syntax, n)) continue;
      const written = v.uses.some(u => tree.fields[tree.parent(u)] === F.Left);
      if (!written) for (const r of this.refsOf(n)) this.recordGiven(r, 'use', n, n, undefined, literal);
    }
  }

  private defer(call: Node): void {
    const { tree } = this.syntax;
    const indices = this.putsOfCall.get(call) ?? [];
    for (const index of indices) this.deferPut(index);
    const callee = tree.unparen(calleeOf(tree, call));
    if (tree.kind(callee) === K.FuncLiteral) this.deferLiteral(callee);
    else if (indices.length === 0) {
      for (const name of namesInCall(tree, call))
        for (const r of this.refsOf(name)) if (!r.inside) this.state.later.set(r.object, name, r.certain);
    }
  }

  private deferPut(index: number): void {
    const { tree } = this.syntax;
    const { object } = this.puts[index]!;
    const name = variableNode(tree, object);
    for (const r of this.refsOf(name)) {
      this.recordGiven(r, 'put', name, object, index);
      for (const [node, certain] of this.state.later.of(r.object))
        if (certain && r.certain) this.record(index, 'deferredUse', node, node, r, { certain: true, settled: true });
      this.state.deferred.set(r.object, index, r.certain);
    }
  }

  private deferLiteral(literal: Node): void {
    this.puts.forEach((p, i) => {
      if (p.func === literal && !p.fact.deferred && this.certaintyOf(p) !== 'unknown') this.state.closures.set(0, i, true);
    });
  }

  private return(n: Node): void {
    const { tree, scopes } = this.syntax;
    const operands = expressionsOf(tree, tree.first(n));
    for (const e of operands) for (const r of returnedAliases(this.syntax, e, x => this.refsOf(x))) this.returned(n, e, r);
    if (operands.length > 0) return;
    for (const v of scopes.variables) {
      if (v.func !== this.cfg.func || v.kind !== 'result') continue;
      for (const r of this.refsOf(v.node)) if (r.object !== v.node) this.returned(n, n, r, v);
    }
  }

  private certaintyOf(put: PutNodes): Certainty {
    const { tree } = this.syntax;
    return putCertainty(tree, put.func, put.call, tree.textOf(variableNode(tree, put.object)));
  }

  private returned(statement: Node, e: Node, r: Ref, result?: Variable): void {
    const { state } = this;
    const name = result?.node ?? e;
    const at = result ? statement : e;
    this.recordGiven(r, 'return', name, at, undefined, statement);
    for (const [put, certain] of state.deferred.of(r.object))
      if (certain && r.certain) this.record(put, 'return', name, at, r, { certain: !r.maybeMoved, settled: true, node: statement });
    for (const [index, certain] of state.closures.of(0)) {
      const put = this.puts[index]!;
      const held = this.refsOf(variableNode(this.syntax.tree, put.object)).find(h => h.object === r.object);
      if (!certain || !r.certain || !held?.certain || held.inside) continue;
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
        const held = this.refsOf(variableNode(this.syntax.tree, other.object)).some(h => h.object === object && h.certain);
        if (!registered || !held || this.certaintyOf(other) !== 'always') continue;
        const first = puts[put]!.object;
        this.record(closure, 'put', variableNode(this.syntax.tree, first), first, ref, {
          certain: true,
          settled: true,
          again: put,
        });
      }
    }
  }

  // What is reported.

  private recordGiven(r: Ref, kind: UseKind, name: Node, at: Node, again?: number, node?: Node): void {
    for (const [put, certain] of this.state.given.of(r.object)) {
      const sure = certain && r.certain && !r.maybeMoved;
      const met = node ?? (again === undefined ? at : this.puts[again]!.call);
      this.record(put, kind, name, at, r, { certain: sure, settled: sure, node: met, ...(again !== undefined && { again }) });
    }
  }

  private record(
    put: number,
    kind: UseKind,
    name: Node,
    at: Node,
    r: Ref,
    more: Partial<Record> & { certain: boolean; settled: boolean },
  ): void {
    if (!this.recording) return;
    const { tree, types } = this.syntax;
    const type = r.inside ? SLICE : types.ofExpression(name);
    const key = `${put}/${at}/${kind}`;
    if (this.records.has(key)) return;
    const copyable = kind === 'return' && r.inside && this.isBytes(at);
    this.records.set(key, { put, kind, node: at, span: tree.span(at), name: tree.textOf(name), type, object: r.object, copyable, ...more });
  }

  /** The returned expression is a `[]byte` for certain, and not the literal around one. */
  private isBytes(e: Node): boolean {
    const { tree, types } = this.syntax;
    if (tree.kind(e) === K.CallExpression) return tree.textOf(calleeOf(tree, e)) !== 'append' || argumentsOf(tree, e).length > 1;
    const type = types.ofExpression(e);
    return type.kind === 'slice' && type.elem.kind === 'basic' && type.elem.name === 'byte';
  }

  /** Of the uses a Put leads to, the first on each path; those that some paths miss stay unsaid. */
  private select(): UseAfterPut[] {
    const out: UseAfterPut[] = [];
    const all = [...this.records.values()];
    for (const put of new Set(all.map(r => r.put))) {
      const mine = all.filter(r => r.put === put);
      const { first, always } = this.firstUses(put, mine);
      for (const r of mine) {
        const direct =
          r.kind === 'deferredUse' ||
          (r.settled && r.again !== undefined) ||
          this.puts[put]!.fact.deferred ||
          this.puts[put]!.func !== this.cfg.func;
        if (!direct && !(first.has(r.node) && (r.settled || always))) continue;
        const get = this.getOf.get(r.object);
        out.push({
          put,
          kind: r.kind,
          span: r.span,
          name: r.name,
          type: r.type,
          certain: r.certain,
          copyable: r.copyable,
          onlyUses: mine.every(m => m.kind === 'use'),
          beforePut: this.puts[put]!.fact.deferred || this.puts[put]!.func !== this.cfg.func,
          ...(r.again !== undefined && { again: r.again }),
          ...(get !== undefined && { get: this.syntax.tree.span(get) }),
        });
      }
    }
    return out;
  }

  /** Searches forward from the Put. `always`: no path returns without a use; for a Put in a plain loop the next round counts. */
  private firstUses(put: number, records: readonly Record[]): { first: ReadonlySet<Node>; always: boolean } {
    const { blocks, exit } = this.cfg;
    const { call } = this.puts[put]!;
    const at = new Set(records.map(r => r.node));
    const first = new Set<Node>();
    const start = blocks.findIndex(b => b.nodes.includes(call));
    if (start < 0) return { first, always: false };
    const loop = this.plainLoopOf(call);
    let always = true;
    const seen = new Set<number>();
    const work: [number, number][] = [[start, blocks[start]!.nodes.indexOf(call) + 1]];
    while (work.length > 0) {
      const [b, from] = work.pop()!;
      const nodes = blocks[b]!.nodes;
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

  private leaves(n: Node, loop: Node): boolean {
    return loop !== NONE && !this.syntax.tree.within(n, loop);
  }

  /** The `range` or three-clause loop whose body puts in each round and is never left early; NONE otherwise. */
  private plainLoopOf(call: Node): Node {
    const { tree, scopes } = this.syntax;
    const loop = scopes.loopOf(call);
    if (loop === NONE || ![K.RangeClause, K.ForClause].includes(tree.kind(tree.first(loop)))) return NONE;
    const list = tree.childOfKind(tree.field(loop, F.Body), K.StatementList);
    if (tree.parent(tree.parent(call)) !== list) return NONE;
    for (let n = loop; n < tree.afters[loop]!; n++) {
      if ([K.ReturnStatement, K.BreakStatement, K.GotoStatement].includes(tree.kinds[n]!)) return NONE;
    }
    return loop;
  }
}
