/** What objects still hold when they go back to their pool: memory of any size, and references to what nobody else needs. */
import { pace, type Sliced } from '../../base/slices.js';
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { hasNoPointers } from '../known/pointer-free.js';
import type { Variable } from '../names/variable.js';
import type { Type } from '../types/model.js';
import { isNamed } from '../types/named.js';
import { under } from '../types/predicates.js';
import type { PutNodes } from './pool-calls.js';
import { calledFunction, fullName, type PoolCode, variableNode } from './pool-code.js';
import { byteFields, bytesCutBefore, cutBefore } from './pool-cuts.js';
import { attachedTo, mayBeEmptied } from './pool-destinations.js';
import { keptField } from './pool-kept-fields.js';
import type { ParkedObject } from './pool-object-facts.js';

/** What fills a buffer with as much as there is, by where the buffer is: -1 is the receiver. */
const FILLS: ReadonlyMap<string, number> = new Map([
  ['bytes.Buffer.ReadFrom', -1],
  ['io.Copy', 0],
  ['io.CopyBuffer', 0],
  ['text/template.Template.Execute', 0],
  ['text/template.Template.ExecuteTemplate', 0],
  ['html/template.Template.Execute', 0],
  ['html/template.Template.ExecuteTemplate', 0],
  ['encoding/json.NewEncoder', 0],
  ['encoding/xml.NewEncoder', 0],
]);

/** The function looks at how large something is. */
const LOOKS_AT_SIZE = /\bcap\(|\.Cap\(\)|\blen\(|\.Len\(\)|[lL]imit|LimitReader|MaxBytes|\b[mM]ax/;
/** The function lets go of what the elements refer to. */
const CLEARS = /\b(?:clear|reset|wipe|zero|free|release|drop)\w*\(|\] = (?:nil|\w+\{\})/i;
/** The function takes up again what a cut has left in the array: elements are meant to stay. */
const TAKES_UP = /\[:(?:len|cap)\(/;

/** Other memory takes the place of what has grown. */
const REPLACES = /= (?:nil|make\(|\w+\{\})/;

/** Uses beyond these are not looked at. */
const MAX_USES = 200;
/** Puts, then the reading rests. */
const PUTS_PER_SLICE = 50;

export function* parkedObjects(code: PoolCode, puts: readonly PutNodes[]): Sliced<ParkedObject[]> {
  const { tree, scopes } = code;
  const out: ParkedObject[] = [];
  if (puts.length === 0) return out;
  const body = tree.textOf(tree.field(0, F.Body));
  const looksAtSize = LOOKS_AT_SIZE.test(tree.text);
  const letsGo = CLEARS.test(body) || TAKES_UP.test(body);
  const filledBy = new Map<Variable, Node>();
  const attachments = new Map<Variable, Node>();
  const asked = new Map<Variable, boolean>();
  const isAsked = (v: Variable) => {
    const known = asked.get(v) ?? isAskedAbout(code, v);
    asked.set(v, known);
    return known;
  };
  const isTired = pace(PUTS_PER_SLICE);
  for (const [put, { fact, object, call }] of puts.entries()) {
    if (isTired()) yield;
    const v = scopes.variableOf(variableNode(tree, object));
    if (!v || fact.byHelper || fact.addressOf) continue;
    const filled = filledBy.get(v) ?? (looksAtSize || isAsked(v) ? NONE : filledWith(code, v));
    filledBy.set(v, filled);
    if (filled !== NONE) out.push({ put, kind: 'size', span: tree.span(call), by: tree.span(filled), name: v.name });
    const cut = letsGo ? undefined : cutBefore(code, v, call);
    if (cut && !mayBeEmptied(code, v))
      out.push({ put, kind: 'references', span: tree.span(cut.statement), by: tree.span(call), name: cut.name });
    const attached = attachments.get(v) ?? attachedTo(code, v);
    attachments.set(v, attached);
    if (attached !== NONE) out.push({ put, kind: 'destination', span: tree.span(call), by: tree.span(attached), name: v.name });
    const kept = v.uses.length > MAX_USES ? undefined : keptField(code, v, puts[put]!);
    if (kept) out.push({ put, kind: 'kept', span: tree.span(call), by: tree.span(kept.set), name: kept.name, of: kept.of });
    const bytes = looksAtSize || v.uses.length > MAX_USES ? undefined : bytesCutBefore(code, v, call);
    if (bytes) {
      const { statement, name, grows } = bytes;
      out.push({ put, kind: 'field', span: tree.span(call), by: tree.span(statement), name, ...(grows && { grows }) });
    } else if (!looksAtSize && !isAsked(v)) {
      for (const grows of byteFields(code, v)) {
        const name = `${v.name}.${grows.field}`;
        if (!tree.text.includes(name) || !REPLACES.test(tree.text))
          out.push({ put, kind: 'grown', span: tree.span(call), by: tree.span(call), name, grows });
      }
    }
  }
  return out;
}

/** The call that writes something of any size to the buffer. */
function filledWith(code: PoolCode, v: Variable): Node {
  const { tree, types } = code;
  const object = types.objects.get(v.node);
  const type = object?.kind === 'var' ? under(object.type) : undefined;
  const elem = type?.kind === 'pointer' ? type.elem : undefined;
  if (elem?.kind !== 'named' || elem.object.name !== 'Buffer' || elem.object.pkg?.path !== 'bytes') return NONE;
  for (const use of v.uses) {
    const p = tree.parent(use);
    const call = tree.parent(p);
    const isReceiver = tree.kind(p) === K.SelectorExpression && tree.kind(call) === K.CallExpression && calleeOf(tree, call) === p;
    if (!isReceiver && tree.kind(p) !== K.ArgumentList) continue;
    const func = calledFunction(types, call);
    const name = (func && fullName(func)) ?? '';
    const at = isReceiver ? -1 : argumentsOf(tree, call).indexOf(use);
    if (!func && at >= 0 && isGivenToEncode(code, call, at)) return call;
    if (
      (FILLS.get(name) === at && !encodesLittle(code, call)) ||
      (isReceiver && name === 'bytes.Buffer.Write' && isGiven(code, argumentsOf(tree, call)[0]!))
    )
      return call;
  }
  return NONE;
}

/** `c.encode(b, v)` through a function value that takes an `io.Writer` and a value of any size, or `f(b)` of whatever the caller gives. */
function isGivenToEncode({ tree, types, scopes }: PoolCode, call: Node, at: number): boolean {
  const callee = tree.unparen(calleeOf(tree, call));
  const type = types.typeOf(callee);
  const signature = type && under(type);
  const isOfCaller = scopes.variableOf(callee)?.kind === 'parameter' && tree.parentKind(call) !== K.GoStatement;
  if (signature?.kind === 'func' && signature.results.length < 2 && isOfCaller) return true;
  if (signature?.kind !== 'func' || !isWriter(signature.params[at]?.type)) return false;
  return argumentsOf(tree, call).some((a, i) => {
    const given = i === at ? undefined : types.typeOf(a);
    return given !== undefined && /^(?:interface|slice|map)$/.test(under(given).kind) && !isContext(given);
  });
}

const isWriter = (type: Type | undefined): boolean => type !== undefined && isNamed(type, 'io', 'Writer');
const isContext = (type: Type): boolean => isNamed(type, 'context', 'Context');

/** `if small(b) {`: a function of the program decides. */
function isAskedAbout({ tree, scopes }: PoolCode, v: Variable): boolean {
  return v.uses.some(use => {
    const statement = tree.ancestor(use, K.IfStatement, K.ExpressionCase);
    if (statement === NONE || tree.parentKind(use) !== K.ArgumentList || scopes.functionOf(use) !== scopes.functionOf(statement))
      return false;
    const condition = tree.field(statement, F.Condition);
    return condition !== NONE && use >= condition && use < tree.afters[condition]! && !/[!=]= nil/.test(tree.textOf(condition));
  });
}

/** `json.NewEncoder(b).Encode(p)` of a value whose size its type limits. */
function encodesLittle({ tree, types }: PoolCode, call: Node): boolean {
  const method = tree.parent(call);
  const encode = tree.parent(method);
  if (tree.kind(method) !== K.SelectorExpression || tree.kind(encode) !== K.CallExpression || tree.textOf(tree.last(method)) !== 'Encode')
    return false;
  const type = types.typeOf(argumentsOf(tree, encode)[0] ?? NONE);
  const u = type && under(type);
  return type !== undefined && hasNoPointers(u?.kind === 'pointer' ? u.elem : type) === true;
}

/** The caller says how much it is. */
function isGiven({ tree, scopes }: PoolCode, e: Node): boolean {
  const v = scopes.variableOf(tree.unparen(e));
  return v?.kind === 'parameter' && tree.kind(v.typeNode) === K.SliceType;
}
