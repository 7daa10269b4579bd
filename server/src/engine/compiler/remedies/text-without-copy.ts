/** `m[b.String()]`, `b.String() == "x"` of a bytes.Buffer -> `m[string(b.Bytes())]`, …: in these places the compiler makes no copy of a conversion. */
import { messages } from '../../base/message.js';
import { K, NONE } from '../../syntax/flat-tree.js';
import { withoutCopy } from '../copied-text.js';
import { isHidden } from './names.js';
import type { Remedy, RemedyContext } from './remedy.js';

const say = messages('remedy/text-without-copy', {
  title: 'Convert the bytes in place: `{text}`',
  verified: '(verified: no copy is made)',
});

export function textWithoutCopy(context: RemedyContext): Remedy | undefined {
  const { tree, nodes } = context;
  const call = nodes.find(n => tree.kind(n) === K.CallExpression) ?? NONE;
  const text = call === NONE || isHidden(context, 'string') ? undefined : withoutCopy(context, call);
  if (text === undefined) return undefined;
  return {
    title: say.title({ text }),
    // A nil buffer gives a text, and panics when it is asked for its bytes.
    safe: false,
    edits: [context.edit(tree.span(call), text)],
    proof: 'gone',
    verified: say.verified,
  };
}
