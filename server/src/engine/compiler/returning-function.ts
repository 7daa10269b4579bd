/** What the compiler says about inlining the function that returns a value: a caller can keep on its stack only what an inlined function returns. */

import { baseName } from '../base/paths.js';
import type { ReturnedBy } from '../sites/evidence.js';
import { functionName } from '../sites/site-key.js';
import { F, K, NONE, type Node } from '../syntax/flat-tree.js';
import type { DeclarationContext } from './declaration-context.js';
import { factsOfFile } from './facts-index.js';
import { costOf } from './inlining.js';

/** Undefined for what a closure returns, and where the compiler says nothing of the function. */
export function returningFunction({ tree, scopes, source, declaration, facts }: DeclarationContext, node: Node): ReturnedBy | undefined {
  const kind = tree.kind(0);
  if ((kind !== K.FunctionDeclaration && kind !== K.MethodDeclaration) || scopes.functionOf(node) !== 0) return undefined;
  const receiver = tree.field(0, F.Receiver);
  const at = declaration.offset + tree.starts[receiver === NONE ? tree.field(0, F.Name) : receiver]!;
  const line = source.lines.position(at).line + 1;
  const said = factsOfFile(facts, baseName(source.path)).find(
    f =>
      (f.kind === 'inlinable' || f.kind === 'notInlinable') && f.line === line && source.lines.offsetOfByteColumn(f.line, f.column) === at,
  );
  if (!said) return undefined;
  const func = functionName(tree);
  if (said.kind === 'inlinable') return { func, cost: '', budget: '', isInlined: true };
  return { func, cost: '', budget: '', ...costOf(said.detail), isInlined: false };
}
