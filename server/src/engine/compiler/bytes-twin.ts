/** Functions of package strings that package bytes has too, for bytes that are turned into a string for nothing else. */
import { under } from '../go/types/predicates.js';
import { argumentsOf, calleeOf, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import { typeAt } from './known-type.js';
import type { SiteContext } from './site-context.js';

/** Their second argument is bytes in package bytes. */
const BOTH: ReadonlySet<string> = new Set(['Compare', 'Contains', 'Count', 'EqualFold', 'HasPrefix', 'HasSuffix', 'Index', 'LastIndex']);
/** Theirs is the same in both. */
const FIRST: ReadonlySet<string> = new Set([
  'ContainsAny',
  'ContainsRune',
  'IndexAny',
  'IndexByte',
  'IndexRune',
  'LastIndexAny',
  'LastIndexByte',
]);

/** First minor release in which bytes that are only read need no copy of a string. */
export const READS_STRINGS = 22;

export interface TwinCall {
  readonly call: Node;
  readonly name: string;
  /** Whether the second argument has to be bytes. */
  readonly takesBytes: boolean;
}

/** `strings.HasPrefix(string(b), s)` around `string(b)`; undefined where there is none, or a spread or missing argument. */
export function twinCallOf({ tree, packages }: Pick<SiteContext, 'tree' | 'packages'>, conversion: Node): TwinCall | undefined {
  const list = tree.parent(conversion);
  const call = tree.kind(list) === K.ArgumentList ? tree.parent(list) : NONE;
  const callee = tree.kind(call) === K.CallExpression ? calleeOf(tree, call) : NONE;
  if (tree.kind(callee) !== K.SelectorExpression || packages.of(tree.first(callee)) !== 'strings') return undefined;
  const name = tree.textOf(tree.last(callee));
  const args = argumentsOf(tree, call);
  if (args[0] !== conversion || args.length !== 2 || !(BOTH.has(name) || FIRST.has(name))) return undefined;
  return { call, name, takesBytes: BOTH.has(name) };
}

/** The bytes of `string(b)`; NONE for other conversions. */
export function convertedBytes(tree: FlatTree, conversion: Node): Node {
  const isString = tree.kind(conversion) === K.CallExpression && tree.textOf(calleeOf(tree, conversion)) === 'string';
  const [bytes, more] = isString ? argumentsOf(tree, conversion) : [];
  return bytes === undefined || more !== undefined ? NONE : bytes;
}

/** True for `string(b)` of bytes that only such a call reads: a copy of more than 32 bytes is on the heap. */
export function isForTwin(context: SiteContext, conversion: Node, minor: number): boolean {
  const bytes = convertedBytes(context.tree, conversion);
  const twin = bytes !== NONE && isByteSlice(context, bytes) ? twinCallOf(context, conversion) : undefined;
  return twin !== undefined && (!twin.takesBytes || minor >= READS_STRINGS);
}

/** Also of a named type, which goes where `[]byte` is wanted; one of a named byte type holds codes or flags, not text. */
export function isByteSlice(context: Pick<SiteContext, 'tree' | 'typed'>, e: Node): boolean {
  const type = under(typeAt(context, e));
  const element = type.kind === 'slice' ? type.elem : undefined;
  return element?.kind === 'basic' && element.name === 'uint8';
}
