/** Functions that only fill one of their arguments: what it held stays, as in the functions that they call. */
import type { Sliced } from '../../base/slices.js';
import { F, type FlatTree, type Node } from '../../syntax/flat-tree.js';
import { functionNow } from '../package/function-now.js';
import type { TypeSources } from '../package/typed-file.js';
import type { TreeTypes } from '../types/checking.js';
import type { Func, Type } from '../types/model.js';
import { isNamed } from '../types/named.js';
import type { Filled } from './filled.js';
import { type PoolCode, readingPoolCode } from './pool-code.js';
import { fillingOf } from './pool-fillings.js';

const known = new WeakMap<TreeTypes, { readonly filled: Filled | undefined }>();
const DECODES = /\b(?:Unmarshal|Decode)\(/;

/** The argument that a function fills. */
export function* filledArgument(func: Func, sources: TypeSources): Sliced<Filled | undefined> {
  const params = func.type.kind === 'func' ? func.type.params : [];
  const isWriting = params.some(p => isWriter(p.type));
  const types = yield* functionNow(func, sources);
  if (!types || types.tree.hasError || !(isWriting || DECODES.test(types.tree.text))) return undefined;
  let answer = known.get(types);
  if (!answer) {
    const code = yield* readingPoolCode(types);
    answer = { filled: filledIn(code, 'decode') ?? (isWriting ? filledIn(code, 'append') : undefined) };
    known.set(types, answer);
  }
  return answer.filled;
}

/** What cannot be emptied by it, or is a buffer whose methods tell. */
function isWriter(type: Type): boolean {
  if (isNamed(type, 'io', 'Writer')) return true;
  return type.kind === 'pointer' && (isNamed(type.elem, 'bytes', 'Buffer') || isNamed(type.elem, 'strings', 'Builder'));
}

function filledIn(code: PoolCode, kind: Filled['kind']): Filled | undefined {
  const argument = parameterNodes(code.tree).findIndex(node => {
    const fillings = (code.scopes.variableOf(node)?.uses ?? []).map(use => fillingOf(code, use));
    return fillings.includes(kind) && fillings.every(f => f === kind || f === 'read');
  });
  return argument < 0 ? undefined : { argument, kind };
}

/** Name nodes of all parameters, blank ones included, so that the index is the argument's. */
export function parameterNodes(tree: FlatTree): Node[] {
  const parameters = tree.field(0, F.Parameters);
  return [...tree.children(parameters)].flatMap(p => [...tree.children(p)].filter(c => tree.fields[c] === F.Name));
}
