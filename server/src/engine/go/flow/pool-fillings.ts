/** What one use of a variable does with what the object holds: adds to it, looks at it, or something that may empty it. */
import { table } from '../../base/table.js';
import { argumentsOf, calleeOf, expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { Type } from '../types/model.js';
import { under } from '../types/predicates.js';
import type { Treated } from './filled.js';
import { calledFunction, fullName, type PoolCode } from './pool-code.js';

export type Filling = 'decode' | 'append' | 'extend' | 'read' | 'unknown';

/** By call, what a function of the program does with its arguments. */
export type FillingCalls = ReadonlyMap<Node, Treated>;

/** Functions that leave what the input does not name as it is, by the position of what they fill (`encoding/json/decode.go`, Unmarshal). */
const DECODES = table<number>({
  'encoding/json.Unmarshal': 1,
  'encoding/json.Decoder.Decode': 0,
  'encoding/xml.Unmarshal': 1,
  'encoding/xml.Decoder.Decode': 0,
  'encoding/gob.Decoder.Decode': 0,
  'gopkg.in/yaml.v2.Unmarshal': 1,
  'gopkg.in/yaml.v3.Unmarshal': 1,
  'gopkg.in/yaml.v3.Node.Decode': 0,
  'github.com/BurntSushi/toml.Unmarshal': 1,
});

/** Functions that only look at what they write down, by its position. */
const ENCODES = table<number>({
  'encoding/json.Marshal': 0,
  'encoding/json.MarshalIndent': 0,
  'encoding/json.Encoder.Encode': 0,
  'encoding/xml.Marshal': 0,
  'encoding/xml.Encoder.Encode': 0,
  'encoding/gob.Encoder.Encode': 0,
});

const APPENDS =
  /^(?:bytes\.Buffer|strings\.Builder|hash\/maphash\.Hash)\.Write(?:String|Byte|Rune)?$|^bytes\.Buffer\.ReadFrom$|^hash\.Hash(?:32|64)?\.Write$|^io\.Writer\.Write$/;
const READS =
  /^(?:bytes\.Buffer|strings\.Builder)\.(?:String|Bytes|Len|Cap|Grow|Available)$|^(?:hash\.Hash(?:32|64)?|hash\/maphash\.Hash)\.(?:Sum(?:32|64)?|Size|BlockSize)$/;
/** Functions that write to the buffer that they are given first; others may read it, which empties it. */
const WRITES =
  /^(?:fmt\.Fprint(?:f|ln)?|(?:text|html)\/template\.Template\.Execute(?:Template)?|io\.(?:Copy|CopyN|CopyBuffer|WriteString)|encoding\/binary\.Write|encoding\/(?:json|xml|gob)\.NewEncoder|encoding\/csv\.NewWriter|bufio\.NewWriter(?:Size)?|compress\/(?:gzip|zlib)\.NewWriter)$/;
/** What a use of the variable does with the object; `unknown` may empty it. */
export function fillingOf(code: PoolCode, use: Node, filling?: FillingCalls): Filling {
  const { tree } = code;
  const p = tree.parent(use);
  switch (tree.kind(p)) {
    case K.SelectorExpression: {
      const call = tree.parent(p);
      if (tree.kind(call) === K.CallExpression && tree.unparen(calleeOf(tree, call)) === p) return methodUse(code, call, filling);
      if (isExtended(code, p, filling)) return 'extend';
      return isPlainRead(code, p) || isGivenSlice(code, p) ? 'read' : 'unknown';
    }
    case K.ArgumentList:
      return argumentUse(code, tree.parent(p), use, filling);
    case K.UnaryExpression:
      return tree.op(p) === '*' && isPlainRead(code, p) ? 'read' : 'unknown';
    case K.BinaryExpression:
      return 'read';
    default:
      return 'unknown';
  }
}

/** The same of an expression that is a buffer, or its address. */
export function bufferFilling(code: PoolCode, e: Node): Filling {
  const { tree } = code;
  const p = tree.parent(e);
  if (tree.kind(p) === K.SelectorExpression) {
    const call = tree.parent(p);
    return tree.kind(call) === K.CallExpression && tree.unparen(calleeOf(tree, call)) === p ? methodUse(code, call) : 'unknown';
  }
  return tree.kind(p) === K.ArgumentList ? argumentUse(code, tree.parent(p), e) : 'unknown';
}

/** The same of a slice, or of what a pointer to one leads to: `s = append(s, x)` keeps what it held. */
export function sliceFilling(code: PoolCode, use: Node, filling?: FillingCalls): Filling {
  const { tree, types } = code;
  let e = use;
  while (tree.parentKind(e) === K.ParenthesizedExpression || tree.op(tree.parent(e)) === '*') e = tree.parent(e);
  if (isExtended(code, e, filling)) return 'extend';
  const p = tree.parent(e);
  switch (tree.kind(p)) {
    case K.VariadicArgument:
      return 'read';
    case K.RangeClause:
      return tree.fields[e] === F.Right || tree.within(e, tree.field(p, F.Right)) ? 'read' : 'unknown';
    case K.IndexExpression:
      return tree.unparen(tree.field(p, F.Operand)) === tree.unparen(e) ? 'read' : 'unknown';
    case K.ArgumentList: {
      // Whoever gets the slice cannot make it shorter; whoever gets a pointer to it can.
      const type = types.typeOf(e);
      return type !== undefined && under(type).kind === 'slice' && isGivenOnly(code, tree.parent(p)) ? 'read' : 'unknown';
    }
    default:
      return 'unknown';
  }
}

/** What the call returns is no part of the slice that is kept: nothing, a number, a text, an error. */
function isGivenOnly({ tree, types }: PoolCode, call: Node): boolean {
  if (tree.parentKind(call) === K.ExpressionStatement) return true;
  const type = types.typeOf(call);
  if (type !== undefined && (under(type).kind === 'basic' || isError(type))) return true;
  const func = calledFunction(types, call);
  const results = func?.type.kind === 'func' ? func.type.results : [];
  return results.length > 0 && results.every(r => under(r.type).kind === 'basic' || isError(r.type));
}

const isError = (type: Type): boolean => type.kind === 'named' && type.object.name === 'error' && !type.object.pkg;

/** One of the two fields of `k.b = append(k.b, x)`: what it held stays in front. */
export function isExtended(code: PoolCode, field: Node, filling?: FillingCalls): boolean {
  const { tree } = code;
  const statement = tree.ancestor(field, K.AssignmentStatement);
  if (statement === NONE || tree.op(statement) !== '=') return false;
  const [left, ...others] = expressionsOf(tree, tree.field(statement, F.Left));
  const [value = NONE] = expressionsOf(tree, tree.field(statement, F.Right));
  if (left === undefined || others.length > 0 || tree.textOf(left) !== tree.textOf(field)) return false;
  const first = appendedTo(code, tree.unparen(value), filling);
  return first !== NONE && tree.textOf(first) === tree.textOf(field) && (field === left || field === first);
}

/** The slice that a call appends to and returns; NONE for all others. */
export function appendedTo({ tree, types }: PoolCode, call: Node, filling?: FillingCalls): Node {
  if (tree.kind(call) !== K.CallExpression) return NONE;
  const builtin = types.objects.get(tree.unparen(calleeOf(tree, call)));
  const func = calledFunction(types, call);
  const isAppend = builtin?.kind === 'builtin' ? builtin.name === 'append' : EXTENDS.test((func && fullName(func)) ?? '');
  const at = isAppend ? 0 : filling?.get(call)?.extended;
  return at === undefined ? NONE : (argumentsOf(tree, call)[at] ?? NONE);
}

/** Functions that append to their first argument and return it. */
const EXTENDS = /^(?:strconv|fmt|slices|unicode\/utf8)\.Append\w*$|^encoding\/binary\.[\w.]*Append\w*$/;

/** A call gets a slice: whoever has a copy of it cannot make the field shorter. */
function isGivenSlice({ tree, types }: PoolCode, field: Node): boolean {
  const type = tree.parentKind(field) === K.ArgumentList ? types.typeOf(field) : undefined;
  return type !== undefined && under(type).kind === 'slice';
}

function methodUse(code: PoolCode, call: Node, filling?: FillingCalls): Filling {
  if (filling?.get(call)?.reads.includes(-1)) return 'read';
  const func = calledFunction(code.types, call);
  const isOfInterface = func?.interfaceName !== undefined;
  const name = (func && (isOfInterface ? methodOfInterface(code, call, func.name) : fullName(func))) ?? '';
  return APPENDS.test(name) ? 'append' : READS.test(name) ? 'read' : 'unknown';
}

/** By the type that the variable has, whichever interface declares the method. */
function methodOfInterface({ tree, types }: PoolCode, call: Node, method: string): string | undefined {
  const type = types.typeOf(tree.unparen(tree.first(tree.unparen(calleeOf(tree, call)))));
  return type?.kind === 'named' ? `${type.object.pkg?.path ?? ''}.${type.object.name}.${method}` : undefined;
}

function argumentUse({ tree, types }: PoolCode, call: Node, use: Node, filling?: FillingCalls): Filling {
  const func = calledFunction(types, call);
  const name = func && fullName(func);
  if (name === undefined) return 'unknown';
  const treated = filling?.get(call);
  const at = argumentsOf(tree, call).indexOf(use);
  if (treated) return treated.filled?.argument === at ? treated.filled.kind : treated.reads.includes(at) ? 'read' : 'unknown';
  if (ENCODES[name] === at) return 'read';
  if (DECODES[name] !== undefined) return argumentsOf(tree, call)[DECODES[name]!] === use ? 'decode' : 'unknown';
  return WRITES.test(name) && argumentsOf(tree, call)[0] === use ? 'append' : 'unknown';
}

/** The field, or the whole, is only looked at. */
function isPlainRead({ tree, types }: PoolCode, e: Node): boolean {
  let whole = e;
  while (PARTS.includes(tree.parentKind(whole))) whole = tree.parent(whole);
  const p = tree.parent(whole);
  const kind = tree.kind(p);
  // A map or a slice is emptied through another name, too.
  const type = types.typeOf(whole);
  const isCopied = (type !== undefined && under(type).kind === 'basic') || isCounted(tree, whole);
  if (!isCopied && kind !== K.BinaryExpression) return false;
  if (kind === K.IncStatement || kind === K.DecStatement || tree.fields[p] === F.Left) return false;
  if (kind === K.UnaryExpression && tree.op(p) === '&') return false;
  return kind !== K.CallExpression || tree.unparen(calleeOf(tree, p)) !== whole;
}

/** `len(r.items)`, `for … range r.items`. */
function isCounted(tree: PoolCode['tree'], e: Node): boolean {
  const p = tree.parent(e);
  if (tree.kind(p) === K.RangeClause) return tree.fields[e] === F.Right;
  return tree.kind(p) === K.ArgumentList && /^(?:len|cap)$/.test(tree.textOf(calleeOf(tree, tree.parent(p))));
}

const PARTS: readonly K[] = [K.SelectorExpression, K.IndexExpression, K.ParenthesizedExpression];

export const isEmptiedByReset = (type: Type): boolean =>
  type.kind === 'named' && EMPTIED.has(`${type.object.pkg?.path}.${type.object.name}`);

/** Types whose Reset empties them. */
const EMPTIED: ReadonlySet<string> = new Set([
  'bytes.Buffer',
  'strings.Builder',
  'hash.Hash',
  'hash.Hash32',
  'hash.Hash64',
  'hash/maphash.Hash',
]);
