/** Which object's memory an expression's value shares. */
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isAddressed, isWritten } from '../body/captures.js';
import { Mode } from '../types/model.js';
import { under } from '../types/predicates.js';
import { unconverted } from './converted-memory.js';
import { calledFunction, fullName, namedCallee, type PoolCode } from './pool-code.js';
import { handleOf } from './pool-handles.js';
import type { Ref } from './pool-state.js';
import { literalElements, partsOfCall } from './result-part.js';

/** Methods of std whose first result is the receiver's own memory (`bytes/buffer.go`, `bufio/bufio.go`, `bufio/scan.go`); String copies. */
const VIEWS =
  /^(?:bytes\.Buffer\.(?:Bytes|AvailableBuffer|Next)|bufio\.(?:Reader\.(?:Peek|ReadSlice|ReadLine)|Writer\.AvailableBuffer|Scanner\.Bytes))$/;
/** Those whose first result is only valid until the receiver is released, as they say themselves (fasthttp's `http.go`). */
const LENDS = /^github\.com\/valyala\/fasthttp\.(?:Request|Response)\.Body$/;
/** Functions of std that return (a part of) their first argument's memory, or read from it. */
const PARTS =
  /^bytes\.(?:Trim\w*|Cut\w*|Split\w*|Fields\w*|Lines|NewReader|NewBuffer)$|^io\.(?:NopCloser|LimitReader|TeeReader)$|^bufio\.New(?:Reader|ReaderSize|Scanner)$|^slices\.(?:Clip|Delete|DeleteFunc|Compact|CompactFunc)$/;
/** Those of them whose result has parts as its elements. */
const LISTS = /^bytes\.(?:Split\w*|Fields\w*|Lines)$/;
/** Those that append to it. */
const APPENDS =
  /^(?:strconv|fmt)\.Append\w*$|^unicode\/utf8\.AppendRune$|^(?:slices|encoding\/(?:hex|base64))\.Append\w*$|^slices\.(?:Grow|Insert)$/;

/** True for the full name of such a method. */
export const isView = (name: string | undefined): boolean => name !== undefined && VIEWS.test(name);

/** True for the full name of a function that appends to its first argument. */
export const isAppend = (name: string | undefined): boolean => name !== undefined && APPENDS.test(name);

const inside = (refs: readonly Ref[]): readonly Ref[] => refs.map(r => ({ ...r, inside: true }));
const maybeMoved = (refs: readonly Ref[]): readonly Ref[] => refs.map(r => ({ ...r, inside: true, maybeMoved: true }));

/** `refsOf` gives what a name holds; empty when the value is a copy, new, or not understood. */
export function aliasesOf(code: PoolCode, node: Node, refsOf: (name: Node) => readonly Ref[]): readonly Ref[] {
  const { tree, types } = code;
  const e = tree.unparen(node);
  const again = (n: Node) => aliasesOf(code, n, refsOf);
  switch (tree.kind(e)) {
    case K.Identifier:
      return refsOf(e);
    case K.TypeAssertionExpression:
      return again(tree.field(e, F.Operand));
    case K.SelectorExpression:
      if (code.views?.has(e)) return maybeMoved(again(tree.first(e)));
      return handleOf(code, e) === NONE ? [] : inside(again(tree.first(e)));
    case K.IndexExpression:
      return listsParts(code, tree.field(e, F.Operand)) ? inside(again(tree.field(e, F.Operand))) : [];
    case K.SliceExpression:
      return isString(code, tree.field(e, F.Operand)) ? [] : inside(again(tree.field(e, F.Operand)));
    case K.UnaryExpression: {
      if (tree.op(e) === '&') return inside(firstElement(code, tree.unparen(tree.first(e)), again));
      if (tree.op(e) !== '*') return [];
      const read = reinterpreted(code, tree.unparen(tree.first(e)));
      if (read !== NONE) return inside(again(read));
      const type = types.typeOf(e);
      return type && ['slice', 'map'].includes(under(type).kind) ? inside(again(tree.first(e))) : [];
    }
    case K.TypeConversionExpression:
      return converted(code, e, again);
    case K.CallExpression:
      return ofCall(code, e, again);
    default:
      return [];
  }
}

function ofCall(code: PoolCode, call: Node, again: (node: Node) => readonly Ref[]): readonly Ref[] {
  const { tree, types } = code;
  const callee = namedCallee(tree, call);
  const first = () => argumentsOf(tree, call)[0] ?? NONE;
  if (types.modes[tree.unparen(calleeOf(tree, call))] === Mode.Type) return converted(code, call, again);
  if (isOfUnsafe(code, callee)) return OF_MEMORY.test(tree.textOf(callee)) ? inside(again(first())) : [];
  const builtin = types.objects.get(callee);
  if (builtin?.kind === 'builtin') return builtin.name === 'append' ? maybeMoved(again(first())) : [];
  const func = calledFunction(code.types, call);
  const name = func && fullName(func);
  const parts = code.parts?.get(call);
  if (parts) return partsOfCall(tree, call, parts, true).flatMap(part => maybeMoved(again(part)));
  if (code.views?.has(call)) return maybeMoved(again(tree.unparen(tree.first(callee))));
  if (name === undefined) return [];
  if (isView(name)) return inside(again(tree.unparen(tree.first(callee))));
  if (LENDS.test(name)) return maybeMoved(again(tree.unparen(tree.first(callee))));
  if (PARTS.test(name)) return inside(again(first()));
  return APPENDS.test(name) ? maybeMoved(again(first())) : [];
}

/** `bytes.Split(b, sep)`, at once or in a variable: each element is a part of the memory that is split. */
function listsParts({ tree, scopes, types }: PoolCode, e: Node): boolean {
  const v = scopes.variableOf(tree.unparen(e));
  const call = v?.kind === 'local' && v.initIndex <= 0 ? tree.unparen(v.init) : v ? NONE : tree.unparen(e);
  const func = tree.kind(call) === K.CallExpression ? calledFunction(types, call) : undefined;
  return func !== undefined && LISTS.test(fullName(func) ?? '');
}

/** The value whose memory a `range` clause hands out part by part, and to which of its variables; NONE: it does not. */
export function rangedParts(code: PoolCode, clause: Node): { readonly value: Node; readonly at: number } {
  const value = code.tree.field(clause, F.Right);
  if (value === NONE || !listsParts(code, value)) return { value: NONE, at: -1 };
  const type = code.types.typeOf(code.tree.unparen(value));
  // An iterator has no index.
  return { value, at: type && under(type).kind === 'func' ? 0 : 1 };
}

/** `before, after, ok := bytes.Cut(b, sep)`: the second result is a part of the first argument, too. */
export function isCut({ tree, types }: PoolCode, value: Node): boolean {
  const call = tree.unparen(value);
  const func = tree.kind(call) === K.CallExpression ? calledFunction(types, call) : undefined;
  return func !== undefined && fullName(func) === 'bytes.Cut';
}

/** `unsafe.String(unsafe.SliceData(b), len(b))` */
const OF_MEMORY = /\.(?:String|Slice|StringData|SliceData)$/;

/** A member of package unsafe. */
function isOfUnsafe({ tree, types }: PoolCode, selector: Node): boolean {
  const qualifier = tree.kind(selector) === K.SelectorExpression ? types.objects.get(tree.first(selector)) : undefined;
  return qualifier?.kind === 'package' && qualifier.path === 'unsafe';
}

/** `&b[0]`: a pointer to the memory of a slice. */
function firstElement(code: PoolCode, e: Node, again: (node: Node) => readonly Ref[]): readonly Ref[] {
  const { tree, types } = code;
  if (tree.kind(e) !== K.IndexExpression) return [];
  const operand = tree.unparen(tree.field(e, F.Operand));
  const type = types.typeOf(operand);
  return type && under(type).kind === 'slice' ? again(operand) : [];
}

function converted(code: PoolCode, e: Node, again: (node: Node) => readonly Ref[]): readonly Ref[] {
  const operand = unconverted(code, e);
  return operand === e ? [] : again(operand);
}

/** The variable of `*(*string)(unsafe.Pointer(&b))`, or NONE. */
function reinterpreted(code: PoolCode, conversion: Node): Node {
  const { tree } = code;
  let e = conversion;
  for (let depth = 0; depth < 2; depth++) {
    const kind = tree.kind(e);
    if (kind !== K.CallExpression && kind !== K.TypeConversionExpression) return NONE;
    const operand = kind === K.CallExpression ? argumentsOf(tree, e)[0] : tree.last(e);
    if (depth === 1 && !isOfUnsafe(code, tree.unparen(tree.first(e)))) return NONE;
    e = tree.unparen(operand ?? NONE);
  }
  return tree.kind(e) === K.UnaryExpression && tree.op(e) === '&' ? tree.unparen(tree.first(e)) : NONE;
}

const isString = ({ types }: PoolCode, e: Node): boolean => {
  const type = types.typeOf(e);
  return type !== undefined && under(type).kind === 'basic';
};

/** What a returned value shares: also through the elements of a composite literal, `return &response{body: b.Bytes()}`. */
export function returnedAliases(code: PoolCode, node: Node, refsOf: (name: Node) => readonly Ref[]): readonly Ref[] {
  const { tree } = code;
  const e = tree.withoutAddress(node);
  const held = heldByName(code, e) ?? heldBy(code, e);
  return held ? held.flatMap(part => inside(aliasesOf(code, part, refsOf))) : aliasesOf(code, e, refsOf);
}

/** What a new value has in its fields: a literal's elements, or arguments of a call that puts them there. Undefined for all other values. */
export function heldBy({ tree, types, parts }: PoolCode, e: Node): readonly Node[] | undefined {
  if (tree.kind(e) === K.CompositeLiteral) return literalElements(tree, e);
  if (tree.kind(e) !== K.CallExpression) return undefined;
  const held = parts?.get(e) ? partsOfCall(tree, e, parts.get(e)!, false) : [];
  if (held.length > 0) return held;
  const func = calledFunction(types, e);
  return func && READS_LATER.test(fullName(func) ?? '') ? argumentsOf(tree, e).slice(0, 1) : undefined;
}

/** Functions of std whose result has a body that is read from the first argument, as somebody asks for it (`net/http/transfer.go`, readTransfer). */
const READS_LATER = /^net\/http\.Read(?:Request|Response)$/;

/**
 * The same of a variable that holds a literal, or what a call makes, from its declaration on, and that nobody changes or gets before it is returned or sent:
 * those parts that still are what they were.
 */
export function heldByName(code: PoolCode, name: Node): readonly Node[] | undefined {
  const { tree, scopes } = code;
  if (tree.kind(name) !== K.Identifier) return undefined;
  const v = scopes.variableOf(name);
  const literal = v?.kind === 'local' && v.initIndex <= 0 && v.init !== NONE ? tree.withoutAddress(tree.unparen(v.init)) : NONE;
  const held = literal === NONE ? undefined : heldBy(code, literal);
  if (!v || !held || scopes.functionOf(name) !== v.func) return undefined;
  const isKept = v.uses.every(use => {
    const p = tree.parent(use);
    if (tree.kind(p) === K.SelectorExpression)
      return !isWritten(tree, p) && !isAddressed(tree, p) && tree.parentKind(p) !== K.CallExpression;
    return tree.kind(p) === K.SendStatement || (tree.kind(p) === K.ExpressionList && tree.parentKind(p) === K.ReturnStatement);
  });
  if (!isKept) return undefined;
  return held.filter(element => {
    const of = scopes.variableOf(tree.selectorRoot(tree.unparen(element)));
    return !of || isString(code, element) || !of.uses.some(use => isWritten(tree, use));
  });
}
