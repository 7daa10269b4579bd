/** Slices that grow step by step in a loop although the number of steps is known. */

import type { Span } from '../base/finding.js';
import { isAddressed, isWritten } from '../go/body/captures.js';
import { FEW_ITERATIONS, loopOfBodyStatement, onlyValue } from '../go/body/loops.js';
import type { Variable } from '../go/names/variable.js';
import type { GrowingSliceSite } from '../go/package/allocation-site.js';
import type { DeclarationSyntax } from '../go/package/declaration-syntax.js';
import { questionOf, type TypeQuestion } from '../go/package/type-question.js';
import { integerValue } from '../go/types/constants.js';
import { F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import type { Draft } from './draft.js';

/** `out = append(out, x)` as an unconditional part of a loop right behind the declaration of `out`. */
export function readGrowingSlice(syntax: DeclarationSyntax, statement: Node): Draft<GrowingSliceSite> | undefined {
  const { tree, scopes } = syntax;
  const call = onlyValue(tree, statement, F.Right);
  if (tree.kind(call) !== K.CallExpression || tree.op(statement) !== '=') return undefined;
  const callee = tree.first(call);
  if (tree.textOf(callee) !== 'append' || scopes.variableOf(callee)) return undefined;
  const loop = loopOfBodyStatement(tree, statement);
  const target = onlyValue(tree, statement, F.Left);
  const list = tree.last(call);
  const slice = tree.first(list);
  const element = tree.next(slice === NONE ? 0 : slice);
  if (loop === NONE || slice === NONE || element === NONE || tree.next(element) !== NONE) return undefined;
  if (tree.kind(element) === K.VariadicArgument || tree.kind(target) !== K.Identifier || tree.kind(slice) !== K.Identifier)
    return undefined;
  const v = scopes.variableOf(target);
  if (!v || v !== scopes.variableOf(slice) || v.kind !== 'local') return undefined;
  // No other use before the loop or in it.
  if (v.uses[0] !== target || jumps(tree, loop) || v.uses.some(u => u !== target && u !== slice && u < tree.afters[loop]!))
    return undefined;
  const empty = emptySlice(syntax, v);
  if (!empty || tree.parent(empty.statement) !== tree.parent(loop)) return undefined;
  const iterations = iterationsOf(syntax, loop);
  if (!iterations) return undefined;
  const shadowed = scopes.variables.some(x => x.name === 'len' || x.name === 'make');
  const movable = !shadowed && (iterations.root === undefined || isSteady(tree, iterations.root, empty.statement, loop));
  return {
    ...tree.span(call),
    what: 'growingSlice',
    kind: 'append',
    node: call,
    name: v.name,
    length: iterations.length,
    ...(iterations.ranged && { ranged: iterations.ranged }),
    declared: tree.span(v.node),
    loop: header(tree, loop),
    ...(movable && { fix: { span: empty.span, newText: empty.fill(iterations.length), wasNil: empty.isNil } }),
  };
}

interface EmptySlice {
  readonly statement: Node;
  readonly span: Span;
  readonly isNil: boolean;
  fill(length: string): string;
}

/** `var s []T`, `s := []T{}`, `s := make([]T, 0)`; anything else is no empty slice. */
function emptySlice({ tree, scopes }: DeclarationSyntax, v: Variable): EmptySlice | undefined {
  const spec = tree.parent(v.node);
  if (tree.kind(spec) === K.VarSpec) {
    const statement = tree.parent(spec);
    const type = v.typeNode;
    const alone = tree.first(spec) === v.node && tree.next(v.node) === type && tree.next(type) === NONE;
    if (!alone || tree.kind(statement) !== K.VarDeclaration || tree.kind(type) !== K.SliceType) return undefined;
    const text = tree.textOf(type);
    return { statement, span: tree.span(statement), isNil: true, fill: n => `${v.name} := make(${text}, 0, ${n})` };
  }
  const statement = tree.parent(spec);
  if (tree.kind(statement) !== K.ShortVarDeclaration || v.initIndex >= 0 || v.init === NONE) return undefined;
  const type = tree.kind(v.init) === K.CompositeLiteral ? tree.first(v.init) : tree.first(tree.last(v.init));
  if (tree.kind(type) !== K.SliceType) return undefined;
  if (tree.kind(v.init) === K.CompositeLiteral) {
    if (tree.first(tree.last(v.init)) !== NONE) return undefined;
  } else {
    const callee = tree.first(v.init);
    const zero = tree.next(type);
    const isMake = tree.kind(v.init) === K.CallExpression && tree.textOf(callee) === 'make' && !scopes.variableOf(callee);
    if (!isMake || zero === NONE || tree.textOf(zero) !== '0' || tree.next(zero) !== NONE) return undefined;
  }
  const text = tree.textOf(type);
  return { statement, span: tree.span(v.init), isNil: false, fill: n => `make(${text}, 0, ${n})` };
}

interface Iterations {
  readonly length: string;
  readonly ranged?: TypeQuestion;
  /** The variable or package-level name whose length it is; undefined for a constant. */
  readonly root?: Variable;
}

function iterationsOf(syntax: DeclarationSyntax, loop: Node): Iterations | undefined {
  const { tree, types } = syntax;
  const clause = tree.childOfKind(loop, K.RangeClause);
  if (clause !== NONE) {
    const ranged = tree.unparen(tree.field(clause, F.Right));
    if (tree.kind(ranged) === K.IntLiteral) return constantIterations(tree, ranged);
    if (tree.kind(ranged) === K.CallExpression) return lengthIterations(syntax, ranged);
    const root = steadyRoot(syntax, ranged);
    if (!root) return undefined;
    const type = types.of(ranged);
    const hasLength = type.kind === 'slice' || type.kind === 'array' || type.kind === 'map';
    return { length: `len(${tree.textOf(ranged)})`, ...(!hasLength && { ranged: questionOf(type, ranged) }), root };
  }
  const header = tree.childOfKind(loop, K.ForClause);
  return header === NONE ? undefined : countedIterations(syntax, loop, header);
}

/** `for i := 0; i < len(xs); i++`, also `len(xs)/2`, with an `i` that the body leaves alone. */
function countedIterations(syntax: DeclarationSyntax, loop: Node, header: Node): Iterations | undefined {
  const { tree, scopes } = syntax;
  const init = tree.field(header, F.Initializer);
  const condition = tree.field(header, F.Condition);
  const update = tree.field(header, F.Update);
  if (tree.kind(init) !== K.ShortVarDeclaration || tree.kind(update) !== K.IncStatement) return undefined;
  if (tree.kind(condition) !== K.BinaryExpression || tree.op(condition) !== '<') return undefined;
  const i = scopes.variableOf(tree.first(update));
  if (!i || i.node !== onlyValue(tree, init, F.Left) || tree.textOf(onlyValue(tree, init, F.Right)) !== '0') return undefined;
  if (scopes.variableOf(tree.first(condition)) !== i || i.uses.some(u => u > header + 1 && isWritten(tree, u) && tree.parent(u) !== update))
    return undefined;
  const bound = tree.last(condition);
  if (tree.kind(bound) === K.IntLiteral) return constantIterations(tree, bound);
  if (tree.kind(bound) === K.CallExpression) return lengthIterations(syntax, bound, loop);
  if (tree.kind(bound) !== K.BinaryExpression || tree.op(bound) !== '/' || !((integerValue(tree, tree.last(bound)) ?? 0) > 0))
    return undefined;
  const iterations = lengthIterations(syntax, tree.first(bound), loop);
  return iterations && { ...iterations, length: tree.textOf(bound) };
}

function constantIterations(tree: FlatTree, bound: Node): Iterations | undefined {
  const iterations = integerValue(tree, bound);
  return iterations !== undefined && iterations > FEW_ITERATIONS && iterations <= 1_000_000 ? { length: tree.textOf(bound) } : undefined;
}

/** `len(xs)`; with a loop that asks again in each iteration, `xs` must not be written inside. */
function lengthIterations(syntax: DeclarationSyntax, call: Node, loop: Node = NONE): Iterations | undefined {
  const { tree, scopes } = syntax;
  const callee = tree.first(call);
  if (tree.textOf(callee) !== 'len' || scopes.variableOf(callee)) return undefined;
  const measured = tree.unparen(tree.first(tree.last(call)));
  const root = steadyRoot(syntax, measured);
  if (loop !== NONE && tree.kind(measured) !== K.Identifier) return undefined;
  if (!root || (loop !== NONE && root.uses.some(u => tree.within(u, loop) && (isWritten(tree, u) || isAddressed(tree, u)))))
    return undefined;
  return { length: tree.textOf(call), root };
}

/** The local variable an expression of plain names (`xs`, `t.items`) begins with. */
function steadyRoot({ tree, scopes }: DeclarationSyntax, e: Node): Variable | undefined {
  let n = e;
  while (tree.kind(n) === K.SelectorExpression) n = tree.first(n);
  const v = tree.kind(n) === K.Identifier ? scopes.variableOf(n) : undefined;
  return v && v.kind !== 'constant' && v.kind !== 'type' ? v : undefined;
}

/** The length is the same at the slice's declaration as at the loop: declared before it, and nothing between can change it. */
function isSteady(tree: FlatTree, root: Variable, from: Node, loop: Node): boolean {
  if (root.node > from) return false;
  for (let n = tree.afters[from]!; n < loop; n++) {
    const kind = tree.kinds[n];
    if (kind === K.CallExpression || kind === K.AssignmentStatement || kind === K.UnaryExpression || kind === K.GoStatement) return false;
  }
  return !root.uses.some(u => u > from && u < loop && isWritten(tree, u));
}

/** Something in the loop may leave out the append of an iteration, or end the loop early. Errors that return do not count. */
function jumps(tree: FlatTree, loop: Node): boolean {
  for (let n = loop + 1; n < tree.afters[loop]!; n++) {
    const kind = tree.kinds[n];
    if (kind === K.FuncLiteral) n = tree.afters[n]! - 1;
    else if (kind === K.ContinueStatement || kind === K.BreakStatement || kind === K.GotoStatement || kind === K.LabeledStatement)
      return true;
  }
  return false;
}

/** The loop's first line, without its body. */
function header(tree: FlatTree, loop: Node): Span {
  return { start: tree.starts[loop]!, end: tree.text.slice(0, tree.starts[tree.field(loop, F.Body)]!).trimEnd().length };
}
