/** Statements and function bodies (Go spec, "Statements"): they declare names and give values their types. */
import { type Sliced, whole } from '../../base/slices.js';
import { expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { type Assignments, left, right } from './assignments.js';
import { type Checker, type Environment, Operand } from './checking.js';
import { Labels } from './labels.js';
import { Scope, type Signature, UNKNOWN } from './model.js';
import { enter, enterAgain, leave, leaveAll } from './nesting.js';
import { coreType } from './predicates.js';
import { Switches } from './switches.js';

/** Then the body of a function rests: a sixth of a millisecond, and a few while the code is cold. */
const STATEMENTS_PER_SLICE = 2;

export class Statements {
  private labels = new Labels();
  private read = 0;
  private readonly switches: Switches;
  constructor(
    private readonly c: Checker,
    private readonly assignments: Assignments,
  ) {
    this.switches = new Switches(c, this);
  }

  *functionBody(signature: Signature, block: Node): Sliced<void> {
    const { c } = this;
    const scope = new Scope(c.env.scope);
    for (const p of [...signature.receiverParameters, ...signature.parameters]) scope.declare(p.object);
    if (signature.receiver) scope.declare(signature.receiver);
    for (const v of [...signature.params, ...signature.results]) scope.declare(v);
    const outer = this.labels;
    this.labels = new Labels();
    yield* this.inside({ scope, signature, iota: undefined }, this.body(block));
    this.labels = outer;
  }

  literalBody(signature: Signature, block: Node): void {
    whole(this.inside({ inOneStep: true }, this.functionBody(signature, block)));
  }

  private *body(block: Node): Sliced<void> {
    yield* this.all(block);
    this.labels.resolve(this.c);
  }

  private block(node: Node): Sliced<void> {
    return this.scoped(this.all(node));
  }

  scoped(work: Sliced<void>): Sliced<void> {
    return this.inside({ scope: new Scope(this.c.env.scope) }, work);
  }

  *inside(env: Partial<Environment>, work: Sliced<void>): Sliced<void> {
    const { c } = this;
    const before = c.env;
    c.env = { ...before, ...env };
    try {
      yield* work;
    } finally {
      c.env = before;
    }
  }

  /** What others work out meanwhile stands somewhere else. */
  private *rest(): Sliced<void> {
    const { c, labels } = this;
    const { env } = c;
    const levels = leaveAll();
    this.read = 0;
    try {
      yield;
    } finally {
      this.labels = labels;
      c.env = env;
      enterAgain(levels);
    }
  }

  /** The statements of a block, a case or a list. */
  private *all(node: Node): Sliced<void> {
    if (!enter()) return;
    try {
      for (const n of this.c.env.unit.tree.children(node)) yield* this.statement(n);
    } finally {
      leave();
    }
  }

  *statement(node: Node): Sliced<void> {
    const { c } = this;
    if (!this.isWanted(node)) return;
    if (++this.read >= STATEMENTS_PER_SLICE && !c.env.inOneStep) yield* this.rest();
    const { tree } = c.env.unit;
    switch (tree.kind(node)) {
      case K.StatementList:
        yield* this.all(node);
        return;
      case K.Block:
        yield* this.block(node);
        return;
      case K.ExpressionStatement:
        this.discard(tree.first(node));
        return;
      case K.GoStatement:
      case K.DeferStatement:
        this.discard(tree.first(node));
        return;
      case K.LabeledStatement:
        yield* this.labeled(node);
        return;
      case K.BreakStatement:
      case K.ContinueStatement:
      case K.GotoStatement:
        if (tree.first(node) !== NONE) this.labels.use(tree.first(node));
        return;
      case K.SendStatement:
        this.send(node);
        return;
      case K.IncStatement:
      case K.DecStatement:
        this.value(tree.first(node));
        return;
      case K.ShortVarDeclaration:
        this.assignments.define(left(c, node), right(c, node));
        return;
      case K.AssignmentStatement:
        this.assignments.assign(node);
        return;
      case K.VarDeclaration:
      case K.ConstDeclaration:
      case K.TypeDeclaration:
        c.declareLocal(node);
        return;
      case K.ReturnStatement:
        this.return(node);
        return;
      case K.IfStatement:
        yield* this.scoped(this.if(node));
        return;
      case K.ForStatement:
        yield* this.scoped(this.for(node));
        return;
      case K.ExpressionSwitchStatement:
        yield* this.scoped(this.switches.ofValues(node));
        return;
      case K.TypeSwitchStatement:
        yield* this.scoped(this.switches.ofTypes(node));
        return;
      case K.SelectStatement:
        for (const clause of tree.children(node)) yield* this.scoped(this.all(clause));
        return;
      case K.ReceiveStatement:
        this.assignments.receive(node);
        return;
      default:
    }
  }

  /** A statement may have many labels in a row. */
  private *labeled(node: Node): Sliced<void> {
    const { c } = this;
    const { tree } = c.env.unit;
    for (let n = node; n !== NONE; ) {
      const label = tree.first(n);
      if (tree.kind(label) === K.LabelName) this.labels.declare(c, label);
      n = label === NONE ? NONE : tree.next(label);
      if (n === NONE || tree.kind(n) === K.LabeledStatement) continue;
      yield* this.statement(n);
      return;
    }
  }

  private discard(node: Node): void {
    this.c.raw(new Operand(), node);
  }

  private isWanted(node: Node): boolean {
    const { wanted } = this.c.env.unit;
    return wanted === undefined || wanted[node] === 1;
  }

  private value(node: Node): void {
    if (node !== NONE && this.isWanted(node)) this.c.expr(new Operand(), node);
  }

  private send(node: Node): void {
    const { c } = this;
    const { tree } = c.env.unit;
    const [channel, value] = [new Operand(), new Operand()];
    c.expr(channel, tree.field(node, F.Channel));
    c.expr(value, tree.field(node, F.Value));
    const core = channel.isKnown ? coreType(channel.type) : undefined;
    if (core?.kind === 'chan') c.assignment(value, core.elem);
    else c.decide(value.node, UNKNOWN, true);
  }

  private return(node: Node): void {
    const { c } = this;
    const { tree } = c.env.unit;
    const values = expressionsOf(tree, tree.first(node));
    const results = c.env.signature?.results ?? [];
    if (values.length > 0) {
      this.assignments.initialize(
        results.map(r => r.type),
        values,
      );
    }
  }

  /** `else if` may go on for long: without recursion. Each stands in the scope of those before. */
  private *if(node: Node): Sliced<void> {
    const { c } = this;
    const { tree } = c.env.unit;
    for (let n = node; ; c.env = { ...c.env, scope: new Scope(c.env.scope) }) {
      const before = tree.field(n, F.Initializer);
      if (before !== NONE) yield* this.statement(before);
      this.value(tree.field(n, F.Condition));
      const then = tree.field(n, F.Consequence);
      if (then !== NONE) yield* this.block(then);
      n = tree.field(n, F.Alternative);
      if (tree.kind(n) === K.IfStatement) continue;
      if (n !== NONE) yield* this.statement(n);
      return;
    }
  }

  private *for(node: Node): Sliced<void> {
    const { tree } = this.c.env.unit;
    const body = tree.field(node, F.Body);
    for (const n of tree.children(node)) {
      if (n === body) continue;
      const kind = tree.kind(n);
      if (kind === K.RangeClause) {
        if (this.isWanted(n)) this.assignments.range(n);
      } else if (kind === K.ForClause) {
        const [before, condition, after] = [F.Initializer, F.Condition, F.Update].map(f => tree.field(n, f));
        if (before !== NONE) yield* this.statement(before!);
        this.value(condition!);
        if (after !== NONE) yield* this.statement(after!);
      } else this.value(n);
    }
    if (body !== NONE) yield* this.block(body);
  }
}
