/**
 * Where an allocation is not worth a reader's time although it is true: code that runs once, ways out with an error, what is logged, texts that are
 * filled up to a width.
 */
import type { PackageNames } from '../go/names/package-names.js';
import type { Scopes } from '../go/names/scope.js';
import { calleeOf, expressionsOf, F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import { isInPanic, isOnErrorPath } from './error-path.js';
import { loggingAround } from './logging-call.js';
import { runsOnce } from './runs-once.js';

interface PlaceContext {
  readonly tree: FlatTree;
  readonly scopes: Scopes;
  readonly packages: PackageNames;
}

export function isColdPlace({ tree, scopes, packages }: PlaceContext, node: Node): boolean {
  if (runsOnce(tree, node) || isOnErrorPath(tree, node) || isInPanic(tree, scopes, node)) return true;
  return loggingAround({ tree, packages }, node) !== '' || fillsUp({ tree, scopes }, node) || holdsStacks({ tree, scopes, packages }, node);
}

/** `s += "0"`: few iterations make a text as long as it shall be. */
function fillsUp({ tree, scopes }: Pick<PlaceContext, 'tree' | 'scopes'>, node: Node): boolean {
  if (tree.kind(node) !== K.AssignmentStatement || tree.op(node) !== '+=') return false;
  const [added = NONE] = expressionsOf(tree, tree.field(node, F.Right));
  return isText(tree, scopes, added);
}

/** `buf := make([]byte, 1<<20); n := runtime.Stack(buf, true)`: a dump, which stops the world. */
function holdsStacks({ tree, scopes, packages }: PlaceContext, make: Node): boolean {
  const statement = tree.parent(tree.parent(make));
  if (tree.kind(make) !== K.CallExpression || tree.kind(statement) !== K.ShortVarDeclaration) return false;
  const variable = scopes.variableOf(tree.first(tree.field(statement, F.Left)));
  const use = variable?.uses.find(u => tree.parentKind(u) === K.ArgumentList);
  const callee = use === undefined ? NONE : calleeOf(tree, tree.parent(tree.parent(use)));
  return tree.textOf(callee) === 'runtime.Stack' && packages.of(tree.first(callee)) === 'runtime';
}

/** A literal or a constant of the function. */
function isText(tree: FlatTree, scopes: Scopes, e: Node): boolean {
  const n = tree.unparen(e);
  const kind = tree.kind(n);
  return kind === K.InterpretedStringLiteral || kind === K.RawStringLiteral || scopes.variableOf(n)?.kind === 'constant';
}
