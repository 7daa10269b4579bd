/** `errors.New("…")` inside of a function -> a package-level variable: one error for the life of the program instead of one per call. */
import { messages } from '../../base/message.js';
import { argumentsOf, calleeOf, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { above } from './above.js';
import { importEdits, importedAs, usesOf } from './imports.js';
import { freeNames, isHidden } from './names.js';
import { isFunction } from './package-function.js';
import type { Remedy, RemedyContext } from './remedy.js';

const say = messages('remedy/error-sentinel', {
  title: 'Make it the package-level error {name}',
  known: 'Return the package-level error {name}',
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
  const { tree, source } = context;
  const call = context.nodes.find(n => tree.kind(n) === K.CallExpression) ?? NONE;
  const made = call === NONE ? undefined : madeError(context, call);
  if (!made || !isFunction(tree)) return undefined;
  const { literal, maker } = made;
  const known = declaredAs(context, literal);
  const qualifier = importedAs(source, 'errors') ?? 'errors';
  const name = known ?? ownName(context, literal, call);
  if (name === undefined || (maker === 'fmt.Errorf' && known === undefined && isHidden(context, qualifier))) return undefined;
  const from = tree.textOf(tree.first(calleeOf(tree, call)));
  const drop = usesOf(source, from) === 1 && (maker === 'fmt.Errorf' || known !== undefined) ? maker.split('.')[0] : undefined;
  const imports = importEdits(source, known === undefined ? 'errors' : undefined, drop);
  if (!imports) return undefined;
  return {
    title: known === undefined ? say.title({ name }) : say.known({ name }),
    // Two failures become equal in a comparison that told them apart before.
    safe: false,
    edits: [
      ...imports,
      ...(known === undefined ? [above(context, `var ${name} = ${qualifier}.New(${literal})`)] : []),
      context.edit(tree.span(call), name),
    ],
    proof: 'gone',
    verified: say.verified,
  };
}

/** `errors.New("…")`, `fmt.Errorf("…")` of a text without verbs on one line. */
function madeError(
  { tree, packages }: Pick<RemedyContext, 'tree' | 'packages'>,
  call: Node,
): { literal: string; maker: string } | undefined {
  const callee = calleeOf(tree, call);
  if (tree.kind(callee) !== K.SelectorExpression) return undefined;
  const maker = `${packages.of(tree.first(callee))}.${tree.textOf(tree.last(callee))}`;
  const literal = maker === 'errors.New' || maker === 'fmt.Errorf' ? onlyText(tree, call) : undefined;
  return literal === undefined || (maker === 'fmt.Errorf' && literal.includes('%')) ? undefined : { literal, maker };
}

function onlyText(tree: FlatTree, call: Node): string | undefined {
  const [argument, more] = argumentsOf(tree, call);
  const kind = argument === undefined ? K.Other : tree.kind(argument);
  if (more !== undefined || (kind !== K.InterpretedStringLiteral && kind !== K.RawStringLiteral)) return undefined;
  const literal = tree.textOf(argument!);
  return literal.includes('\n') ? undefined : literal;
}

/** The variable of the package that holds this very error: `var errGone = errors.New("gone")`. */
function declaredAs({ packageFiles, scopes }: RemedyContext, literal: string): string | undefined {
  for (const { syntax, path } of packageFiles(literal) ?? []) {
    if (path.endsWith('_test.go')) continue;
    for (const { tree } of syntax.declarations) {
      if (tree.kind(0) !== K.VarDeclaration) continue;
      const [, name, text] = /^var\s+([\p{L}_][\p{L}\p{N}_]*)\s*=\s*errors\.New\((.*)\)$/u.exec(tree.text) ?? [];
      if (name !== undefined && text === literal && !scopes.variables.some(v => v.name === name)) return name;
    }
  }
  return undefined;
}

/** Names that are left for what would be called alike: the edits of several places may be made at once. */
function ownName(context: RemedyContext, literal: string, call: Node): string | undefined {
  const { packageFiles, source, declaration } = context;
  const wanted = nameFor(literal.slice(1, -1));
  const files = new Map([...(packageFiles('errors.New(') ?? []), ...(packageFiles('fmt.Errorf(') ?? [])].map(f => [f.path, f]));
  let before = 0;
  for (const path of [...files.keys()].sort()) {
    for (const { tree, offset } of files.get(path)!.syntax.declarations) {
      if (!isFunction(tree)) continue;
      for (let n = 1; n < tree.count; n++) {
        if (path === source.path && offset === declaration.offset && n === call) return freeNames(context, wanted)[before];
        if (tree.kind(n) !== K.CallExpression || !/^(?:errors\.New|fmt\.Errorf)$/.test(tree.textOf(calleeOf(tree, n)))) continue;
        const other = onlyText(tree, n);
        if (other !== undefined && nameFor(other.slice(1, -1)) === wanted) before++;
      }
    }
  }
  return freeNames(context, wanted)[0];
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
