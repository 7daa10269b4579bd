/**
 * From Go 1.27 on methods have type parameters; the grammar knows those of functions only. So the receiver is hidden from the parser, behind
 * as many spaces: what it reads is a generic function. The receiver is parsed by itself, and put back into the tree. Places stay the same.
 */
import type { FlatTree } from './flat-tree.js';
import { K } from './go-kinds.js';

const NAME = '[\\p{L}_][\\p{L}\\p{N}_]*';
/** At the start of a line; a list of names and something that is no end of a list stand behind the method's name: `M[X, Y any](`. */
const RECEIVER = new RegExp(
  `^([ \\t]*func[ \\t]*)(\\([^()\\n]*\\))(?=[ \\t]*${NAME}[ \\t]*\\[\\s*(?!(?:chan|func|interface|map|struct)\\b)${NAME}(?:\\s*,\\s*${NAME})*\\s+[^\\s\\],])`,
  'gmu',
);

/** The text as the parser is to see it. */
export function hideReceivers(text: string): string {
  return text.includes('func') ? text.replace(RECEIVER, (_, word: string, receiver: string) => word + ' '.repeat(receiver.length)) : text;
}

/** The receiver of a declaration that the parser took for a function: the tree of a method that begins in the same way. */
export function hiddenReceiver(kind: K, declaration: string, parse: (text: string) => FlatTree | undefined): FlatTree | undefined {
  if (kind !== K.FunctionDeclaration) return undefined;
  const [head] = /^func[ \t]*\([^()\n]*\)/.exec(declaration) ?? [];
  const tree = head === undefined ? undefined : parse(`${head} m() {}`);
  return tree?.kind(0) === K.MethodDeclaration && tree.kind(1) === K.ParameterList ? tree : undefined;
}
