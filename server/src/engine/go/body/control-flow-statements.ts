/** Blocks and edges of statements. */
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

export class StatementFlow extends ExpressionFlow {
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

  private statements(list: Node): void {
    if (list !== NONE) for (const s of this.tree.children(list)) this.statement(s);
  }

  statement(n: Node): void {
    if (n !== NONE) this.deeper(() => this.readStatement(n));
  }

  private readStatement(n: Node): void {
    const { tree } = this;
    const label = this.label;
    this.label = undefined;
    switch (tree.kind(n)) {
      case K.Block:
      case K.StatementList:
        this.statements(n);
        return;
      case K.LabeledStatement:
        this.labeled(n);
        return;
      case K.IfStatement:
        this.ifStatement(n);
        return;
      case K.ForStatement:
        this.forStatement(n, label);
        return;
      case K.ExpressionSwitchStatement:
      case K.TypeSwitchStatement:
        this.switchStatement(n, label);
        return;
      case K.SelectStatement:
        this.selectStatement(n, label);
        return;
      case K.BreakStatement:
      case K.ContinueStatement:
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

  private ifStatement(n: Node): void {
    const { tree } = this;
    this.statement(tree.field(n, F.Initializer));
    const yes = this.block();
    const no = this.block();
    const after = this.block();
    this.condition(tree.field(n, F.Condition), yes, no);
    this.current = yes;
    this.statement(tree.field(n, F.Consequence));
    this.edge(after);
    this.current = no;
    this.statement(tree.field(n, F.Alternative));
    this.edge(after);
    this.current = after;
  }

  private forStatement(n: Node, label: string | undefined): void {
    const { tree } = this;
    const body = tree.field(n, F.Body);
    const header = tree.first(n) === body ? NONE : tree.first(n);
    const [head, inside, update, after] = [this.block(), this.block(), this.block(), this.block()];
    const kind = tree.kind(header);
    const condition = kind === K.ForClause ? tree.field(header, F.Condition) : kind === K.RangeClause ? NONE : header;
    if (kind === K.ForClause) this.statement(tree.field(header, F.Initializer));
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
    this.within({ label, onBreak: after, onContinue: update }, () => this.statement(body));
    this.edge(update);
    this.current = update;
    if (kind === K.ForClause) this.statement(tree.field(header, F.Update));
    this.edge(head);
    this.current = after;
  }

  private switchStatement(n: Node, label: string | undefined): void {
    const { tree } = this;
    const isType = tree.kind(n) === K.TypeSwitchStatement;
    this.statement(tree.field(n, F.Initializer));
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
    this.within({ label, onBreak: after, onContinue: undefined }, () => {
      cases.forEach((c, i) => {
        this.current = bodies[i]!;
        this.fallthroughTo = bodies[i + 1];
        this.statements(tree.childOfKind(c, K.StatementList));
        this.edge(after);
      });
    });
    this.fallthroughTo = outer;
    this.current = after;
  }

  private selectStatement(n: Node, label: string | undefined): void {
    const { tree } = this;
    const start = this.current;
    const after = this.block();
    this.within({ label, onBreak: after, onContinue: undefined }, () => {
      for (const c of this.cases(n)) {
        const body = this.block();
        this.edge(body, start);
        this.current = body;
        this.statement(tree.field(c, F.Communication));
        this.statements(tree.childOfKind(c, K.StatementList));
        this.edge(after);
      }
    });
    this.current = after;
  }

  private cases(n: Node): Node[] {
    const { tree } = this;
    const kinds = [K.ExpressionCase, K.TypeCase, K.CommunicationCase, K.DefaultCase];
    return [...tree.children(n)].filter(c => kinds.includes(tree.kind(c)));
  }

  private within(target: Target, visit: () => void): void {
    this.targets.push(target);
    visit();
    this.targets.pop();
  }

  private labeled(n: Node): void {
    const { tree } = this;
    const label = tree.field(n, F.Label);
    const start = this.labelBlock(tree.textOf(label));
    this.edge(start);
    this.current = start;
    if (tree.last(n) === label) return;
    this.label = tree.textOf(label);
    this.statement(tree.last(n));
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
