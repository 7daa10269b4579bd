/** Statements and function bodies (Go spec, "Statements"): they declare names and give values their types. */
import { expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { type Assignments, left, right } from './assignments.js';
import { type Checker, Operand } from './checking.js';
import { declaredAt } from './declared.js';
import { Mode, Scope, type Signature, type Type, UNKNOWN, Var } from './model.js';
import { coreType, isNilType } from './predicates.js';
import { BOOL } from './universe.js';

/** Blocks nested deeper are not read: nobody writes them, and a recursive walk must end. */
const MAX_DEPTH = 200;

export class Statements {
  private depth = 0;
  constructor(
    private readonly c: Checker,
    private readonly assignments: Assignments,
  ) {}

  functionBody(signature: Signature, block: Node): void {
    const { c } = this;
    const scope = new Scope(c.env.scope);
    for (const p of [...signature.receiverParameters, ...signature.parameters]) scope.declare(p.object);
    if (signature.receiver) scope.declare(signature.receiver);
    for (const v of [...signature.params, ...signature.results]) scope.declare(v);
    c.within({ scope, signature, iota: undefined }, () => this.all(block));
  }

  private block(node: Node): void {
    this.scoped(() => this.all(node));
  }

  private scoped(work: () => void): void {
    const { c } = this;
    c.within({ scope: new Scope(c.env.scope) }, work);
  }

  /** The statements of a block, a case or a list. */
  private all(node: Node): void {
    if (this.depth > MAX_DEPTH) return;
    this.depth++;
    for (const n of this.c.env.unit.tree.children(node)) this.statement(n);
    this.depth--;
  }

  private statement(node: Node): void {
    const { c } = this;
    const { tree } = c.env.unit;
    switch (tree.kind(node)) {
      case K.StatementList:
        this.all(node);
        return;
      case K.Block:
        this.block(node);
        return;
      case K.ExpressionStatement:
        this.discard(tree.first(node));
        return;
      case K.GoStatement:
      case K.DeferStatement:
        this.discard(tree.first(node));
        return;
      case K.LabeledStatement:
        for (const n of tree.children(node)) if (tree.kind(n) !== K.LabelName) this.statement(n);
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
        this.scoped(() => this.if(node));
        return;
      case K.ForStatement:
        this.scoped(() => this.for(node));
        return;
      case K.ExpressionSwitchStatement:
        this.scoped(() => this.switch(node));
        return;
      case K.TypeSwitchStatement:
        this.scoped(() => this.typeSwitch(node));
        return;
      case K.SelectStatement:
        for (const clause of tree.children(node)) this.scoped(() => this.all(clause));
        return;
      case K.ReceiveStatement:
        this.assignments.receive(node);
        return;
      default:
    }
  }

  private discard(node: Node): void {
    this.c.raw(new Operand(), node);
  }

  private value(node: Node): void {
    if (node !== NONE) this.c.expr(new Operand(), node);
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

  private if(node: Node): void {
    const { tree } = this.c.env.unit;
    const before = tree.field(node, F.Initializer);
    if (before !== NONE) this.statement(before);
    this.value(tree.field(node, F.Condition));
    const then = tree.field(node, F.Consequence);
    if (then !== NONE) this.block(then);
    const otherwise = tree.field(node, F.Alternative);
    if (otherwise !== NONE) this.statement(otherwise);
  }

  private for(node: Node): void {
    const { tree } = this.c.env.unit;
    const body = tree.field(node, F.Body);
    for (const n of tree.children(node)) {
      if (n === body) continue;
      const kind = tree.kind(n);
      if (kind === K.RangeClause) this.assignments.range(n);
      else if (kind === K.ForClause) {
        const [before, condition, after] = [F.Initializer, F.Condition, F.Update].map(f => tree.field(n, f));
        if (before !== NONE) this.statement(before!);
        this.value(condition!);
        if (after !== NONE) this.statement(after!);
      } else this.value(n);
    }
    if (body !== NONE) this.block(body);
  }

  private switch(node: Node): void {
    const { c } = this;
    const { tree } = c.env.unit;
    const before = tree.field(node, F.Initializer);
    if (before !== NONE) this.statement(before);
    const tag = tree.field(node, F.Value);
    const x = new Operand();
    if (tag === NONE) x.set(Mode.Constant, BOOL, { kind: 'bool', value: true });
    else {
      c.expr(x, tag);
      c.assignment(x, undefined);
    }
    for (const clause of tree.children(node)) {
      const kind = tree.kind(clause);
      if (kind !== K.ExpressionCase && kind !== K.DefaultCase) continue;
      const list = kind === K.ExpressionCase ? tree.field(clause, F.Value) : NONE;
      for (const value of expressionsOf(tree, list)) {
        const y = new Operand();
        c.expr(y, value);
        if (!x.isKnown) c.decide(value, UNKNOWN, true);
        if (!x.isKnown || !y.isKnown) continue;
        c.convertUntyped(y, x.type);
        if (!y.isKnown) continue;
        const tagged = new Operand();
        tagged.become(x);
        c.comparison(y, tagged, '==');
      }
      this.scoped(() => {
        for (const n of tree.children(clause)) if (n !== list) this.statement(n);
      });
    }
  }

  private typeSwitch(node: Node): void {
    const { c } = this;
    const { tree, types } = c.env.unit;
    const before = tree.field(node, F.Initializer);
    if (before !== NONE) this.statement(before);
    const x = new Operand();
    c.expr(x, tree.field(node, F.Value));
    const alias = expressionsOf(tree, tree.field(node, F.Alias))[0] ?? NONE;
    for (const clause of tree.children(node)) {
      const kind = tree.kind(clause);
      if (kind !== K.TypeCase && kind !== K.DefaultCase) continue;
      const bodies: Node[] = [];
      const found: Type[] = [];
      for (const n of tree.children(clause)) {
        if (isStatement(tree.kind(n))) bodies.push(n);
        else if (kind === K.TypeCase) found.push(this.caseType(n));
      }
      this.scoped(() => {
        if (alias !== NONE) {
          const own = found.length === 1 && !isNilType(found[0]!) ? found[0]! : x.type;
          const v = new Var(c.pkg, tree.textOf(alias), own, 'local', declaredAt(c.env.unit, alias));
          types.clauses.set(clause, v);
          c.env.scope.declare(v);
        }
        for (const n of bodies) this.statement(n);
      });
    }
  }

  private caseType(node: Node): Type {
    const { c } = this;
    const { tree } = c.env.unit;
    if (tree.textOf(node) === 'nil' && c.env.scope.find('nil')?.kind === 'nil') {
      const x = new Operand();
      c.raw(x, node);
      return x.type;
    }
    return c.type(node);
  }
}

function isStatement(kind: K): boolean {
  return kind === K.StatementList || kind === K.EmptyStatement || kind === K.Block || kind === K.ExpressionStatement;
}
