/**
 * `b = append(b, t.Format(l)...)` -> `b = t.AppendFormat(b, l)`, and `w.WriteString(strconv.Itoa(n))` of a buffer -> `w.Write(strconv.AppendInt(w.AvailableBuffer(), int64(n), 10))`:
 * the text is written where it was to be copied to.
 */
import { messages } from '../../base/message.js';
import { argumentsOf, calleeOf, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { insteadOf } from '../library-call.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { isWithoutEffect } from './without-effect.js';

const say = messages('remedy/append-text', {
  title: 'Append to `{name}` without an intermediate string',
  verified: '(verified: no text is made)',
});

/** First minor releases with `AppendEncode`, and with `AvailableBuffer` of a bytes.Buffer. */
const ENCODES = 22;
const AVAILABLE = 21;

export function appendText(context: RemedyContext): Remedy | undefined {
  const { tree, language } = context;
  const call = context.nodes.find(n => tree.kind(n) === K.CallExpression) ?? NONE;
  const instead = call === NONE ? undefined : insteadOf(context, call);
  if (instead?.way !== 'onlyAppended') return undefined;
  const list = tree.parentKind(call) === K.VariadicArgument ? tree.parent(tree.parent(call)) : tree.parent(call);
  const outer = tree.parent(list);
  const isAppend = tree.kind(calleeOf(tree, outer)) === K.Identifier;
  const buffer = isAppend ? argumentsOf(tree, outer)[0]! : tree.first(calleeOf(tree, outer));
  if (language.minor < (instead.to.includes('.AppendEncode(') ? ENCODES : AVAILABLE) || hasComment(context, outer)) return undefined;
  // The buffer of a writer is asked for before the parts are worked out.
  if (!isAppend && !(isWithoutEffect(context, buffer) && argumentsOf(tree, call).every(a => isWithoutEffect(context, a)))) return undefined;
  return {
    title: say.title({ name: tree.textOf(buffer) }),
    // An address that is not valid has a text, and nothing that is appended for it.
    safe: !instead.to.includes('.AppendTo('),
    edits: [context.edit(tree.span(outer), instead.to)],
    proof: 'gone',
    verified: say.verified,
  };
}

const hasComment = ({ tree }: RemedyContext, e: Node) => tree.comments.some(c => c.start >= tree.starts[e]! && c.end <= tree.ends[e]!);
