/**
 * Calls of the standard library that allocate inside, where another function does the same without. `-m` of the caller prints nothing of them; each row
 * is run (`server/test/compiler/library-call.test.ts`).
 */
import { onlyValue } from '../go/body/loops.js';
import type { Variable } from '../go/names/variable.js';
import type { Instead } from '../sites/evidence.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import { twinOf, withoutCopy } from './copied-text.js';
import { madeEachCall } from './made-each-call.js';
import { numberOf } from './number-as-bytes.js';
import { isForOneMessage } from './one-message.js';
import { rangedOver } from './ranged-parts.js';
import type { SiteContext } from './site-context.js';
import { textForNothing } from './text-for-nothing.js';

type LibraryContext = Pick<SiteContext, 'tree' | 'scopes' | 'packages' | 'typed'>;

/** Functions by their last names, so that most calls cost one look-up. */
const NAMES: ReadonlySet<string> = new Set(
  (
    'Split SplitN Fields ToLower ToUpper Write Read String Sum Sorted ' +
    'Format FormatInt FormatUint FormatFloat Itoa Quote EncodeToString Text New ' +
    'NewWriter NewWriterLevel NewReader NewCipher NewGCM Query'
  ).split(' '),
);

/** What to call instead, `strings.Cut`, and in which way; undefined for other calls. */
export function insteadOf(context: LibraryContext, call: Node): Instead | undefined {
  const { tree, packages } = context;
  const callee = calleeOf(tree, call);
  if (tree.kind(callee) !== K.SelectorExpression || !NAMES.has(tree.textOf(tree.last(callee)))) return undefined;
  const name = tree.textOf(tree.last(callee));
  const from = packages.of(tree.first(callee));
  switch (from) {
    case 'strings':
    case 'bytes':
      return name.startsWith('To') ? foldedWith(context, call, `${from}.EqualFold`) : partsOtherwise(context, call, from);
    case 'slices':
      return way('sorted', sortedOf(context, call));
    case 'encoding/binary':
      return way('number', numberOf(context, call));
    case 'crypto/hmac':
      return way('keptHash', isForOneMessage(context, call) ? 'Reset' : undefined);
    case 'compress/gzip':
    case 'compress/zlib':
    case 'compress/flate':
    case 'crypto/aes':
    case 'crypto/cipher':
      return madeEachCall(context, call);
    case undefined:
      if (name === 'Query') return madeEachCall(context, call);
      if (name === 'Sum') return way('sum', sumOf(context, call));
      return way('copiedText', withoutCopy(context, call)) ?? way('copiedForTwin', twinOf(context, call)) ?? textForNothing(context, call);
    default:
      return textForNothing(context, call);
  }
}

const way = (name: Instead['way'], to: string | undefined): Instead | undefined => (to === undefined ? undefined : { way: name, to });

function partsOtherwise(context: LibraryContext, call: Node, from: string): Instead | undefined {
  if (cutOf(context, call)) return { way: 'cut', to: `${from}.Cut` };
  return lastOf(context, call) ? { way: 'last', to: `${from}.LastIndex` } : way('ranged', rangedOver(context, call));
}

function foldedWith({ tree }: LibraryContext, call: Node, to: string): Instead | undefined {
  if (comparisonOf(tree, call)) return { way: to.startsWith('bytes.') ? 'foldedBytes' : 'folded', to };
  const p = tree.parent(call);
  const isCompared = tree.kind(p) === K.BinaryExpression && /^[=!]=$/.test(tree.op(p));
  const other = isCompared ? tree.unparen(tree.first(p) === call ? tree.last(p) : tree.first(p)) : NONE;
  // A constant with letters of the other case is another matter, and so are two calls.
  const isGiven = [K.Identifier, K.SelectorExpression, K.IndexExpression].includes(tree.kind(other)) && to.startsWith('strings.');
  return isGiven && !/^\p{Lu}/u.test(tree.textOf(other)) ? { way: 'foldedOne', to } : undefined;
}

/** `slices.Sorted(maps.Keys(m))`: the length of the map is lost on the way. */
function sortedOf({ tree, packages }: LibraryContext, call: Node): string | undefined {
  const [given, more] = argumentsOf(tree, call);
  const callee = given === undefined || tree.kind(given) !== K.CallExpression ? NONE : calleeOf(tree, given);
  if (more !== undefined || tree.kind(callee) !== K.SelectorExpression || packages.of(tree.first(callee)) !== 'maps') return undefined;
  const [map] = argumentsOf(tree, given!);
  return map !== undefined && /^(?:Keys|Values)$/.test(tree.textOf(tree.last(callee))) ? `len(${tree.textOf(map)})` : undefined;
}

/** `parts := strings.Split(s, ".")` of which `parts[len(parts)-1]` alone is used. */
export interface LastCall {
  readonly subject: Node;
  readonly separator: Node;
  readonly parts: Variable;
}

export function lastOf({ tree, scopes }: LibraryContext, call: Node): LastCall | undefined {
  const [subject, separator, more] = argumentsOf(tree, call);
  const statement = tree.parent(tree.parent(call));
  if (subject === undefined || separator === undefined || more !== undefined || !isText(tree, separator)) return undefined;
  if (tree.kind(statement) !== K.ShortVarDeclaration || onlyValue(tree, statement, F.Right) !== call) return undefined;
  const name = onlyValue(tree, statement, F.Left);
  const parts = scopes.variableOf(name);
  // `parts[len(parts)-1]` are two uses of it.
  const isLast = (u: Node) => tree.textOf(enclosingIndex(tree, u)) === `${parts?.name}[len(${parts?.name})-1]`;
  return parts?.node === name && parts.uses.length === 2 && parts.uses.every(isLast) ? { subject, separator, parts } : undefined;
}

function enclosingIndex(tree: FlatTree, use: Node): Node {
  const p = tree.parent(use);
  if (tree.kind(p) === K.IndexExpression && tree.first(p) === use) return isOnlyRead(tree, p) ? p : use;
  const index = tree.ancestor(use, K.IndexExpression);
  return index === NONE ? use : index;
}

/** `h.Sum(nil)` of a `hash.Hash` of package crypto, or of one that somebody gives: the method makes a slice. Package hash's own are small, and inlined. */
function sumOf({ tree, scopes, packages, typed }: LibraryContext, call: Node): string | undefined {
  const [given, more] = argumentsOf(tree, call);
  if (!typed || given === undefined || more !== undefined || tree.textOf(given) !== 'nil') return undefined;
  const hash = tree.unparen(tree.first(calleeOf(tree, call)));
  const type = typed.typeOf(hash);
  if (type?.kind !== 'named' || type.object.pkg?.path !== 'hash' || type.object.name !== 'Hash') return undefined;
  const init = tree.kind(hash) === K.Identifier ? scopes.variableOf(hash)?.init : undefined;
  const maker = init === undefined || tree.kind(init) !== K.CallExpression ? NONE : calleeOf(tree, init);
  const from = tree.kind(maker) === K.SelectorExpression ? packages.of(tree.first(maker)) : undefined;
  return from === undefined || from.startsWith('crypto/') ? `${tree.textOf(hash)}.Sum(buf[:0])` : undefined;
}

/** `strings.SplitN(s, sep, 2)` whose parts and their number are all that is used, or the first part of any split. */
export interface CutCall {
  readonly subject: Node;
  readonly separator: Node;
  /** The variable with the parts; undefined for `strings.Split(s, sep)[0]`. */
  readonly parts: Variable | undefined;
}

export function cutOf(context: LibraryContext, call: Node): CutCall | undefined {
  const { tree } = context;
  const [subject, separator, count, more] = argumentsOf(tree, call);
  if (subject === undefined || separator === undefined || more !== undefined || !isText(tree, separator)) return undefined;
  const isOfTwo = count !== undefined && tree.textOf(count) === '2';
  if (count !== undefined && !isOfTwo) return undefined;
  if (isPart(tree, call, '0')) return { subject, separator, parts: undefined };
  const parts = isOfTwo ? partsOf(context, call) : undefined;
  return parts && { subject, separator, parts };
}

/** A text with something in it: an empty separator splits between letters. `[]byte("=")` for package bytes. */
function isText(tree: FlatTree, separator: Node): boolean {
  const kind = tree.kind(separator);
  if (kind === K.TypeConversionExpression) return isText(tree, tree.field(separator, F.Operand));
  const isLiteral = kind === K.InterpretedStringLiteral || kind === K.RawStringLiteral;
  return isLiteral && tree.ends[separator]! - tree.starts[separator]! > 2;
}

/** `e[0]`. */
function isPart(tree: FlatTree, e: Node, ...indices: readonly string[]): boolean {
  const p = tree.parent(e);
  return tree.kind(p) === K.IndexExpression && tree.first(p) === e && indices.includes(tree.textOf(tree.last(p)));
}

/** The variable that is declared with the parts, if each use is one of them or asks for their number. */
function partsOf({ tree, scopes }: LibraryContext, call: Node): Variable | undefined {
  const statement = tree.parent(tree.parent(call));
  if (tree.kind(statement) !== K.ShortVarDeclaration || onlyValue(tree, statement, F.Right) !== call) return undefined;
  const name = onlyValue(tree, statement, F.Left);
  const v = scopes.variableOf(name);
  if (v?.node !== name || !v.uses.some(u => isPart(tree, u, '1')) || !v.uses.some(u => foundBy(tree, u) !== undefined)) return undefined;
  return v.uses.every(u => foundBy(tree, u) !== undefined || (isPart(tree, u, '0', '1') && isOnlyRead(tree, tree.parent(u))))
    ? v
    : undefined;
}

function isOnlyRead(tree: FlatTree, part: Node): boolean {
  const p = tree.parent(part);
  if (tree.kind(p) === K.UnaryExpression) return tree.op(p) !== '&';
  return (
    !(tree.kind(p) === K.ExpressionList && tree.fields[p] === F.Left) && tree.kind(p) !== K.IncStatement && tree.kind(p) !== K.DecStatement
  );
}

/** Comparisons of the number of parts, which is 1 or 2: whether they say that the separator was found. */
const FOUND: ReadonlyMap<string, boolean> = new Map([
  ['== 2', true],
  ['> 1', true],
  ['>= 2', true],
  ['!= 1', true],
  ['!= 2', false],
  ['< 2', false],
  ['<= 1', false],
  ['== 1', false],
]);

/** `len(parts) != 2` around a use of `parts`, and what it says; undefined elsewhere. */
export function foundBy(tree: FlatTree, use: Node): { readonly comparison: Node; readonly isFound: boolean } | undefined {
  const call = tree.parentKind(use) === K.ArgumentList ? tree.parent(tree.parent(use)) : NONE;
  const comparison = tree.parent(call);
  if (tree.kind(call) !== K.CallExpression || tree.textOf(calleeOf(tree, call)) !== 'len') return undefined;
  if (tree.kind(comparison) !== K.BinaryExpression || tree.first(comparison) !== call) return undefined;
  const isFound = FOUND.get(`${tree.op(comparison)} ${tree.textOf(tree.last(comparison))}`);
  return isFound === undefined ? undefined : { comparison, isFound };
}

/** Two texts that are compared without regard to their letters' case. */
export interface FoldedComparison {
  readonly whole: Node;
  readonly texts: readonly [Node, Node];
  readonly isEqual: boolean;
}

/** `strings.ToLower(a) == strings.ToLower(b)` or `== "constant"` around the first of its calls. */
export function comparisonOf(tree: FlatTree, call: Node): FoldedComparison | undefined {
  const [text, more] = argumentsOf(tree, call);
  const p = tree.parent(call);
  if (text === undefined || more !== undefined) return undefined;
  if (tree.kind(p) === K.BinaryExpression && /^[=!]=$/.test(tree.op(p))) {
    const other = otherText(tree, call, tree.first(p) === call ? tree.last(p) : tree.first(p));
    if (other === undefined || (tree.last(p) === call && other.isFolded)) return undefined;
    const texts: [Node, Node] = tree.first(p) === call ? [text, other.text] : [other.text, text];
    return { whole: p, texts, isEqual: tree.op(p) === '==' };
  }
  const around = tree.kind(p) === K.ArgumentList ? tree.parent(p) : NONE;
  const [first, second, third] = argumentsOf(tree, around);
  if (first !== call || second === undefined || third !== undefined || tree.textOf(calleeOf(tree, around)) !== 'bytes.Equal')
    return undefined;
  const other = otherText(tree, call, second);
  return other && { whole: around, texts: [text, other.text], isEqual: true };
}

/** The text that it is compared with: folded in the same way, or a constant that is the same when it is folded. */
function otherText(tree: FlatTree, call: Node, e: Node): { readonly text: Node; readonly isFolded: boolean } | undefined {
  const callee = tree.textOf(calleeOf(tree, call));
  if (tree.kind(e) === K.CallExpression && tree.textOf(calleeOf(tree, e)) === callee) {
    const [text, more] = argumentsOf(tree, e);
    return text === undefined || more !== undefined ? undefined : { text, isFolded: true };
  }
  const literal = tree.textOf(e);
  // A letter outside of ASCII may fold to one that it is not changed to.
  const isSame = callee.endsWith('Lower') ? /^"[^A-Z\\\u0080-\uffff]*"$/.test(literal) : /^"[^a-z\\\u0080-\uffff]*"$/.test(literal);
  return callee.startsWith('strings.') && isSame ? { text: e, isFolded: false } : undefined;
}
