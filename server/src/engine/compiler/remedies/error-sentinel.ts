/** `errors.New("…")` inside of a function -> a package-level variable: one error for the life of the program instead of one per call. */
import { messages } from '../../base/message.js';
import { argumentsOf, calleeOf, K, NONE } from '../../syntax/flat-tree.js';
import { above } from './above.js';
import { importEdits, importedAs, usesOf } from './imports.js';
import { freeName, isHidden } from './names.js';
import type { Remedy, RemedyContext } from './remedy.js';

const say = messages('remedy/error-sentinel', {
  title: 'Make it the package-level error {name}',
  verified: '(verified: no longer allocates)',
});

const MAX_WORDS = 4;
/** Words that tell nothing in a name. */
const FILLERS: ReadonlySet<string> = new Set(['a', 'an', 'the', 'is', 'are', 'was', 'of', 'to', 'error', 'err', 'must', 'be', 'in', 'for']);
/** A name does not end with these. */
const LINKS: ReadonlySet<string> = new Set([
  'on',
  'with',
  'from',
  'by',
  'at',
  'and',
  'or',
  'than',
  'only',
  'as',
  'into',
  'has',
  'have',
  'when',
]);
/** Written in capitals in Go names (go.dev/wiki/CodeReviewComments#initialisms). */
const INITIALISMS: ReadonlySet<string> = new Set(
  'api db dns eof html http https id io ip json rpc sql ssh tcp tls ttl udp ui uri url utf8 uuid xml'.split(' '),
);

export function errorSentinel(context: RemedyContext): Remedy | undefined {
  const { tree, packages, source } = context;
  const function_ = tree.kind(0);
  if (function_ !== K.FunctionDeclaration && function_ !== K.MethodDeclaration) return undefined;
  const call = context.nodes.find(n => tree.kind(n) === K.CallExpression) ?? NONE;
  const callee = call === NONE ? NONE : calleeOf(tree, call);
  if (tree.kind(callee) !== K.SelectorExpression) return undefined;
  const from = packages.of(tree.first(callee));
  const made = `${from}.${tree.textOf(tree.last(callee))}`;
  const [argument, ...others] = argumentsOf(tree, call);
  if (argument === undefined || others.length > 0) return undefined;
  const kind = tree.kind(argument);
  if (kind !== K.InterpretedStringLiteral && kind !== K.RawStringLiteral) return undefined;
  const literal = tree.textOf(argument);
  if (literal.includes('\n') || (made === 'fmt.Errorf' && literal.includes('%'))) return undefined;
  if (made !== 'errors.New' && made !== 'fmt.Errorf') return undefined;
  const qualifier = importedAs(source, 'errors') ?? 'errors';
  const name = freeName(context, nameFor(literal.slice(1, -1)));
  if (name === undefined || (made === 'fmt.Errorf' && isHidden(context, qualifier))) return undefined;
  const drop = made === 'fmt.Errorf' && usesOf(source, tree.textOf(tree.first(callee))) === 1 ? 'fmt' : undefined;
  const imports = importEdits(source, 'errors', drop);
  if (!imports) return undefined;
  return {
    title: say.title({ name }),
    // Two failures become equal in a comparison that told them apart before.
    safe: false,
    edits: [...imports, above(context, `var ${name} = ${qualifier}.New(${literal})`), context.edit(tree.span(call), name)],
    proof: 'gone',
    verified: say.verified,
  };
}

/** `errNotFound` for "user: not found". */
function nameFor(text: string): string {
  const words = text
    .slice(text.indexOf(': ') + 1)
    .replace(/['’]/g, '')
    .split(/[^A-Za-z0-9]+/)
    .filter(w => w !== '' && !FILLERS.has(w.toLowerCase()))
    .slice(0, MAX_WORDS);
  while (words.length > 1 && LINKS.has(words.at(-1)!.toLowerCase())) words.pop();
  const name = words.map(inName).join('');
  return `err${name === '' ? 'Failed' : name}`;
}

/** `ProtoMessage` and `TLS` stay as they are; a word in capitals alone is taken for loud, not for a name. */
function inName(word: string): string {
  if (INITIALISMS.has(word.toLowerCase())) return word.toUpperCase();
  const isMixed = /[a-z]/.test(word) && /[A-Z]/.test(word.slice(1));
  return word[0]!.toUpperCase() + (isMixed ? word.slice(1) : word.slice(1).toLowerCase());
}
