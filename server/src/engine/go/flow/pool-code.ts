/** A function as the readers of pools share it: its tree, its variables, its types. */
import type { Sliced } from '../../base/slices.js';
import { calleeOf, F, type FlatTree, K, type Node } from '../../syntax/flat-tree.js';
import { Scopes } from '../names/scope.js';
import type { TreeTypes } from '../types/checking.js';
import { typeSetOf } from '../types/identity.js';
import { type Func, Mode, type Type } from '../types/model.js';
import { under } from '../types/predicates.js';
import { receiverBase } from '../types/receiver.js';
import type { ResultPart } from './result-part.js';

export interface PoolCode {
  readonly tree: FlatTree;
  readonly scopes: Scopes;
  readonly types: TreeTypes;
  /** Calls of methods that hand out memory of their receiver, where somebody has looked for them. */
  readonly views?: ReadonlySet<Node>;
  /** Calls of functions whose bodies wait for nobody, where somebody has looked at them. */
  readonly quiet?: ReadonlySet<Node>;
  /** Calls that make a value around an object of a pool, with the field that has it. */
  readonly handles?: ReadonlyMap<Node, string>;
  /** Of calls of functions whose result leads to arguments, what it leads to, where somebody has looked at them. */
  readonly parts?: ReadonlyMap<Node, readonly ResultPart[]>;
}

const known = new WeakMap<TreeTypes, PoolCode>();

export function* readingPoolCode(types: TreeTypes): Sliced<PoolCode> {
  let code = known.get(types);
  if (!code) {
    code = { tree: types.tree, scopes: yield* Scopes.reading(types.tree), types };
    known.set(types, code);
  }
  return code;
}

/** The expression that names what is called, type arguments left out. */
export function namedCallee(tree: FlatTree, call: Node): Node {
  let callee = tree.unparen(calleeOf(tree, call));
  while (tree.kind(callee) === K.IndexExpression || tree.kind(callee) === K.TypeInstantiationExpression)
    callee = tree.unparen(tree.first(callee));
  return callee;
}

/** Its name alone: `Put` of `s.pool.Put(b)`. */
export function calledName(tree: FlatTree, call: Node): string {
  const callee = namedCallee(tree, call);
  return tree.textOf(tree.kind(callee) === K.SelectorExpression ? tree.last(callee) : callee);
}

/** The function or method that a call runs, as far as that is known; for a value of an interface the interface's. */
export function calledFunction(types: TreeTypes, call: Node): Func | undefined {
  const { tree } = types;
  const callee = namedCallee(tree, call);
  const isSelector = tree.kind(callee) === K.SelectorExpression;
  // `T.Method(v)` has its receiver among its arguments.
  if (isSelector && types.modes[tree.unparen(tree.first(callee))] === Mode.Type) return undefined;
  const object = types.objects.get(isSelector ? tree.last(callee) : callee);
  return object?.kind === 'func' ? object : undefined;
}

/** `bytes.Buffer.Bytes`, `io.Reader.Read`, `bytes.TrimSpace`; undefined for what is declared in a function. */
export function fullName(func: Func): string | undefined {
  const { pkg, name, isMethod } = func.origin ?? func;
  if (!isMethod) return pkg && `${pkg.path}.${name}`;
  const { interfaceName } = func.origin ?? func;
  if (interfaceName !== undefined) return `${pkg?.path ?? ''}.${interfaceName}.${name}`;
  const type = receiverBase(func);
  return type?.kind === 'named' ? `${type.object.pkg?.path ?? ''}.${type.object.name}.${name}` : undefined;
}

/** True when whoever holds a value of the type shares what it leads to. Whose methods are asked for is a pointer; `any` may be anything. */
export function sharesMemory(type: Type | undefined): boolean {
  const u = type && under(type);
  if (u?.kind === 'interface') return typeSetOf(u).methods.size > 0;
  return u !== undefined && ['pointer', 'slice', 'map', 'chan'].includes(u.kind);
}

/** True for a method of sync.Pool itself, however it is reached: by a pointer, by embedding, in a generic type. */
export function isPoolMethod(func: Func, name: 'Get' | 'Put'): boolean {
  return func.name === name && fullName(func) === `sync.Pool.${name}`;
}

/** The identifier of `v` and `&v`, of parts and other types of it: `v[:0]`, `v.(T)`. */
export function variableNode(tree: FlatTree, e: Node): Node {
  const operand = tree.withoutAddress(e);
  const kind = tree.kind(operand);
  return kind === K.SliceExpression || kind === K.TypeAssertionExpression ? variableNode(tree, tree.field(operand, F.Operand)) : operand;
}

/** The expression without type assertions and stars. */
export function bare(tree: FlatTree, node: Node): Node {
  let e = tree.unparen(node);
  for (;;) {
    if (tree.kind(e) === K.TypeAssertionExpression) e = tree.unparen(tree.field(e, F.Operand));
    else if (tree.kind(e) === K.UnaryExpression && tree.op(e) === '*') e = tree.unparen(tree.first(e));
    else return e;
  }
}

/** What a part of it is of: `(*p)[:n]` of `p`. */
export function taken(tree: FlatTree, value: Node): Node {
  const e = bare(tree, value);
  return tree.kind(e) === K.SliceExpression ? taken(tree, tree.field(e, F.Operand)) : e;
}
