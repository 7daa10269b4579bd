/**
 * `child.Created = &file.BirthTime` -> `birthTime := file.BirthTime; child.Created = &birthTime`: the field alone is on the heap, and the rest of the variable
 * stays on the stack. Only where nothing writes the variable, so that nobody can tell the two apart.
 */
import { messages } from '../../base/message.js';
import { isPartWritten } from '../../go/body/captures.js';
import { innermostLoop } from '../../go/body/enclosing.js';
import { K, NONE, type Node } from '../../syntax/flat-tree.js';
import { fieldAddress } from '../field-address.js';
import { freeName } from './names.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { indentOf } from './string-builder.js';

const say = messages('remedy/field-copy', {
  title: 'Copy `{field}`, and take the address of the copy',
  verified: '(verified: `{name}` stays on the stack)',
});

export function fieldCopy(context: RemedyContext): Remedy | undefined {
  const { tree, scopes } = context;
  const name = context.nodes.find(n => tree.kind(n) === K.Identifier) ?? NONE;
  const v = scopes.variableOf(name);
  const found = v?.node === name ? fieldAddress(context, v) : undefined;
  if (!v || !found || v.uses.some(u => isPartWritten(tree, u))) return undefined;
  const at = placeFor(context, found.addresses[0]!, v.loop);
  const end = tree.afters[at] ?? 0;
  if (at === NONE || !found.addresses.every(a => a >= at && a < end)) return undefined;
  const field = tree.textOf(found.field);
  const last = field.slice(field.lastIndexOf('.') + 1);
  const copy = freeName(context, last.charAt(0).toLowerCase() + last.slice(1));
  if (copy === undefined || !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(copy)) return undefined;
  const before = { start: tree.starts[at]!, end: tree.starts[at]! };
  return {
    title: say.title({ field }),
    // What is compared by its address is another thing now.
    safe: false,
    edits: [
      context.edit(before, `${copy} := ${field}\n${indentOf(tree, at)}`),
      ...found.addresses.map(a => context.edit(tree.span(a), `&${copy}`)),
    ],
    proof: 'fewer',
    saves: 0,
    verified: say.verified({ name: v.name }),
  };
}

/** The statement that the address is in, or the outermost loop around it that the variable is not declared in. */
function placeFor({ tree }: RemedyContext, address: Node, declaredIn: Node): Node {
  let at = address;
  for (let loop = innermostLoop(tree, address); loop !== NONE && loop !== declaredIn; loop = innermostLoop(tree, loop)) at = loop;
  while (at > 0 && tree.parentKind(at) !== K.StatementList) at = tree.parent(at);
  // A header is worked out before what stands in its block.
  return at > 0 ? at : NONE;
}
