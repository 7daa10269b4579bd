/** How pools are made: by which literal, with which `New`, and what that makes; and what the results of Gets are asserted to. */
import { calleeOf, expressionsOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isSyncPool } from '../package/pool-types.js';
import { identical } from '../types/identity.js';
import { hasPart } from '../types/mentions.js';
import type { Obj, Type, Var } from '../types/model.js';
import { isInterface, isTypeParameter, isUnknown, isUntyped } from '../types/predicates.js';
import { UNIVERSE } from '../types/universe.js';
import type { PoolCode } from './pool-code.js';
import { poolPlace } from './pool-place.js';

/** What a pool is made with: the type of what its `New` makes, undefined where nobody knows it. */
export interface MadeWith {
  readonly hasNew: boolean;
  readonly type: Type | undefined;
}

/** What the functions of a package return that return pools: one of the package's, or a new one. */
export function returnedPool(code: PoolCode): Var | MadeWith | undefined {
  const { tree, scopes } = code;
  let found: Var | MadeWith | undefined;
  for (let n = 0; n < tree.count; n++) {
    if (tree.kinds[n] !== K.ReturnStatement || scopes.functionOf(n) !== 0) continue;
    const values = expressionsOf(tree, tree.first(n));
    const value = values.length === 1 ? tree.unparen(values[0]!) : NONE;
    const v = scopes.variableOf(value);
    const made = madeBy(code, v?.kind === 'local' && v.initIndex <= 0 && v.uses.length === 1 ? v.init : value);
    const next = made ?? poolPlace(code, value)?.object;
    if (!next || found !== undefined) return undefined;
    found = next;
  }
  return found;
}

/** A literal of a pool, or its address; `new(sync.Pool)`. */
export function madeBy(code: PoolCode, e: Node, news?: NamedNews): MadeWith | undefined {
  const { tree, types } = code;
  const value = tree.withoutAddress(e);
  const type = types.typeOf(value);
  // `{New: f}` stands in a list of pools.
  const isElided = tree.kind(value) === K.LiteralValue;
  if (isElided || (tree.kind(value) === K.CompositeLiteral && type && isSyncPool(type))) {
    const made = newOf(tree, isElided ? value : tree.last(value));
    if (made !== NONE) return { hasNew: true, type: typeMadeBy(code, made, news) };
    return isElided && tree.textOf(value) !== '{}' ? undefined : { hasNew: false, type: undefined };
  }
  if (tree.kind(value) !== K.CallExpression || !isBuiltin(code, value, 'new')) return undefined;
  return type?.kind === 'pointer' && isSyncPool(type.elem) ? { hasNew: false, type: undefined } : undefined;
}

/** A call of one of these builtins. */
export const isBuiltin = ({ tree, types }: PoolCode, call: Node, ...names: string[]): boolean => {
  const object = types.objects.get(tree.unparen(calleeOf(tree, call)));
  return object?.kind === 'builtin' && names.includes(object.name);
};

/** A call of something predeclared of one of these names; where nothing is known, its name tells. */
export function isPredeclaredCall({ tree, types }: PoolCode, call: Node, ...names: string[]): boolean {
  const callee = tree.unparen(calleeOf(tree, call));
  const name = tree.textOf(callee);
  const object = types.objects.get(callee);
  return names.includes(name) && (object === undefined || object === UNIVERSE.own(name));
}

/** The type that the result of a call is asserted to, at once or by a variable, where that is no interface. */
export function assertedType(code: PoolCode, call: Node): Type | undefined {
  const { tree, types, scopes } = code;
  const p = tree.parent(call);
  if (tree.kind(p) === K.TypeAssertionExpression) return certain(types.typeOf(tree.field(p, F.Type)));
  const name = tree.kind(p) === K.ExpressionList ? tree.first(tree.field(tree.parent(p), F.Left)) : NONE;
  const v = scopes.variableOf(name);
  if (v?.kind !== 'local' || tree.unparen(v.init) !== call) return undefined;
  let found: Type | undefined;
  for (const use of v.uses) {
    const e = tree.parent(use);
    if (tree.kind(e) === K.BinaryExpression && tree.textOf(e).endsWith('nil')) continue;
    const type = tree.kind(e) === K.TypeAssertionExpression ? certain(types.typeOf(tree.field(e, F.Type))) : undefined;
    if (!type || (found && !identical(found, type))) return undefined;
    found = type;
  }
  return found;
}

/** The type of whatever an expression gives: undefined for interfaces, nil, and where nobody knows. */
export function certainType({ tree, types }: PoolCode, e: Node): Type | undefined {
  return certain(types.typeOf(tree.unparen(e)));
}

/** The type unless it is an interface, or somebody else's to say. */
export const certain = (type: Type | undefined): Type | undefined =>
  !type || isInterface(type) || isUntyped(type) || hasPart(type, isOpen) ? undefined : type;

/** Each instance of a generic function has another type there, and what nobody knows may be any. */
const isOpen = (part: Type): boolean => isTypeParameter(part) || isUnknown(part);

/** The value of `New` in the braces of a literal of a pool, or NONE. */
export function newOf(tree: FlatTree, braces: Node): Node {
  for (const c of tree.children(braces))
    if (tree.kind(c) === K.KeyedElement && tree.textOf(tree.first(c)) === 'New') return tree.unparen(tree.first(tree.last(c)));
  return NONE;
}

/** Functions of the package that stand as the `New` of a pool by their names, with the one type that each returns. */
export type NamedNews = ReadonlyMap<Obj, Type>;
const NO_NEWS: NamedNews = new Map();

/** The one type of all values that a function literal returns, or a function that is known by its name; undefined for anything else. */
export function typeMadeBy(code: PoolCode, made: Node, news: NamedNews = NO_NEWS): Type | undefined {
  const { tree, types } = code;
  if (tree.kind(made) === K.FuncLiteral) return typeReturned(code, made);
  const named = tree.kind(made) === K.Identifier ? types.objects.get(made) : undefined;
  return named && news.get(named);
}

/** The one type of all values that a function returns, by its literal or its declaration. */
export function typeReturned(code: PoolCode, made: Node): Type | undefined {
  const { tree } = code;
  let type: Type | undefined;
  for (let n = made + 1; n < tree.afters[made]!; n++) {
    if (tree.kinds[n] === K.FuncLiteral) n = tree.afters[n]! - 1;
    if (tree.kinds[n] !== K.ReturnStatement) continue;
    const values = expressionsOf(tree, tree.first(n));
    const found = values.length === 1 ? certainType(code, values[0]!) : undefined;
    if (!found || (type && !identical(type, found))) return undefined;
    type = found;
  }
  return type;
}
