/**
 * `var buf [4]byte` in a method, lent to calls of which the compiler assumes the worst -> a field of the receiver, which is emptied where the variable
 * was declared. Only where each use keeps the buffer inside of the call, as for a buffer that is made once before a loop.
 */
import { messages } from '../../base/message.js';
import { K, NONE } from '../../syntax/flat-tree.js';
import { leaves } from './hoisted-buffer.js';
import { mayReenter } from './reentry.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { fieldEdit, freeField } from './struct-field.js';

const say = messages('remedy/receiver-buffer', {
  title: 'Keep `{name}` in `{type}`: calls at the same time would share it',
  verified: '(verified: no longer allocates)',
});

export function receiverBuffer(context: RemedyContext): Remedy | undefined {
  const { tree, scopes } = context;
  const v = scopes.variableOf(context.nodes.find(n => tree.kind(n) === K.Identifier) ?? NONE);
  const receiver = scopes.variables.find(o => o.kind === 'receiver');
  const spec = v ? tree.parent(v.node) : NONE;
  if (!v || !receiver || v.init !== NONE || v.kind !== 'local' || v.func !== 0 || tree.kind(spec) !== K.VarSpec) return undefined;
  const statement = tree.parent(spec);
  if (tree.kind(statement) !== K.VarDeclaration || tree.first(spec) !== v.node || tree.next(v.node) !== v.typeNode) return undefined;
  if (tree.kind(v.typeNode) !== K.ArrayType || tree.parentKind(statement) !== K.StatementList) return undefined;
  const type = /^\*([\p{L}_][\p{L}\p{N}_]*)$/u.exec(tree.textOf(receiver.typeNode))?.[1];
  if (type === undefined || v.uses.some(u => scopes.functionOf(u) !== 0 || leaves(context, u, v))) return undefined;
  if (scopes.variables.some(o => o !== receiver && o.name === receiver.name) || mayReenter(context)) return undefined;
  const name = freeField(context, type, v.name);
  const field = name === undefined ? undefined : fieldEdit(context, type, `${name} ${tree.textOf(v.typeNode)}`);
  if (name === undefined || !field) return undefined;
  const kept = `${receiver.name}.${name}`;
  return {
    title: say.title({ name: v.name, type }),
    safe: false,
    edits: [
      field,
      context.edit(tree.span(statement), `${kept} = ${tree.textOf(v.typeNode)}{}`),
      ...v.uses.map(u => context.edit(tree.span(u), kept)),
    ],
    proof: 'gone',
    verified: say.verified,
  };
}
