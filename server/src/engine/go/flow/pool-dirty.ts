/** Objects that a function takes from a pool, fills and puts, and nobody empties in between: what is in them is of several uses. */
import type { Sliced } from '../../base/slices.js';
import { calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isAddressed } from '../body/captures.js';
import type { Variable } from '../names/variable.js';
import type { Type } from '../types/model.js';
import { under } from '../types/predicates.js';
import type { PoolCallNodes, PutNodes } from './pool-calls.js';
import { type PoolCode, variableNode } from './pool-code.js';
import { type FilledField, filledField, filledPart, isAside, keptField } from './pool-dirty-fields.js';
import type { DirtyObject } from './pool-facts.js';
import { type FillingCalls, fillingOf, isEmptiedByReset, sliceFilling } from './pool-fillings.js';
import { takenBy } from './pool-taken.js';

/** Methods by which a type decides what decoding leaves of it. */
const DECODES_ITSELF = /^(?:Unmarshal|GobDecode)/;

/** Uses beyond these are not looked at. */
const MAX_USES = 200;

/** Then the reader rests. */
const VARIABLES_PER_SLICE = 100;

/** Puts by the name of what they give away. */
type PutsByName = ReadonlyMap<Node, number>;

export function* readDirtyObjects(code: PoolCode, { puts, filling, plainGets }: PoolCallNodes): Sliced<DirtyObject[]> {
  const out: DirtyObject[] = [];
  if (code.tree.hasError) return out;
  const byName = new Map(puts.map((p, i) => [variableNode(code.tree, p.object), i]));
  for (const [i, v] of code.scopes.variables.entries()) {
    if (i % VARIABLES_PER_SLICE === 0) yield;
    const get = takenPlainly(code, v, plainGets);
    const found = get === NONE || v.uses.length > MAX_USES ? undefined : dirty(code, v, { puts, byName, filling });
    if (found) out.push({ ...found, get: code.tree.span(get), name: v.name });
  }
  return out;
}

/** The same of functions, too, that give what a pool gave as it was. */
function takenPlainly(code: PoolCode, v: Variable, plainGets: ReadonlySet<Node>): Node {
  const call = v.kind === 'local' && v.init !== NONE && v.initIndex === -1 ? code.tree.unparen(v.init) : NONE;
  return plainGets.has(call) ? call : takenBy(code, v);
}

interface Puts {
  readonly puts: readonly PutNodes[];
  readonly byName: PutsByName;
  readonly filling: FillingCalls;
}

function dirty(code: PoolCode, v: Variable, { puts, byName, filling }: Puts): Omit<DirtyObject, 'get' | 'name'> | undefined {
  const { tree, types } = code;
  const object = types.objects.get(v.node);
  const target = object?.kind === 'var' ? under(object.type) : undefined;
  if (object?.kind !== 'var' || !target) return undefined;
  const held = target.kind === 'pointer' ? target.elem : object.type;
  if (under(held).kind === 'slice') return appended(code, v, { puts, byName, filling });
  if (under(held).kind === 'map' && target.kind === 'map')
    return partly(
      code,
      v,
      puts,
      byName,
      filledPart(
        code,
        v.uses.filter(use => !byName.has(use)),
        filling,
      ),
    );
  const isBuffer = isEmptiedByReset(held);
  if (target.kind !== 'pointer' && !isBuffer) return undefined;
  const fillings = v.uses.map(use => (byName.has(use) ? 'put' : fillingOf(code, use, filling)));
  const wanted = isBuffer ? ['append'] : ['decode', 'extend'];
  const firstAt = fillings.findIndex(kind => wanted.includes(kind));
  const first = firstAt < 0 ? undefined : { at: v.uses[firstAt]!, kind: fillings[firstAt] as 'decode' | 'append' | 'extend' };
  let put = -1;
  for (const [i, kind] of fillings.entries()) {
    const isAllowed = kind === 'read' || kind === 'put' || wanted.includes(kind) || (first && isAside(code, v.uses[i]!, first.at));
    if (!isAllowed)
      return isBuffer ? undefined : partly(code, v, puts, byName, filledField(code, v, byName, filling) ?? keptField(code, v, byName));
    if (kind === 'put') put = byName.get(v.uses[i]!)!;
  }
  const isKept = isBuffer || under(held).kind === 'struct' || under(held).kind === 'map';
  if (!first || put < 0 || !isKept || (first.kind === 'extend' && !isReadBack(code, v, byName))) return undefined;
  const { byHelper, isPlain } = puts[put]!.fact;
  if ((byHelper && !isPlain) || !isCertain(code, puts[put]!) || (first.kind === 'decode' && decodesItself(held))) return undefined;
  const call = first.kind === 'extend' ? NONE : tree.ancestor(first.at, K.CallExpression);
  const written = tree.unparen(tree.field(tree.unparen(v.init), F.Type));
  const isStruct = !isBuffer && under(held).kind === 'struct' && tree.kind(written) === K.PointerType;
  return {
    put,
    kind: first.kind,
    span: tree.span(first.kind === 'extend' ? tree.ancestor(first.at, K.AssignmentStatement) : first.at),
    callee: call === NONE ? '' : tree.textOf(calleeOf(tree, call)),
    ...(first.kind === 'extend' && { field: tree.textOf(tree.parent(first.at)) }),
    ...(isStruct && { type: tree.textOf(tree.first(written)) }),
    ...roomBehind(code, v),
  };
}

/** A part that is only added to, of an object that is put as it is. */
function partly(
  code: PoolCode,
  v: Variable,
  puts: readonly PutNodes[],
  byName: PutsByName,
  found: FilledField | undefined,
): ReturnType<typeof dirty> {
  const { tree } = code;
  const put = byName.get(v.uses.findLast(use => byName.has(use)) ?? NONE);
  if (!found || put === undefined || v.uses.some(use => isAddressed(tree, use))) return undefined;
  const { byHelper, isPlain } = puts[put]!.fact;
  if ((byHelper && !isPlain) || !isCertain(code, puts[put]!)) return undefined;
  const field = tree.kind(found.at) === K.AssignmentStatement ? tree.first(tree.field(found.at, F.Left)) : found.at;
  return { put, kind: found.kind, span: tree.span(found.at), callee: '', field: tree.textOf(field), ...roomBehind(code, v) };
}

/** Somebody looks at what was appended: a list that is only added to, as one of free numbers is, is meant to keep what it holds. */
function isReadBack({ tree }: PoolCode, v: Variable, byName: PutsByName): boolean {
  return v.uses.some(use => {
    const statement = tree.ancestor(use, K.AssignmentStatement);
    const isAdding = statement !== NONE && tree.textOf(tree.field(statement, F.Right)).startsWith('append(');
    return !isAdding && !byName.has(use);
  });
}

/** A slice that is only appended to: it is put as long as it has become. */
function appended(code: PoolCode, v: Variable, { puts, byName, filling: calls }: Puts): ReturnType<typeof dirty> {
  const { tree } = code;
  let first: Node = NONE;
  let put = -1;
  for (const use of v.uses) {
    const filling = byName.has(use) ? 'put' : sliceFilling(code, use, calls);
    if (filling === 'unknown') return undefined;
    if (filling === 'put') put = byName.get(use)!;
    else if (filling === 'extend' && first === NONE) first = use;
  }
  if (first === NONE || put < 0 || !isReadBack(code, v, byName)) return undefined;
  const { byHelper, isPlain } = puts[put]!.fact;
  // `Put(s[:0])` and `Put(&s)` give away another value.
  const isItself = tree.unparen(puts[put]!.object) === variableNode(tree, puts[put]!.object);
  if ((byHelper && !isPlain) || !isItself || !isCertain(code, puts[put]!)) return undefined;
  const statement = tree.ancestor(first, K.AssignmentStatement);
  const field = tree.textOf(tree.unparen(tree.first(tree.field(statement, F.Left))));
  return { put, kind: 'extend', field, span: tree.span(statement), callee: '' };
}

/** A Put under a condition may be one of objects that are empty; one that asks for the capacity is not. */
function isCertain({ tree }: PoolCode, { call, fact, func }: PutNodes): boolean {
  if (fact.topLevel) return true;
  for (let n = tree.parent(call); n !== NONE; n = tree.parent(n)) {
    const kind = tree.kind(n);
    if (kind === K.IfStatement && !ASKS_CAPACITY.test(tree.textOf(tree.field(n, F.Condition)))) return false;
    if (BRANCHES.has(kind)) return false;
    if (n === func && kind === K.FuncLiteral) return tree.kind(tree.parent(tree.parent(n))) === K.DeferStatement;
    if (n === func) return true;
  }
  return false;
}

const ASKS_CAPACITY = /^(?:cap\(\*?[\w.]+\)|[\w.]+\.Cap\(\)) ?<=?[\w<. ]+$/;
const BRANCHES: ReadonlySet<K> = new Set([K.ForStatement, K.ExpressionCase, K.TypeCase, K.DefaultCase, K.CommunicationCase]);

const decodesItself = (type: Type): boolean => type.kind !== 'named' || type.methods.some(m => DECODES_ITSELF.test(m.name));

/** Behind the statement that declares the variable, where it stands alone on its line. */
function roomBehind({ tree }: PoolCode, v: Variable): { room?: { readonly at: number; readonly indent: string } } {
  const statement = tree.ancestor(v.node, K.ShortVarDeclaration, K.Block);
  if (tree.kind(statement) !== K.ShortVarDeclaration || tree.parentKind(statement) !== K.StatementList) return {};
  const { start, end } = tree.span(statement);
  const line = tree.text.lastIndexOf('\n', start) + 1;
  const indent = tree.text.slice(line, start);
  const at = start + tree.text.slice(start, end).trimEnd().length;
  return /^\s*$/.test(indent) && /^\r?\n/.test(tree.text.slice(at, at + 2)) ? { room: { at, indent } } : {};
}
