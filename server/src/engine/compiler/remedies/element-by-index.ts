/**
 * `for _, e := range es` whose `e` is moved to the heap in each iteration -> `for i := range es`, with `es[i]` for `e`: the element is there already.
 * Only where nothing writes the copy, for that would write the element then; a method that writes its receiver is the reader's to know.
 */
import { messages } from '../../base/message.js';
import { isPartWritten, isWritten } from '../../go/body/captures.js';
import { under } from '../../go/types/predicates.js';
import { expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { typeAt } from '../known-type.js';
import { freeName } from './names.js';
import type { Remedy, RemedyContext } from './remedy.js';

const say = messages('remedy/element-by-index', {
  title: 'Use `{element}` instead of a copy in each iteration',
  verified: '(verified: no longer allocates)',
});

/** First release in which each iteration has variables of its own. */
const OWN_VARIABLES = 22;

export function elementByIndex(context: RemedyContext): Remedy | undefined {
  const { tree, scopes, language } = context;
  const name = context.nodes.find(n => tree.kind(n) === K.Identifier) ?? NONE;
  const v = scopes.variableOf(name);
  const clause = tree.parent(tree.parent(name));
  if (v?.node !== name || tree.kind(clause) !== K.RangeClause || v.uses.length === 0) return undefined;
  const left = tree.field(clause, F.Left);
  const [key, value] = expressionsOf(tree, left);
  const slice = tree.field(clause, F.Right);
  if (key === undefined || value !== name || !/^[\p{L}_][\p{L}\p{N}_.]*$/u.test(tree.textOf(slice))) return undefined;
  if (under(typeAt(context, slice)).kind !== 'slice') return undefined;
  const loop = tree.parent(clause);
  const index = tree.textOf(key) === '_' ? freeIndex(context) : tree.textOf(key);
  const counter = scopes.variableOf(key);
  if (index === undefined || counter?.uses.some(u => isWritten(tree, u)) || isSet(context, slice, loop)) return undefined;
  if (v.uses.some(u => isPartWritten(tree, u))) return undefined;
  if (language.minor < OWN_VARIABLES && v.uses.some(u => scopes.functionOf(u) !== v.func)) return undefined;
  const element = `${tree.textOf(slice)}[${index}]`;
  const edits = [context.edit(tree.span(left), index), ...v.uses.map(u => context.edit(tree.span(u), element))];
  return { title: say.title({ element }), safe: false, edits, proof: 'gone', verified: say.verified };
}

export const freeIndex = (context: RemedyContext): string | undefined => {
  const { variables } = context.scopes;
  return ['i', 'j', 'k'].find(n => !variables.some(v => v.name === n)) ?? freeName(context, 'index');
};

/** The loop gives the name of the slice another value, or that of a part of what it is in. */
export function isSet({ tree }: RemedyContext, slice: Node, loop: Node): boolean {
  const text = tree.textOf(slice);
  for (let n = loop; n < tree.afters[loop]!; n++) {
    if (n === slice || (tree.kind(n) !== K.Identifier && tree.kind(n) !== K.SelectorExpression)) continue;
    const name = tree.textOf(n);
    if ((name === text || text.startsWith(`${name}.`)) && isWritten(tree, n)) return true;
  }
  return false;
}
