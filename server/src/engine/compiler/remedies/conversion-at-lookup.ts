/**
 * `key := string(b)` that is only an index of maps -> `m[string(b)]` at each of them: a look-up needs no copy. Of two stores each would make
 * one, so there is at most one. Where the key is wanted for more than that, the conversion goes behind the look-ups that end early.
 */
import { messages } from '../../base/message.js';
import { isPartAddressed, isPartWritten, isWritten } from '../../go/body/captures.js';
import { onlyValue } from '../../go/body/loops.js';
import type { Variable } from '../../go/names/variable.js';
import { F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { convertedBytes } from '../bytes-twin.js';
import { isIndexOfMap } from '../formatted-key.js';
import { isHidden } from './names.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { indentOf } from './string-builder.js';
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
  const isField = tree.kind(bytes) === K.SelectorExpression;
  const of = scopes.variableOf(isField ? tree.first(bytes) : bytes);
  if (!key || key.node !== name || !of || onlyValue(tree, statement, F.Right) !== conversion) return undefined;
  const line = wholeLine(context, statement);
  const last = Math.max(...key.uses);
  const isSame = (u: Node) => scopes.functionOf(u) === key.func && scopes.loopOf(u) === key.loop;
  if (line === undefined || key.uses.length === 0 || !key.uses.every(isSame)) return undefined;
  // What stands between may change the bytes, or make the name mean others.
  const mayChange = (u: Node) => (isField ? !isOnlyRead(tree, u) : u !== bytes);
  if (of.uses.some(u => u > conversion && u <= last && mayChange(u)) || scopes.variables.some(v => v !== of && v.name === of.name))
    return undefined;
  if (!key.uses.every(u => isIndexOfMap(context, u))) return convertedLater(context, key, statement, conversion);
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

/** `key := string(b); v, ok := m[key]; if ok { continue }; …` -> the look-ups convert in place, and the variable is declared behind them. */
function convertedLater(context: RemedyContext, key: Variable, statement: Node, conversion: Node): Remedy | undefined {
  const { tree } = context;
  const isLookUp = (u: Node) => isIndexOfMap(context, u) && !isWritten(tree, tree.parent(u));
  const first = key.uses.find(u => !isLookUp(u));
  const before = key.uses.filter(u => u < first!);
  const line = wholeLine(context, statement);
  let target = first!;
  while (target > 0 && tree.parent(target) !== tree.parent(statement)) target = tree.parent(target);
  if (line === undefined || target === 0 || before.length === 0 || before.some(u => u > target)) return undefined;
  let endsEarly = false;
  for (let n = tree.next(statement); n !== NONE && n !== target; n = tree.next(n))
    endsEarly ||= tree.kind(n) === K.IfStatement && leaves(tree, n);
  if (!endsEarly) return undefined;
  const at = { start: tree.starts[target]!, end: tree.starts[target]! };
  const bytes = convertedBytes(tree, conversion);
  return {
    title: say.title({ bytes: tree.textOf(bytes) }),
    safe: false,
    edits: [
      context.edit(line, ''),
      ...before.map(u => context.edit(tree.span(u), tree.textOf(conversion))),
      context.edit(at, `${tree.textOf(statement)}\n${indentOf(tree, target)}`),
    ],
    proof: 'builds',
    verified: say.stored,
  };
}

/** The branch ends with `return`, `continue` or `break`. */
function leaves(tree: FlatTree, check: Node): boolean {
  const last = tree.last(tree.childOfKind(tree.field(check, F.Consequence), K.StatementList));
  return [K.ReturnStatement, K.ContinueStatement, K.BreakStatement].includes(tree.kind(last));
}

/** `v.f` that is read, and neither called nor addressed. */
function isOnlyRead(tree: FlatTree, use: Node): boolean {
  const field = tree.parent(use);
  if (tree.kind(field) !== K.SelectorExpression || tree.first(field) !== use) return false;
  return tree.parentKind(field) !== K.CallExpression && !isPartWritten(tree, use) && !isPartAddressed(tree, use);
}
