/** Blocks and edges of statements. */
import type { Sliced } from '../../base/slices.js';
import { calleeOf, expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { ControlFlow } from './blocks.js';
import { ExpressionFlow } from './control-flow-expressions.js';

/** Calls that never come back, as they are usually written; testing's by the names its values usually have. */
const NEVER_RETURNS =
  /^(?:panic|os\.Exit|runtime\.Goexit|log\.(?:Fatal|Panic)(?:f|ln)?|syscall\.Exit|(?:t|b|f|tb)\.(?:FailNow|SkipNow|Fatalf?|Skipf?))$/;

interface Target {
  readonly label: string | undefined;
  readonly onBreak: number;
  readonly onContinue: number | undefined;
}

/** Then the reading rests: about a millisecond. */
const STATEMENTS_PER_SLICE = 200;

export class StatementFlow extends ExpressionFlow {
  private read = 0;
  private readonly exit = this.block();
  private readonly abort = this.block();
  private readonly targets: Target[] = [];
  private readonly labels = new Map<string, number>();
  private label: string | undefined;
  private fallthroughTo: number | undefined;

  finish(func: Node): ControlFlow | undefined {
    if (this.tooDeep) return undefined;
    this.edge(this.exit);
    return { func, blocks: this.blocks, exit: this.exit, abort: this.abort, defers: this.defers };
  }

  private *statements(list: Node): Sliced<void> {
    if (list !== NONE) for (const s of this.tree.children(list)) yield* this.statement(s);
  }

  *statement(n: Node): Sliced<void> {
    if (n === NONE || !this.enter()) return;
    if (++this.read % STATEMENTS_PER_SLICE === 0) yield;
    yield* this.readStatement(n);
    this.leave();
  }

  private *readStatement(n: Node): Sliced<void> {
    const { tree } = this;
    const label = this.label;
    this.label = undefined;
    switch (tree.kind(n)) {
      case K.Block:
      case K.StatementList:
        yield* this.statements(n);
        return;
      case K.LabeledStatement:
        yield* this.labeled(n);
        return;
      case K.IfStatement:
        yield* this.ifStatement(n);
        return;
      case K.ForStatement:
        yield* this.forStatement(n, label);
        return;
      case K.ExpressionSwitchStatement:
      case K.TypeSwitchStatement:
        yield* this.switchStatement(n, label);
        return;
      case K.SelectStatement:
        yield* this.selectStatement(n, label);
        return;
      case K.BreakStatement:
      case K.ContinueStatement:
        this.push(n);
        this.branch(n);
        return;
      case K.GotoStatement:
        this.jump(this.labelBlock(tree.textOf(tree.first(n))));
        return;
      case K.FallthroughStatement:
        this.jump(this.fallthroughTo ?? this.exit);
        return;
      case K.ReturnStatement:
        for (const list of tree.children(n)) this.expressions(list);
        this.push(n);
        this.jump(this.exit);
        return;
      case K.ExpressionStatement:
        this.expressionStatement(n);
        return;
      default:
        this.simple(n);
    }
  }

  private expressionStatement(n: Node): void {
    const { tree } = this;
    const e = tree.unparen(tree.first(n));
    this.expression(e);
    if (tree.kind(e) === K.CallExpression && NEVER_RETURNS.test(tree.textOf(calleeOf(tree, e)))) this.jump(this.abort);
  }

  private *ifStatement(n: Node): Sliced<void> {
    const { tree } = this;
    yield* this.statement(tree.field(n, F.Initializer));
    const yes = this.block();
    const no = this.block();
    const after = this.block();
    this.condition(tree.field(n, F.Condition), yes, no);
    this.current = yes;
    yield* this.statement(tree.field(n, F.Consequence));
    this.edge(after);
    this.current = no;
    yield* this.statement(tree.field(n, F.Alternative));
    this.edge(after);
    this.current = after;
  }

  private *forStatement(n: Node, label: string | undefined): Sliced<void> {
    const { tree } = this;
    const body = tree.field(n, F.Body);
    const header = tree.first(n) === body ? NONE : tree.first(n);
    const [head, inside, update, after] = [this.block(), this.block(), this.block(), this.block()];
    const kind = tree.kind(header);
    const condition = kind === K.ForClause ? tree.field(header, F.Condition) : kind === K.RangeClause ? NONE : header;
    if (kind === K.ForClause) yield* this.statement(tree.field(header, F.Initializer));
    if (kind === K.RangeClause) this.expressions(tree.field(header, F.Right));
    this.edge(head);
    this.current = head;
    if (condition !== NONE) this.condition(condition, inside, after);
    else {
      this.edge(inside);
      if (kind === K.RangeClause) this.edge(after);
    }
    this.current = inside;
    if (kind === K.RangeClause) {
      for (const place of expressionsOf(tree, tree.field(header, F.Left))) this.target(place, false);
      this.push(header);
    }
    yield* this.within({ label, onBreak: after, onContinue: update }, this.statement(body));
    this.edge(update);
    this.current = update;
    if (kind === K.ForClause) yield* this.statement(tree.field(header, F.Update));
    this.edge(head);
    this.current = after;
  }

  private *switchStatement(n: Node, label: string | undefined): Sliced<void> {
    const { tree } = this;
    const isType = tree.kind(n) === K.TypeSwitchStatement;
    yield* this.statement(tree.field(n, F.Initializer));
    this.expression(tree.field(n, F.Value));
    if (isType) this.push(n);
    const cases = this.cases(n);
    const bodies = cases.map(() => this.block());
    const after = this.block();
    let otherwise = after;
    cases.forEach((c, i) => {
      if (tree.kind(c) === K.DefaultCase) otherwise = bodies[i]!;
      else {
        if (!isType) this.expressions(tree.field(c, F.Value));
        this.edge(bodies[i]!);
        const nextTest = this.block();
        this.edge(nextTest);
        this.current = nextTest;
      }
    });
    this.edge(otherwise);
    const outer = this.fallthroughTo;
    yield* this.within({ label, onBreak: after, onContinue: undefined }, this.caseBodies(cases, bodies, after));
    this.fallthroughTo = outer;
    this.current = after;
  }

  private *caseBodies(cases: readonly Node[], bodies: readonly number[], after: number): Sliced<void> {
    for (const [i, c] of cases.entries()) {
      this.current = bodies[i]!;
      this.fallthroughTo = bodies[i + 1];
      yield* this.statements(this.tree.childOfKind(c, K.StatementList));
      this.edge(after);
    }
  }

  private *selectStatement(n: Node, label: string | undefined): Sliced<void> {
    const after = this.block();
    yield* this.within({ label, onBreak: after, onContinue: undefined }, this.communications(n, after));
    this.current = after;
  }

  private *communications(n: Node, after: number): Sliced<void> {
    const { tree } = this;
    const start = this.current;
    for (const c of this.cases(n)) {
      const body = this.block();
      this.edge(body, start);
      this.current = body;
      yield* this.statement(tree.field(c, F.Communication));
      yield* this.statements(tree.childOfKind(c, K.StatementList));
      this.edge(after);
    }
  }

  private cases(n: Node): Node[] {
    const { tree } = this;
    const kinds = [K.ExpressionCase, K.TypeCase, K.CommunicationCase, K.DefaultCase];
    return [...tree.children(n)].filter(c => kinds.includes(tree.kind(c)));
  }

  private *within(target: Target, inside: Sliced<void>): Sliced<void> {
    this.targets.push(target);
    yield* inside;
    this.targets.pop();
  }

  private *labeled(n: Node): Sliced<void> {
    const { tree } = this;
    const label = tree.field(n, F.Label);
    const start = this.labelBlock(tree.textOf(label));
    this.edge(start);
    this.current = start;
    if (tree.last(n) === label) return;
    this.label = tree.textOf(label);
    yield* this.statement(tree.last(n));
  }

  private branch(n: Node): void {
    const { tree } = this;
    const isBreak = tree.kind(n) === K.BreakStatement;
    const label = tree.first(n) === NONE ? undefined : tree.textOf(tree.first(n));
    for (const t of this.targets.toReversed()) {
      const to = isBreak ? t.onBreak : t.onContinue;
      if (to !== undefined && (label === undefined || t.label === label)) {
        this.jump(to);
        return;
      }
    }
    this.jump(this.exit);
  }

  private labelBlock(name: string): number {
    const known = this.labels.get(name);
    if (known !== undefined) return known;
    const made = this.block();
    this.labels.set(name, made);
    return made;
  }
}
