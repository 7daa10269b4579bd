/** Calls that log: what they are given is made before they know whether anybody reads it. */
import type { PackageNames } from '../go/names/package-names.js';
import { calleeOf, type FlatTree, K, type Node } from '../syntax/flat-tree.js';

/**
 * `slog`: a function of log/slog, which has `Enabled` and `LogAttrs`. `levelled`: one of another logger that is often switched off.
 * `always`: a log line that is nearly always written. Empty: no logging.
 */
export type Logging = '' | 'slog' | 'levelled' | 'always';

/** Arguments nested deeper are not looked at. */
const MAX_DEPTH = 16;

interface CallContext {
  readonly tree: FlatTree;
  readonly packages: PackageNames;
}

/** Names that only loggers have. */
const SURE = /^(?:(?:Debug|Info|Warn|Warning|Error|Trace|Notice|Verbose|Fatal|Panic|Log)(?:f|w|ln)|(?:trace|log|debug)(?:\p{Lu}.*)?f?)$/u;
/** Names that loggers have too. */
const MAYBE = /^(?:Debug|Info|Warn|Warning|Error|Trace|Notice|Verbose|Fatal|Panic|Log|Print|Printf|Println|LogAttrs|Output)(?:Context)?$/;
/** How a logger is usually named. */
const LOGGER = /^(?:[sgkz]?log|logger|\w*(?:Log|_log)(?:ger)?|\w*[sS]ugar(?:ed)?)$/;

/** How the innermost call around the node that logs does so; the node is among its arguments, or is the call. */
export function loggingAround(context: CallContext, node: Node): Logging {
  const { tree } = context;
  let left = MAX_DEPTH;
  for (let n = node; n > 0 && left-- > 0; n = tree.parent(n)) {
    if (tree.kind(n) === K.FuncLiteral || tree.kind(n) === K.Block) return '';
    const logging = tree.kind(n) === K.CallExpression ? loggingOf(context, n) : '';
    if (logging !== '') return logging;
  }
  return '';
}

function loggingOf({ tree, packages }: CallContext, call: Node): Logging {
  const callee = tree.unparen(calleeOf(tree, call));
  if (tree.kind(callee) !== K.SelectorExpression) return '';
  const name = tree.textOf(tree.last(callee));
  const pkg = packages.of(tree.first(callee));
  if (pkg === 'fmt' || pkg === 'errors' || pkg === 'testing') return '';
  if (pkg === 'log/slog') return MAYBE.test(name) ? 'slog' : '';
  if (!SURE.test(name) && !(MAYBE.test(name) && isLogger(tree, callee))) return '';
  return /^(?:[dD]ebug|Info|[tT]race|Verbose|Notice|Warn)/.test(name) ? 'levelled' : 'always';
}

function isLogger(tree: FlatTree, callee: Node): boolean {
  let receiver = tree.unparen(tree.first(callee));
  if (tree.kind(receiver) === K.CallExpression) receiver = tree.unparen(calleeOf(tree, receiver));
  return LOGGER.test(tree.textOf(tree.kind(receiver) === K.SelectorExpression ? tree.last(receiver) : receiver));
}
