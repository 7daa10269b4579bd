/** What pools of a package make, by the variable or field that a pool is: the types that their `New` functions return. */
import type { Sliced } from '../../base/slices.js';
import { expressionsOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { type PlacedFunction, typingWhole } from '../package/function-now.js';
import { isSyncPool } from '../package/pool-types.js';
import type { TypeSources } from '../package/typed-file.js';
import type { TreeTypes } from '../types/checking.js';
import { identical } from '../types/identity.js';
import type { PackageSource } from '../types/importer.js';
import { hasPart } from '../types/mentions.js';
import type { Obj, Type } from '../types/model.js';
import { isInterface, isTypeParameter, isUnknown, isUntyped } from '../types/predicates.js';
import { namedCallee } from './pool-code.js';

/** By the pool's variable or field; undefined: more than one type, or nobody knows. */
export type PoolContents = ReadonlyMap<Obj, Type | undefined>;

const known = new WeakMap<TypeSources, { edition: number; bySource: WeakMap<PackageSource, PoolContents> }>();

export function* poolContents(source: PackageSource, sources: TypeSources): Sliced<PoolContents> {
  let all = known.get(sources);
  if (all?.edition !== sources.edition) {
    all = { edition: sources.edition, bySource: new WeakMap() };
    known.set(sources, all);
  }
  let found = all.bySource.get(source);
  if (!found) {
    found = yield* readContents(source, sources);
    all.bySource.set(source, found);
  }
  return found;
}

function* readContents(source: PackageSource, sources: TypeSources): Sliced<PoolContents> {
  const out = new Map<Obj, Type | undefined>();
  sources.asksBodies(source);
  for (const file of source.files) {
    for (const declaration of file.declarations) {
      if (!MAKES.test(declaration.code ?? declaration.outline)) continue;
      yield;
      const types = yield* typesOf({ source, file, declaration }, sources);
      if (types) addMade(types, out);
    }
  }
  return out;
}

/** A pool is made, or gets its `New`. */
const MAKES = /\bPool\{|\.New = /;

function* typesOf(placed: PlacedFunction, sources: TypeSources): Sliced<TreeTypes | undefined> {
  const { source, file, declaration } = placed;
  const isFunction = declaration.kind === 'func' || declaration.kind === 'method';
  return isFunction ? yield* typingWhole(placed, sources) : yield* sources.types(source).typing(file.path, declaration.tree);
}

function addMade(types: TreeTypes, out: Map<Obj, Type | undefined>): void {
  const { tree } = types;
  for (let n = 0; n < tree.kinds.length; n++) {
    if (tree.kinds[n] === K.CompositeLiteral) {
      const type = types.typeOf(n);
      const made = type && isSyncPool(type) ? newOf(tree, n) : NONE;
      if (made !== NONE) add(out, ownerOf(types, n), madeBy(types, made));
    } else if (tree.kinds[n] === K.AssignmentStatement) {
      const [place = NONE] = expressionsOf(tree, tree.field(n, F.Left));
      const [value = NONE] = expressionsOf(tree, tree.field(n, F.Right));
      const isNew = tree.kind(place) === K.SelectorExpression && tree.textOf(tree.last(place)) === 'New' && isPoolField(types, place);
      if (isNew) add(out, poolObject(types, tree.unparen(tree.first(place))), madeBy(types, value));
    }
  }
}

const isPoolField = (types: TreeTypes, selector: Node): boolean => types.selections.get(selector)?.object.pkg?.path === 'sync';

function add(out: Map<Obj, Type | undefined>, owner: Obj | undefined, type: Type | undefined): void {
  if (!owner) return;
  const before = out.get(owner);
  const isSame = !out.has(owner) || (before !== undefined && type !== undefined && identical(before, type));
  out.set(owner, isSame ? type : undefined);
}

/** The variable or field whose method is called, as in `s.bufs.Get()`; a pointer may lead to any pool. */
export function poolOfCall(types: TreeTypes, call: Node): Obj | undefined {
  const { tree } = types;
  const callee = namedCallee(tree, call);
  const object = tree.kind(callee) === K.SelectorExpression ? poolObject(types, tree.unparen(tree.first(callee))) : undefined;
  return object?.kind === 'var' && isSyncPool(object.type) ? object : undefined;
}

/** The type that the result of a call is asserted to, where that is no interface. */
export function assertedType(types: TreeTypes, call: Node): Type | undefined {
  return certain(types.typeOf(types.tree.parent(call)));
}

/** The type of whatever an expression gives: undefined for interfaces, nil, and where nobody knows. */
export function certainType(types: TreeTypes, e: Node): Type | undefined {
  return certain(types.typeOf(types.tree.unparen(e)));
}

const certain = (type: Type | undefined): Type | undefined =>
  !type || isInterface(type) || isUntyped(type) || hasPart(type, isOpen) ? undefined : type;

/** Each instance of a generic function has another type there, and what nobody knows may be any. */
const isOpen = (part: Type): boolean => isTypeParameter(part) || isUnknown(part);

/** The variable or field that an expression names, pointers to it included. */
function poolObject(types: TreeTypes, e: Node): Obj | undefined {
  const { tree } = types;
  const inner = tree.kind(e) === K.UnaryExpression ? tree.unparen(tree.first(e)) : e;
  const name = tree.kind(inner) === K.SelectorExpression ? tree.last(inner) : inner;
  const object = types.objects.get(name);
  return object?.kind === 'var' ? object : undefined;
}

/** The value of `New` in a literal of a pool, or NONE. */
export function newOf(tree: FlatTree, literal: Node): Node {
  for (const c of tree.children(tree.last(literal)))
    if (tree.kind(c) === K.KeyedElement && tree.textOf(tree.first(c)) === 'New') return tree.unparen(tree.first(tree.last(c)));
  return NONE;
}

/** What a literal of a pool, or its address, becomes the value of. */
function ownerOf(types: TreeTypes, literal: Node): Obj | undefined {
  const { tree } = types;
  let e = literal;
  while (tree.parentKind(e) === K.UnaryExpression || tree.parentKind(e) === K.ParenthesizedExpression) e = tree.parent(e);
  const list = tree.parent(e);
  const statement = tree.parent(list);
  if (tree.kind(statement) === K.KeyedElement) {
    const key = tree.first(tree.first(statement));
    const object = types.objects.get(key);
    return object?.kind === 'var' ? object : undefined;
  }
  if (tree.kind(list) !== K.ExpressionList) return undefined;
  const index = expressionsOf(tree, list).indexOf(e);
  const names =
    tree.kind(statement) === K.VarSpec
      ? [...tree.children(statement)].filter(c => tree.fields[c] === F.Name)
      : expressionsOf(tree, tree.field(statement, F.Left));
  return names[index] === undefined ? undefined : poolObject(types, tree.unparen(names[index]));
}

/** The one type of all values that a function literal returns; undefined for anything else. */
function madeBy(types: TreeTypes, made: Node): Type | undefined {
  const { tree } = types;
  if (tree.kind(made) !== K.FuncLiteral) return undefined;
  let type: Type | undefined;
  for (let n = made + 1; n < tree.afters[made]!; n++) {
    if (tree.kinds[n] === K.FuncLiteral) n = tree.afters[n]! - 1;
    if (tree.kinds[n] !== K.ReturnStatement) continue;
    const values = expressionsOf(tree, tree.first(n));
    const found = values.length === 1 ? certainType(types, values[0]!) : undefined;
    if (!found || (type && !identical(type, found))) return undefined;
    type = found;
  }
  return type;
}

/** True when a call runs the `New` of a sync.Pool by itself. */
export function callsNewOfPool(types: TreeTypes, call: Node): boolean {
  const callee = namedCallee(types.tree, call);
  return types.tree.kind(callee) === K.SelectorExpression && isPoolField(types, callee);
}
