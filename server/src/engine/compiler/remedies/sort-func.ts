/**
 * `sort.Slice(xs, func(i, j int) bool { return xs[i].n < xs[j].n })` -> `slices.SortFunc(xs, func(a, b T) int { return cmp.Compare(a.n, b.n) })`,
 * of Go 1.21. Both sort by the same steps (sort and slices generate them from one template), so that equal elements end where they did.
 */
import { messages } from '../../base/message.js';
import { under } from '../../go/types/predicates.js';
import { argumentsOf, calleeOf, F, K, NONE } from '../../syntax/flat-tree.js';
import { typeAt } from '../known-type.js';
import { importEdits, importedAs, usesOf } from './imports.js';
import { CMP, compared, elementNames } from './less-as-comparison.js';
import { isHidden } from './names.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { writtenType } from './written-type.js';

const say = messages('remedy/sort-func', {
  title: 'Sort with slices.{name}',
  verified: '(verified: the slice is no longer copied to the heap)',
});

const FUNCTIONS: Readonly<Record<string, string>> = { Slice: 'SortFunc', SliceStable: 'SortStableFunc' };
/** First minor release with packages slices and cmp. */
export const SLICES = 21;

export function sortFunc(context: RemedyContext): Remedy | undefined {
  const { tree, packages, source, language } = context;
  const argument = context.nodes.find(n => tree.parentKind(n) === K.ArgumentList) ?? NONE;
  const call = argument === NONE ? NONE : tree.parent(tree.parent(argument));
  const callee = tree.kind(call) === K.CallExpression ? calleeOf(tree, call) : NONE;
  if (language.minor < SLICES || tree.kind(callee) !== K.SelectorExpression || packages.of(tree.first(callee)) !== 'sort') return undefined;
  const name = FUNCTIONS[tree.textOf(tree.last(callee))];
  const [slice, less] = argumentsOf(tree, call);
  if (name === undefined || slice !== argument || less === undefined || tree.kind(less) !== K.FuncLiteral) return undefined;
  const of = under(typeAt(context, slice));
  const element = of.kind === 'slice' ? writtenType(context, of.elem) : undefined;
  const [i, j, ...others] = context.scopes.variables.filter(v => v.kind === 'parameter' && v.func === less);
  if (element === undefined || !i || !j || others.length > 0 || !/^[\p{L}_][\p{L}\p{N}_.]*$/u.test(tree.textOf(slice))) return undefined;
  const names = elementNames(context, less);
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
