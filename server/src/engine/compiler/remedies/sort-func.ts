/**
 * `sort.Slice(xs, func(i, j int) bool { return xs[i].n < xs[j].n })` -> `slices.SortFunc(xs, func(a, b T) int { return cmp.Compare(a.n, b.n) })`,
 * of Go 1.21. Both sort by the same steps (sort and slices generate them from one template), so that equal elements end where they did.
 */
import type { Edit } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import type { Variable } from '../../go/names/variable.js';
import type { TypeRef } from '../../go/types/types.js';
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { importEdits, importedAs, usesOf } from './imports.js';
import { isHidden } from './names.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { writtenType } from './written-type.js';

const say = messages('remedy/sort-func', {
  title: 'Sort with slices.{name}',
  verified: '(verified: the slice is no longer copied to the heap)',
});

const FUNCTIONS: Readonly<Record<string, string>> = { Slice: 'SortFunc', SliceStable: 'SortStableFunc' };
/** First minor release with packages slices and cmp. */
const SLICES = 21;
/** Ordered as `<` orders them; floating-point numbers are not, because of NaN. */
const ORDERED = /^(?:string|u?int(?:8|16|32|64)?|uintptr|byte|rune)$/;

/** Names of the two elements. */
const NAMES: readonly (readonly [string, string])[] = [
  ['a', 'b'],
  ['x', 'y'],
];

/** The call and what its function names: the slice's text, the variables of its indices, and what the elements are to be called. */
interface Sort {
  readonly slice: string;
  readonly i: Variable;
  readonly j: Variable;
  readonly names: readonly [string, string];
}

export function sortFunc(context: RemedyContext): Remedy | undefined {
  const { tree, types, packages, pkg, source, language } = context;
  const argument = context.nodes.find(n => tree.parentKind(n) === K.ArgumentList) ?? NONE;
  const call = argument === NONE ? NONE : tree.parent(tree.parent(argument));
  const callee = tree.kind(call) === K.CallExpression ? calleeOf(tree, call) : NONE;
  if (language.minor < SLICES || tree.kind(callee) !== K.SelectorExpression || packages.of(tree.first(callee)) !== 'sort') return undefined;
  const name = FUNCTIONS[tree.textOf(tree.last(callee))];
  const [slice, less] = argumentsOf(tree, call);
  if (name === undefined || slice !== argument || less === undefined || tree.kind(less) !== K.FuncLiteral) return undefined;
  const of = pkg.underlying(types.ofExpression(slice));
  const element = of.kind === 'slice' ? writtenType(context, pkg.resolve(of.elem)) : undefined;
  const [i, j, ...others] = context.scopes.variables.filter(v => v.kind === 'parameter' && v.func === less);
  if (element === undefined || !i || !j || others.length > 0 || !/^[\p{L}_][\p{L}\p{N}_.]*$/u.test(tree.textOf(slice))) return undefined;
  const names = NAMES.find(own => !isTaken(context, less, own));
  const edits = names && compared(context, less, { slice: tree.textOf(slice), i, j, names });
  const sort = tree.textOf(tree.first(callee));
  const drop = usesOf(source, sort) === 1 ? 'sort' : undefined;
  const cmp = edits?.some(e => e.newText.startsWith(CMP)) === true ? ['cmp'] : [];
  const imports = importEdits(source, [...cmp, 'slices'], drop);
  const slices = importedAs(source, 'slices') ?? 'slices';
  if (!edits || !imports || [slices, ...cmp].some(q => isHidden(context, q))) return undefined;
  const signature = { start: tree.starts[less]!, end: tree.starts[tree.field(less, F.Body)]! };
  return {
    title: say.title({ name }),
    safe: false,
    edits: [
      ...imports,
      context.edit(tree.span(callee), `${slices}.${name}`),
      context.edit(signature, `func(${names.join(', ')} ${element}) int `),
      ...edits,
    ],
    proof: 'gone',
    verified: say.verified,
  };
}

const CMP = 'cmp.Compare(';

/** A name of the function or of what it is in: `a` must mean the element, and nothing else. */
const isTaken = ({ tree, scopes }: RemedyContext, less: Node, names: readonly string[]): boolean => {
  for (let n = less; n < tree.afters[less]!; n++) if (tree.kind(n) === K.Identifier && names.includes(tree.textOf(n))) return true;
  return scopes.variables.some(v => names.includes(v.name) && tree.within(v.node, less));
};

/** `xs[i]` becomes `a`, `xs[j]` becomes `b`, and each `return x < y` a comparison; undefined where the function does anything else with them. */
function compared(context: RemedyContext, less: Node, sort: Sort): Edit[] | undefined {
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
function returned(context: RemedyContext, value: Node, sort: Sort): Edit | undefined {
  const { tree, types, pkg } = context;
  const op = tree.kind(value) === K.BinaryExpression ? tree.op(value) : '';
  const isCall = tree.kind(value) === K.CallExpression;
  if (op !== '<' && op !== '>' && !isCall) return undefined;
  if (isCall) return timesCompared(context, value, sort);
  const [left, right] = [tree.first(value), tree.last(value)];
  const texts = [left, right].map(e => withElements(context, e, sort));
  if (texts[0] === undefined || texts[1] === undefined) return undefined;
  if (op === '<' && texts[1] === '0' && isComparison(context, left)) return context.edit(tree.span(value), texts[0]);
  const isOrdered = [left, right].every(e => ordered(pkg.underlying(types.ofExpression(e))));
  if (!isOrdered) return undefined;
  const [first, second] = op === '<' ? texts : [texts[1], texts[0]];
  return context.edit(tree.span(value), `${CMP}${first}, ${second})`);
}

/** `t.Before(u)` of package time. */
function timesCompared(context: RemedyContext, call: Node, sort: Sort): Edit | undefined {
  const { tree, types, pkg } = context;
  const callee = calleeOf(tree, call);
  const [other, ...more] = argumentsOf(tree, call);
  if (tree.kind(callee) !== K.SelectorExpression || other === undefined || more.length > 0) return undefined;
  const name = tree.textOf(tree.last(callee));
  const type = pkg.resolve(types.ofExpression(tree.first(callee)));
  const isTime = type.kind === 'named' && type.pkg === 'time' && type.name === 'Time';
  const [t, u] = [tree.first(callee), other].map(e => withElements(context, e, sort));
  if (!isTime || t === undefined || u === undefined || (name !== 'Before' && name !== 'After')) return undefined;
  return context.edit(tree.span(call), name === 'Before' ? `${t}.Compare(${u})` : `${u}.Compare(${t})`);
}

/** `bytes.Compare(x, y)`, `strings.Compare(x, y)`, `cmp.Compare(x, y)`. */
function isComparison({ tree, packages }: RemedyContext, e: Node): boolean {
  const callee = tree.kind(e) === K.CallExpression ? calleeOf(tree, e) : NONE;
  const from = tree.kind(callee) === K.SelectorExpression ? packages.of(tree.first(callee)) : undefined;
  return (from === 'bytes' || from === 'strings' || from === 'cmp') && tree.textOf(tree.last(callee)) === 'Compare';
}

function ordered(type: TypeRef): boolean {
  return (type.kind === 'basic' || (type.kind === 'constant' && type.name !== 'float64')) && ORDERED.test(type.name);
}

/** The text of the expression with the elements in it; undefined where it uses an index or the slice in another way. */
function withElements(context: RemedyContext, e: Node, sort: Sort): string | undefined {
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
function elementName(context: RemedyContext, index: Node, { slice, i, j, names }: Sort): string | undefined {
  const { tree, scopes } = context;
  const operand = tree.first(index);
  const v = scopes.variableOf(tree.next(operand));
  if (tree.textOf(operand) !== slice || v === undefined || writes(context, index)) return undefined;
  return v === i ? names[0] : v === j ? names[1] : undefined;
}

/** `xs[i].m()` of a method with a pointer receiver: it would get the address of a copy. */
function writes({ tree, types, pkg }: RemedyContext, index: Node): boolean {
  const selector = tree.parent(index);
  if (tree.kind(selector) !== K.SelectorExpression) return false;
  const type = pkg.resolve(types.ofExpression(index));
  return type.kind === 'named' && pkg.method(type.name, tree.textOf(tree.last(selector)))?.pointerReceiver === true;
}
