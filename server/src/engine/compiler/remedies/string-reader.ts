/**
 * `bytes.NewReader([]byte(s))` and `bytes.NewBuffer([]byte(s))` as an argument -> `strings.NewReader(s)`: strings cannot change, so that a
 * reader needs no copy. Where the callee wants more than a reader, the fixed text does not build and is not offered.
 */
import { messages } from '../../base/message.js';
import { Is } from '../../go/types/model.js';
import { is } from '../../go/types/predicates.js';
import { argumentsOf, calleeOf, F, K, NONE } from '../../syntax/flat-tree.js';
import { typeAt } from '../known-type.js';
import { importEdits, importedAs, usesOf } from './imports.js';
import { isHidden } from './names.js';
import type { Remedy, RemedyContext } from './remedy.js';

const say = messages('remedy/string-reader', {
  title: 'Read the string with strings.NewReader',
  verified: '(verified: the string is no longer copied)',
});

export function stringReader(context: RemedyContext): Remedy | undefined {
  const { tree, packages, source } = context;
  const conversion = context.nodes.find(n => tree.kind(n) === K.TypeConversionExpression) ?? NONE;
  const call = tree.parentKind(conversion) === K.ArgumentList ? tree.parent(tree.parent(conversion)) : NONE;
  const callee = tree.kind(call) === K.CallExpression ? calleeOf(tree, call) : NONE;
  if (tree.kind(callee) !== K.SelectorExpression || packages.of(tree.first(callee)) !== 'bytes') return undefined;
  // The reader has to be used as an interface: another call's argument.
  const outer = tree.parentKind(call) === K.ArgumentList ? tree.parent(tree.parent(call)) : NONE;
  if (!/^New(?:Reader|Buffer)$/.test(tree.textOf(tree.last(callee))) || tree.kind(outer) !== K.CallExpression) return undefined;
  if (argumentsOf(tree, call).length !== 1 || tree.comments.some(c => c.start >= tree.starts[call]! && c.end <= tree.ends[call]!))
    return undefined;
  const text = tree.next(tree.field(conversion, F.Type));
  const of = typeAt(context, text);
  const isBytes = /^\[\](?:byte|uint8)$/.test(tree.textOf(tree.field(conversion, F.Type)));
  if (!isBytes || of.kind !== 'basic' || !is(of, Is.String)) return undefined;
  const strings = importedAs(source, 'strings') ?? 'strings';
  const imports = importEdits(source, 'strings', usesOf(source, tree.textOf(tree.first(callee))) === 1 ? 'bytes' : undefined);
  if (!imports || isHidden(context, strings)) return undefined;
  return {
    title: say.title,
    // The callee may ask for the reader's type.
    safe: false,
    edits: [...imports, context.edit(tree.span(call), `${strings}.NewReader(${tree.textOf(text)})`)],
    proof: 'fewer',
    saves: 1,
    verified: say.verified,
  };
}
