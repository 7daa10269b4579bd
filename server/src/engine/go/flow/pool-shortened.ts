/** Slices that go back to their pool shorter than they came: what is cut off at their front never comes back, and who reads into them reads less. */
import { argumentsOf, calleeOf, expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isAddressed, isWritten } from '../body/captures.js';
import type { Variable } from '../names/variable.js';
import { under } from '../types/predicates.js';
import type { PoolCallNodes, PutNodes } from './pool-calls.js';
import { bare, type PoolCode, taken } from './pool-code.js';
import { MAY_LEAVE } from './pool-conditions.js';
import { isBuiltin } from './pool-made.js';
import type { FieldOfType, ReslicedObject } from './pool-object-facts.js';

type Cut = 'front' | 'behind' | 'length';

interface Shortened {
  readonly kind: Cut;
  readonly at: Node;
  /** The slice: `b`, `*p`. */
  readonly name: string;
}

/** Uses beyond these are not looked at. */
const MAX_USES = 100;

export function shortenedSlices(code: PoolCode, { puts, gets, plainGets }: PoolCallNodes): ReslicedObject[] {
  const { tree } = code;
  return puts.flatMap((put, index): ReslicedObject[] => {
    const { fact, object } = put;
    // Who asks for the capacity drops what has become too small.
    if ((fact.byHelper && !fact.isPlain) || fact.addressOf || fact.how !== 'always' || asksCapacity(code, put)) return [];
    const e = tree.unparen(object);
    const of = put.fact.byHelper ? undefined : fieldOf(code, e);
    if (of) return [{ kind: 'field', name: tree.textOf(e), span: tree.span(e), pointer: tree.textOf(e), put: index, of }];
    const v = code.scopes.variableOf(taken(tree, e));
    const get = v?.kind === 'local' && v.initIndex <= 0 && v.init !== NONE && v.uses.length <= MAX_USES ? bare(tree, v.init) : NONE;
    if (!v || !gets.has(get)) return [];
    const direct = cutOf(code, e, v);
    if (direct === 'front' && isHandedOut(code, v)) return [];
    const found = direct && direct !== 'length' ? { kind: direct, at: e, name: v.name } : cutBefore(code, v, put, plainGets.has(get));
    return found ? [{ kind: found.kind, name: found.name, span: tree.span(found.at), pointer: v.name, put: index }] : [];
  });
}

/** `r.buf`: a slice in a field of a variable whose type the package declares. */
function fieldOf({ tree, types, scopes }: PoolCode, e: Node): FieldOfType | undefined {
  const selection = tree.kind(e) === K.SelectorExpression ? types.selections.get(e) : undefined;
  const v = selection?.object.kind === 'var' && selection.path.length === 0 ? scopes.variableOf(tree.first(e)) : undefined;
  const holder = v && types.objects.get(v.node);
  const pointer = holder?.kind === 'var' ? holder.type : undefined;
  const named = pointer?.kind === 'pointer' ? pointer.elem : pointer;
  const type = types.typeOf(e);
  const isOwn = named?.kind === 'named' && holder?.kind === 'var' && named.object.pkg === holder.pkg;
  return isOwn && type && under(type).kind === 'slice' ? { type: named.object.name, field: tree.textOf(tree.last(e)) } : undefined;
}

function asksCapacity({ tree }: PoolCode, { call }: PutNodes): boolean {
  for (let n = tree.parent(call); n !== NONE; n = tree.parent(n))
    if (tree.kind(n) === K.IfStatement && /\bcap\(/.test(tree.textOf(tree.field(n, F.Condition)))) return true;
  return false;
}

/** What `v[lo:]`, `(*v)[:n:n]` and `v[:n]` cut off. */
function cutOf({ tree, scopes }: PoolCode, e: Node, v: Variable): Cut | undefined {
  if (tree.kind(e) !== K.SliceExpression || scopes.variableOf(bare(tree, tree.field(e, F.Operand))) !== v) return undefined;
  const [start, end, most] = [F.Start, F.End, F.Capacity].map(f => tree.field(e, f));
  if (start !== NONE && tree.textOf(start!) !== '0') return 'front';
  if (most !== NONE && !/\bcap\(/.test(tree.textOf(most!))) return 'behind';
  return end !== NONE && !/\bcap\(|^0$/.test(tree.textOf(end!)) ? 'length' : undefined;
}

/** The assignment that leaves the variable, or what it points to, shorter when it is put; undefined where anything may make it whole again. */
function cutBefore(code: PoolCode, v: Variable, put: PutNodes, isPlain: boolean): Shortened | undefined {
  const { tree, types, scopes } = code;
  const type = types.objects.get(v.node);
  const isPointer = type?.kind === 'var' && under(type.type).kind === 'pointer';
  if (tree.unparen(put.object) !== taken(tree, put.object) || v.uses.some(use => isAddressed(tree, use))) return undefined;
  const name = isPointer ? `*${v.name}` : v.name;
  const writes: Node[] = [];
  for (const use of v.uses) {
    if (scopes.functionOf(use) !== v.func && !isDeferred(code, use)) return undefined;
    const target = isPointer ? starOf(code, use) : use;
    // Somebody else who has the pointer may store anything.
    if (target === NONE && !isPutObject(code, use)) return undefined;
    if (target !== NONE && isWritten(tree, target)) writes.push(target);
  }
  const cuts = writes.map(target => ({ target, cut: assignedBy(code, v, target) }));
  if (cuts.some(({ cut }) => cut === undefined)) return undefined;
  const reached = cuts.filter(({ target }) => reaches(code, target, put, isPointer));
  const lost = reached.find(({ cut }) => cut === 'front' || cut === 'behind');
  if (lost?.cut === 'front' && isHandedOut(code, v)) return undefined;
  if (lost) return { kind: lost.cut as Cut, at: assignmentOf(code, lost.target), name };
  const short = isPlain && cuts[0] === reached[0] && cuts.every(({ cut }) => cut === 'length') ? reached[0] : undefined;
  return short && isFilledWhole(code, v, short.target, isPointer) && !/\[:cap\(/.test(tree.textOf(v.func))
    ? { kind: 'length', at: assignmentOf(code, short.target), name }
    : undefined;
}

const assignmentOf = ({ tree }: PoolCode, target: Node): Node => tree.parent(tree.parent(target));

/** `*p` of a use of `p`; NONE for all other uses. */
function starOf({ tree }: PoolCode, use: Node): Node {
  const p = tree.parent(use);
  return tree.kind(p) === K.UnaryExpression && tree.op(p) === '*' && !isAddressed(tree, p) ? p : NONE;
}

/** The argument of a call of one argument, which puts it. */
function isPutObject({ tree }: PoolCode, use: Node): boolean {
  const call = tree.parentKind(use) === K.ArgumentList ? tree.parent(tree.parent(use)) : NONE;
  return call !== NONE && tree.textOf(calleeOf(tree, call)).endsWith('.Put');
}

/** What an assignment cuts off; `none`: it keeps the memory; undefined: it may be other memory. */
function assignedBy(code: PoolCode, v: Variable, target: Node): Cut | 'none' | undefined {
  const { tree, scopes } = code;
  const statement = assignmentOf(code, target);
  const [value = NONE, ...others] = expressionsOf(tree, tree.field(statement, F.Right));
  if (tree.kind(statement) !== K.AssignmentStatement || tree.op(statement) !== '=' || others.length > 0) return undefined;
  const e = tree.unparen(value);
  const isOfSelf = scopes.variableOf(taken(tree, e)) === v;
  const other = scopes.variableOf(e);
  if (other && other !== v) return isCopyOf(code, other, v) ? cutOfCopy(code, other) : undefined;
  if (tree.kind(e) === K.CallExpression && isBuiltin(code, e, 'append'))
    return scopes.variableOf(taken(tree, argumentsOf(tree, e)[0] ?? NONE)) === v ? 'none' : undefined;
  return isOfSelf && tree.kind(e) === K.SliceExpression ? (cutOf(code, e, v) ?? 'none') : undefined;
}

/** `b` of `b := *p` or `b := (*p)[:n]`, of which nobody has the address. */
function isCopyOf({ tree, scopes }: PoolCode, copy: Variable, v: Variable): boolean {
  if (copy.kind !== 'local' || copy.init === NONE || copy.initIndex > 0 || copy.uses.length > MAX_USES) return false;
  const e = tree.unparen(copy.init);
  return e !== bare(tree, e) || tree.kind(e) === K.SliceExpression
    ? scopes.variableOf(taken(tree, e)) === v && copy.uses.every(use => !isAddressed(tree, use) && scopes.functionOf(use) === v.func)
    : false;
}

/** A copy that is not cut may be the whole of it. */
function cutOfCopy(code: PoolCode, copy: Variable): Cut | undefined {
  const cuts = copy.uses.filter(use => isWritten(code.tree, use)).map(use => assignedBy(code, copy, use));
  return !cuts.includes(undefined) && cuts.includes('front') ? 'front' : undefined;
}

/** Somebody else has what is cut off: a slab of which one part is used, and the rest put. */
function isHandedOut({ tree }: PoolCode, v: Variable): boolean {
  return v.uses.some(use => {
    let e = use;
    while (tree.parentKind(e) === K.ParenthesizedExpression || tree.op(tree.parent(e)) === '*') e = tree.parent(e);
    const part = tree.parent(e);
    if (tree.kind(part) !== K.SliceExpression || tree.field(part, F.Operand) !== e || tree.field(part, F.End) === NONE) return false;
    const list = tree.parent(part);
    const isOwn =
      tree.kind(list) === K.ExpressionList && tree.textOf(tree.field(tree.parent(list), F.Left)) === tree.textOf(tree.unparen(e));
    return tree.kind(list) !== K.ArgumentList && !isOwn;
  });
}

/** The put gives away what the assignment has left. */
function reaches(code: PoolCode, target: Node, { call, fact }: PutNodes, isPointer: boolean): boolean {
  const { tree } = code;
  // A deferred call takes its argument when it is deferred; what a pointer leads to is looked at later.
  if (isDeferred(code, call) || (fact.deferred && isPointer)) return true;
  if (target > call) return false;
  for (let n = assignmentOf(code, target); n !== NONE && !tree.within(call, n); n = tree.parent(n)) {
    if (tree.parentKind(n) !== K.StatementList || tree.within(call, tree.parent(n))) continue;
    for (let next = tree.next(n); next !== NONE; next = tree.next(next))
      for (let part = next; part < tree.afters[next]!; part++) if (MAY_LEAVE.has(tree.kinds[part]!)) return false;
  }
  return true;
}

/** It runs in `defer func() { … }()`. */
function isDeferred({ tree, scopes }: PoolCode, n: Node): boolean {
  const literal = scopes.functionOf(n);
  return tree.kind(literal) === K.FuncLiteral && tree.kind(tree.parent(tree.parent(literal))) === K.DeferStatement;
}

/** `r.Read(b)`, `copy(*p, x)` before it is cut: as much goes in as it is long. */
function isFilledWhole(code: PoolCode, v: Variable, cut: Node, isPointer: boolean): boolean {
  const { tree } = code;
  return v.uses.some(use => {
    const e = isPointer ? starOf(code, use) : use;
    if (e === NONE || e >= cut || tree.parentKind(e) !== K.ArgumentList) return false;
    const call = tree.parent(tree.parent(e));
    const isCopy = isBuiltin(code, call, 'copy') && argumentsOf(tree, call)[0] === e;
    return isCopy || FILLS.test(tree.textOf(calleeOf(tree, call)));
  });
}

/** Methods and functions that fill a slice as far as it is long. */
const FILLS = /\.(?:Read|ReadAt|ReadFull|ReadFrom|ReadFromUDP|ReadFromUDPAddrPort|ReadMsgUDP)$/;
