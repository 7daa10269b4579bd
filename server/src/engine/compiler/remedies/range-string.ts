/** `for _, r := range []rune(s) {` -> `for _, r := range s {`. */
import { messages } from '../../base/message.js';
import { rangedRunes } from '../ranged-runes.js';
import type { Remedy, RemedyContext } from './remedy.js';

const say = messages('remedy/range-string', {
  title: 'Range over `{text}` itself',
  verified: '(verified: no copy is made)',
});

export function rangeString(context: RemedyContext): Remedy | undefined {
  const { tree } = context;
  for (const n of context.nodes) {
    const text = rangedRunes(context, n);
    if (text === undefined) continue;
    return {
      title: say.title({ text: tree.textOf(text) }),
      safe: true,
      edits: [context.edit(tree.span(n), tree.textOf(text))],
      proof: 'gone',
      verified: say.verified,
    };
  }
  return undefined;
}
