/** Statements: assignments, loops, and what leaves by returns, sends and goroutines (cmd/compile/internal/escape, stmt.go, assign.go). */
import type { Sliced } from '../../base/slices.js';
import { expressionsOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { valueSpecs } from '../types/declarations.js';
import { Mode } from '../types/model.js';
import { coreType, under } from '../types/predicates.js';
import { branches, cases, loop, typeCases } from './branches.js';
import { givenAway, spread } from './calls.js';
import type { Flow } from './flow.js';
import type { Hole } from './location.js';
import { dynamicParts } from './static-data.js';
import { leftOf, rightOf } from './targets.js';

/** Of a body, then its reading rests; so it does after as many closures. */
export const STATEMENTS_PER_SLICE = 10;

/** Statements of a body in slices; what is nested in one of them is read with it. */
export function* readingStatements(f: Flow, body: Node): Sliced<void> {
  let read = 0;
  for (const n of f.tree.children(body)) {
    if (f.tree.kind(n) === K.StatementList) yield* readingStatements(f, n);
    else {
      statement(f, n);
      if (++read % STATEMENTS_PER_SLICE === 0) yield;
    }
  }
}

export function statement(f: Flow, n: Node): void {
  const { tree } = f;
  switch (tree.kind(n)) {
    case K.Block:
    case K.StatementList:
      f.block(n);
      return;
    case K.ExpressionStatement:
      f.call([], tree.unparen(tree.first(n)));
      return;
    case K.LabeledStatement:
      // What a goto leads back to is a loop from there on.
      if (isLedBackTo(tree, n)) f.loopDepth++;
      f.block(n);
      return;
    case K.SendStatement:
      f.discard(tree.field(n, F.Channel));
      f.value(f.note(f.heap, n, 'send'), tree.field(n, F.Value));
      return;
    case K.ReceiveStatement:
      define(f, n, leftOf(f, n), [tree.field(n, F.Right)]);
      return;
    case K.IncStatement:
    case K.DecStatement:
      f.target(tree.first(n));
      return;
    case K.ShortVarDeclaration:
      define(f, n, leftOf(f, n), rightOf(f, n));
      return;
    case K.AssignmentStatement:
      assignment(f, n);
      return;
    case K.VarDeclaration:
      for (const { names, values } of valueSpecs(tree, n)) {
        const spec = names[0] === undefined ? n : tree.parent(names[0]);
        if (n === 0) initialise(f, spec, names, values);
        else define(f, spec, names, values);
      }
      return;
    case K.ReturnStatement:
      result(f, n);
      return;
    case K.GoStatement:
      started(f, tree.first(n), true);
      return;
    case K.DeferStatement:
      started(f, tree.first(n), f.loopDepth > 1);
      return;
    case K.IfStatement:
      branches(f, n);
      return;
    case K.ForStatement:
      loop(f, n);
      return;
    case K.ExpressionSwitchStatement:
      cases(f, n);
      return;
    case K.TypeSwitchStatement:
      typeCases(f, n);
      return;
    case K.SelectStatement:
      for (const clause of tree.children(n)) f.block(clause);
      return;
    default:
  }
}

/** By label: the last goto that leads there. */
const lastGotos = new WeakMap<FlatTree, ReadonlyMap<string, Node>>();

function isLedBackTo(tree: FlatTree, labeled: Node): boolean {
  let last = lastGotos.get(tree);
  if (!last) {
    const found = new Map<string, Node>();
    for (let n = 0; n < tree.count; n++) if (tree.kinds[n] === K.GotoStatement) found.set(tree.textOf(tree.first(n)), n);
    last = found;
    lastGotos.set(tree, last);
  }
  return (last.get(tree.textOf(tree.first(labeled))) ?? NONE) > labeled;
}

/** `x := v`, `var x T = v`, `v, ok := <-c`: names that are there already are assigned to. */
function define(f: Flow, n: Node, names: readonly Node[], values: readonly Node[]): void {
  const holes = names.map(name => {
    const object = f.types.objects.get(name);
    if (object?.kind !== 'var') return f.tree.textOf(name) === '_' || f.tree.kind(name) === K.Identifier ? f.nowhere : f.target(name);
    return f.locationOf(object) ? f.target(name) : f.hole(f.declare(object, name));
  });
  assign(f, n, holes, values);
}

/** Variables of the package: what needs no code is data of the program. */
function initialise(f: Flow, n: Node, names: readonly Node[], values: readonly Node[]): void {
  if (values.length !== names.length) {
    assign(
      f,
      n,
      names.map(() => f.heap),
      values,
    );
  } else {
    for (const v of values.flatMap(each => dynamicParts(f, each))) {
      // A function that captures nothing is data, too.
      if (f.tree.kind(v) === K.FuncLiteral) f.discard(v);
      else f.value(f.note(f.heap, n, 'assign'), v);
    }
  }
}

function assign(f: Flow, n: Node, holes: readonly Hole[], values: readonly Node[]): void {
  if (values.length === holes.length) {
    for (const [i, v] of values.entries()) f.value(f.note(holes[i]!, n, values.length === 1 ? 'assign' : 'assign-pair'), v);
    return;
  }
  const [only] = values;
  if (only === undefined) return;
  const { tree } = f;
  const source = tree.unparen(only);
  const kind = tree.kind(source);
  if (kind === K.CallExpression || kind === K.TypeConversionExpression) {
    spread(
      f,
      holes.map(h => f.note(h, n, 'assign-pair')),
      only,
    );
  } else if (holes[0]) f.value(f.note(holes[0], n, 'assign-pair'), only);
}

function assignment(f: Flow, n: Node): void {
  const { tree } = f;
  const [left, right] = [leftOf(f, n), rightOf(f, n)];
  if (tree.op(n) === '=' && left.length === 1 && right.length === 1 && isSelfAssignment(f, left[0]!, right[0]!)) {
    f.target(left[0]!);
    f.discard(right[0]!);
    return;
  }
  const holes = left.map(l => f.target(l));
  assign(f, n, holes, right);
}

/** `b.buf = b.buf[i:]`, `x.a = x.b`: nothing goes where it was not before (escape.go, isSliceSelfAssign, isSelfAssign). */
function isSelfAssignment(f: Flow, left: Node, right: Node): boolean {
  const { tree } = f;
  const [to, from] = [tree.unparen(left), tree.unparen(right)];
  if (tree.kind(from) === K.SliceExpression) {
    const base = tree.unparen(tree.first(from));
    // A slice of the array in `b` is a pointer to `b` itself.
    const type = f.typeOf(base);
    if (!type || coreType(type)?.kind === 'array') return false;
    const owner = pointedBy(f, base);
    return owner !== undefined && owner === pointedBy(f, to);
  }
  if (tree.kind(to) !== tree.kind(from)) return false;
  if (tree.kind(to) !== K.SelectorExpression || !f.types.selections.has(to)) return false;
  // A method value is made anew.
  if (f.types.selections.get(from)?.object.kind !== 'var') return false;
  return isPlain(tree, tree.first(to)) && tree.textOf(tree.first(to)) === tree.textOf(tree.first(from));
}

/** The variable `p` of `p.x` and `*p`, where it is a pointer. */
function pointedBy(f: Flow, n: Node): string | undefined {
  const { tree } = f;
  const isDeref = tree.kind(n) === K.UnaryExpression && tree.op(n) === '*';
  if (tree.kind(n) !== K.SelectorExpression && !isDeref) return undefined;
  const operand = tree.unparen(tree.first(n));
  const type = f.typeOf(operand);
  return tree.kind(operand) === K.Identifier && type && under(type).kind === 'pointer' ? tree.textOf(operand) : undefined;
}

function isPlain(tree: FlatTree, n: Node): boolean {
  let e = tree.unparen(n);
  while (tree.kind(e) === K.SelectorExpression) e = tree.unparen(tree.first(e));
  return tree.kind(e) === K.Identifier;
}

function result(f: Flow, n: Node): void {
  const values = expressionsOf(f.tree, f.tree.first(n));
  const holes = f.frame.results.map(r => f.note(f.hole(r), n, 'return'));
  if (values.length === holes.length) {
    for (const [i, v] of values.entries()) f.value(holes[i]!, v);
  } else if (values.length === 1) spread(f, holes, values[0]!);
  else for (const v of values) f.discard(v);
}

/** `go` and `defer`. `leaves`: the call and its arguments may outlive this run of the function, or of the loop. */
function started(f: Flow, call: Node, leaves: boolean): void {
  const { tree } = f;
  const n = tree.unparen(call);
  if (!leaves || f.types.modes[tree.unparen(tree.first(n))] === Mode.Builtin) {
    f.call([], n);
    return;
  }
  givenAway(f, n);
}
