/** `for _, part := range strings.Split(s, ",") {` -> `for part := range strings.SplitSeq(s, ",") {`, of Go 1.24. */
import { messages } from '../../base/message.js';
import { onlyValue } from '../../go/body/loops.js';
import { calleeOf, F, K, NONE } from '../../syntax/flat-tree.js';
import { insteadOf } from '../library-call.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { wholeLine } from './whole-line.js';

const say = messages('remedy/range-parts', {
  title: 'Range over {name}',
  verified: '(verified: no slice is made)',
});

/** First minor release with `strings.SplitSeq`. */
const SEQUENCES = 24;

export function rangeParts(context: RemedyContext): Remedy | undefined {
  const { tree, scopes, packages, language } = context;
  const call = context.nodes.find(n => tree.kind(n) === K.CallExpression) ?? NONE;
  const callee = call === NONE ? NONE : calleeOf(tree, call);
  // What changes the bytes while they are cut is seen by the iterator only.
  if (language.minor < SEQUENCES || tree.kind(callee) !== K.SelectorExpression || packages.of(tree.first(callee)) !== 'strings')
    return undefined;
  const instead = insteadOf(context, call);
  if (instead?.way !== 'ranged') return undefined;
  const statement = tree.parent(tree.parent(call));
  const isNamed = tree.kind(statement) === K.ShortVarDeclaration;
  const parts = isNamed ? scopes.variableOf(onlyValue(tree, statement, F.Left)) : undefined;
  const over = isNamed ? (parts?.uses[0] ?? NONE) : call;
  const line = isNamed ? wholeLine(context, statement) : undefined;
  const clause = tree.parent(over);
  if (isNamed && (line === undefined || tree.next(statement) !== tree.parent(clause))) return undefined;
  const element = tree.last(tree.field(clause, F.Left));
  const head = { start: tree.starts[tree.field(clause, F.Left)]!, end: tree.ends[over]! };
  return {
    title: say.title({ name: `${tree.textOf(callee)}Seq` }),
    safe: true,
    edits: [...(line ? [context.edit(line, '')] : []), context.edit(head, `${tree.textOf(element)} := range ${instead.to}`)],
    proof: 'gone',
    verified: say.verified,
  };
}
