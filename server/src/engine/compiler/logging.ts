/** How a call logs that a site is an argument of, where types know more of the logger than the text does. */
import { fullName } from '../go/flow/pool-code.js';
import { type Logging, loggingAround } from '../sites/logging-call.js';
import { calleeOf, K, type Node } from '../syntax/flat-tree.js';
import type { DeclarationContext } from './declaration-context.js';

export function loggingOf(context: DeclarationContext, node: Node): Logging {
  const logging = loggingAround(context, node);
  return logging !== '' && isGivenToSlog(context, node) ? 'slog' : logging;
}

/** The innermost call around the node that is one of a `*slog.Logger`. */
function isGivenToSlog({ tree, typed }: DeclarationContext, node: Node): boolean {
  for (let n = tree.parent(node); n > 0 && typed; n = tree.parent(n)) {
    const kind = tree.kind(n);
    if (kind === K.FuncLiteral || kind === K.Block) return false;
    const object = kind === K.CallExpression ? typed.selections.get(tree.unparen(calleeOf(tree, n)))?.object : undefined;
    if (object?.kind === 'func' && fullName(object)?.startsWith('log/slog.Logger.')) return true;
  }
  return false;
}
