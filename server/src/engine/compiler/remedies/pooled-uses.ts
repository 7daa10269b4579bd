/**
 * Whether an object that a function makes stays inside of the call, so that it can go back to a pool when the call is over: every use is one that is
 * known to keep nothing of it, but at most one callee that nobody can see into, which is named.
 */
import type { Edit } from '../../base/finding.js';
import { isWritten } from '../../go/body/captures.js';
import { onlyValue } from '../../go/body/loops.js';
import type { Variable } from '../../go/names/variable.js';
import type { Type } from '../../go/types/model.js';
import { under } from '../../go/types/predicates.js';
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { calledBy } from '../called.js';
import { typeAt } from '../known-type.js';
import { fieldStays } from './field-uses.js';
import { leaves } from './hoisted-buffer.js';
import { isFunction, parameterNames, receiverType } from './package-function.js';
import { contextIn, type RemedyContext } from './remedy.js';
import { fullName, ownName, pointedTo, typeName } from './type-name.js';

export interface PooledUses {
  /** `&x` of a variable that becomes a pointer is `x`. */
  readonly edits: readonly Edit[];
  /** The one callee of which nobody knows whether it keeps the object. */
  readonly unseen: string | undefined;
}

/** Methods of `bytes.Buffer` that give nothing of its memory away. */
const BUFFER: ReadonlySet<string> = new Set([
  ...['Write', 'WriteString', 'WriteByte', 'WriteRune', 'WriteTo', 'ReadFrom', 'Read', 'ReadByte', 'ReadRune', 'ReadString', 'ReadBytes'],
  ...['Len', 'Cap', 'Available', 'Reset', 'Grow', 'Truncate', 'String', 'UnreadByte', 'UnreadRune'],
]);
/** Functions that use a reader or a writer while they run, and keep neither. */
const BORROWERS: ReadonlySet<string> = new Set([
  ...['Fprint', 'Fprintf', 'Fprintln', 'Fscan', 'Fscanf', 'Fscanln'].map(name => `fmt.${name}`),
  ...['WriteString', 'Copy', 'CopyN', 'CopyBuffer', 'ReadAll', 'ReadFull', 'ReadAtLeast'].map(name => `io.${name}`),
  ...['Write', 'Read'].map(name => `encoding/binary.${name}`),
  ...['Compact', 'Indent', 'HTMLEscape'].map(name => `encoding/json.${name}`),
  ...['image/png.Encode', 'image/jpeg.Encode', 'image/gif.Encode', 'encoding/xml.EscapeText', 'text/template.HTMLEscape'],
]);
const BORROWING_METHODS: ReadonlySet<string> = new Set(
  ['text/template.Template', 'html/template.Template'].flatMap(t => [`${t}.Execute`, `${t}.ExecuteTemplate`]),
);
/** They wrap a writer or a reader, for as long as they are used. */
const WRAPPERS: ReadonlySet<string> = new Set([
  ...['json.NewEncoder', 'json.NewDecoder', 'xml.NewEncoder', 'xml.NewDecoder', 'gob.NewEncoder', 'gob.NewDecoder', 'csv.NewWriter'].map(
    name => `encoding/${name}`,
  ),
  ...['compress/gzip.NewWriter', 'compress/flate.NewWriter', 'compress/zlib.NewWriter', 'bufio.NewWriter', 'mime/multipart.NewWriter'],
]);
/** Methods of a wrapper that do not give it or what it wraps away. */
const WRAPPED: ReadonlySet<string> = new Set([
  ...[
    'Encode',
    'Decode',
    'SetIndent',
    'SetEscapeHTML',
    'Indent',
    'Write',
    'WriteAll',
    'WriteString',
    'WriteByte',
    'WriteRune',
    'Flush',
    'Close',
  ],
  ...['Error', 'WriteField', 'FormDataContentType', 'Boundary', 'DisallowUnknownFields', 'UseNumber'],
]);
/** Functions that look at bytes, or copy them. */
const LOOKERS: ReadonlySet<string> = new Set([
  ...['bytes.Clone', 'slices.Clone', 'bytes.Equal', 'bytes.Contains', 'bytes.HasPrefix', 'bytes.Count', 'encoding/json.Unmarshal'],
  ...['encoding/json.Valid', 'encoding/hex.EncodeToString', 'os.WriteFile', 'crypto/sha256.Sum256', 'crypto/sha1.Sum', 'crypto/md5.Sum'],
]);

/** So deep callees of the package are looked into. */
const MAX_DEPTH = 3;

export function pooledUses(context: RemedyContext, v: Variable, isValue: boolean, depth = 0): PooledUses | undefined {
  const { tree, scopes } = context;
  const edits: Edit[] = [];
  const unseen = new Set<string>();
  for (const use of v.uses) {
    if (scopes.functionOf(use) !== v.func || isLate(context, use)) return undefined;
    const p = tree.parent(use);
    const isAddress = tree.kind(p) === K.UnaryExpression && tree.op(p) === '&';
    const isMember = tree.kind(p) === K.SelectorExpression && tree.first(p) === use;
    if (isAddress && isValue) edits.push(context.edit(tree.span(p), v.name));
    const stays = isMember
      ? memberStays(context, p, v, depth)
      : isAddress === isValue && argumentStays(context, isAddress ? p : use, depth);
    if (stays === false) return undefined;
    if (typeof stays === 'string') unseen.add(stays);
  }
  const [only, ...others] = unseen;
  return others.length > 0 ? undefined : { edits, unseen: only };
}

/** In what `go` or `defer` runs, when the object may be back in the pool. */
const isLate = ({ tree }: RemedyContext, use: Node) => tree.ancestor(use, K.GoStatement, K.DeferStatement) !== NONE;

/** `x.f`, `x.m()`. */
function memberStays(context: RemedyContext, member: Node, v: Variable, depth: number): boolean | string {
  const { tree, typed } = context;
  const object = typed?.selections.get(member)?.object;
  if (object?.kind === 'var') return fieldStays(context, member, v);
  const call = tree.parent(member);
  if (object?.kind !== 'func' || tree.kind(call) !== K.CallExpression || calleeOf(tree, call) !== member) return false;
  const method = tree.textOf(tree.last(member));
  if (typeName(context, tree.first(member)) === 'bytes.Buffer')
    return BUFFER.has(method) || (method === 'Bytes' && bytesStay(context, call, v));
  return givesNothing(typeAt(context, call)) && calleeStays(context, call, RECEIVER, depth);
}

/** What `Bytes()` gives is looked at, copied, or lent to `Write`. */
function bytesStay(context: RemedyContext, call: Node, v: Variable): boolean {
  const { tree, packages } = context;
  if (!leaves(context, call, v)) return true;
  const taker = tree.parentKind(call) === K.ArgumentList ? tree.parent(tree.parent(call)) : NONE;
  const callee = taker === NONE ? NONE : calleeOf(tree, taker);
  if (tree.kind(tree.parent(call)) === K.TypeConversionExpression) return false;
  return tree.kind(callee) === K.SelectorExpression && LOOKERS.has(`${packages.of(tree.first(callee))}.${tree.textOf(tree.last(callee))}`);
}

/** True for an argument that surely is not kept, the callee's text where nobody knows, else false. */
function argumentStays(context: RemedyContext, argument: Node, depth: number): boolean | string {
  const { tree, scopes, packages, typed } = context;
  const call = tree.parentKind(argument) === K.ArgumentList ? tree.parent(tree.parent(argument)) : NONE;
  if (!typed || tree.kind(call) !== K.CallExpression || !argumentsOf(tree, call).includes(argument)) return false;
  const callee = tree.unparen(calleeOf(tree, call));
  if (tree.kind(callee) === K.SelectorExpression) {
    const name = tree.textOf(tree.last(callee));
    const from = packages.of(tree.first(callee));
    if (BORROWERS.has(`${from}.${name}`)) return true;
    if (from !== undefined) return WRAPPERS.has(`${from}.${name}`) && wrapperStays(context, call);
    if (BORROWING_METHODS.has(`${typeName(context, tree.first(callee))}.${name}`)) return true;
  }
  const called = calledBy(tree, scopes, typed, call);
  if (!called || called.kind === 'typeParameter' || !givesNothing(typeAt(context, call))) return false;
  if (called.kind !== 'function') return tree.textOf(callee);
  return calleeStays(context, call, argumentsOf(tree, call).indexOf(argument), depth);
}

/** `json.NewEncoder(buf).Encode(v)`, or `enc := json.NewEncoder(buf)` and nothing but calls of its methods. */
function wrapperStays({ tree, scopes }: RemedyContext, call: Node): boolean {
  const isUsed = (operand: Node) => {
    const member = tree.parent(operand);
    const isMethod = tree.kind(member) === K.SelectorExpression && tree.first(member) === operand;
    return isMethod && tree.kind(tree.parent(member)) === K.CallExpression && WRAPPED.has(tree.textOf(tree.last(member)));
  };
  if (isUsed(call)) return true;
  const statement = tree.parent(tree.parent(call));
  if (tree.kind(statement) !== K.ShortVarDeclaration || onlyValue(tree, statement, F.Right) !== call) return false;
  const w = scopes.variableOf(onlyValue(tree, statement, F.Left));
  return w?.init === call && w.uses.every(u => scopes.functionOf(u) === w.func && !isWritten(tree, u) && isUsed(u));
}

/** Instead of the position of an argument. */
const RECEIVER = -1;

/** A function or a method of the package itself that keeps nothing of it, or gives it to one callee that nobody sees into. */
function calleeStays(context: RemedyContext, call: Node, position: number, depth: number): boolean | string {
  const { tree, typed, packageFiles } = context;
  const callee = tree.unparen(calleeOf(tree, call));
  const selection = typed?.selections.get(callee);
  const type = selection ? ownName(context, pointedTo(selection.receiver)) : '';
  if (depth >= MAX_DEPTH || type === undefined || (!selection && tree.kind(callee) !== K.Identifier)) return false;
  const name = tree.textOf(selection ? tree.last(callee) : callee);
  for (const source of packageFiles(`${name}(`) ?? []) {
    for (const declaration of source.syntax.declarations) {
      const other = declaration.tree;
      if (!isFunction(other) || other.hasError || other.textOf(other.field(0, F.Name)) !== name || receiverType(other) !== type) continue;
      const inside = contextIn(context, source, declaration);
      const own = inside.scopes.variables.filter(v => v.func === 0 && v.kind === (position === RECEIVER ? 'receiver' : 'parameter'));
      const v = own[position === RECEIVER ? 0 : position];
      const isNamed = own.length === parameterNames(other)?.length || position === RECEIVER;
      if (!v || v.variadic || !isNamed || typeAt(inside, v.node).kind !== 'pointer') return false;
      const uses = pooledUses(inside, v, false, depth + 1);
      return uses !== undefined && (uses.unseen ?? true);
    }
  }
  return false;
}

/** Numbers, strings and errors: nothing that the object's memory could be reached by. */
function givesNothing(type: Type): boolean {
  if (type.kind === 'tuple') return type.vars.every(v => givesNothing(v.type));
  return under(type).kind === 'basic' || fullName(type) === 'error';
}
