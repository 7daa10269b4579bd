/**
 * Values that have a pooled object in a field, and a method that puts it: `h := acquire(); defer h.Release()`. The value itself is nobody else's, so
 * only its field is followed.
 */
import { expressionsOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isWritten } from '../body/captures.js';
import type { Variable } from '../names/variable.js';
import type { Func } from '../types/model.js';
import { bare, calledFunction, type PoolCode } from './pool-code.js';
import { literalElements } from './result-part.js';

/** What a function makes around an object. */
export interface Holder {
  readonly field: string;
  /** The function whose result it has there. */
  readonly source: Func;
}

/** Each return that gives anything gives a new literal, with the result of a call in one field. */
export function readHolder(code: PoolCode): Holder | undefined {
  const { tree, scopes } = code;
  let found: Holder | undefined;
  for (let n = 0; n < tree.count; n++) {
    if (tree.kinds[n] !== K.ReturnStatement || scopes.functionOf(n) !== 0) continue;
    const [value = NONE] = expressionsOf(tree, tree.first(n));
    if (value === NONE || tree.kind(value) === K.Nil || tree.textOf(value) === 'nil') continue;
    const held = heldIn(code, value);
    if (!held || (found && (found.field !== held.field || found.source !== held.source))) return undefined;
    found = held;
  }
  return found;
}

function heldIn(code: PoolCode, value: Node): Holder | undefined {
  const { tree, scopes } = code;
  const e = tree.unparen(value);
  const v = scopes.variableOf(e);
  const made = tree.withoutAddress(v ? onlyValue(code, v) : e);
  if (tree.kind(made) !== K.CompositeLiteral) return undefined;
  const found: Holder[] = [];
  const keys = [...tree.children(tree.last(made))];
  literalElements(tree, made).forEach((element, i) => {
    const source = sourceOf(code, element);
    const key = keys[i]!;
    if (source && tree.kind(key) === K.KeyedElement) found.push({ field: tree.textOf(tree.first(key)), source });
  });
  return found.length === 1 ? found[0] : undefined;
}

/** What a variable holds that is only read, or whose fields are set. */
const onlyValue = ({ tree }: PoolCode, v: Variable): Node =>
  v.kind === 'local' && v.initIndex <= 0 && !v.uses.some(use => isWritten(tree, use)) ? tree.unparen(v.init) : NONE;

function sourceOf(code: PoolCode, element: Node): Func | undefined {
  const { tree, scopes, types } = code;
  const e = tree.unparen(element);
  const v = scopes.variableOf(e);
  const call = bare(tree, v ? onlyValue(code, v) : e);
  return tree.kind(call) === K.CallExpression ? calledFunction(types, call) : undefined;
}

/** The field of a variable that has an object of a pool there from its declaration to the end. */
export function handleField(code: PoolCode, name: Node): string | undefined {
  if (!code.handles || code.handles.size === 0) return undefined;
  const v = code.scopes.variableOf(name);
  const made = v ? onlyValue(code, v) : NONE;
  return made === NONE ? undefined : code.handles.get(bare(code.tree, made));
}

/** The field of a handle that a selector means: `h.b`; NONE for other selectors. */
export function handleOf(code: PoolCode, selector: Node): Node {
  const { tree } = code;
  const name = tree.unparen(tree.first(selector));
  const field = tree.kind(name) === K.Identifier ? handleField(code, name) : undefined;
  return field !== undefined && tree.textOf(tree.last(selector)) === field ? name : NONE;
}

/** The expression that leads to the object: `h.b` of `h`. NONE where the use touches the handle alone. */
export function touchedField(code: PoolCode, name: Node): Node {
  const { tree } = code;
  const p = tree.parent(name);
  if (tree.kind(p) !== K.SelectorExpression || tree.first(p) !== name) return NONE;
  return handleOf(code, p) === NONE && !code.views?.has(tree.parent(p)) ? NONE : p;
}

/** `h.b = nil` behind the put: nobody puts or finds it there again. */
export function isCleared({ tree }: PoolCode, place: string): boolean {
  const places = assignedPlaces(tree);
  return places.has(place) || places.has(`*${place.split('.')[0]}`);
}

const assigned = new WeakMap<FlatTree, Set<string>>();

/** What a function assigns to, as it is written: once for all fields that it hands on. */
function assignedPlaces(tree: FlatTree): ReadonlySet<string> {
  let places = assigned.get(tree);
  if (places) return places;
  places = new Set();
  for (let n = 0; n < tree.count; n++)
    if (tree.kinds[n] === K.AssignmentStatement)
      for (const target of expressionsOf(tree, tree.field(n, F.Left))) places.add(tree.textOf(target));
  assigned.set(tree, places);
  return places;
}
