/**
 * `[]byte(fmt.Sprintf(…))` -> `fmt.Appendf(nil, …)`, of Go 1.19: the text is copied once instead of twice. Only where the text cannot be
 * empty, because Appendf of nothing is nil.
 */
import { messages } from '../../base/message.js';
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { Remedy, RemedyContext } from './remedy.js';

const say = messages('remedy/byte-format', {
  title: 'Format into bytes with fmt.{name}',
  verified: '(verified: the text is copied once instead of twice)',
});

export function byteFormat(context: RemedyContext): Remedy | undefined {
  const { tree, packages, language } = context;
  const conversion = context.nodes.find(n => tree.kind(n) === K.TypeConversionExpression) ?? NONE;
  const type = conversion === NONE ? NONE : tree.field(conversion, F.Type);
  if (tree.kind(type) !== K.SliceType || !/^(?:byte|uint8)$/.test(tree.textOf(tree.first(type))) || language.minor < 19) return undefined;
  const call = tree.next(type);
  const callee = tree.kind(call) === K.CallExpression ? calleeOf(tree, call) : NONE;
  if (tree.kind(callee) !== K.SelectorExpression || packages.of(tree.first(callee)) !== 'fmt') return undefined;
  const name = tree.textOf(tree.last(callee));
  const [first] = argumentsOf(tree, call);
  if (first === undefined || !/^Sprint(?:f|ln)$/.test(name) || (name === 'Sprintf' && !hasText(context, first))) return undefined;
  if (tree.comments.some(c => c.start >= tree.starts[conversion]! && c.end <= tree.ends[conversion]!)) return undefined;
  if (isWritten(context, conversion)) return undefined;
  const open = { start: tree.starts[conversion]!, end: tree.starts[first]! };
  const close = { start: tree.ends[call]! - 1, end: tree.ends[conversion]! };
  return {
    title: say.title({ name: name.replace('Sprint', 'Append') }),
    safe: true,
    edits: [context.edit(open, `${tree.textOf(tree.first(callee))}.${name.replace('Sprint', 'Append')}(nil, `), context.edit(close, ')')],
    proof: 'gone',
    verified: say.verified,
  };
}

/** A literal format with something beside its verbs, so that what it makes is never empty. */
function hasText({ tree }: RemedyContext, format: Node): boolean {
  if (tree.kind(format) !== K.InterpretedStringLiteral && tree.kind(format) !== K.RawStringLiteral) return false;
  return tree.textOf(format).slice(1, -1).split('%')[0] !== '';
}

/** `w.Write([]byte(fmt.Sprintf(…)))` has a better answer: see `write-string.ts`. */
function isWritten({ tree }: RemedyContext, conversion: Node): boolean {
  const call = tree.parentKind(conversion) === K.ArgumentList ? tree.parent(tree.parent(conversion)) : NONE;
  const callee = tree.kind(call) === K.CallExpression ? calleeOf(tree, call) : NONE;
  return tree.kind(callee) === K.SelectorExpression && tree.textOf(tree.last(callee)) === 'Write';
}
