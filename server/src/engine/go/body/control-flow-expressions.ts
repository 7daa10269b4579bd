/** Blocks under construction, and the order in which expressions and simple statements are evaluated. */
import { argumentsOf, calleeOf, expressionsOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { Block } from './blocks.js';

/** Nesting above this is left alone: nobody writes it, and a recursive walk must end. */
const MAX_DEPTH = 400;

export class ExpressionFlow {
  protected readonly blocks: Block[] = [{ nodes: [], next: [] }];
  protected current = 0;
  protected tooDeep = false;
  protected readonly defers: Node[] = [];
  private depth = 0;

  constructor(protected readonly tree: FlatTree) {}

  protected block(): number {
    this.blocks.push({ nodes: [], next: [] });
    return this.blocks.length - 1;
  }

  protected edge(to: number, from = this.current): void {
    const { next } = this.blocks[from]!;
    if (!next.includes(to)) next.push(to);
  }

  protected push(n: Node): void {
    this.blocks[this.current]!.nodes.push(n);
  }

  /** Ends the block with a jump; what follows is dead until a label or a join. */
  protected jump(to: number): void {
    this.edge(to);
    this.current = this.block();
  }

  protected deeper(visit: () => void): void {
    if (!this.enter()) return;
    visit();
    this.leave();
  }

  protected enter(): boolean {
    this.tooDeep ||= this.depth >= MAX_DEPTH;
    if (!this.tooDeep) this.depth++;
    return !this.tooDeep;
  }

  protected leave(): void {
    this.depth--;
  }

  /** Left side of an assignment: operands are evaluated, the place itself is not read. */
  protected target(place: Node, alsoRead: boolean): void {
    const { tree } = this;
    const e = tree.unparen(place);
    if (alsoRead) {
      this.expression(e);
      return;
    }
    const kind = tree.kind(e);
    if (kind === K.UnaryExpression || kind === K.IndexExpression) for (const c of tree.children(e)) this.expression(c);
    else if (kind === K.SelectorExpression) this.expression(tree.first(e));
    else if (kind !== K.Identifier && kind !== K.BlankIdentifier) this.expression(e);
  }

  protected expressions(list: Node): void {
    for (const e of expressionsOf(this.tree, list)) this.expression(e);
  }

  protected expression(n: Node): void {
    if (n !== NONE) this.deeper(() => this.readExpression(n));
  }

  private readExpression(n: Node): void {
    const { tree } = this;
    switch (tree.kind(n)) {
      case K.BinaryExpression:
        if (tree.op(n) === '&&' || tree.op(n) === '||') {
          this.conditional(n);
          return;
        }
        break;
      case K.FuncLiteral:
        this.push(n);
        return;
      case K.SelectorExpression:
        this.expression(tree.first(n));
        this.push(n);
        return;
      case K.CompositeLiteral:
        this.literalValue(tree.last(n));
        this.push(n);
        return;
      case K.TypeAssertionExpression:
      case K.TypeConversionExpression:
        this.expression(tree.field(n, F.Operand));
        this.push(n);
        return;
    }
    for (const c of tree.children(n)) this.expression(c);
    this.push(n);
  }

  /** Values of a composite literal; a plain name before the colon is taken for a field and not evaluated. */
  private literalValue(n: Node): void {
    const { tree } = this;
    for (const c of tree.children(n)) {
      if (tree.kind(c) !== K.KeyedElement) this.element(c);
      else {
        if (tree.kind(tree.first(tree.first(c))) !== K.Identifier) this.element(tree.first(c));
        this.element(tree.last(c));
      }
    }
  }

  private element(n: Node): void {
    const inner = this.tree.first(n);
    if (this.tree.kind(inner) === K.LiteralValue) this.deeper(() => this.literalValue(inner));
    else this.expression(inner);
  }

  /** `a && b` as a value. As behind every condition, the first way is the one where it holds. */
  private conditional(n: Node): void {
    const { tree } = this;
    const right = this.block();
    const after = this.block();
    const holds = tree.op(n) === '&&' ? right : after;
    this.expression(tree.first(n));
    this.edge(holds);
    this.edge(holds === right ? after : right);
    this.current = right;
    this.expression(tree.last(n));
    this.edge(after);
    this.current = after;
    this.push(n);
  }

  /** A condition: jumps to one of the two blocks. */
  protected condition(n: Node, yes: number, no: number): void {
    const { tree } = this;
    const e = tree.unparen(n);
    const op = tree.kind(e) === K.BinaryExpression || tree.kind(e) === K.UnaryExpression ? tree.op(e) : '';
    if (op === '&&' || op === '||') {
      const right = this.block();
      this.deeper(() => this.condition(tree.first(e), op === '&&' ? right : yes, op === '&&' ? no : right));
      this.current = right;
      this.deeper(() => this.condition(tree.last(e), yes, no));
      return;
    }
    if (op === '!') {
      this.deeper(() => this.condition(tree.first(e), no, yes));
      return;
    }
    this.expression(e);
    if (tree.kind(e) !== K.False) this.edge(yes);
    if (tree.kind(e) !== K.True) this.edge(no);
  }

  /** Statements without control flow of their own, `go` and `defer` included. */
  protected simple(n: Node): void {
    const { tree } = this;
    switch (tree.kind(n)) {
      case K.AssignmentStatement:
      case K.ShortVarDeclaration:
      case K.ReceiveStatement: {
        const assigns = tree.kind(n) === K.ReceiveStatement || tree.op(n) === '=' || tree.op(n) === ':=';
        for (const target of expressionsOf(tree, tree.field(n, F.Left))) this.target(target, !assigns);
        this.expressions(tree.field(n, F.Right));
        this.push(n);
        return;
      }
      case K.VarDeclaration:
      case K.VarSpecList:
        for (const c of tree.children(n)) this.simple(c);
        return;
      case K.VarSpec:
        this.expressions(tree.field(n, F.Value));
        this.push(n);
        return;
      case K.ConstDeclaration:
      case K.TypeDeclaration:
        return;
      case K.DeferStatement:
        this.defers.push(n);
        this.prepared(tree.unparen(tree.first(n)));
        this.push(n);
        return;
      case K.GoStatement:
        this.prepared(tree.unparen(tree.first(n)));
        this.push(n);
        return;
      case K.IncStatement:
      case K.DecStatement:
      case K.SendStatement:
        for (const c of tree.children(n)) this.expression(c);
        this.push(n);
        return;
      default:
        this.expressions(n);
    }
  }

  /** The call of `go` and `defer`: callee and arguments are evaluated now, the call is not. */
  private prepared(call: Node): void {
    const { tree } = this;
    if (tree.kind(call) !== K.CallExpression) {
      this.expression(call);
      return;
    }
    this.expression(calleeOf(tree, call));
    for (const a of argumentsOf(tree, call)) this.expression(a);
  }
}
