/** Functions that only fill one of their arguments, or only look at them: what they held stays. */
import type { Sliced } from '../../base/slices.js';
import { expressionsOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { functionNow } from '../package/function-now.js';
import type { TypeSources } from '../package/typed-file.js';
import type { TreeTypes } from '../types/checking.js';
import type { Func, Type } from '../types/model.js';
import { isNamed } from '../types/named.js';
import { under } from '../types/predicates.js';
import type { Filled, Treated } from './filled.js';
import { type PoolCode, readingPoolCode } from './pool-code.js';
import { appendedTo, fillingOf, sliceFilling } from './pool-fillings.js';

const known = new WeakMap<TreeTypes, Treated>();
const NOTHING: Treated = { filled: undefined, reads: [] };
const DECODES = /\b(?:Unmarshal|Decode)\(/;
/** Larger bodies do more than look. */
const MAX_NODES = 2000;

/** The argument that a function fills, and those that it looks at. */
export function* treatedArguments(func: Func, sources: TypeSources): Sliced<Treated> {
  const params = func.type.kind === 'func' ? func.type.params : [];
  const types = yield* functionNow(func, sources);
  if (!types || types.tree.hasError || (params.length === 0 && !func.isMethod)) return NOTHING;
  let answer = known.get(types);
  if (!answer) {
    const code = yield* readingPoolCode(types);
    const isWriting = params.some(p => isWriter(p.type));
    const decoded = DECODES.test(types.tree.text) ? filledIn(code, 'decode') : undefined;
    const extended = extendedIn(code, func);
    answer = {
      filled: decoded ?? (isWriting ? filledIn(code, 'append') : undefined),
      reads: readsIn(code),
      ...(extended >= 0 && { extended }),
    };
    known.set(types, answer);
  }
  return answer;
}

/** Pointers that the body follows only to look: what it finds goes nowhere but in copies. */
function readsIn(code: PoolCode): number[] {
  const { tree, scopes, types } = code;
  if (tree.count > MAX_NODES) return [];
  const order = parameterNodes(tree);
  return scopes.variables.flatMap(v => {
    const object = types.objects.get(v.node);
    const isOwn = (v.kind === 'receiver' || v.kind === 'parameter') && v.func === 0 && !v.variadic;
    if (!isOwn || object?.kind !== 'var' || under(object.type).kind !== 'pointer') return [];
    const isLookedAt = v.uses.every(use => scopes.functionOf(use) === 0 && fillingOf(code, use) === 'read');
    return isLookedAt ? [v.kind === 'receiver' ? -1 : order.indexOf(v.node)] : [];
  });
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

/** `func (t *T) encode(dst []byte) []byte`, which only appends to `dst` and returns it; -1 for all others. */
function extendedIn(code: PoolCode, func: Func): number {
  const { tree, scopes, types } = code;
  const { params, results } = func.type.kind === 'func' ? func.type : { params: [], results: [] };
  if (results.length !== 1 || under(results[0]!.type).kind !== 'slice' || tree.count > MAX_NODES) return -1;
  if (scopes.variables.some(v => v.kind === 'result')) return -1;
  const returned: Node[] = [];
  for (let n = 0; n < tree.count; n++)
    if (tree.kinds[n] === K.ReturnStatement && scopes.functionOf(n) === 0) returned.push(tree.first(tree.first(n)));
  return parameterNodes(tree).findIndex((node, i) => {
    const type = params[i] && under(params[i].type).kind === 'slice';
    const v = type ? scopes.variableOf(node) : undefined;
    if (!v || v.variadic) return false;
    const isWhole = (e: Node): boolean => {
      if (scopes.variableOf(tree.unparen(e)) === v) return true;
      const to = appendedTo({ tree, types, scopes }, tree.unparen(e));
      return to !== NONE && isWhole(to);
    };
    const isOwn = (use: Node) => {
      const list = tree.parent(use);
      if (tree.fields[list] !== F.Left) return sliceFilling(code, use) !== 'unknown' || appendedTo(code, tree.parent(list)) === use;
      const right = expressionsOf(tree, tree.field(tree.parent(list), F.Right));
      return tree.next(use) === NONE && right.length === 1 && isWhole(right[0]!);
    };
    return (
      returned.length > 0 &&
      returned.every(isWhole) &&
      v.uses.every(use => scopes.functionOf(use) === 0 && (returned.includes(use) || isOwn(use)))
    );
  });
}

/** Name nodes of all parameters, blank ones included, so that the index is the argument's. */
export function parameterNodes(tree: FlatTree): Node[] {
  const parameters = tree.field(0, F.Parameters);
  return [...tree.children(parameters)].flatMap(p => [...tree.children(p)].filter(c => tree.fields[c] === F.Name));
}
