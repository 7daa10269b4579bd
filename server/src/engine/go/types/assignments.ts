/** What gives variables their values and their types: declarations, assignments, ranges (Go spec, "Assignment statements"). */
import { expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { type Checker, Operand } from './checking.js';
import { declaredAt } from './declared.js';
import { Is, Mode, type Type, UNKNOWN, Var } from './model.js';
import { coreOfBytes, coreType, is, isNilType, isUnknown, under } from './predicates.js';
import { defaultType, INT, INT32 } from './universe.js';

/** Predeclared names are kinds of their own to the grammar. */
const NAMES = new Set([K.Identifier, K.Iota, K.Nil, K.True, K.False]);

export class Assignments {
  constructor(private readonly c: Checker) {}

  /** Values for variables whose types are known, undefined where the value gives it. Returns the types. */
  initialize(types: readonly (Type | undefined)[], values: readonly Node[]): Type[] {
    const { c } = this;
    if (values.length === types.length && (types.length !== 1 || values.length === 1)) {
      return values.map((v, i) => {
        const x = new Operand();
        c.expr(x, v, types[i]);
        return this.give(x, types[i]);
      });
    }
    const operands = c.list(values, types.length);
    if (operands.length !== types.length) {
      for (const x of operands) c.decide(x.node, UNKNOWN, true);
      return types.map(t => t ?? UNKNOWN);
    }
    return operands.map((x, i) => this.give(x, types[i]));
  }

  /** The type of a variable that gets the value. */
  give(x: Operand, type: Type | undefined): Type {
    const { c } = this;
    if (type !== undefined) {
      if (isUnknown(type)) c.decide(x.node, UNKNOWN, true);
      else c.assignment(x, type);
      return type;
    }
    if (!x.isKnown || isNilType(x.type)) {
      if (isNilType(x.type)) c.decide(x.node, UNKNOWN, true);
      return UNKNOWN;
    }
    const own = defaultType(x.type);
    c.assignment(x, own);
    return x.isKnown ? own : UNKNOWN;
  }

  /** `a, b := …`: names of this block that are there already are assigned to. */
  define(names: readonly Node[], values: readonly Node[]): void {
    const { c } = this;
    const { tree, types: info } = c.env.unit;
    const old = names.map(n => {
      const name = tree.textOf(n);
      const object = name === '_' ? undefined : c.env.scope.own(name);
      return object?.kind === 'var' ? object : undefined;
    });
    names.forEach((n, i) => {
      const object = old[i];
      if (!object) return;
      info.objects.set(n, object);
      if (!isUnknown(object.type)) info.set(n, Mode.Variable, object.type);
    });
    const types = this.initialize(
      old.map(o => o?.type),
      values,
    );
    names.forEach((n, i) => {
      if (old[i] || !NAMES.has(tree.kind(n))) return;
      this.variable(n, types[i] ?? UNKNOWN);
    });
  }

  /** Declares a variable of this block. */
  variable(name: Node, type: Type): void {
    const { c } = this;
    const { unit, scope } = c.env;
    const v = new Var(c.pkg, unit.tree.textOf(name), type, 'local', declaredAt(unit, name));
    unit.types.objects.set(name, v);
    scope.declare(v);
  }

  assign(node: Node): void {
    const { c } = this;
    const { tree } = c.env.unit;
    const op = tree.op(node);
    const [lhs, rhs] = [left(c, node), right(c, node)];
    if (op !== '=') {
      const x = new Operand();
      if (lhs.length === 1 && rhs.length === 1) {
        c.expr(x, lhs[0]!);
        c.binary(x, NONE, lhs[0]!, rhs[0]!, op.slice(0, -1));
      }
      if (lhs.length !== 1) return;
      const type = this.target(lhs[0]!);
      if (type && x.isKnown) c.assignment(x, type);
      return;
    }
    if (lhs.length === rhs.length) {
      const targets = lhs.map(l => this.target(l));
      rhs.forEach((r, i) => {
        const x = new Operand();
        c.expr(x, r, targets[i]);
        this.giveTo(x, targets[i]);
      });
      return;
    }
    const operands = c.list(rhs, lhs.length);
    lhs.forEach((l, i) => {
      const type = this.target(l);
      const x = operands[i];
      if (x && operands.length === lhs.length) this.giveTo(x, type);
    });
  }

  private giveTo(x: Operand, type: Type | undefined): void {
    if (type !== undefined && isUnknown(type)) this.c.decide(x.node, UNKNOWN, true);
    else this.c.assignment(x, type);
  }

  /** The type of what stands on the left; undefined: `_`. */
  private target(node: Node): Type | undefined {
    const { c } = this;
    const { tree } = c.env.unit;
    const inner = tree.unparen(node);
    if (tree.textOf(inner) === '_') return undefined;
    const x = new Operand();
    c.expr(x, node);
    return x.isKnown ? x.type : UNKNOWN;
  }

  range(node: Node): void {
    const { c } = this;
    const { tree } = c.env.unit;
    const x = new Operand();
    c.expr(x, tree.field(node, F.Right));
    const names = left(c, node);
    const given = x.isKnown ? rangeTypes(x.type) : [UNKNOWN, UNKNOWN];
    const overInteger = x.isKnown && is(coreType(x.type) ?? UNKNOWN, Is.Integer);
    if (tree.op(node) === ':=') {
      const types = names.map((_, i) => {
        if (overInteger && i === 0) return this.give(x, undefined);
        return given[i] ?? UNKNOWN;
      });
      for (const [i, n] of names.entries()) this.variable(n, types[i]!);
      return;
    }
    names.forEach((n, i) => {
      const type = this.target(n);
      if (overInteger && i === 0) this.giveTo(x, type);
      else if (given[i] && !isUnknown(given[i]!)) {
        const y = new Operand(n);
        y.set(Mode.Value, given[i]!);
        c.assignment(y, type);
      }
    });
    if (names.length === 0 && overInteger) c.assignment(x, undefined);
  }

  receive(node: Node): void {
    const { c } = this;
    const { tree } = c.env.unit;
    const names = left(c, node);
    const value = tree.field(node, F.Right);
    if (names.length === 0) {
      c.raw(new Operand(), value);
      return;
    }
    if (tree.op(node) === ':=') {
      this.define(names, [value]);
      return;
    }
    const operands = c.list([value], names.length);
    names.forEach((n, i) => {
      const type = this.target(n);
      const x = operands[i];
      if (x) this.giveTo(x, type);
    });
  }
}

export const left = (c: Checker, node: Node): Node[] => expressionsOf(c.env.unit.tree, c.env.unit.tree.field(node, F.Left));
export const right = (c: Checker, node: Node): Node[] => expressionsOf(c.env.unit.tree, c.env.unit.tree.field(node, F.Right));

/** Types of the key and the value of a range over the type; shorter where there are none. */
function rangeTypes(type: Type): readonly Type[] {
  const core = coreOfBytes(type);
  if (!core) return [UNKNOWN, UNKNOWN];
  const pointed = core.kind === 'pointer' ? under(core.elem) : core;
  switch (pointed.kind) {
    case 'basic':
      if (is(pointed, Is.String)) return [INT, INT32];
      return is(pointed, Is.Integer) ? [type] : [UNKNOWN, UNKNOWN];
    case 'array':
    case 'slice':
      return [INT, pointed.elem];
    case 'map':
      return [pointed.key, pointed.elem];
    case 'chan':
      return [pointed.elem];
    case 'func': {
      const first = pointed.params[0];
      const yields = first && coreType(first.type);
      return yields?.kind === 'func' ? yields.params.map(p => p.type) : [UNKNOWN, UNKNOWN];
    }
    default:
      return [UNKNOWN, UNKNOWN];
  }
}
