/** Where an allocation is not worth a reader's time although it is true: code that runs once, ways out with an error, what is logged. */
import type { Scopes } from '../go/names/scope.js';
import type { TypeReader } from '../go/types/type-reader.js';
import type { FlatTree, Node } from '../syntax/flat-tree.js';
import { isInPanic, isOnErrorPath } from './error-path.js';
import { loggingAround } from './logging-call.js';
import { runsOnce } from './runs-once.js';

interface PlaceContext {
  readonly tree: FlatTree;
  readonly scopes: Scopes;
  readonly types: TypeReader;
}

export function isColdPlace({ tree, scopes, types }: PlaceContext, node: Node): boolean {
  return runsOnce(tree, node) || isOnErrorPath(tree, node) || isInPanic(tree, scopes, node) || loggingAround({ tree, types }, node) !== '';
}
