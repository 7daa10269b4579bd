/**
 * `sort.Sort(byAge(people))` with the usual three methods -> `slices.SortFunc(people, func(a, b person) int { … })` with the comparison of its
 * `Less`, and `sort.Sort(sort.StringSlice(xs))` -> `slices.Sort(xs)`: no slice header in an interface. Both packages sort by the same steps.
 */
import type { Edit, Finding } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import { PackageNames } from '../../go/names/package-names.js';
import { Scopes } from '../../go/names/scope.js';
import { under } from '../../go/types/predicates.js';
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { typeAt } from '../known-type.js';
import { importEdits, importedAs, usesOf } from './imports.js';
import { CMP, compared, elementNames, type LessContext } from './less-as-comparison.js';
import { isHidden } from './names.js';
import { type PackageFunction, packageFunction } from './package-function.js';
import { type Remedy, type RemedyContext, typesIn } from './remedy.js';
import { SLICES } from './sort-func.js';
import { ownName } from './type-name.js';
import { editedText } from './verdict.js';
import { writtenType } from './written-type.js';

const say = messages('remedy/sort-interface', {
  title: 'Sort with slices.{name}',
  verified: '(verified: the slice is no longer copied to the heap)',
});

const FUNCTIONS: Readonly<Record<string, string>> = { Sort: 'SortFunc', Stable: 'SortStableFunc' };
/** Types of package sort whose order is that of slices.Sort; NaN is not looked into. */
const PLAIN: ReadonlySet<string> = new Set(['StringSlice', 'IntSlice']);

export function sortInterface(context: RemedyContext): Remedy | undefined {
  const { tree, packages, language } = context;
  const argument = context.nodes.find(n => tree.parentKind(n) === K.ArgumentList) ?? NONE;
  const call = argument === NONE ? NONE : tree.parent(tree.parent(argument));
  const callee = tree.kind(call) === K.CallExpression ? calleeOf(tree, call) : NONE;
  if (language.minor < SLICES || tree.kind(callee) !== K.SelectorExpression || packages.of(tree.first(callee)) !== 'sort') return undefined;
  const name = FUNCTIONS[tree.textOf(tree.last(callee))];
  const slice = convertedSlice(context, argument);
  if (name === undefined || slice === undefined || argumentsOf(tree, call).length !== 1) return undefined;
  if (isPlain(context, argument)) return replaced(context, call, 'Sort', slice);
  const type = typeAt(context, argument);
  const own = ownName(context, type);
  const of = under(type);
  const element = of.kind === 'slice' ? writtenType(context, of.elem) : undefined;
  const comparison = element === undefined || own === undefined ? undefined : comparisonOf(context, own);
  return comparison && replaced(context, call, name, slice, `, func(${comparison.names.join(', ')} ${element}) int ${comparison.body}`);
}

/** `sort.StringSlice(xs)`. */
function isPlain({ tree, packages }: RemedyContext, argument: Node): boolean {
  const type = tree.kind(argument) === K.CallExpression ? calleeOf(tree, argument) : NONE;
  return tree.kind(type) === K.SelectorExpression && packages.of(tree.first(type)) === 'sort' && PLAIN.has(tree.textOf(tree.last(type)));
}

/** `people` of `byAge(people)`, or the argument itself; undefined where it is more than names. */
function convertedSlice({ tree }: RemedyContext, argument: Node): string | undefined {
  const inner = tree.kind(argument) === K.CallExpression ? argumentsOf(tree, argument) : [argument];
  const text = inner.length === 1 ? tree.textOf(inner[0]!) : '';
  return /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(text) ? text : undefined;
}

function replaced(context: RemedyContext, call: Node, name: string, slice: string, more = ''): Remedy | undefined {
  const { tree, source } = context;
  const sort = tree.textOf(tree.first(calleeOf(tree, call)));
  const own = tree.textOf(call).split(`${sort}.`).length - 1;
  const drop = usesOf(source, sort) === own ? 'sort' : undefined;
  const cmp = more.includes(CMP) ? ['cmp'] : [];
  const imports = importEdits(source, [...cmp, 'slices'], drop);
  const slices = importedAs(source, 'slices') ?? 'slices';
  if (!imports || [slices, ...cmp].some(q => isHidden(context, q))) return undefined;
  return {
    title: say.title({ name }),
    safe: false,
    edits: [...imports, context.edit(tree.span(call), `${slices}.${name}(${slice}${more})`)],
    proof: 'gone',
    verified: say.verified,
  };
}

interface Comparison {
  readonly names: readonly [string, string];
  readonly body: string;
}

/** The body of `Less` as a comparison of elements, where `Len` and `Swap` do what everybody's do. */
function comparisonOf(context: RemedyContext, type: string): Comparison | undefined {
  if (!isUsual(context, type, 'Len', r => `{return len(${r})}`)) return undefined;
  if (!isUsual(context, type, 'Swap', (r, i, j) => `{${r}[${i}],${r}[${j}]=${r}[${j}],${r}[${i}]}`)) return undefined;
  const method = packageFunction(context, 'Less', type);
  const less = method && lessContext(context, method);
  const [i, j] = less ? less.scopes.variables.filter(v => v.kind === 'parameter' && v.func === 0) : [];
  const receiver = less?.scopes.variables.find(v => v.kind === 'receiver');
  if (!less || !i || !j || !receiver) return undefined;
  const { tree } = less;
  const body = tree.field(0, F.Body);
  const names = elementNames(less, 0);
  if (names === undefined || tree.textOf(body).includes('\n') || tree.comments.length > 0 || !meansTheSame(context, less, body))
    return undefined;
  const edits = compared(less, 0, { slice: receiver.name, i, j, names });
  const text = edits && editedText(tree.text, edits);
  return text === undefined ? undefined : { names, body: text.slice(tree.starts[body]) };
}

/** The method's body is that text, spaces apart. */
function isUsual(context: RemedyContext, type: string, name: string, body: (receiver: string, i: string, j: string) => string): boolean {
  const tree = packageFunction(context, name, type)?.declaration.tree;
  if (!tree) return false;
  const { variables } = Scopes.of(tree);
  const receiver = variables.find(v => v.kind === 'receiver')?.name ?? '';
  const [i, j] = variables.filter(v => v.kind === 'parameter' && v.func === 0).map(v => v.name);
  const plain = (text: string) => text.replace(/\s/g, '');
  return plain(tree.textOf(tree.field(0, F.Body))) === plain(body(receiver, i ?? '', j ?? ''));
}

/** Edits are of the method's own text. */
function lessContext({ finding }: RemedyContext, { source, declaration }: PackageFunction): LessContext {
  const { tree } = declaration;
  const scopes = Scopes.of(tree);
  const imports = new Map(source.facts.imports.map(i => [i.name, i]));
  const edit = (span: Finding['span'], newText: string): Edit => ({ file: finding.file, span, newText });
  return { tree, scopes, typed: typesIn(source, declaration), packages: new PackageNames(tree, scopes, imports), edit };
}

/** What the body names of the package means the same where the sort is, and it names nothing of other packages. */
function meansTheSame({ scopes }: RemedyContext, less: LessContext, body: Node): boolean {
  const { tree } = less;
  for (let n = body; n < tree.afters[body]!; n++) {
    if (tree.kind(n) !== K.Identifier || less.scopes.variableOf(n)) continue;
    if (less.packages.of(n) !== undefined || scopes.variables.some(v => v.name === tree.textOf(n))) return false;
  }
  return true;
}
