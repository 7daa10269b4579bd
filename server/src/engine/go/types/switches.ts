/** Switches over values and over types (Go spec, "Switch statements"). */
import type { Sliced } from '../../base/slices.js';
import { expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { type Checker, Operand } from './checking.js';
import { declaredAt } from './declared.js';
import { Mode, type Type, UNKNOWN, Var } from './model.js';
import { isNilType } from './predicates.js';
import { BOOL } from './universe.js';

/** What reads the statements inside. */
interface Blocks {
  statement(node: Node): Sliced<void>;
  scoped(work: Sliced<void>): Sliced<void>;
}

export class Switches {
  constructor(
    private readonly c: Checker,
    private readonly blocks: Blocks,
  ) {}

  *ofValues(node: Node): Sliced<void> {
    const { c } = this;
    const { tree } = c.env.unit;
    const before = tree.field(node, F.Initializer);
    if (before !== NONE) yield* this.blocks.statement(before);
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
      yield* this.blocks.scoped(this.all([...tree.children(clause)].filter(n => n !== list)));
    }
  }

  *ofTypes(node: Node): Sliced<void> {
    const { c } = this;
    const { tree, types } = c.env.unit;
    const before = tree.field(node, F.Initializer);
    if (before !== NONE) yield* this.blocks.statement(before);
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
      const own = found.length === 1 && !isNilType(found[0]!) ? found[0]! : x.type;
      const v = alias === NONE ? undefined : new Var(c.pkg, tree.textOf(alias), own, 'local', declaredAt(c.env.unit, alias));
      if (v) types.clauses.set(clause, v);
      yield* this.blocks.scoped(this.all(bodies, v));
    }
  }

  /** The statements of a clause, and the variable that it declares. */
  private *all(statements: readonly Node[], declared?: Var): Sliced<void> {
    if (declared) this.c.env.scope.declare(declared);
    for (const n of statements) yield* this.blocks.statement(n);
  }

  private caseType(node: Node): Type {
    const { c } = this;
    const { tree } = c.env.unit;
    if (tree.textOf(node) === 'nil' && c.resolve('nil')?.kind === 'nil') {
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
