/** `strings.HasPrefix(string(b), s)` -> `bytes.HasPrefix(b, []byte(s))`: the bytes are read where they are. From Go 1.22 on `[]byte(s)` needs no copy there. */
import { messages } from '../../base/message.js';
import { argumentsOf, calleeOf, NONE, type Node } from '../../syntax/flat-tree.js';
import { convertedBytes, isByteSlice, READS_STRINGS, twinCallOf } from '../bytes-twin.js';
import { importEdits, importedAs, usesOf } from './imports.js';
import { isHidden } from './names.js';
import type { Remedy, RemedyContext } from './remedy.js';

const say = messages('remedy/bytes-twin', {
  title: 'Call bytes.{name}',
  verified: '(verified: no copy is made)',
});

export function bytesTwin(context: RemedyContext): Remedy | undefined {
  const { tree, source, language } = context;
  const conversion = context.nodes.find(n => convertedBytes(tree, n) !== NONE) ?? NONE;
  const twin = conversion === NONE ? undefined : twinCallOf(context, conversion);
  if (!twin || language.minor < READS_STRINGS || !isByteSlice(context, convertedBytes(tree, conversion))) return undefined;
  const { call, name, takesBytes } = twin;
  const second = argumentsOf(tree, call)[1]!;
  const strings = tree.first(calleeOf(tree, call));
  const bytes = importedAs(source, 'bytes') ?? 'bytes';
  const imports = importEdits(source, 'bytes', usesOf(source, tree.textOf(strings)) === 1 ? 'strings' : undefined);
  if (!imports || isHidden(context, bytes) || isHidden(context, 'byte')) return undefined;
  return {
    title: say.title({ name }),
    safe: true,
    edits: [
      ...imports,
      context.edit(tree.span(strings), bytes),
      context.edit(tree.span(conversion), tree.textOf(convertedBytes(tree, conversion))),
      ...(takesBytes ? [context.edit(tree.span(second), asBytes(context, second))] : []),
    ],
    proof: 'gone',
    verified: say.verified,
  };
}

/** A second `string(c)` is not made at all. */
function asBytes(context: RemedyContext, argument: Node): string {
  const { tree } = context;
  const own = convertedBytes(tree, argument);
  return own !== NONE && isByteSlice(context, own) ? tree.textOf(own) : `[]byte(${tree.textOf(argument)})`;
}
