/** Which pool an expression means, wherever it lives: a variable, a field at any depth, an element, what a pointer leads to, what a type embeds. */
import { F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isAddressed, isWritten } from '../body/captures.js';
import { isSyncPool } from '../package/pool-types.js';
import type { Obj, Type, Var } from '../types/model.js';
import { under } from '../types/predicates.js';
import { calledFunction, namedCallee, type PoolCode } from './pool-code.js';

/** A pool by what declares it. */
export interface PoolPlace {
  /** The variable or field that is the pool, leads to it, or has it among its elements. */
  readonly object: Var;
  /** It is one of several, or a pointer leads to it: two such places may be one pool, and one place may be several. */
  readonly isIndirect: boolean;
}

/** Functions that return a pool, by the pool; whoever has looked for them knows. */
export type PoolGivers = ReadonlyMap<Obj, Var>;

const NOBODY: PoolGivers = new Map();
/** Nobody names a pool by more steps. */
const MAX_STEPS = 12;

/** `e`: a pool, a pointer to one, or a list or map of either. */
export function poolPlace(code: PoolCode, e: Node, givers: PoolGivers = NOBODY): PoolPlace | undefined {
  const { tree, scopes, types } = code;
  let at = tree.unparen(e);
  let isIndirect = false;
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    switch (tree.kind(at)) {
      case K.UnaryExpression:
        if (tree.op(at) !== '&' && tree.op(at) !== '*') return undefined;
        isIndirect ||= tree.op(at) === '*';
        at = tree.unparen(tree.first(at));
        continue;
      case K.IndexExpression:
        isIndirect = true;
        at = tree.unparen(tree.field(at, F.Operand));
        continue;
      case K.CallExpression: {
        const func = calledFunction(types, at);
        const object = func && givers.get(func.origin ?? func);
        return object && { object, isIndirect: true };
      }
      case K.Identifier: {
        const v = scopes.variableOf(at);
        const init = v?.kind === 'local' && v.init !== NONE && v.initIndex <= 0 ? tree.unparen(v.init) : NONE;
        const isOther = init !== NONE && leadsOn(tree.kind(init)) && !v!.uses.some(use => isWritten(tree, use) || isAddressed(tree, use));
        // A copy of a pool is another one.
        if (isOther && types.typeOf(init) && !isSyncPool(types.typeOf(init)!)) {
          const other = poolPlace(code, init, givers);
          if (other) return other;
        }
        return ofObject(types.objects.get(at), isIndirect);
      }
      case K.SelectorExpression:
        return ofObject(types.objects.get(tree.last(at)), isIndirect);
      default:
        return undefined;
    }
  }
  return undefined;
}

const leadsOn = (kind: K): boolean =>
  kind === K.UnaryExpression ||
  kind === K.SelectorExpression ||
  kind === K.IndexExpression ||
  kind === K.CallExpression ||
  kind === K.Identifier;

function ofObject(object: Obj | undefined, isIndirect: boolean): PoolPlace | undefined {
  if (object?.kind !== 'var' || !leadsToPool(object.type)) return undefined;
  return { object, isIndirect: isIndirect || !isSyncPool(object.type) };
}

/** A pool, a pointer to one, or a list or a map of either. */
export function leadsToPool(type: Type): boolean {
  let t = type;
  for (let depth = 0; depth < MAX_STEPS; depth++) {
    if (isSyncPool(t)) return true;
    if (t.kind === 'named') return false;
    const u = under(t);
    if (u.kind !== 'pointer' && u.kind !== 'slice' && u.kind !== 'map' && u.kind !== 'array') return false;
    t = u.elem;
  }
  return false;
}

/** The pool whose method is called, also by the field that embeds it; `value`: the method, where a variable has it. */
export function poolOfMethod(code: PoolCode, call: Node, givers?: PoolGivers, value: Node = NONE): PoolPlace | undefined {
  const { tree, types } = code;
  const callee = value === NONE ? namedCallee(tree, call) : value;
  if (tree.kind(callee) !== K.SelectorExpression) return undefined;
  const embedded = types.selections.get(callee)?.path.at(-1);
  return embedded ? ofObject(embedded, true) : poolPlace(code, tree.unparen(tree.first(callee)), givers);
}

/** The pool that a call takes from or puts to, where the variable or field is that pool itself, or a variable of the package points to it. */
export function poolOfCall(code: PoolCode, call: Node, value: Node = NONE): Var | undefined {
  const place = poolOfMethod(code, call, undefined, value);
  if (!place?.isIndirect) return place?.object;
  const { type, role } = place.object;
  return role === 'package' && type.kind === 'pointer' && isSyncPool(type.elem) ? place.object : undefined;
}

/** Of a list of pools, the one of a constant index that a call takes from or puts to: `classes[2].Get()`. */
export function elementOfCall(
  code: PoolCode,
  call: Node,
): { readonly object: Var; readonly index: string; readonly text: string } | undefined {
  const { tree, types } = code;
  const callee = namedCallee(tree, call);
  const pool = tree.kind(callee) === K.SelectorExpression ? tree.unparen(tree.first(callee)) : NONE;
  if (tree.kind(pool) !== K.IndexExpression) return undefined;
  const list = tree.unparen(tree.field(pool, F.Operand));
  const object = poolPlace(code, list)?.object;
  const index = types.constants.get(tree.unparen(tree.last(pool)));
  const u = object && under(object.type);
  const isList = (u?.kind === 'array' || u?.kind === 'slice') && isSyncPool(u.elem);
  return object && isList && index?.kind === 'int' ? { object, index: String(index.value), text: tree.textOf(pool) } : undefined;
}

/** The type of the package that embeds the pool whose method is called; whoever may name it may set `New`. */
export function embedderOf({ tree, types }: PoolCode, call: Node, path: string): string | undefined {
  const callee = namedCallee(tree, call);
  const type = types.typeOf(tree.unparen(tree.first(callee)));
  const holder = type?.kind === 'pointer' ? type.elem : type;
  if (types.selections.get(callee)?.path.length !== 1 || holder?.kind !== 'named' || holder.object.pkg?.path !== path) return undefined;
  return holder.object.name;
}
