/**
 * What a function makes for one call and could keep for the next: compressors, ciphers with their keys, the map of a query. Each is run
 * (`server/test/compiler/library-call.test.ts`).
 */
import { isWritten } from '../go/body/captures.js';
import { calledFunction, fullName } from '../go/flow/pool-code.js';
import type { Instead } from '../sites/evidence.js';
import { calleeOf, expressionsOf, F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import type { SiteContext } from './site-context.js';

type CallContext = Pick<SiteContext, 'tree' | 'scopes' | 'packages' | 'typed'>;

/** They have a `Reset`, and make tables and buffers. */
const COMPRESS = /^compress\/(?:gzip|zlib|flate)$/;
const COMPRESSOR = /^New(?:Writer(?:Level)?|Reader)$/;

/** `gzip.NewWriter(w)`, `aes.NewCipher(key)`, `r.URL.Query()`; undefined for other calls, and where somebody keeps what is made. */
export function madeEachCall(context: CallContext, call: Node): Instead | undefined {
  const { tree, packages } = context;
  const callee = calleeOf(tree, call);
  const name = tree.textOf(tree.last(callee));
  const from = packages.of(tree.first(callee));
  if (from === undefined) return name === 'Query' && isParsedAgain(context, call) ? { way: 'parsedAgain', to: '' } : undefined;
  if (COMPRESS.test(from) && COMPRESSOR.test(name))
    return isForThisCall(context, call, from) ? { way: 'keptState', to: 'Reset' } : undefined;
  const prepares = (from === 'crypto/aes' && name === 'NewCipher') || (from === 'crypto/cipher' && name === 'NewGCM');
  return prepares && isForThisCall(context, call, from) ? { way: 'keptCipher', to: '' } : undefined;
}

/** Its methods are called, and functions of other packages are given it; a block cipher may be what such a cipher is made of. */
function isForThisCall(context: CallContext, call: Node, from: string): boolean {
  const { tree, scopes, packages } = context;
  const made = variableOf(context, call);
  if (!made || made.uses.length === 0) return false;
  return made.uses.every(use => {
    if (scopes.functionOf(use) !== scopes.functionOf(call) && !isDeferred(tree, use)) return false;
    const p = tree.parent(use);
    if (tree.kind(p) === K.SelectorExpression) return tree.parentKind(p) === K.CallExpression && calleeOf(tree, tree.parent(p)) === p;
    const outer = tree.kind(p) === K.ArgumentList ? tree.parent(p) : NONE;
    const callee = tree.kind(outer) === K.CallExpression ? calleeOf(tree, outer) : NONE;
    const given = tree.kind(callee) === K.SelectorExpression ? packages.of(tree.first(callee)) : undefined;
    if (given === 'crypto/cipher') return isForThisCall(context, outer, given);
    return given !== undefined && !from.startsWith('crypto/');
  });
}

/** `defer func() { zw.Close() }()` */
function isDeferred(tree: FlatTree, use: Node): boolean {
  const literal = tree.ancestor(use, K.FuncLiteral);
  return tree.kind(tree.parent(tree.parent(literal))) === K.DeferStatement;
}

/** The first variable of `zw := gzip.NewWriter(w)` and `b, err := aes.NewCipher(key)`. */
function variableOf({ tree, scopes }: CallContext, call: Node) {
  const statement = tree.parent(tree.parent(call));
  if (tree.kind(statement) !== K.ShortVarDeclaration) return undefined;
  const values = expressionsOf(tree, tree.field(statement, F.Right));
  const [name] = expressionsOf(tree, tree.field(statement, F.Left));
  return values.length === 1 && values[0] === call && name !== undefined ? scopes.variableOf(name) : undefined;
}

/** The function makes the same call of the same `url.URL` once more, on the way behind or before it, and changes nothing of it. */
function isParsedAgain(context: CallContext, call: Node): boolean {
  const { tree, scopes, typed } = context;
  const text = tree.textOf(call);
  if (tree.text.indexOf(text) === tree.text.lastIndexOf(text) || /\.RawQuery\s*=[^=]/.test(tree.text)) return false;
  const func = typed && calledFunction(typed, call);
  if (!func || fullName(func) !== 'net/url.URL.Query') return false;
  const root = scopes.variableOf(rootOf(tree, calleeOf(tree, call)));
  if (!root || root.uses.some(u => isWritten(tree, u))) return false;
  for (let n = 1; n < tree.count; n++) {
    if (n === call || tree.kind(n) !== K.CallExpression || tree.textOf(n) !== text || scopes.functionOf(n) !== scopes.functionOf(call))
      continue;
    const [first, second] = n < call ? [n, call] : [call, n];
    if (tree.within(second, tree.ancestor(first, K.StatementList))) return true;
  }
  return false;
}

/** `r` of `r.URL.Query`. */
function rootOf(tree: FlatTree, selector: Node): Node {
  let n = selector;
  while (tree.kind(n) === K.SelectorExpression) n = tree.unparen(tree.first(n));
  return n;
}
