/**
 * `m := map[K]V{}` that loops over something of known length fill -> `make(map[K]V, len(xs))`: the map gets its room at once, instead of growing step by
 * step. Where keys repeat, or stores are left out, it has more room than it needs: those are not offered as far as they can be seen.
 */
import { messages } from '../../base/message.js';
import { isWritten } from '../../go/body/captures.js';
import { innermostLoop } from '../../go/body/enclosing.js';
import { loopOfBodyStatement } from '../../go/body/loops.js';
import type { Variable } from '../../go/names/variable.js';
import { under } from '../../go/types/predicates.js';
import { argumentsOf, calleeOf, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { typeAt } from '../known-type.js';
import { isHidden } from './names.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { leavesEarly, lengthOf } from './room-before-loop.js';

const say = messages('remedy/room-for-map', {
  title: 'Make `{map}` with room for `{length}` entries',
  verified: '(verified: compiles; the loops need not grow `{map}`)',
});

/** More of them are a sum that nobody reads. */
const MAX_LOOPS = 3;

export function roomForMap(context: RemedyContext): Remedy | undefined {
  const { tree, scopes, nodes } = context;
  const index = nodes.find(n => tree.kind(n) === K.IndexExpression) ?? NONE;
  const v = index === NONE ? scopes.variables.find(o => nodes.includes(o.init)) : scopes.variableOf(tree.unparen(tree.first(index)));
  if (v?.kind !== 'local' || under(typeAt(context, v.node)).kind !== 'map') return undefined;
  const made = emptyMap(context, v.init);
  const loops = made === undefined ? [] : fillingLoops(context, v);
  const lengths = loops.map(loop => (leavesEarly(context, loop) ? undefined : lengthOf(context, loop)));
  if (made === undefined || loops.length === 0 || loops.length > MAX_LOOPS || isHidden(context, 'make') || isHidden(context, 'len'))
    return undefined;
  if (!lengths.every((l, i) => l !== undefined && isThereBefore(context, l, v, loops[i]!))) return undefined;
  const length = lengths.map(l => `len(${l})`).join('+');
  return {
    title: say.title({ map: v.name, length }),
    safe: false,
    edits: [context.edit(tree.span(v.init), `make(${made}, ${length})`)],
    proof: 'builds',
    verified: say.verified({ map: v.name }),
  };
}

/** The type of `T{}` and `make(T)`, as it is written. */
function emptyMap({ tree }: RemedyContext, init: Node): string | undefined {
  if (tree.kind(init) === K.CompositeLiteral) {
    const [type, value] = tree.children(init);
    return value !== undefined && tree.textOf(value).replace(/\s/g, '') === '{}' ? tree.textOf(type!) : undefined;
  }
  const args = tree.kind(init) === K.CallExpression && tree.textOf(calleeOf(tree, init)) === 'make' ? argumentsOf(tree, init) : [];
  return args.length === 1 ? tree.textOf(args[0]!) : undefined;
}

/** Loops that store in each iteration; none where the map gets to another function, or a store stands elsewhere. */
function fillingLoops(context: RemedyContext, v: Variable): Node[] {
  const { tree, scopes } = context;
  const loops = new Set<Node>();
  for (const use of v.uses) {
    const index = tree.parent(use);
    if (tree.kind(index) !== K.IndexExpression || tree.first(index) !== use || !isWritten(tree, index)) continue;
    const statement = tree.parent(tree.parent(index));
    const loop = tree.kind(statement) === K.AssignmentStatement ? loopOfBodyStatement(tree, statement) : NONE;
    if (loop === NONE || innermostLoop(tree, loop) !== v.loop || scopes.functionOf(use) !== v.func) return [];
    if (hasContinueBefore(context, loop, statement)) return [];
    loops.add(loop);
  }
  return [...loops];
}

/** What it leaves out is not stored. */
function hasContinueBefore({ tree }: RemedyContext, loop: Node, store: Node): boolean {
  for (let n = loop; n < store; n++) if (tree.kind(n) === K.ContinueStatement) return true;
  return false;
}

/** What is looped over is what it is where the map is made. */
function isThereBefore({ tree, scopes }: RemedyContext, ranged: string, v: Variable, loop: Node): boolean {
  const name = /^[\p{L}_][\p{L}\p{N}_]*/u.exec(ranged)?.[0];
  const root = scopes.variables.find(o => o.name === name && o.uses.some(u => tree.within(u, loop)));
  if (!root || root.node > v.node || root.func !== v.func) return false;
  const between = root.uses.filter(u => u > v.node && u < loop);
  // A call may be given it, and add to it.
  return between.every(u => tree.ancestor(u, K.RangeClause) !== NONE && !isWritten(tree, u));
}
