/** Expressions that may as well not be worked out: nobody else sees it. */
import { isPredeclaredType } from '../../go/types/universe.js';
import { calleeOf, K, type Node } from '../../syntax/flat-tree.js';
import type { RemedyContext } from './remedy.js';

/** Methods that by their names only tell. */
const TELLING: ReadonlySet<string> = new Set(['String', 'Error', 'Len', 'Unix', 'UnixNano', 'Seconds', 'Milliseconds']);
/** Packages whose functions make a value of their arguments, and no more: attributes of loggers, texts. */
const MAKERS: ReadonlySet<string> = new Set(['log/slog', 'go.uber.org/zap', 'strconv', 'fmt', 'errors', 'strings']);
const BUILTINS: ReadonlySet<string> = new Set(['len', 'cap', 'min', 'max']);

/** No call of a function that may do something, nothing received, no function literal. */
export function isWithoutEffect(context: Pick<RemedyContext, 'tree' | 'scopes' | 'packages'>, e: Node): boolean {
  const { tree } = context;
  for (let n = e; n < tree.afters[e]!; n++) {
    const kind = tree.kind(n);
    if (kind === K.FuncLiteral || (kind === K.UnaryExpression && tree.op(n) === '<-')) return false;
    if (kind === K.CallExpression && !isTelling(context, tree.unparen(calleeOf(tree, n)))) return false;
  }
  return true;
}

function isTelling({ tree, packages, scopes }: Pick<RemedyContext, 'tree' | 'scopes' | 'packages'>, callee: Node): boolean {
  const kind = tree.kind(callee);
  if (kind === K.Identifier) {
    const name = tree.textOf(callee);
    return scopes.variableOf(callee) === undefined && (BUILTINS.has(name) || isPredeclaredType(name));
  }
  if (kind !== K.SelectorExpression) return false;
  const from = packages.of(tree.first(callee));
  const name = tree.textOf(tree.last(callee));
  if (from !== undefined) return MAKERS.has(from) && !/^(?:F?Print|F?Scan|Set|Default|Log)/.test(name);
  return TELLING.has(name);
}
