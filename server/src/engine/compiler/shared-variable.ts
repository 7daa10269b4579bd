/** Why a closure shares a variable with the function around it instead of taking a copy along; the compiler says it with `-m=2`. */
import { isWritten } from '../go/body/captures.js';
import type { Shared } from '../sites/evidence.js';
import { NONE, type Node } from '../syntax/flat-tree.js';
import type { DeclarationContext } from './declaration-context.js';
import type { CompilerFact } from './facts.js';
import { sharedAt } from './facts-index.js';
import type { SiteNode } from './printed-site.js';

/** Bytes of a variable that a closure takes a copy of at most (go-facts §4.3). */
const MAX_COPIED = 128;

/** `closure`: the outermost one that uses the variable. */
export function sharedBy(context: DeclarationContext, { kind, node }: SiteNode, facts: readonly CompilerFact[], closure: Node): Shared {
  const moved = kind === 'variable' ? facts.find(f => f.kind === 'moved') : undefined;
  const said = moved && sharedAt(context.facts, moved)?.detail;
  const words = /^addr=(true|false) assign=(true|false) width=(\d+)$/.exec(said ?? '');
  if (!words) return '';
  if (words[2] === 'true') return assigned(context, node, closure);
  if (words[1] === 'true') return 'addressed';
  return Number(words[3]) > MAX_COPIED ? 'large' : '';
}

function assigned({ tree, scopes }: DeclarationContext, variable: Node, closure: Node): Shared {
  const writes = closure === NONE ? [] : (scopes.variableOf(variable)?.uses ?? []).filter(use => use > closure && isWritten(tree, use));
  if (writes.some(use => tree.within(use, closure))) return 'assignedInside';
  return writes.length > 0 ? 'assignedLater' : 'assigned';
}
