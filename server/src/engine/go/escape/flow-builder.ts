/** Reads one function into the graph of its batch: puts the readers of expressions, calls and statements together. */
import type { SiteKind } from '../../base/site.js';
import type { Sliced } from '../../base/slices.js';
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { TreeTypes } from '../types/checking.js';
import { type ImplicitConversion, Mode, type Signature, type Type, type Var } from '../types/model.js';
import { isUnknown } from '../types/predicates.js';
import { sizeOf } from '../types/sizes.js';
import { call } from './calls.js';
import { capturedBy, isCopied } from './captured-variables.js';
import { ConcreteTypes } from './concrete-types.js';
import { value } from './expressions.js';
import type { Flow, Functions, Language } from './flow.js';
import { type Graph, noted, shifted } from './graph.js';
import type { Frame, Hole, Location, Reason, Text } from './location.js';
import { MAX_VALUE, roomOf } from './room.js';
import { readingStatements, STATEMENTS_PER_SLICE, statement } from './statements.js';
import { SteadyValues } from './steady-values.js';
import { target } from './targets.js';

/** Deeper code is not followed. */
const MAX_NESTING = 500;

interface Pending {
  readonly hole: Hole;
  readonly literal: Node;
  readonly frame: Frame;
}

export class FlowBuilder implements Flow {
  readonly tree: FlatTree;
  readonly heap: Hole;
  readonly nowhere: Hole;
  loopDepth = 1;
  private readonly locations: Map<Var, Location>;
  private readonly literals = new Map<Node, Frame>();
  private readonly steady: SteadyValues;
  private readonly concrete: ConcreteTypes;
  private readonly pending: Pending[] = [];
  private readonly conversions = new Map<Node, ImplicitConversion[]>();
  private nesting = 0;

  constructor(
    readonly graph: Graph,
    readonly text: Text,
    readonly types: TreeTypes,
    readonly functions: Functions,
    readonly language: Language,
    public frame: Frame,
    locations: ReadonlyMap<Var, Location>,
  ) {
    this.tree = text.tree;
    this.heap = { to: graph.heap, derefs: 0 };
    this.nowhere = { to: graph.nowhere, derefs: 0 };
    this.locations = new Map(locations);
    this.steady = new SteadyValues(this.tree, types);
    this.concrete = new ConcreteTypes(this.tree, types, func => functions.summaryOf(func)?.concrete);
    for (const c of types.conversions) {
      const list = this.conversions.get(c.node);
      if (list) list.push(c);
      else this.conversions.set(c.node, [c]);
    }
  }

  /** The body of the function, or the declaration; then closures take what they use. */
  *reading(): Sliced<void> {
    const body = this.tree.field(0, F.Body);
    if (body === NONE) this.statement(0);
    else yield* readingStatements(this, body);
    for (const [i, closure] of this.pending.entries()) {
      this.capture(closure);
      if (i % STATEMENTS_PER_SLICE === STATEMENTS_PER_SLICE - 1) yield;
    }
  }

  hole(to: Location): Hole {
    return { to, derefs: 0 };
  }

  note(hole: Hole, node: Node, reason: Reason): Hole {
    return hole.to === this.graph.nowhere ? hole : noted(hole, this.text, node, reason);
  }

  tee(holes: readonly Hole[]): Hole {
    const real = holes.filter(h => h.to !== this.graph.nowhere);
    if (real.length <= 1) return real[0] ?? this.nowhere;
    const passage = this.passage(NONE);
    for (const h of real) this.graph.flow(h, passage);
    return this.hole(passage);
  }

  passage(node: Node): Location {
    return this.graph.add('passage', this.frame, this.loopDepth, this.text, node);
  }

  spill(hole: Hole, node: Node, kind: SiteKind): Hole {
    const made = this.graph.add('value', this.frame, this.loopDepth, this.text, node, { kind });
    if ((roomOf(this, node, kind) ?? 0) > MAX_VALUE) this.graph.flow(shifted(this.heap, -1), made);
    this.graph.flow(this.note(shifted(hole, -1), node, 'spill'), made);
    return this.hole(made);
  }

  typeOf(node: Node): Type | undefined {
    const type = this.types.typeOf(node);
    if (type) return isUnknown(type) ? undefined : type;
    const n = this.tree.unparen(node);
    const object = this.types.objects.get(n);
    const found = this.types.typeOf(n) ?? (object?.kind === 'var' ? object.type : undefined);
    return found && !isUnknown(found) ? found : undefined;
  }

  isConstant(node: Node): boolean {
    return this.types.modes[node] === Mode.Constant || this.types.modes[node] === Mode.Nil || this.types.constants.has(node);
  }

  conversionAt(node: Node): ImplicitConversion | undefined {
    return this.conversions.get(node)?.find(c => c.part === undefined);
  }

  conversionsOfParts(node: Node): readonly ImplicitConversion[] {
    return this.conversions.get(this.tree.unparen(node))?.filter(c => c.part !== undefined) ?? [];
  }

  locationOf(variable: Var): Location | undefined {
    return this.locations.get(variable);
  }

  declare(variable: Var, node: Node): Location {
    const location = this.graph.add('variable', this.frame, this.loopDepth, this.text, node, { variable });
    this.locations.set(variable, location);
    if ((sizeOf(variable.type) ?? 0) > this.language.maxVariable) this.graph.flow(shifted(this.heap, -1), location);
    return location;
  }

  value(hole: Hole, node: Node): void {
    if (!this.enter()) return;
    value(this, hole, node);
    this.nesting--;
  }

  discard(node: Node): void {
    if (node !== NONE) this.value(this.nowhere, node);
  }

  target(node: Node): Hole {
    return target(this, node);
  }

  call(holes: readonly Hole[], node: Node): void {
    const kind = this.tree.kind(node);
    if (kind !== K.CallExpression && kind !== K.TypeConversionExpression) this.discard(node);
    else if (this.enter()) {
      call(this, holes, node);
      this.nesting--;
    }
  }

  statement(node: Node): void {
    statement(this, node);
  }

  block(node: Node): void {
    if (!this.enter()) return;
    for (const n of this.tree.children(node)) statement(this, n);
    this.nesting--;
  }

  closure(hole: Hole, literal: Node): void {
    const type = this.typeOf(literal);
    if (type?.kind !== 'func' || this.literals.has(literal)) return;
    const inside = this.spill(hole, literal, 'closure');
    const { tree } = this;
    const call = tree.parent(literal);
    const isCalled = tree.kind(call) === K.CallExpression && tree.first(call) === literal && tree.parentKind(call) !== K.GoStatement;
    const frame: Frame = {
      parent: this.frame,
      ...{ text: this.text, node: literal, receiver: undefined, params: [], results: [] },
      isOnlyCalled: isCalled && tree.parentKind(call) !== K.DeferStatement,
    };
    this.literals.set(literal, frame);
    for (const v of capturedBy(literal, this.types, this.locations).keys()) {
      const location = this.locations.get(v)!;
      if (location.captured) continue;
      location.captured = true;
      if (location.loopDepth === this.loopDepth && location.frame === this.frame) location.reassigned = false;
    }
    this.pending.push({ hole: inside, literal, frame });
    const { loopDepth, frame: outer } = this;
    this.loopDepth = 1;
    this.frame = frame;
    this.parameters(type);
    this.block(tree.field(literal, F.Body));
    this.frame = outer;
    this.loopDepth = loopDepth;
  }

  /**
   * The signature of the declared function that the frame is of, as its own tree has it: callers may know the function as it was before an edit of its
   * body, with other parameters.
   */
  signature(): void {
    const func = this.types.objects.get(this.tree.field(0, F.Name));
    if (func?.kind !== 'func' || func.type.kind !== 'func') return;
    if (func.type.receiver) this.frame.receiver = this.add('parameter', func.type.receiver);
    this.parameters(func.type);
  }

  /** Locations of the frame's parameters and results. */
  private parameters({ params, results }: Signature): void {
    for (const v of params) this.frame.params.push(this.add('parameter', v));
    for (const v of results) this.frame.results.push(this.add('result', v));
  }

  private add(role: 'parameter' | 'result', v: Var): Location {
    const location = this.graph.add(role, this.frame, 1, this.text, v.declared ? this.tree.nodeAt(v.declared.span.start) : NONE, {
      variable: v,
    });
    this.locations.set(v, location);
    return location;
  }

  literalOf(node: Node): Frame | undefined {
    const n = this.tree.unparen(node);
    return this.literals.get(n) ?? this.literals.get(this.steadyValue(n));
  }

  steadyValue(node: Node): Node {
    return this.steady.of(node);
  }

  concreteType(node: Node): Type | undefined {
    const found = this.concrete.of(node);
    return found && (this.language.joinsTypes || !found.isJoined) ? found.type : undefined;
  }

  private capture({ hole, literal, frame }: Pending): void {
    for (const [v, use] of capturedBy(literal, this.types, this.locations)) {
      const location = this.locations.get(v)!;
      if (location.frame === frame) continue;
      const at = isCopied(v, location) ? hole : this.note(shifted(hole, -1), use, 'reference');
      this.graph.flow(this.note(at, use, 'captured by a closure'), location);
    }
  }

  private enter(): boolean {
    if (this.nesting >= MAX_NESTING) return false;
    this.nesting++;
    return true;
  }
}
