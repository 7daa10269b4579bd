/**
 * Methods that hand out memory of their receiver: `func (b *Buffer) Bytes() []byte { return b.data }`. What they gave is still the pool's after a Put,
 * unless the object was given other memory before.
 */
import type { Sliced } from '../../base/slices.js';
import { argumentsOf, calleeOf, expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { hasStdPackage } from '../../tables/std/std-packages.js';
import { isWritten } from '../body/captures.js';
import { functionNow } from '../package/function-now.js';
import { isSyncPool } from '../package/pool-types.js';
import type { TypeSources } from '../package/typed-file.js';
import type { TreeTypes } from '../types/checking.js';
import { type Func, Mode, type Type } from '../types/model.js';
import { isUnknown, under } from '../types/predicates.js';
import { AnswersNow } from './answers-now.js';
import { isAppend, isView } from './pool-aliases.js';
import { calledFunction, fullName, isPoolMethod, namedCallee, type PoolCode, readingPoolCode, variableNode } from './pool-code.js';

/** So many calls are followed down; what lies deeper may replace the memory. */
const MAX_DEPTH = 3;
/** Then the reader rests: less than a millisecond. */
const NODES_PER_SLICE = 2000;

const fields = new WeakMap<TreeTypes, string | undefined>();

/** The field of the receiver whose memory the method returns; undefined for all other functions. */
export function* viewedField(func: Func, sources: TypeSources): Sliced<string | undefined> {
  if (!func.isMethod) return undefined;
  const types = yield* functionNow(func, sources);
  if (!types || types.tree.hasError) return undefined;
  if (!fields.has(types)) fields.set(types, returnedField(yield* readingPoolCode(types)));
  return fields.get(types);
}

/** The same field in all of its returns, `nil` left out. */
function returnedField(code: PoolCode): string | undefined {
  const { tree, scopes } = code;
  const found = new Set<string | undefined>();
  for (let n = 0; n < tree.kinds.length; n++) {
    if (tree.kinds[n] !== K.ReturnStatement || scopes.functionOf(n) !== 0) continue;
    const value = expressionsOf(tree, tree.first(n))[0] ?? NONE;
    if (tree.textOf(value) !== 'nil') found.add(fieldOf(code, value));
  }
  return found.size === 1 ? [...found][0] : undefined;
}

function fieldOf(code: PoolCode, value: Node): string | undefined {
  const { tree, types, scopes } = code;
  const e = tree.unparen(value);
  const kind = tree.kind(e);
  if (kind === K.SliceExpression) return fieldOf(code, tree.field(e, F.Operand));
  if (kind === K.CallExpression) {
    const func = calledFunction(code.types, e);
    const isOther = func && isView(fullName(func)) && argumentsOf(tree, e).length === 0;
    return isOther ? receiversField(code, tree.unparen(tree.first(namedCallee(tree, e)))) : undefined;
  }
  const type = types.typeOf(e);
  return scopes.variableOf(e) === undefined && type && under(type).kind === 'slice' ? receiversField(code, e) : undefined;
}

/** `b.data` of the receiver `b`. */
function receiversField({ tree, types, scopes }: PoolCode, e: Node): string | undefined {
  if (tree.kind(e) !== K.SelectorExpression || types.selections.get(e)?.object.kind !== 'var') return undefined;
  return scopes.variableOf(tree.first(e))?.kind === 'receiver' ? tree.textOf(tree.last(e)) : undefined;
}

const replacing = new WeakMap<TypeSources, Map<string, AnswersNow<TreeTypes, boolean>>>();

/** True unless the body surely leaves the field its memory: it may be cut and filled, not replaced. Whose body is not known may do anything. */
export function* mayReplace(types: TreeTypes | undefined, field: string, sources: TypeSources, depth = 0): Sliced<boolean> {
  if (!types || depth > MAX_DEPTH) return true;
  const fields = replacing.get(sources) ?? new Map<string, AnswersNow<TreeTypes, boolean>>();
  replacing.set(sources, fields);
  const answers = fields.get(field) ?? new AnswersNow<TreeTypes, boolean>(sources);
  fields.set(field, answers);
  return yield* answers.of(types, depth, () => replacesIn(types, field, sources, depth));
}

function* replacesIn(types: TreeTypes, field: string, sources: TypeSources, depth: number): Sliced<boolean> {
  const code = yield* readingPoolCode(types);
  const { tree } = code;
  for (let n = 0; n < tree.kinds.length; n++) {
    if (n % NODES_PER_SLICE === 0) yield;
    const kind = tree.kinds[n];
    if (kind === K.AssignmentStatement && replaces(code, n, field)) return true;
    if (kind !== K.CallExpression) continue;
    if (isHarmless(code, n) || !takesObject(code, n, field)) continue;
    const func = calledFunction(types, n);
    if (!func) return true;
    if (isPoolMethod(func, 'Put') || fullName(func)?.startsWith('bytes.Buffer.') || isStrange(code, n, func, depth)) continue;
    if (yield* mayReplace(yield* functionNow(func, sources), field, sources, depth + 1)) return true;
  }
  return false;
}

/** A function of std that is given nothing through which it could know the object: whose fields are the program's own. */
function isStrange(code: PoolCode, call: Node, func: Func, depth: number): boolean {
  const { tree, types, scopes } = code;
  if (func.pkg === undefined || !hasStdPackage(func.pkg.path, undefined)) return false;
  if (depth > 0 && TRANSFERS.test(fullName(func) ?? '')) return true;
  const callee = namedCallee(tree, call);
  const receiver = tree.kind(callee) === K.SelectorExpression ? [tree.first(callee)] : [];
  return [...receiver, ...argumentsOf(tree, call)].every(e => {
    const v = scopes.variableOf(variableNode(tree, e));
    const type = types.typeOf(tree.unparen(e));
    // What the caller of the function gave is not what the function takes from a pool.
    const isOthers = depth === 0 && v?.kind === 'parameter';
    return v === undefined || isOthers || (type !== undefined && isOfStd(type));
  });
}

/** A reader or writer that a function is given with an object is not one that changes the object. */
const TRANSFERS = /^io\.(?:Reader\.Read|Writer\.Write)$/;

/** Values of std, and of types without a declaration, have no fields of the program. */
function isOfStd(type: Type): boolean {
  const value = type.kind === 'pointer' ? type.elem : type;
  if (value.kind === 'named' && value.object.pkg)
    return hasStdPackage(value.object.pkg.path, undefined) && under(value).kind !== 'interface';
  return ['basic', 'slice', 'map', 'chan', 'array'].includes(under(value).kind);
}

/** A conversion or a call of a builtin; a function literal's body is part of the tree. */
function isHarmless({ tree, types }: PoolCode, call: Node): boolean {
  const callee = tree.unparen(calleeOf(tree, call));
  const mode = types.modes[callee];
  return mode === Mode.Type || mode === Mode.Builtin || tree.kind(callee) === K.FuncLiteral;
}

/** A call of a method of a variable of the function, or with one, a part of it or the address of the field as an argument. */
function takesObject({ tree, scopes, types }: PoolCode, call: Node, field: string): boolean {
  const callee = namedCallee(tree, call);
  const receiver = tree.kind(callee) === K.SelectorExpression ? [tree.first(callee)] : [];
  return [...receiver, ...argumentsOf(tree, call)].some(e => {
    const given = variableNode(tree, e);
    const type = types.typeOf(tree.unparen(e));
    if (type !== undefined && under(type).kind !== 'slice' && leadsNowhere(type, field)) return false;
    const isField = tree.kind(given) === K.SelectorExpression && tree.textOf(tree.last(given)) === field;
    return scopes.variableOf(given) !== undefined || (isField && tree.kind(tree.unparen(e)) === K.UnaryExpression);
  });
}

/** Through a value of it nobody gets to an object with such a field; what lies in a pool is not the object that somebody has. */
function leadsNowhere(type: Type, field: string, depth = 0): boolean {
  if (isSyncPool(type)) return true;
  const u = under(type);
  if (depth > MAX_DEPTH || isUnknown(u)) return false;
  const inner = (t: Type) => leadsNowhere(t, field, depth + 1);
  switch (u.kind) {
    case 'basic':
      return u.name !== 'unsafe.Pointer';
    case 'pointer':
      return under(u.elem).kind !== 'slice' && inner(u.elem);
    case 'slice':
    case 'array':
      return inner(u.elem);
    case 'struct':
      return u.fields.every(f => f.name !== field && inner(f.type));
    default:
      return false;
  }
}

/** `strconv.AppendInt(k.b, …)`: what the field has from then on is what it had, or the memory that was made for it. */
function appendsTo({ tree, types }: PoolCode, value: Node, text: string): boolean {
  const func = tree.kind(value) === K.CallExpression ? calledFunction(types, value) : undefined;
  return func !== undefined && isAppend(fullName(func)) && tree.textOf(argumentsOf(tree, value)[0] ?? NONE).startsWith(text);
}

/** `p := b.data` that is filled, and gets more room when it is full: `b.data = p[:n]`. */
function isGrownCopy({ tree, scopes }: PoolCode, value: Node, text: string): boolean {
  const v = scopes.variableOf(variableNode(tree, value));
  if (v?.kind !== 'local' || v.initIndex > 0 || v.init === NONE || tree.textOf(variableNode(tree, v.init)) !== text) return false;
  // What is given to it always is other memory; under a condition, it is what is made when there is no room.
  return v.uses.every(use => {
    if (!isWritten(tree, use) || tree.ancestor(use, K.IfStatement) !== NONE) return true;
    const right = tree.textOf(tree.field(tree.parent(tree.parent(use)), F.Right));
    return right.startsWith(`${v.name}[`) || right.startsWith(`append(${v.name}`);
  });
}

function replaces(code: PoolCode, statement: Node, field: string): boolean {
  const { tree } = code;
  const right = expressionsOf(tree, tree.field(statement, F.Right));
  return expressionsOf(tree, tree.field(statement, F.Left)).some((place, i) => {
    const isObject = tree.kind(place) === K.UnaryExpression && tree.op(place) === '*';
    if (!isObject && !(tree.kind(place) === K.SelectorExpression && tree.textOf(tree.last(place)) === field)) return false;
    const value = tree.unparen(right[i] ?? NONE);
    const text = tree.textOf(place);
    return !(
      (tree.kind(value) === K.SliceExpression && tree.textOf(tree.field(value, F.Operand)) === text) ||
      tree.textOf(value).startsWith(`append(${text}`) ||
      isGrownCopy(code, value, text) ||
      appendsTo(code, value, text)
    );
  });
}
