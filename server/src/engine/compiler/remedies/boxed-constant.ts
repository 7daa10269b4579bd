/** `ctx.Value(sessionKey)` of a `var sessionKey key = "session"` that nobody sets -> a constant: an interface holds one without allocating. */
import { messages } from '../../base/message.js';
import { K, NONE } from '../../syntax/flat-tree.js';
import { packageConstant } from './constant-size.js';
import type { Remedy, RemedyContext } from './remedy.js';

const say = messages('remedy/boxed-constant', {
  title: 'Make `{name}` a constant',
  verified: '(verified: no longer allocates)',
});

export function boxedConstant(context: RemedyContext): Remedy | undefined {
  const { tree, scopes } = context;
  const value = context.nodes.find(n => tree.kind(n) === K.Identifier && tree.parentKind(n) === K.ArgumentList) ?? NONE;
  if (value === NONE || scopes.variableOf(value)) return undefined;
  const name = tree.textOf(value);
  const edit = packageConstant(context, name);
  // Assembly or a linker flag could set a variable of the package.
  return edit && { title: say.title({ name }), safe: false, edits: [edit], proof: 'gone', verified: say.verified };
}
