/** Functions that only decode into one of their arguments: what the input lacks keeps its value, as in the function that they call. */
import type { Sliced } from '../../base/slices.js';
import { F, type FlatTree, type Node } from '../../syntax/flat-tree.js';
import { functionNow } from '../package/function-now.js';
import type { TypeSources } from '../package/typed-file.js';
import type { TreeTypes } from '../types/checking.js';
import type { Func } from '../types/model.js';
import { type PoolCode, readingPoolCode } from './pool-code.js';
import { fillingOf } from './pool-fillings.js';

const known = new WeakMap<TreeTypes, { readonly argument: number | undefined }>();
const DECODES = /\b(?:Unmarshal|Decode)\(/;

/** The position of that argument. */
export function* decodedArgument(func: Func, sources: TypeSources): Sliced<number | undefined> {
  const types = yield* functionNow(func, sources);
  if (!types || types.tree.hasError || !DECODES.test(types.tree.text)) return undefined;
  let answer = known.get(types);
  if (!answer) {
    answer = { argument: decodedIn(yield* readingPoolCode(types)) };
    known.set(types, answer);
  }
  return answer.argument;
}

function decodedIn(code: PoolCode): number | undefined {
  const found = parameterNodes(code.tree).findIndex(node => {
    const fillings = (code.scopes.variableOf(node)?.uses ?? []).map(use => fillingOf(code, use));
    return fillings.includes('decode') && fillings.every(f => f === 'decode' || f === 'read');
  });
  return found < 0 ? undefined : found;
}

/** Name nodes of all parameters, blank ones included, so that the index is the argument's. */
export function parameterNodes(tree: FlatTree): Node[] {
  const parameters = tree.field(0, F.Parameters);
  return [...tree.children(parameters)].flatMap(p => [...tree.children(p)].filter(c => tree.fields[c] === F.Name));
}
