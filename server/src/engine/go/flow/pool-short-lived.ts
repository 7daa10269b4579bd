/** Pools that a call of a function makes for itself, and uses once: nothing ever comes out of them again. */
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { PoolCallNodes } from './pool-calls.js';
import { namedCallee, type PoolCode } from './pool-code.js';
import type { ShortLivedPool } from './pool-facts.js';

export function shortLivedPools(code: PoolCode, { puts, makers }: PoolCallNodes): ShortLivedPool[] {
  const { tree, scopes } = code;
  const found = new Map<Node, ShortLivedPool>();
  if (/^(?:main|init|Test\w*|Benchmark\w*)$/.test(tree.textOf(tree.field(0, F.Name))) || hasGoto(tree)) return [];
  for (const { call, fact } of puts) {
    const callee = namedCallee(tree, call);
    const base = !fact.byHelper && tree.kind(callee) === K.SelectorExpression ? tree.unparen(tree.first(callee)) : NONE;
    const v = scopes.variableOf(base);
    if (
      v?.kind !== 'local' ||
      v.loop !== NONE ||
      v.initIndex > 0 ||
      !(isMade(tree, v.init, v.typeNode) || makers.has(tree.unparen(v.init)))
    )
      continue;
    // A loop, a goroutine or a function literal may take again what was put.
    if (v.uses.every(use => isPlainCall(code, use, v.func))) found.set(v.node, { span: tree.span(v.node), name: v.name });
  }
  return [...found.values()];
}

/** A loop without a `for`. */
const hasGoto = (tree: FlatTree): boolean => tree.kinds.includes(K.GotoStatement);

/** `sync.Pool{…}`, `&sync.Pool{…}`, `new(sync.Pool)`, `var p sync.Pool`. */
function isMade(tree: FlatTree, init: Node, type: Node): boolean {
  if (init === NONE) return tree.textOf(type) === 'sync.Pool';
  const e = tree.withoutAddress(init);
  if (tree.kind(e) === K.CompositeLiteral) return tree.textOf(tree.first(e)) === 'sync.Pool';
  return tree.kind(e) === K.CallExpression && tree.textOf(e) === 'new(sync.Pool)' && argumentsOf(tree, e).length === 1;
}

/** `p.Get()` or `p.Put(x)`, of the function itself and once in each of its calls. */
function isPlainCall({ tree, scopes }: PoolCode, use: Node, func: Node): boolean {
  const p = tree.parent(use);
  const isCalled =
    tree.kind(p) === K.SelectorExpression && tree.kind(tree.parent(p)) === K.CallExpression && calleeOf(tree, tree.parent(p)) === p;
  return isCalled && scopes.functionOf(use) === func && scopes.loopOf(use) === NONE;
}
