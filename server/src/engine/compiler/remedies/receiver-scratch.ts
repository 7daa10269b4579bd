/**
 * `buf := make([]T, n)` in a method, that stays inside of the call -> a field of the receiver that the next call uses again. A slice that begins empty
 * is appended to in place; another is cut to its size, and made anew only where it has to grow. The method may return it to callers in the
 * package that only look at it.
 */
import type { Edit } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import { innermostLoop } from '../../go/body/enclosing.js';
import { onlyValue } from '../../go/body/loops.js';
import type { Variable } from '../../go/names/variable.js';
import { isUnknown } from '../../go/types/predicates.js';
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { typeAt } from '../known-type.js';
import { leaves } from './hoisted-buffer.js';
import { isHidden } from './names.js';
import { mayReenter } from './reentry.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { indentOf } from './string-builder.js';
import { fieldEdit, freeField } from './struct-field.js';
import { onlyLookedAt } from './transient-result.js';
import { isWithoutEffect } from './without-effect.js';

const say = messages('remedy/receiver-scratch', {
  title: 'Keep `{name}` in `{type}`: calls at the same time would share it',
  verified: '(verified: allocates only when it has to grow)',
});

/** First minor release with `clear`. */
const CLEAR = 21;

export function receiverScratch(context: RemedyContext): Remedy | undefined {
  const { tree, scopes, language } = context;
  const made = context.nodes.find(n => tree.kind(n) === K.CallExpression && tree.textOf(calleeOf(tree, n)) === 'make') ?? NONE;
  const statement = tree.parent(tree.parent(made));
  const v = scopes.variables.find(o => o.init === made && o.kind === 'local');
  const receiver = scopes.variables.find(o => o.kind === 'receiver');
  const [slice, length] = made === NONE ? [] : argumentsOf(tree, made);
  if (!v || !receiver || v.func !== 0 || innermostLoop(tree, made) !== NONE || slice === undefined || length === undefined)
    return undefined;
  if (tree.kind(statement) !== K.ShortVarDeclaration || onlyValue(tree, statement, F.Left) !== v.node || tree.kind(slice) !== K.SliceType)
    return undefined;
  if (tree.parentKind(statement) !== K.StatementList || language.minor < CLEAR || isHidden(context, 'make')) return undefined;
  const type = /^\*([\p{L}_][\p{L}\p{N}_]*)$/u.exec(tree.textOf(receiver.typeNode))?.[1];
  if (type === undefined || scopes.variables.some(o => o !== receiver && o.name === receiver.name) || mayReenter(context)) return undefined;
  if (!staysInside(context, v)) return undefined;
  const name = freeField(context, type, v.name);
  const field = name === undefined ? undefined : fieldEdit(context, type, `${name} ${tree.textOf(slice)}`);
  const kept = `${receiver.name}.${name}`;
  const own = tree.textOf(length) === '0' ? appended(context, v, statement, kept) : cut(context, v, statement, kept);
  if (!field || !own) return undefined;
  return { title: say.title({ name: v.name, type }), safe: false, edits: [field, ...own], proof: 'reused', verified: say.verified };
}

/** Every use keeps it inside of the call, or returns it to callers that do. */
function staysInside(context: RemedyContext, v: Variable): boolean {
  const { tree, scopes } = context;
  const outside = v.uses.filter(u => scopes.functionOf(u) !== 0 || leaves(context, u, v));
  if (outside.length === 0) return true;
  const areReturned = outside.every(
    u => tree.kind(tree.parent(tree.parent(u))) === K.ReturnStatement && onlyResult(context, u) && scopes.functionOf(u) === 0,
  );
  return areReturned && onlyLookedAt(context);
}

const onlyResult = ({ tree }: RemedyContext, use: Node) => tree.first(tree.parent(use)) === use && tree.next(use) === NONE;

/** `x.buf = x.buf[:0]`, and every use is one of the field: it grows there. */
function appended(context: RemedyContext, v: Variable, statement: Node, kept: string): Edit[] {
  const { tree } = context;
  return [context.edit(tree.span(statement), `${kept} = ${kept}[:0]`), ...v.uses.map(u => context.edit(tree.span(u), kept))];
}

/** The field cut to the size, all zero as a new slice is. */
function cut(context: RemedyContext, v: Variable, statement: Node, kept: string): Edit[] | undefined {
  const { tree } = context;
  const [slice, length, capacity] = argumentsOf(tree, v.init);
  if (
    slice === undefined ||
    length === undefined ||
    capacity !== undefined ||
    !isWithoutEffect(context, length) ||
    isHidden(context, 'clear')
  )
    return undefined;
  if (isHidden(context, 'cap') || tree.textOf(length).includes('\n')) return undefined;
  const indent = indentOf(tree, statement);
  const size = tree.textOf(length);
  // Any integer may be a size; `cap` is an int.
  const type = typeAt(context, length);
  const isInt = isUnknown(type) || (type.kind === 'basic' && (type.name === 'int' || type.name.startsWith('untyped')));
  if (!isInt && isHidden(context, 'int')) return undefined;
  const lines = [
    `if cap(${kept}) < ${isInt ? size : `int(${size})`} {`,
    `\t${kept} = make(${tree.textOf(slice)}, ${size})`,
    '}',
    `${v.name} := ${kept}[:${size}]`,
    `clear(${v.name})`,
  ];
  return [context.edit(tree.span(statement), lines.join(`\n${indent}`))];
}
