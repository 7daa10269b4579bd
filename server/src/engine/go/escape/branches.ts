/** Statements that hold others: branches, loops, switches. */
import { expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isPointerShaped } from '../types/boxing.js';
import { coreType, isInterface } from '../types/predicates.js';
import type { Flow } from './flow.js';
import { shifted } from './graph.js';
import { leftOf } from './targets.js';

export function branches(f: Flow, node: Node): void {
  const { tree } = f;
  for (let n = node; ; ) {
    const before = tree.field(n, F.Initializer);
    if (before !== NONE) f.statement(before);
    const condition = tree.field(n, F.Condition);
    f.discard(condition);
    const then = tree.field(n, F.Consequence);
    if (then !== NONE && isAlways(f, condition) !== false) f.block(then);
    // The compiler drops what constants rule out.
    if (isAlways(f, condition) === true) return;
    n = tree.field(n, F.Alternative);
    if (tree.kind(n) === K.IfStatement) continue;
    if (n !== NONE) f.statement(n);
    return;
  }
}

/** What a condition is whenever the code runs; undefined: that depends. */
function isAlways(f: Flow, node: Node): boolean | undefined {
  const { tree } = f;
  const n = tree.unparen(node);
  const constant = f.types.constants.get(n);
  if (constant?.kind === 'bool') return constant.value;
  if (tree.kind(n) === K.UnaryExpression && tree.op(n) === '!') {
    const inner = isAlways(f, tree.first(n));
    return inner === undefined ? undefined : !inner;
  }
  if (tree.kind(n) !== K.BinaryExpression) return undefined;
  const sides = [tree.first(n), tree.last(n)].map(c => isAlways(f, c));
  if (tree.op(n) === '&&') return sides.includes(false) ? false : sides.includes(undefined) ? undefined : true;
  if (tree.op(n) === '||') return sides.includes(true) ? true : sides.includes(undefined) ? undefined : false;
  return undefined;
}

export function loop(f: Flow, n: Node): void {
  const { tree } = f;
  const body = tree.field(n, F.Body);
  const header = tree.first(n);
  const isNew = f.language.newEachIteration;
  if (tree.kind(header) === K.RangeClause) {
    const passage = f.passage(n);
    const over = tree.field(header, F.Right);
    f.value(f.hole(passage), over);
    f.loopDepth++;
    const names = leftOf(f, header);
    const holes =
      tree.op(header) === ':='
        ? names.map(name => {
            const object = f.types.objects.get(name);
            if (object?.kind !== 'var') return f.nowhere;
            if (!isNew) f.loopDepth--;
            const location = f.declare(object, name);
            if (!isNew) f.loopDepth++;
            location.reassigned = !isNew;
            return f.hole(location);
          })
        : names.map(name => f.target(name));
    const type = f.typeOf(over);
    const isArray = type && coreType(type)?.kind === 'array';
    if (holes[1]) f.graph.flow(f.note(isArray ? holes[1] : shifted(holes[1], 1), n, isArray ? 'range' : 'range-deref'), passage);
  } else {
    const clause = tree.kind(header) === K.ForClause ? header : NONE;
    const before = tree.field(clause, F.Initializer);
    if (clause !== NONE && before !== NONE) {
      if (isNew) f.loopDepth++;
      f.statement(before);
      if (isNew) f.loopDepth--;
    }
    f.loopDepth++;
    if (clause === NONE) {
      if (header !== body) f.discard(header);
    } else {
      f.discard(tree.field(clause, F.Condition));
      const update = tree.field(clause, F.Update);
      // Each iteration changes a copy of its own.
      if (update !== NONE && !isNew) f.statement(update);
    }
  }
  if (body !== NONE) f.block(body);
  f.loopDepth--;
}

export function cases(f: Flow, n: Node): void {
  const { tree } = f;
  const before = tree.field(n, F.Initializer);
  if (before !== NONE) f.statement(before);
  f.discard(tree.field(n, F.Value));
  for (const clause of tree.children(n)) {
    const kind = tree.kind(clause);
    if (kind !== K.ExpressionCase && kind !== K.DefaultCase) continue;
    const list = kind === K.ExpressionCase ? tree.field(clause, F.Value) : NONE;
    for (const v of expressionsOf(tree, list)) f.discard(v);
    for (const s of tree.children(clause)) if (s !== list) f.statement(s);
  }
}

export function typeCases(f: Flow, n: Node): void {
  const { tree, types } = f;
  const before = tree.field(n, F.Initializer);
  if (before !== NONE) f.statement(before);
  const alias = expressionsOf(tree, tree.field(n, F.Alias))[0] ?? NONE;
  const clauses = [...tree.children(n)].filter(c => tree.kind(c) === K.TypeCase || tree.kind(c) === K.DefaultCase);
  const holes = clauses.flatMap(clause => {
    const variable = types.clauses.get(clause);
    if (!variable || alias === NONE) return [];
    const hole = f.hole(f.declare(variable, clause));
    const isHeld = !isInterface(variable.type) && isPointerShaped(variable.type) === false;
    return [f.note(isHeld ? shifted(hole, 1) : hole, n, 'switch case')];
  });
  f.value(f.tee(holes), tree.field(n, F.Value));
  for (const clause of clauses) f.block(clause);
}
