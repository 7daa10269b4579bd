/**
 * `strings.ToLower(a) == strings.ToLower(b)` -> `strings.EqualFold(a, b)`. Letters differ (run over all): `ſ` is an s, `K` of Kelvin a k,
 * `ς` a σ and `µ` a μ to EqualFold, which is not so to one of ToLower and ToUpper; `İ` and `ı` are an i to one of these, and never to EqualFold.
 */
import { messages } from '../../base/message.js';
import { calleeOf, K, NONE } from '../../syntax/flat-tree.js';
import { comparisonOf, insteadOf } from '../library-call.js';
import type { Remedy, RemedyContext } from './remedy.js';

const say = messages('remedy/equal-fold', {
  title: 'Compare with {fold}: not the same for letters such as `ſ` or `İ`',
  verified: '(verified: no text is made)',
});

export function equalFold(context: RemedyContext): Remedy | undefined {
  const { tree } = context;
  const call = context.nodes.find(n => tree.kind(n) === K.CallExpression) ?? NONE;
  const fold = call === NONE ? undefined : insteadOf(context, call);
  const found = fold?.way === 'folded' || fold?.way === 'foldedBytes' ? comparisonOf(tree, call) : undefined;
  if (!found) return undefined;
  const [a, b] = found.texts.map(t => tree.textOf(t));
  const name = tree.textOf(tree.first(calleeOf(tree, call)));
  const text = `${found.isEqual ? '' : '!'}${name}.EqualFold(${a}, ${b})`;
  return {
    title: say.title({ fold: fold!.to }),
    safe: false,
    edits: [context.edit(tree.span(found.whole), text)],
    proof: 'gone',
    verified: say.verified,
  };
}
