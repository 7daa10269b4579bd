/**
 * `var key [40]byte`, `req := Request{…}` in a method, whose address goes to a call that nobody can see into -> a field of the receiver, which is set
 * where the variable was declared. Right only if the callee does not keep the address: the title says so.
 */
import { messages } from '../../base/message.js';
import { innermostLoop } from '../../go/body/enclosing.js';
import { K, NONE } from '../../syntax/flat-tree.js';
import { declaredAlone, declaredUntil } from './hoisted-variable.js';
import { lentTo } from './lent.js';
import { mayReenter } from './reentry.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { fieldEdit, freeField } from './struct-field.js';

const say = messages('remedy/receiver-variable', {
  title: 'Keep `{name}` in `{type}`: right only if `{callee}` does not keep it, and no two calls run at the same time',
  verified: '(verified: no longer allocates)',
});

export function receiverVariable(context: RemedyContext): Remedy | undefined {
  const { tree, scopes } = context;
  const v = scopes.variableOf(context.nodes.find(n => tree.kind(n) === K.Identifier) ?? NONE);
  const receiver = scopes.variables.find(o => o.kind === 'receiver');
  const declared = v?.kind === 'local' && v.func === 0 && innermostLoop(tree, v.node) === NONE ? declaredAlone(context, v) : undefined;
  const type = receiver && /^\*([\p{L}_][\p{L}\p{N}_]*)$/u.exec(tree.textOf(receiver.typeNode))?.[1];
  if (!v || !receiver || !declared || type === undefined || scopes.variables.some(o => o !== receiver && o.name === receiver.name))
    return undefined;
  const callee = lentTo(context, v);
  if (callee === undefined || mayReenter(context)) return undefined;
  const name = freeField(context, type, v.name);
  const field = name === undefined ? undefined : fieldEdit(context, type, `${name} ${declared.type}`);
  if (name === undefined || !field) return undefined;
  const kept = `${receiver.name}.${name}`;
  return {
    title: say.title({ name: v.name, type, callee }),
    safe: false,
    edits: [
      field,
      context.edit({ start: tree.starts[declared.statement]!, end: declaredUntil(context, v, declared) }, `${kept} = ${declared.anew}`),
      ...v.uses.map(u => context.edit(tree.span(u), kept)),
    ],
    proof: 'gone',
    verified: say.verified,
  };
}
