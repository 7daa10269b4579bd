/** Finalizers and cleanups that never run, because what they belong to stays reachable. */
import type { Sliced } from '../../base/slices.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isWritten } from '../body/captures.js';
import { calledFunction, fullName } from '../flow/pool-code.js';
import { isBuiltin } from '../flow/pool-made.js';
import type { Variable } from '../names/variable.js';
import type { GoFileFacts } from '../package/facts.js';
import type { TypedFile } from '../package/typed-file.js';
import { under } from '../types/predicates.js';
import { sizeOf } from '../types/sizes.js';
import { elementCycle } from './element-cycle.js';
import { goroutineOf } from './finalizer-goroutines.js';
import { isGivenOnce, rootOf } from './given-once.js';
import type { HeldObject } from './held-object.js';
import { type KnownCode, type KnownUse, readKnownCode } from './known-code.js';
import { hasNoPointers } from './pointer-free.js';

/** Objects below this many bytes are put together by the allocator where they hold no pointers (runtime/malloc.go, maxTinySize). */
const TINY = 16;
const MAX_DEPTH = 4;
/** So many values are looked at for one call; so many calls in one declaration. */
const MAX_VALUES = 300;
const MAX_CALLS = 100;

export function* readHeldObjects(file: GoFileFacts, typed: TypedFile | undefined): Sliced<readonly HeldObject[]> {
  const out: HeldObject[] = [];
  for (const code of yield* readKnownCode(file, typed)) {
    yield;
    const values: Search['values'] = new Map();
    const calls = code.calls.filter(u => NAMES.has(u.name)).slice(0, MAX_CALLS);
    for (const use of calls) {
      const held = heldObject({ ...code, values, seen: new Set(), looked: 0 }, use) ?? heldBy(code, use, yield* goroutineOf(code, use));
      if (held) out.push(held);
    }
  }
  return out;
}

const CLEANUP = 'runtime.AddCleanup';
const NAMES: ReadonlySet<string> = new Set(['runtime.SetFinalizer', CLEANUP]);

/** One call is looked at. */
interface Search extends KnownCode {
  /** What the variables of the declaration are given. */
  readonly values: Map<Variable, readonly Node[]>;
  /** Variables whose values were looked at. */
  readonly seen: Set<Variable>;
  looked: number;
}

function heldObject(code: Search, { name, node }: KnownUse): HeldObject | undefined {
  const { tree, scopes } = code;
  const [object, action, given] = argumentsOf(tree, node);
  // With nil it takes the finalizer away.
  if (object === undefined || action === undefined || tree.textOf(tree.unparen(action)) === 'nil') return undefined;
  const v = scopes.variableOf(tree.unparen(object));
  const isCleanup = name === CLEANUP;
  const kept = v && !v.uses.some(u => u > node && isWritten(tree, u)) ? keptBy(code, v, { action, given, isCleanup }) : undefined;
  const found = kept ?? (isTiny(code, object) ? { why: 'tiny' as const, node: object } : undefined);
  if (!found) return undefined;
  const parameter = v && found.why === 'captured' && !isCleanup ? parameterFor(code, literalAt(code, action), v) : undefined;
  return {
    ...{ offset: code.offset, span: tree.span(calleeOf(tree, node)), object: tree.textOf(object), isCleanup, why: found.why },
    ...{ at: tree.span(found.node), text: tree.textOf(found.node) },
    ...(parameter && { parameter }),
  };
}

function heldBy({ tree, offset }: KnownCode, { node }: KnownUse, at: Node): HeldObject | undefined {
  const [object = NONE] = argumentsOf(tree, node);
  const place = { offset, span: tree.span(calleeOf(tree, node)), object: tree.textOf(object) };
  return at === NONE ? undefined : { ...place, isCleanup: false, why: 'goroutine', at: tree.span(at), text: tree.textOf(at) };
}

interface Action {
  readonly action: Node;
  readonly given: Node | undefined;
  readonly isCleanup: boolean;
}

interface Kept {
  readonly why: HeldObject['why'];
  readonly node: Node;
}

function keptBy(code: Search, v: Variable, { action, given, isCleanup }: Action): Kept | undefined {
  const { tree, scopes } = code;
  const literal = literalAt(code, action);
  if (literal !== NONE) {
    const body = tree.field(literal, F.Body);
    for (let n = body; n < tree.afters[literal]!; n++) {
      const used = tree.kinds[n] === K.Identifier ? scopes.variableOf(n) : undefined;
      if (used === v) return { why: 'captured', node: n };
      if (used && !tree.within(used.node, literal) && isGivenOnce(tree, v) && holds(code, used, v, 0)) return { why: 'holder', node: n };
    }
  }
  // A method value of the object.
  else if (isCleanup && reaches(code, action, v, 0)) return { why: 'captured', node: action };
  if (isCleanup) return given !== undefined && reaches(code, given, v, 0) ? { why: 'holder', node: given } : undefined;
  const cycle = valuesIn(code, v)
    .slice(0, MAX_VALUES)
    .find(value => reachesAround(code, value, v, 0));
  const found = cycle ?? elementCycle(code, v);
  return found === undefined ? undefined : { why: 'cycle', node: found };
}

/**
 * The value leads to the object by way of another one. The collector passes over pointers of an object to itself (runtime/mgcmark.go, scanObject):
 * run with Go 1.21, 1.26 and 1.27, `x.self = x`, `x.p = &x.mu` and `x.in = inner{x}` are finalized, and `&inner{x}`, slices, maps and closures are not.
 */
function reachesAround(code: Search, value: Node, v: Variable, depth: number): boolean {
  const { tree, scopes, types } = code;
  const e = tree.unparen(value);
  if (depth > MAX_DEPTH || scopes.variableOf(tree.withoutAddress(e)) === v) return false;
  if (tree.kind(e) === K.UnaryExpression && scopes.variableOf(rootOf(tree, tree.withoutAddress(e))) === v) return false;
  const type = types.typeOf(e);
  const isInside = type !== undefined && ['struct', 'array'].includes(under(type).kind);
  if (!isInside) return reaches(code, e, v, depth);
  return tree.kind(e) === K.CompositeLiteral && elementsOf(tree, e).some(x => reachesAround(code, x, v, depth + 1));
}

function literalAt({ tree, scopes }: KnownCode, action: Node): Node {
  const e = tree.unparen(action);
  const v = tree.kind(e) === K.Identifier ? scopes.variableOf(e) : undefined;
  const literal = v && v.initIndex < 0 ? tree.unparen(v.init) : e;
  return tree.kind(literal) === K.FuncLiteral ? literal : NONE;
}

/** What a variable refers to leads to the object. */
function holds(code: Search, holder: Variable, v: Variable, depth: number): boolean {
  if (holder === v || depth >= MAX_DEPTH || code.seen.has(holder)) return false;
  code.seen.add(holder);
  return valuesIn(code, holder).some(value => reaches(code, value, v, depth + 1));
}

/** The values that a variable's struct is given for good: in its literal, or by the only `v.f = value`. */
function valuesIn(code: Search, v: Variable): readonly Node[] {
  const known = code.values.get(v);
  if (known) return known;
  const values = isGivenOnce(code.tree, v) ? valuesOf(code.tree, v) : [];
  code.values.set(v, values);
  return values;
}

function valuesOf(tree: FlatTree, v: Variable): readonly Node[] {
  const fields = new Map<string, Node[]>();
  const give = (field: string, value: Node) => fields.set(field, [...(fields.get(field) ?? []), value]);
  const made = v.initIndex < 0 && v.init !== NONE ? tree.withoutAddress(v.init) : NONE;
  const elements = tree.kind(made) === K.CompositeLiteral ? [...tree.children(tree.last(made))] : [];
  for (const e of elements) if (tree.kind(e) === K.KeyedElement) give(tree.textOf(tree.first(e)), tree.first(tree.last(e)));
  for (const use of v.uses) giveLater(tree, use, give);
  const once = [...fields.values()].filter(values => values.length === 1).flat();
  // Nobody knows which of the fields without names is written later.
  const unnamed = fields.size === 0 ? elements.map(e => tree.first(e)) : [];
  return [...unnamed, ...once].filter(value => value !== NONE).slice(0, MAX_VALUES);
}

/** `v.f = value`; of `v.f.g = value` and `v.f[i] = value` only that the field is not what it was. */
function giveLater(tree: FlatTree, use: Node, give: (field: string, value: Node) => void): void {
  const selector = tree.parent(use);
  if (tree.kind(selector) !== K.SelectorExpression || tree.first(selector) !== use) return;
  let written = selector;
  while (PARTS.has(tree.parentKind(written)) && tree.first(tree.parent(written)) === written) written = tree.parent(written);
  if (!isWritten(tree, written)) return;
  const list = tree.parent(written);
  const isWhole = written === selector && tree.parentKind(list) === K.AssignmentStatement;
  const right = isWhole ? tree.field(tree.parent(list), F.Right) : NONE;
  const value = right === NONE ? NONE : tree.child(right, [...tree.children(list)].indexOf(selector));
  give(tree.textOf(tree.last(selector)), value);
}

const PARTS: ReadonlySet<K | undefined> = new Set([K.SelectorExpression, K.IndexExpression, K.ParenthesizedExpression]);

function elementsOf(tree: FlatTree, literal: Node): Node[] {
  return [...tree.children(tree.last(literal))].map(e => tree.first(tree.kind(e) === K.KeyedElement ? tree.last(e) : e));
}

/** The value surely refers to the object: by itself, an address in it, a method value, a closure, a literal, a condition of its lock. */
function reaches(code: Search, value: Node, v: Variable, depth: number): boolean {
  const { tree, scopes, types } = code;
  const e = tree.unparen(value);
  if (depth > MAX_DEPTH || code.looked++ > MAX_VALUES) return false;
  switch (tree.kind(e)) {
    case K.Identifier: {
      const other = scopes.variableOf(e);
      return other === v || (other !== undefined && holds(code, other, v, depth));
    }
    case K.UnaryExpression: {
      if (tree.op(e) !== '&') return false;
      const inner = tree.unparen(tree.first(e));
      return tree.kind(inner) === K.CompositeLiteral ? reaches(code, inner, v, depth) : scopes.variableOf(rootOf(tree, inner)) === v;
    }
    case K.SelectorExpression:
      return types.objects.get(tree.last(e))?.kind === 'func' && scopes.variableOf(tree.unparen(tree.first(e))) === v;
    case K.CompositeLiteral:
      return elementsOf(tree, e).some(x => reaches(code, x, v, depth + 1));
    case K.FuncLiteral:
      return v.uses.some(use => tree.within(use, e));
    case K.CallExpression: {
      const func = calledFunction(types, e);
      const keeps = func ? fullName(func) === 'sync.NewCond' : isBuiltin(code, e, 'append');
      return keeps && argumentsOf(tree, e).some(a => reaches(code, a, v, depth + 1));
    }
    default:
      return false;
  }
}

/** `new(T)` and `&T{}`, or a variable that never is anything else. */
function isTiny({ tree, types, scopes }: KnownCode, object: Node): boolean {
  const e = tree.unparen(object);
  const v = tree.kind(e) === K.Identifier ? scopes.variableOf(e) : undefined;
  const made = v && v.kind === 'local' && v.initIndex < 0 && isGivenOnce(tree, v) ? tree.unparen(v.init) : e;
  const isNew = tree.kind(made) === K.CallExpression && types.objects.get(calleeOf(tree, made))?.kind === 'builtin';
  if (!isNew && tree.kind(tree.withoutAddress(made)) !== K.CompositeLiteral) return false;
  const type = types.typeOf(e);
  const size = type?.kind === 'pointer' ? sizeOf(type.elem) : undefined;
  return type?.kind === 'pointer' && size !== undefined && size < TINY && hasNoPointers(type.elem) === true;
}

/** `func(*T)` and `func(_ *T)`, whose parameter gets the variable's name: it is another variable from then on. */
function parameterFor({ tree }: KnownCode, literal: Node, v: Variable): HeldObject['parameter'] {
  const list = tree.field(literal, F.Parameters);
  const parameter = tree.first(list);
  if (literal === NONE || parameter === NONE || tree.next(parameter) !== NONE) return undefined;
  const type = tree.field(parameter, F.Type);
  const written = tree.textOf(type);
  const name = tree.field(parameter, F.Name);
  if (name !== NONE && tree.textOf(name) !== '_') return undefined;
  return written.startsWith('*') ? { span: tree.span(parameter), newText: `${v.name} ${written}` } : undefined;
}
