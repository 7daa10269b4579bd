/** The `less` of a sort by indices, written anew as a comparison of two elements: `xs[i].n < xs[j].n` -> `cmp.Compare(a.n, b.n)`. */
import type { Edit } from '../../base/finding.js';
import type { Variable } from '../../go/names/variable.js';
import { Is } from '../../go/types/model.js';
import { is } from '../../go/types/predicates.js';
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { typeAt } from '../known-type.js';
import type { RemedyContext } from './remedy.js';
import { fullName } from './type-name.js';

/** Where the function is. */
export type LessContext = Pick<RemedyContext, 'tree' | 'scopes' | 'typed' | 'packages' | 'edit'>;

/** What the function names: the slice's text, the variables of its indices, and what the elements are to be called. */
export interface Sort {
  readonly slice: string;
  readonly i: Variable;
  readonly j: Variable;
  readonly names: readonly [string, string];
}

/** Names of the two elements. */
const NAMES: readonly (readonly [string, string])[] = [
  ['a', 'b'],
  ['x', 'y'],
];

/** How a comparison of package cmp begins, which the new text may need to import. */
export const CMP = 'cmp.Compare(';

/** Names for the elements that mean nothing else in the function; undefined when all are taken. */
export const elementNames = (context: LessContext, less: Node): readonly [string, string] | undefined =>
  NAMES.find(own => !isTaken(context, less, own));

/** A name of the function or of what it is in: `a` must mean the element, and nothing else. */
const isTaken = ({ tree, scopes }: LessContext, less: Node, names: readonly string[]): boolean => {
  for (let n = less; n < tree.afters[less]!; n++) if (tree.kind(n) === K.Identifier && names.includes(tree.textOf(n))) return true;
  return scopes.variables.some(v => names.includes(v.name) && tree.within(v.node, less));
};

/** `xs[i]` becomes `a`, `xs[j]` becomes `b`, and each `return x < y` a comparison; undefined where the function does anything else with them. */
export function compared(context: LessContext, less: Node, sort: Sort): Edit[] | undefined {
  const { tree, scopes } = context;
  const body = tree.field(less, F.Body);
  const edits: Edit[] = [];
  for (let n = body; n < tree.afters[body]!; n++) {
    const kind = tree.kind(n);
    if (kind === K.FuncLiteral || kind === K.DeferStatement) return undefined;
    if (kind === K.ReturnStatement) {
      const result = returned(context, tree.first(tree.first(n)), sort);
      if (!result) return undefined;
      edits.push(result);
      n = tree.afters[n]! - 1;
      continue;
    }
    if (kind === K.IndexExpression && elementName(context, n, sort) !== undefined) {
      edits.push(context.edit(tree.span(n), elementName(context, n, sort)!));
      n = tree.afters[n]! - 1;
      continue;
    }
    const v = kind === K.Identifier ? scopes.variableOf(n) : undefined;
    if ((v && (v === sort.i || v === sort.j)) || tree.textOf(n) === sort.slice) return undefined;
  }
  return edits;
}

/** `x < y`, `x > y`, `t.Before(u)`, `t.After(u)`, and `bytes.Compare(x, y) < 0`. */
function returned(context: LessContext, value: Node, sort: Sort): Edit | undefined {
  const { tree } = context;
  const op = tree.kind(value) === K.BinaryExpression ? tree.op(value) : '';
  const isCall = tree.kind(value) === K.CallExpression;
  if (op !== '<' && op !== '>' && !isCall) return undefined;
  if (isCall) return timesCompared(context, value, sort);
  const [left, right] = [tree.first(value), tree.last(value)];
  const texts = [left, right].map(e => withElements(context, e, sort));
  if (texts[0] === undefined || texts[1] === undefined) return undefined;
  if (op === '<' && texts[1] === '0' && isComparison(context, left)) return context.edit(tree.span(value), texts[0]);
  // Floating-point numbers are not ordered as `<` orders them, because of NaN.
  if (![left, right].every(e => is(typeAt(context, e), Is.Integer | Is.String))) return undefined;
  const [first, second] = op === '<' ? texts : [texts[1], texts[0]];
  return context.edit(tree.span(value), `${CMP}${first}, ${second})`);
}

/** `t.Before(u)` of package time. */
function timesCompared(context: LessContext, call: Node, sort: Sort): Edit | undefined {
  const { tree } = context;
  const callee = calleeOf(tree, call);
  const [other, ...more] = argumentsOf(tree, call);
  if (tree.kind(callee) !== K.SelectorExpression || other === undefined || more.length > 0) return undefined;
  const name = tree.textOf(tree.last(callee));
  const isTime = fullName(typeAt(context, tree.first(callee))) === 'time.Time';
  const [t, u] = [tree.first(callee), other].map(e => withElements(context, e, sort));
  if (!isTime || t === undefined || u === undefined || (name !== 'Before' && name !== 'After')) return undefined;
  return context.edit(tree.span(call), name === 'Before' ? `${t}.Compare(${u})` : `${u}.Compare(${t})`);
}

/** `bytes.Compare(x, y)`, `strings.Compare(x, y)`, `cmp.Compare(x, y)`. */
function isComparison({ tree, packages }: LessContext, e: Node): boolean {
  const callee = tree.kind(e) === K.CallExpression ? calleeOf(tree, e) : NONE;
  const from = tree.kind(callee) === K.SelectorExpression ? packages.of(tree.first(callee)) : undefined;
  return (from === 'bytes' || from === 'strings' || from === 'cmp') && tree.textOf(tree.last(callee)) === 'Compare';
}

/** The text of the expression with the elements in it; undefined where it uses an index or the slice in another way. */
function withElements(context: LessContext, e: Node, sort: Sort): string | undefined {
  const { tree, scopes } = context;
  let out = '';
  let at = tree.starts[e]!;
  for (let n = e; n < tree.afters[e]!; n++) {
    const name = tree.kind(n) === K.IndexExpression ? elementName(context, n, sort) : undefined;
    if (name !== undefined) {
      out += tree.text.slice(at, tree.starts[n]) + name;
      at = tree.ends[n]!;
      n = tree.afters[n]! - 1;
      continue;
    }
    const v = tree.kind(n) === K.Identifier ? scopes.variableOf(n) : undefined;
    if (tree.kind(n) === K.FuncLiteral || (v && (v === sort.i || v === sort.j)) || tree.textOf(n) === sort.slice) return undefined;
  }
  return out + tree.text.slice(at, tree.ends[e]);
}

/** The name of the element at an index; undefined for other nodes, and where a method could write the element. */
function elementName(context: LessContext, index: Node, { slice, i, j, names }: Sort): string | undefined {
  const { tree, scopes } = context;
  const operand = tree.first(index);
  const v = scopes.variableOf(tree.next(operand));
  if (tree.textOf(operand) !== slice || v === undefined || writes(context, index)) return undefined;
  return v === i ? names[0] : v === j ? names[1] : undefined;
}

/** `xs[i].m()` of a method with a pointer receiver: it would get the address of a copy. */
function writes({ tree, typed }: LessContext, index: Node): boolean {
  const selector = tree.parent(index);
  if (tree.kind(selector) !== K.SelectorExpression) return false;
  const selected = typed?.selections.get(selector);
  return !selected || (selected.object.kind === 'func' && selected.object.pointerReceiver && !selected.indirect);
}
