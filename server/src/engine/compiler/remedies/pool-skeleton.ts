/** A `sync.Pool` with get and put functions for the struct that a constructor-like function makes, as a template: callers still have to use it. */
import { messages } from '../../base/message.js';
import { F, K, NONE } from '../../syntax/flat-tree.js';
import { poolOfStruct } from './pool-functions.js';
import type { Remedy, RemedyContext } from './remedy.js';

const say = messages('remedy/pool-skeleton', {
  title: 'Add a sync.Pool for {type} (template: callers have to use it)',
  verified: '(verified: compiles)',
});

export function poolSkeleton(context: RemedyContext): Remedy | undefined {
  const { tree } = context;
  if (tree.kind(0) !== K.FunctionDeclaration || tree.field(0, F.TypeParameters) !== NONE) return undefined;
  const name = tree.textOf(tree.field(0, F.Name));
  const result = tree.field(0, F.Result);
  if (!/^(?:new|New|make|create)/.test(name) || tree.kind(result) !== K.PointerType) return undefined;
  const type = tree.textOf(tree.first(result));
  const makesIt = context.nodes.some(n => {
    const made = tree.kind(n) === K.UnaryExpression ? tree.first(n) : n;
    return tree.kind(made) === K.CompositeLiteral && tree.textOf(tree.first(made)) === type;
  });
  const isOwn = makesIt && tree.kind(tree.first(result)) === K.TypeIdentifier;
  const pool = isOwn ? poolOfStruct(context, type) : undefined;
  if (!pool) return undefined;
  const end = tree.text.length;
  return {
    title: say.title({ type }),
    safe: false,
    edits: [...pool.imports, context.edit({ start: end, end }, `\n\n${pool.text}`)],
    proof: 'builds',
    verified: say.verified,
  };
}
