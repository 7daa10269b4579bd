/**
 * `for _, part := range strings.Split(s, ",") {`: the slice is made for the loop alone, where `strings.SplitSeq` of Go 1.24 makes none. That one may keep a closure
 * on the heap in Go 1.24 and 1.25 (two small objects, run in `library-call.test.ts`).
 */
import { onlyValue } from '../go/body/loops.js';
import { argumentsOf, calleeOf, expressionsOf, F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import type { SiteContext } from './site-context.js';

/** The iterator that does the same, as a call: `strings.SplitSeq(s, ",")`. */
export function rangedOver({ tree, scopes }: Pick<SiteContext, 'tree' | 'scopes'>, call: Node): string | undefined {
  const callee = calleeOf(tree, call);
  const name = tree.textOf(tree.last(callee));
  const given = argumentsOf(tree, call);
  if (given.length !== (name === 'Split' ? 2 : 1) || (name !== 'Split' && name !== 'Fields')) return undefined;
  let over = call;
  if (!isRanged(tree, call)) {
    const statement = tree.parent(tree.parent(call));
    if (tree.kind(statement) !== K.ShortVarDeclaration || onlyValue(tree, statement, F.Right) !== call) return undefined;
    const parts = scopes.variableOf(onlyValue(tree, statement, F.Left));
    const [use, more] = parts?.uses ?? [];
    if (use === undefined || more !== undefined || !isRanged(tree, use) || scopes.loopOf(use) !== parts!.loop) return undefined;
    over = use;
  }
  // The iterator sees what the loop writes to the bytes.
  if (tree.textOf(callee).startsWith('bytes.') && isNamedInLoop(tree, over, given)) return undefined;
  return `${tree.textOf(callee)}Seq(${given.map(a => tree.textOf(a)).join(', ')})`;
}

/** A name of the arguments in the body of the loop over `e`: whatever it is there for. */
function isNamedInLoop(tree: FlatTree, e: Node, given: readonly Node[]): boolean {
  const loop = tree.ancestor(e, K.ForStatement);
  const names = new Set<string>();
  for (let n = 1; n < tree.count; n++) {
    if (tree.kind(n) === K.Identifier && given.some(a => tree.within(n, a))) names.add(tree.textOf(n));
  }
  for (let n = tree.field(loop, F.Body); n < tree.count && tree.starts[n]! < tree.ends[loop]!; n++) {
    if (tree.kind(n) === K.Identifier && names.has(tree.textOf(n))) return true;
  }
  return false;
}

/** What a loop is over that asks for the elements alone. */
export function isRanged(tree: FlatTree, e: Node): boolean {
  const clause = tree.parent(e);
  if (tree.kind(clause) !== K.RangeClause || tree.field(clause, F.Right) !== e) return false;
  const left = tree.field(clause, F.Left);
  const names = left === NONE ? [] : expressionsOf(tree, left);
  return names.length === 2 && tree.textOf(names[0]!) === '_' && tree.text.slice(tree.ends[left]!, tree.starts[e]!).includes(':=');
}
