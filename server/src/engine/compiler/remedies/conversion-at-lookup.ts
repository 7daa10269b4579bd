/**
 * `key := string(b)` that is only an index of maps -> `m[string(b)]` at each of them: a look-up needs no copy. Of two stores each would make
 * one, so there is at most one.
 */
import { messages } from '../../base/message.js';
import { isWritten } from '../../go/body/captures.js';
import { onlyValue } from '../../go/body/loops.js';
import { under } from '../../go/types/predicates.js';
import { F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { convertedBytes } from '../bytes-twin.js';
import { typeAt } from '../known-type.js';
import { isHidden } from './names.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { wholeLine } from './whole-line.js';

const say = messages('remedy/conversion-at-lookup', {
  title: 'Convert `{bytes}` where the map is read',
  verified: '(verified: no copy is made)',
  stored: '(verified: compiles; the copy is made for a store only)',
});

export function conversionAtLookup(context: RemedyContext): Remedy | undefined {
  const { tree, scopes } = context;
  const conversion = context.nodes.find(n => convertedBytes(tree, n) !== NONE) ?? NONE;
  const bytes = convertedBytes(tree, conversion);
  const statement = tree.parent(tree.parent(conversion));
  if (bytes === NONE || isHidden(context, 'string') || tree.kind(statement) !== K.ShortVarDeclaration) return undefined;
  const name = onlyValue(tree, statement, F.Left);
  const key = scopes.variableOf(name);
  const of = tree.kind(bytes) === K.Identifier ? scopes.variableOf(bytes) : undefined;
  if (!key || key.node !== name || !of || onlyValue(tree, statement, F.Right) !== conversion) return undefined;
  const line = wholeLine(context, statement);
  const last = Math.max(...key.uses);
  const isSame = (u: Node) => scopes.functionOf(u) === key.func && scopes.loopOf(u) === key.loop;
  if (line === undefined || key.uses.length === 0 || !key.uses.every(u => isIndexOfMap(context, u) && isSame(u))) return undefined;
  // What stands between may change the bytes, or make the name mean others.
  if (of.uses.some(u => u > conversion && u <= last && u !== bytes) || scopes.variables.some(v => v !== of && v.name === of.name))
    return undefined;
  const stores = key.uses.filter(u => isWritten(tree, tree.parent(u)));
  if (stores.length === key.uses.length || stores.length > 1) return undefined;
  const text = tree.textOf(conversion);
  return {
    title: say.title({ bytes: tree.textOf(bytes) }),
    safe: false,
    edits: [context.edit(line, ''), ...key.uses.map(u => context.edit(tree.span(u), text))],
    proof: stores.length === 0 ? 'gone' : 'builds',
    verified: stores.length === 0 ? say.verified : say.stored,
  };
}

/** `m[key]` of a map, whose element is not addressed by what is around it. */
function isIndexOfMap(context: RemedyContext, use: Node): boolean {
  const { tree } = context;
  const index = tree.parent(use);
  if (tree.kind(index) !== K.IndexExpression || tree.first(index) === use) return false;
  return under(typeAt(context, tree.first(index))).kind === 'map';
}
