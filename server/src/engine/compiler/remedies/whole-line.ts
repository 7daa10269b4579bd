/** The line of a statement, for edits that take it away. */
import { K, type Node } from '../../syntax/flat-tree.js';
import type { RemedyContext } from './remedy.js';

/** Undefined where something else is on it, too. */
export function wholeLine({ tree }: Pick<RemedyContext, 'tree'>, statement: Node): { start: number; end: number } | undefined {
  const { text } = tree;
  const start = text.lastIndexOf('\n', tree.starts[statement]!) + 1;
  const end = text.indexOf('\n', tree.ends[statement]) + 1;
  const isAlone = text.slice(start, tree.starts[statement]).trim() === '' && text.slice(tree.ends[statement], end).trim() === '';
  return tree.parentKind(statement) === K.StatementList && start > 0 && end > 0 && isAlone ? { start, end } : undefined;
}
