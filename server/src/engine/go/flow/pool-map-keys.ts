/** Keys of maps that are strings over memory of an object: `m[unsafe.String(p, n)]++`. The map keeps the string, and the memory is another's later. */
import { expressionsOf, F, K, type Node } from '../../syntax/flat-tree.js';
import { under } from '../types/predicates.js';
import { isInMap } from './pool-kept-place.js';
import { outlives } from './pool-outlives.js';
import { rootOf } from './pool-passing.js';
import type { Share, SharingCode } from './pool-share.js';

export function keysOf(code: SharingCode, statement: Node): Share[] {
  const { tree } = code;
  const places = tree.kind(statement) === K.IncStatement ? [tree.first(statement)] : expressionsOf(tree, tree.field(statement, F.Left));
  return places.flatMap((each): Share[] => {
    const place = tree.unparen(each);
    if (tree.kind(place) !== K.IndexExpression || !isInMap(code, place)) return [];
    const key = tree.unparen(tree.last(place));
    const type = code.types.typeOf(key);
    const isText = type !== undefined && under(type).kind === 'basic' && code.mayShare(key);
    const root = rootOf(tree, place);
    return isText && !code.mayShare(root) && outlives(code, root)
      ? [{ kind: 'stored', step: statement, node: place, values: [key], isKey: true }]
      : [];
  });
}
