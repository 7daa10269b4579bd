/** Small objects that a function takes, works with alone, and puts: a variable of its own would stay on the stack. */
import { F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { hasNoPointers } from '../known/pointer-free.js';
import type { Variable } from '../names/variable.js';
import { under } from '../types/predicates.js';
import { sizeOf } from '../types/sizes.js';
import type { PutNodes } from './pool-calls.js';
import { type PoolCode, variableNode } from './pool-code.js';
import type { LocalObject } from './pool-object-facts.js';
import { takenBy } from './pool-taken.js';

/** Larger ones may cost more to clear than a Get and a Put. */
const MAX_SIZE = 64;

export function localObjects(code: PoolCode, puts: readonly PutNodes[]): LocalObject[] {
  const { tree, scopes } = code;
  const given = new Set(puts.map(p => variableNode(tree, p.object)));
  const seen = new Set<Variable>();
  return puts.flatMap((put, i): LocalObject[] => {
    const v = scopes.variableOf(variableNode(tree, put.object));
    if (!v || seen.has(v) || put.fact.byHelper) return [];
    seen.add(v);
    const get = takenBy(code, v);
    const size = get === NONE ? undefined : smallSize(code, v);
    const isLocal = size !== undefined && v.uses.every(use => given.has(use) || isPart(code, use, v)) && isSetFirst(code, v, given);
    return isLocal ? [{ put: i, get: tree.span(get), name: v.name, size }] : [];
  });
}

function smallSize({ types }: PoolCode, v: Variable): number | undefined {
  const object = types.objects.get(v.node);
  const pointer = object?.kind === 'var' ? under(object.type) : undefined;
  const elem = pointer?.kind === 'pointer' ? under(pointer.elem) : undefined;
  // A struct that holds a single value is a sketch, or a handle on something that others see.
  const isNumbers = elem?.kind === 'struct' ? elem.fields.length > 1 : elem?.kind === 'basic';
  if (pointer?.kind !== 'pointer' || !isNumbers || !hasNoPointers(pointer.elem)) return undefined;
  const size = sizeOf(pointer.elem);
  return size !== undefined && size > 0 && size <= MAX_SIZE ? size : undefined;
}

/** `v.x`, read or written, or `*v` of a pointer to one: a number. */
function isPart({ tree, scopes, types }: PoolCode, use: Node, v: Variable): boolean {
  const selector = tree.parent(use);
  if (scopes.functionOf(use) !== v.func) return false;
  if (isWhole(tree, selector) || isRead({ tree, types }, selector)) return true;
  const type = tree.kind(selector) === K.SelectorExpression && tree.first(selector) === use ? types.typeOf(selector) : undefined;
  const around = tree.parent(selector);
  return type !== undefined && under(type).kind === 'basic' && !(tree.kind(around) === K.UnaryExpression && tree.op(around) === '&');
}

/** `*n`, `*n += x` of a number. */
function isRead({ tree, types }: Pick<PoolCode, 'tree' | 'types'>, e: Node): boolean {
  const type = tree.kind(e) === K.UnaryExpression && tree.op(e) === '*' ? types.typeOf(e) : undefined;
  return type !== undefined && under(type).kind === 'basic' && tree.op(tree.parent(e)) !== '&';
}

/** `*v = point{}` */
function isWhole(tree: PoolCode['tree'], e: Node): boolean {
  return tree.kind(e) === K.UnaryExpression && tree.op(e) === '*' && tree.fields[tree.parent(e)] === F.Left;
}

/** Nothing is read but what was assigned before, whatever happens: a seed, a counter or a cached value is what the pool keeps. */
function isSetFirst({ tree }: PoolCode, v: Variable, given: ReadonlySet<Node>): boolean {
  const list = tree.ancestor(v.node, K.StatementList);
  /** Behind which node a field is set; the empty name stands for all. */
  const set = new Map<string, Node>();
  return v.uses.every(use => {
    if (given.has(use)) return true;
    const place = tree.parent(use);
    const field = tree.op(place) === '*' ? '' : tree.textOf(tree.last(place));
    if ([field, ''].some(f => (set.get(f) ?? tree.count) <= use)) return true;
    const left = tree.parent(place);
    const statement = tree.parent(left);
    const isAssigned = tree.kind(statement) === K.AssignmentStatement && tree.op(statement) === '=' && tree.fields[left] === F.Left;
    if (isAssigned && tree.parent(statement) === list && !set.has(field)) set.set(field, tree.afters[statement]!);
    return isAssigned;
  });
}
