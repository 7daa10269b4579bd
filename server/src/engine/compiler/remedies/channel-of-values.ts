/**
 * A channel of pointers to small structs, in an unexported field or a local variable, whose every use in the package is known -> a channel of values: what is sent is copied into
 * the channel's own memory. Only where neither side uses the struct in a way that a copy would not show.
 */
import type { Edit } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import type { Variable } from '../../go/names/variable.js';
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { typeAt } from '../known-type.js';
import { editsOfField, looked, type Place, sent } from './pointer-uses.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { ownName } from './type-name.js';
import { isSmallValue } from './value-result.js';

const say = messages('remedy/channel-of-values', {
  title: 'Send `{type}` values on `{field}` instead of pointers',
  verified: '(verified: no longer allocates)',
});

export function channelOfValues(context: RemedyContext): Remedy | undefined {
  const { tree, scopes, nodes } = context;
  const v = scopes.variableOf(nodes.find(n => tree.kind(n) === K.Identifier) ?? NONE);
  const send = [...nodes, ...(v?.uses ?? []).map(u => tree.parent(u))].map(n => tree.parent(n)).find(n => tree.kind(n) === K.SendStatement);
  const channel = send === undefined ? NONE : tree.field(send, F.Channel);
  const field = tree.textOf(tree.kind(channel) === K.SelectorExpression ? tree.last(channel) : channel);
  const of = typeAt(context, channel);
  const type = of.kind === 'chan' && of.elem.kind === 'pointer' ? ownName(context, of.elem.elem) : undefined;
  if (!/^[\p{Ll}_]/u.test(field) || type === undefined || !isSmallValue(context, type)) return undefined;
  const local = scopes.variableOf(channel);
  const edits = local ? localEdits(context, local, type) : fieldEdits(context, field, type);
  return edits && { title: say.title({ type, field }), safe: false, edits, proof: 'gone', verified: say.verified };
}

/** `c := make(chan *T, n)` of the function itself. */
function localEdits({ tree, scopes, edit }: RemedyContext, v: Variable, type: string): Edit[] | undefined {
  const place: Place = { tree, scopes, type, edit: (start, end, newText) => edit({ start, end }, newText) };
  if (v.kind !== 'local' || v.initIndex >= 0 || v.typeNode !== NONE) return undefined;
  const edits = [made(place, v.init), ...v.uses.map(u => used(place, u))];
  return edits.every(e => e !== undefined) ? edits.flat() : undefined;
}

function fieldEdits({ packageFiles }: RemedyContext, field: string, type: string): Edit[] | undefined {
  const files = packageFiles(field);
  if (!files || files.some(f => f.syntax.hasError)) return undefined;
  const edits = files.flatMap(file =>
    file.syntax.declarations.map(d =>
      editsOfField(file, d, field, type, (place, n, isDeclared) => (isDeclared ? declared(place, n) : used(place, n))),
    ),
  );
  const known = edits.flatMap(e => e ?? []);
  if (edits.some(e => e === undefined) || known.filter(e => e.newText === 'chan').length !== 1) return undefined;
  return known.map(e => (e.newText === 'chan' ? { ...e, newText: '' } : e));
}

/** `f chan *T`: the mark `chan` tells that it is the field's declaration. */
function declared({ tree, type, edit }: Place, name: Node): Edit[] | undefined {
  const channel = tree.next(name);
  if (tree.kind(channel) !== K.ChannelType || tree.first(tree.parent(name)) !== name) return undefined;
  const element = tree.field(channel, F.Value);
  return tree.textOf(element) === `*${type}` ? [edit(tree.starts[element]!, tree.starts[element]! + 1, 'chan')] : undefined;
}

/** `node`: the selector, or the key of a literal. */
function used(place: Place, node: Node): Edit[] | undefined {
  const { tree } = place;
  const p = tree.parent(node);
  switch (tree.kind(p)) {
    case K.KeyedElement:
      return tree.first(p) === node ? made(place, tree.first(tree.last(p))) : undefined;
    case K.ExpressionList: {
      const statement = tree.parent(p);
      const isOnly = tree.kind(statement) === K.AssignmentStatement && tree.fields[p] === F.Left && tree.next(tree.first(p)) === NONE;
      return isOnly ? made(place, tree.first(tree.field(statement, F.Right))) : undefined;
    }
    case K.SendStatement:
      return tree.fields[node] === F.Channel ? sent(place, tree.field(p, F.Value)) : undefined;
    case K.UnaryExpression:
      return tree.op(p) === '<-' ? received(place, p) : undefined;
    case K.RangeClause:
      return tree.fields[node] === F.Right ? looked(place, tree.first(tree.field(p, F.Left))) : undefined;
    case K.ArgumentList:
      return /^(?:len|cap|close)$/.test(tree.textOf(calleeOf(tree, tree.parent(p)))) ? [] : undefined;
    default:
      return undefined;
  }
}

/** `make(chan *T, n)`. */
function made({ tree, type, edit }: Place, value: Node): Edit[] | undefined {
  const channel =
    tree.kind(value) === K.CallExpression && tree.textOf(calleeOf(tree, value)) === 'make' ? (argumentsOf(tree, value)[0] ?? NONE) : NONE;
  const element = tree.kind(channel) === K.ChannelType ? tree.field(channel, F.Value) : NONE;
  return tree.textOf(element) === `*${type}` ? [edit(tree.starts[element]!, tree.starts[element]! + 1, '')] : undefined;
}

/** `x := <-c.f`, `x, ok := <-c.f`, `<-c.f`, `(<-c.f).n`. */
function received(place: Place, receive: Node): Edit[] | undefined {
  const { tree } = place;
  const p = tree.parent(receive);
  if (tree.kind(p) === K.ExpressionStatement || tree.kind(p) === K.CommunicationCase) return [];
  if (tree.kind(p) === K.ReceiveStatement)
    return tree.field(p, F.Left) === NONE ? [] : tree.op(p) === ':=' ? looked(place, tree.first(tree.field(p, F.Left))) : undefined;
  const statement = tree.parent(p);
  const isOnly = tree.kind(p) === K.ExpressionList && tree.kind(statement) === K.ShortVarDeclaration && tree.next(tree.first(p)) === NONE;
  return isOnly ? looked(place, tree.first(tree.field(statement, F.Left))) : undefined;
}
