/** Pools that a call of a function makes for itself, and uses once: nothing ever comes out of them again. */
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isWritten } from '../body/captures.js';
import { isDeferred } from '../body/enclosing.js';
import type { PoolCallNodes } from './pool-calls.js';
import { bare, namedCallee, type PoolCode, variableNode } from './pool-code.js';
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
    // A goroutine or a function literal may take again what was put; a loop does.
    const uses = v.uses.filter(use => !isNewSet(code, use, v.func));
    if (!uses.every(use => isPlainCall(code, use, v.func))) continue;
    const loops = new Set(uses.map(use => scopes.loopOf(use)));
    const of = { span: tree.span(v.node), name: v.name };
    if (loops.size === 1 && loops.has(NONE)) found.set(v.node, { ...of, isOfLoop: false });
    else if (loops.size === 1 && isOneByOne(code, puts, uses)) found.set(v.node, { ...of, isOfLoop: true });
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

/** `p.New = f` of the function itself. */
function isNewSet({ tree, scopes }: PoolCode, use: Node, func: Node): boolean {
  const p = tree.parent(use);
  return (
    tree.kind(p) === K.SelectorExpression && tree.textOf(tree.last(p)) === 'New' && isWritten(tree, p) && scopes.functionOf(use) === func
  );
}

/** One `Get` in the loop, whose variable each `Put` gives back within the same iteration: there is never more than one object. */
function isOneByOne({ tree, scopes }: PoolCode, puts: PoolCallNodes['puts'], uses: readonly Node[]): boolean {
  const calls = uses.map(use => tree.parent(tree.parent(use)));
  const gets = calls.filter(call => argumentsOf(tree, call).length === 0);
  const [get = NONE] = gets;
  return (
    gets.length === 1 &&
    calls.every(call => {
      if (call === get) return true;
      const object = puts.find(put => put.call === call)?.object ?? NONE;
      const v = scopes.variableOf(variableNode(tree, object));
      return v?.init !== undefined && v.init !== NONE && bare(tree, v.init) === get && tree.parentKind(call) === K.ExpressionStatement;
    })
  );
}

/** `p.Get()` or `p.Put(x)`, of the function itself; a Put also of what it defers. */
function isPlainCall({ tree, scopes }: PoolCode, use: Node, func: Node): boolean {
  const p = tree.parent(use);
  const call = tree.parent(p);
  const isCalled = tree.kind(p) === K.SelectorExpression && tree.kind(call) === K.CallExpression && calleeOf(tree, call) === p;
  const own = scopes.functionOf(use);
  return isCalled && (own === func || (argumentsOf(tree, call).length > 0 && isDeferred(tree, own, func)));
}
