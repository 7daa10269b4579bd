/**
 * `m[b.String()]`, `b.String() == "x"`, `switch b.String() {` of a bytes.Buffer, `sc.Text()` of a bufio.Scanner alike: the method is inlined and copies the bytes, where `string(b.Bytes())` in the
 * same place needs no copy. `-m` says that the copy stays, and it needs the heap beyond 32 bytes (run in `library-call.test.ts`).
 */

import { isWritten } from '../go/body/captures.js';
import { calledFunction, fullName } from '../go/flow/pool-code.js';
import { Mode } from '../go/types/model.js';
import { under } from '../go/types/predicates.js';
import { argumentsOf, calleeOf, expressionsOf, F, K, type Node } from '../syntax/flat-tree.js';
import { twinCallOf } from './bytes-twin.js';
import { typeAt } from './known-type.js';
import type { SiteContext } from './site-context.js';

/** Source that may have one: what is asked before types are. */
export const MAY_COPY_TEXT =
  /\.(?:String|Text)\(\)(?:\]| [=!]= | \{\n)|[=!]= [\w.]+\.(?:String|Text)\(\)|\bstrings\.\w+\([\w.]+\.(?:String|Text)\(\), /;

/** Methods that copy bytes into a text, and are inlined: each has a `Bytes` beside it. */
const COPIES: ReadonlySet<string> = new Set(['bytes.Buffer.String', 'bufio.Scanner.Text']);

/** The same text without a copy; undefined for other calls and other places. */
export function withoutCopy(context: Pick<SiteContext, 'tree' | 'typed'>, call: Node): string | undefined {
  if (!isOnlyRead(context, call)) return undefined;
  const bytes = bytesOf(context, call);
  // `Text` is one expression: inlined into a look-up, its copy is left out as well (run).
  const isFree = context.tree.parentKind(call) === K.IndexExpression && context.tree.textOf(calleeOf(context.tree, call)).endsWith('.Text');
  return isFree ? undefined : bytes && `string(${bytes})`;
}

/** `bytes.HasPrefix(sc.Bytes(), …)` for `strings.HasPrefix(sc.Text(), …)`; undefined for other calls and other places. */
export function twinOf(context: Pick<SiteContext, 'tree' | 'packages' | 'typed'>, call: Node): string | undefined {
  const twin = twinCallOf(context, call);
  const bytes = twin && bytesOf(context, call);
  return bytes && `bytes.${twin.name}(${bytes}, …)`;
}

function bytesOf({ tree, typed }: Pick<SiteContext, 'tree' | 'typed'>, call: Node): string | undefined {
  const callee = calleeOf(tree, call);
  if (!typed || tree.kind(callee) !== K.SelectorExpression || argumentsOf(tree, call).length > 0) return undefined;
  const func = calledFunction(typed, call);
  return func && COPIES.has(fullName(func) ?? '') ? `${tree.textOf(tree.first(callee))}.Bytes()` : undefined;
}

/** The places in which the compiler leaves the copy of `string(bytes)` out (go-facts §4.2). */
function isOnlyRead(context: Pick<SiteContext, 'tree' | 'typed'>, call: Node): boolean {
  const { tree } = context;
  const p = tree.parent(call);
  switch (tree.kind(p)) {
    case K.IndexExpression:
      return tree.last(p) === call && under(typeAt(context, tree.first(p))).kind === 'map' && !isWritten(tree, p);
    case K.BinaryExpression:
      return tree.op(p) === '==' || tree.op(p) === '!=';
    case K.ExpressionSwitchStatement:
      return tree.fields[call] === F.Value && hasConstantCases(context, p);
    default:
      return false;
  }
}

/** With another case than constants the text is kept in a variable, which is a copy (run). */
function hasConstantCases({ tree, typed }: Pick<SiteContext, 'tree' | 'typed'>, statement: Node): boolean {
  const values = [...tree.children(statement)].filter(c => tree.kind(c) === K.ExpressionCase).map(c => tree.field(c, F.Value));
  return values.flatMap(v => expressionsOf(tree, v)).every(e => typed?.modes[tree.unparen(e)] === Mode.Constant);
}
