/** Objects that a function takes from a pool, works with alone, and never puts. */
import { NONE } from '../../syntax/flat-tree.js';
import type { PoolCallNodes } from './pool-calls.js';
import { bare, type PoolCode } from './pool-code.js';
import type { LostObject } from './pool-facts.js';
import { neverLeaves } from './pool-stays.js';

/** Uses beyond these are not looked at. */
const MAX_USES = 200;

export function keptObjects(code: PoolCode, { gets, puts }: PoolCallNodes): LostObject[] {
  const { tree, scopes } = code;
  return scopes.variables.flatMap((v): LostObject[] => {
    if (v.kind !== 'local' || v.init === NONE || v.initIndex > 0 || v.uses.length > MAX_USES) return [];
    const get = bare(tree, v.init);
    if (!gets.has(get) || puts.some(p => p.object === v.node || v.uses.some(use => tree.within(use, p.object))) || !neverLeaves(code, v))
      return [];
    return [{ span: tree.span(get), get: tree.span(get), name: v.name }];
  });
}
