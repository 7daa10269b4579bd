/** Allocations that only a panic needs: the program is about to stop, unless the package catches what it throws. */

import type { Scopes } from '../go/names/scope.js';
import type { GoPackage } from '../go/package/go-package.js';
import { isInPanic } from '../sites/error-path.js';
import type { FlatTree, Node } from '../syntax/flat-tree.js';
import type { CompilerFact } from './facts.js';
import type { SiteNode } from './printed-site.js';

interface PanicContext {
  readonly tree: FlatTree;
  readonly scopes: Scopes;
  readonly pkg: GoPackage;
}

/**
 * True inside the arguments of a `panic(…)` that is the end. In a package that calls `recover` a panic may be a way out like any other: a
 * parser's syntax error, a server's answer 500.
 */
export function isLastWords({ tree, scopes, pkg }: PanicContext, node: Node): boolean {
  return !pkg.recovers && isInPanic(tree, scopes, node);
}

/**
 * An inlined callee's allocation that only its `panic` needs. The flow says so; without one, the value that package reflect's small methods
 * panic with is known by its type (reflect/value.go), and is by far the most frequent.
 */
export function isPanicOfCallee(site: SiteNode, fact: CompilerFact): boolean {
  return site.kind === 'inlined' && (fact.expression === '&reflect.ValueError{...}' || isThrown(fact));
}

/** The flow ends in a `panic(…)`. */
export function isThrown(fact: CompilerFact): boolean {
  return fact.flow?.at(-1)?.notes.at(-1)?.expression.startsWith('panic(') === true;
}
