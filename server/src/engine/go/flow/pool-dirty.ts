/** Objects that a function takes from a pool, fills and puts, and nobody empties in between: what is in them is of several uses. */
import type { Sliced } from '../../base/slices.js';
import { table } from '../../base/table.js';
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { Variable } from '../names/variable.js';
import type { Type } from '../types/model.js';
import { under } from '../types/predicates.js';
import type { PoolCallNodes, PutNodes } from './pool-calls.js';
import { bare, calledFunction, fullName, isPoolMethod, type PoolCode, variableNode } from './pool-code.js';
import type { DirtyObject } from './pool-facts.js';

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

const APPENDS = /^bytes\.Buffer\.Write(?:String|Byte|Rune)?$|^strings\.Builder\.Write(?:String|Byte|Rune)?$/;
const READS = /^(?:bytes\.Buffer|strings\.Builder)\.(?:String|Bytes|Len|Cap|Grow|Available)$/;
/** Functions that write to the buffer that they are given first; others may read it, which empties it. */
const WRITES = /^(?:fmt\.Fprint(?:f|ln)?|(?:text|html)\/template\.Template\.Execute)$/;
/** Methods by which a type decides what decoding leaves of it. */
const DECODES_ITSELF = /^(?:Unmarshal|GobDecode)/;

/** Uses beyond these are not looked at. */
const MAX_USES = 200;

type Use = 'decode' | 'append' | 'read' | 'put' | 'unknown';

/** Then the reader rests. */
const VARIABLES_PER_SLICE = 100;

/** Puts by the name of what they give away. */
type PutsByName = ReadonlyMap<Node, number>;

export function* readDirtyObjects(code: PoolCode, { puts }: PoolCallNodes): Sliced<DirtyObject[]> {
  const out: DirtyObject[] = [];
  if (code.tree.hasError) return out;
  const byName = new Map(puts.map((p, i) => [variableNode(code.tree, p.object), i]));
  for (const [i, v] of code.scopes.variables.entries()) {
    if (i % VARIABLES_PER_SLICE === 0) yield;
    const get = takenBy(code, v);
    const found = get === NONE || v.uses.length > MAX_USES ? undefined : dirty(code, v, puts, byName);
    if (found) out.push({ ...found, get: code.tree.span(get), name: v.name });
  }
  return out;
}

/** The call of a pool's own `Get` that a variable is declared with, or NONE. */
function takenBy({ tree, types }: PoolCode, v: Variable): Node {
  if (v.kind !== 'local' || v.init === NONE || v.initIndex !== -1) return NONE;
  const call = bare(tree, v.init);
  const func = tree.kind(call) === K.CallExpression ? calledFunction(types, call) : undefined;
  return func && isPoolMethod(func, 'Get') && tree.kind(tree.unparen(v.init)) === K.TypeAssertionExpression ? call : NONE;
}

function dirty(code: PoolCode, v: Variable, puts: readonly PutNodes[], byName: PutsByName): Omit<DirtyObject, 'get' | 'name'> | undefined {
  const { tree, types } = code;
  const object = types.objects.get(v.node);
  const target = object?.kind === 'var' ? under(object.type) : undefined;
  if (target?.kind !== 'pointer') return undefined;
  const isBuffer = isEmptiedByReset(target.elem);
  let first: { at: Node; kind: 'decode' | 'append' } | undefined;
  let put = -1;
  for (const use of v.uses) {
    const kind = useOf(code, use, byName);
    if (kind === 'unknown' || (isBuffer && kind === 'decode') || (!isBuffer && kind === 'append')) return undefined;
    if (kind === 'put') put = byName.get(use)!;
    else if (kind !== 'read') first ??= { at: use, kind };
  }
  const isKept = isBuffer || under(target.elem).kind === 'struct' || under(target.elem).kind === 'map';
  if (!first || put < 0 || !isKept) return undefined;
  const { byHelper, topLevel } = puts[put]!.fact;
  // A Put under a condition may be one of objects that are empty.
  if (byHelper || !topLevel || (first.kind === 'decode' && decodesItself(target.elem))) return undefined;
  const call = tree.ancestor(first.at, K.CallExpression);
  const written = tree.unparen(tree.field(tree.unparen(v.init), F.Type));
  const isStruct = !isBuffer && under(target.elem).kind === 'struct' && tree.kind(written) === K.PointerType;
  return {
    put,
    kind: first.kind,
    span: tree.span(first.at),
    callee: tree.textOf(calleeOf(tree, call)),
    ...(isStruct && { type: tree.textOf(tree.first(written)) }),
    ...roomBehind(code, v),
  };
}

const decodesItself = (type: Type): boolean => type.kind !== 'named' || type.methods.some(m => DECODES_ITSELF.test(m.name));

const isEmptiedByReset = (type: Type): boolean =>
  type.kind === 'named' && ['bytes.Buffer', 'strings.Builder'].includes(`${type.object.pkg?.path}.${type.object.name}`);

/** What a use of the variable does with the object; `unknown` may empty it. */
function useOf(code: PoolCode, use: Node, byName: PutsByName): Use {
  const { tree } = code;
  if (byName.has(use)) return 'put';
  const p = tree.parent(use);
  switch (tree.kind(p)) {
    case K.SelectorExpression: {
      const call = tree.parent(p);
      if (tree.kind(call) === K.CallExpression && tree.unparen(calleeOf(tree, call)) === p) return methodUse(code, call);
      return isPlainRead(code, p) ? 'read' : 'unknown';
    }
    case K.ArgumentList:
      return argumentUse(code, tree.parent(p), use);
    case K.UnaryExpression:
      return tree.op(p) === '*' && isPlainRead(code, p) ? 'read' : 'unknown';
    case K.BinaryExpression:
      return 'read';
    default:
      return 'unknown';
  }
}

function methodUse({ types }: PoolCode, call: Node): Use {
  const func = calledFunction(types, call);
  const name = (func && fullName(func)) ?? '';
  return APPENDS.test(name) ? 'append' : READS.test(name) ? 'read' : 'unknown';
}

function argumentUse({ tree, types }: PoolCode, call: Node, use: Node): Use {
  const func = calledFunction(types, call);
  const name = func && fullName(func);
  if (name === undefined) return 'unknown';
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
  const isCopied = type !== undefined && under(type).kind === 'basic';
  if (!isCopied && kind !== K.BinaryExpression) return false;
  if (kind === K.IncStatement || kind === K.DecStatement || tree.fields[p] === F.Left) return false;
  if (kind === K.UnaryExpression && tree.op(p) === '&') return false;
  return kind !== K.CallExpression || tree.unparen(calleeOf(tree, p)) !== whole;
}

const PARTS: readonly K[] = [K.SelectorExpression, K.IndexExpression, K.ParenthesizedExpression];

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
