/** Methods of package sync that are called on a local variable: their slow paths hand its address to the runtime (go-facts A3). */

import { innermostLoop } from '../go/body/enclosing.js';
import type { Variable } from '../go/names/variable.js';
import type { LeavingSite } from '../go/package/allocation-site.js';
import type { DeclarationSyntax } from '../go/package/declaration-syntax.js';
import { questionOf, type TypeQuestion } from '../go/package/type-question.js';
import { K, NONE, type Node } from '../syntax/flat-tree.js';
import type { Draft } from './draft.js';
import { leaksReceiver, mayLeakReceiver } from './sync-methods.js';

/** `mu.Lock()`, `state.mu.Lock()` on a local value. */
export function syncMethodCall(
  { tree, scopes, types }: DeclarationSyntax,
  call: Node,
  callee: Node,
): { variable: Variable; site: Draft<LeavingSite> } | undefined {
  const method = tree.textOf(tree.last(callee));
  if (!mayLeakReceiver(method)) return undefined;
  const receiver = tree.unparen(tree.first(callee));
  const root = tree.selectorRoot(receiver);
  const variable = tree.kind(root) === K.Identifier ? scopes.variableOf(root) : undefined;
  if (variable?.kind !== 'local') return undefined;
  const inside: TypeQuestion[] = [];
  for (let n = receiver; n !== root; ) {
    n = tree.unparen(tree.first(n));
    const type = types.of(n);
    if (type.kind === 'pointer') return undefined;
    if (type.kind !== 'struct') inside.push(questionOf(type, n));
  }
  const type = types.of(receiver);
  if (type.kind === 'pointer') return undefined;
  const isSync = type.kind === 'name' && type.pkg === 'sync' && leaksReceiver(type.name, method);
  return {
    variable,
    site: {
      what: 'leaving',
      kind: 'variable',
      node: variable.node,
      cause: 'syncMethod',
      ...tree.span(variable.node),
      name: variable.name,
      subject: 'variable',
      through: [],
      inside,
      call: { method, ...(!isSync && { receiver: questionOf(type, receiver) }) },
      steps: [{ ...tree.span(callee), what: 'syncMethod', name: variable.name }],
      loopDepth: innermostLoop(tree, call) === NONE ? 0 : 1,
    },
  };
}
