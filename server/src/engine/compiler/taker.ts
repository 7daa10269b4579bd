/**
 * What takes the value of a site, where people know a usual way around it: functions of the standard library by their names, functions of the package,
 * maps. It chooses the help; the cause is said by the flow alone.
 */
import { isWritten } from '../go/body/captures.js';
import { onlyValue } from '../go/body/loops.js';
import { calledFunction, fullName } from '../go/flow/pool-code.js';
import { typeSetOf } from '../go/types/identity.js';
import { type Func, Is } from '../go/types/model.js';
import { isNamed } from '../go/types/named.js';
import { is, under } from '../go/types/predicates.js';
import type { HeapCause, Taker } from '../sites/evidence.js';
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../syntax/flat-tree.js';
import { convertedBytes } from './bytes-twin.js';
import type { DeclarationContext } from './declaration-context.js';
import { isFormattedKey, isIndexOfMap } from './formatted-key.js';
import { isConstantAt, typeAt } from './known-type.js';
import { mapOfCall } from './map-of-call.js';
import type { SiteNode } from './printed-site.js';
import { rangedRunes } from './ranged-runes.js';

const of = (taker: Taker, prefix: string, names: string): [string, Taker][] => names.split(' ').map(name => [`${prefix}.${name}`, taker]);

const TAKERS: ReadonlyMap<string, Taker> = new Map([
  ...of('heap', 'container/heap', 'Push'),
  ...of('list', 'container/list.List', 'PushBack PushFront InsertBefore InsertAfter'),
  ...of('atomicValue', 'sync/atomic.Value', 'Store Swap CompareAndSwap'),
  ...of('syncMap', 'sync.Map', 'Load Store LoadOrStore LoadAndDelete Delete Swap CompareAndSwap CompareAndDelete'),
  ...of('sortSlice', 'sort', 'Slice SliceStable'),
  ...of('sortInterface', 'sort', 'Sort Stable'),
  ...of('encoder', 'encoding/json', 'Marshal MarshalIndent Encoder.Encode'),
  ...of('encoder', 'encoding/xml', 'Marshal MarshalIndent Encoder.Encode'),
  ...of('encoder', 'encoding/gob.Encoder', 'Encode'),
  ...of('decoder', 'encoding/json', 'Unmarshal Decoder.Decode'),
  ...of('decoder', 'encoding/xml', 'Unmarshal Decoder.Decode'),
  ...of('decoder', 'encoding/gob.Decoder', 'Decode'),
  ...of('decoder', 'database/sql', 'Rows.Scan Row.Scan'),
  ...of('scanner', 'fmt', 'Sscan Sscanf Sscanln Fscan Fscanf Fscanln Scan Scanf Scanln'),
  ...of('errorsAs', 'errors', 'As'),
  ...of('formatter', 'fmt', 'Fprint Fprintf Fprintln'),
  ...of('reset', 'bytes', 'NewReader'),
  ...of('reset', 'strings', 'NewReader'),
  ...of('reset', 'bufio', 'NewReader NewReaderSize NewWriter NewWriterSize'),
  ...of('reset', 'hash/fnv', 'New32 New32a New64 New64a New128 New128a'),
  ...of('shared', 'strings', 'NewReplacer'),
  ...of('source', 'math/rand', 'NewSource'),
  ...of('text', 'bytes.Buffer', 'String'),
  ...of('header', 'net/http.Header', 'Set'),
  ...of('request', 'net/http.Request', 'WithContext'),
]);

/** What the flow says of the site: its cause, and the name of what it leads to. */
interface Said {
  readonly cause: HeapCause;
  readonly to: string;
}

/** What is given to a call may be done with after it. */
const LENT: ReadonlySet<HeapCause> = new Set<HeapCause>(['argument', 'interfaceCall', 'functionValue', 'typeParameter']);

/** They make something themselves, and are inlined. */
const MAKERS: ReadonlySet<Taker> = new Set<Taker>(['reset', 'shared', 'source', 'text', 'header', 'request']);

/** Undefined where no usual way is known. */
export function takerOf(context: DeclarationContext, { kind, node }: SiteNode, said: Said): Taker | undefined {
  switch (kind) {
    case 'inlined':
      return madeBy(context, node, said.cause);
    case 'conversion':
      if (rangedRunes(context, node) !== undefined) return 'runes';
      if (isOfRune(context, node)) return 'rune';
      if (said.cause === 'stored' && isKeyOfStore(context, node)) return isConvertedAgain(context, node) ? 'keyAgain' : 'mapKey';
      return isLookedUp(context, node) ? 'lookedUp' : undefined;
    case 'boxed':
      return takerOfArgument(context, node);
    case 'variable': {
      if (said.cause === 'closure' && mayReturnBefore(context, node)) return 'early';
      const argument = said.cause === 'argument' ? addressGivenTo(context, node, said.to) : NONE;
      const known = argument === NONE ? undefined : takerOfArgument(context, argument);
      return known ?? (isNamed(typeAt(context, node), 'strings', 'Builder') ? 'builder' : undefined);
    }
    case 'literal':
      return said.cause === 'outgrown' && under(typeAt(context, node)).kind === 'map' ? mapOfCall(context, node) : undefined;
    case 'pointer':
      return isNamed(typeAt(context, node), 'strings', 'Builder') ? 'builder' : undefined;
    default:
      return undefined;
  }
}

/** What the inlined call makes, where people know another way. */
function madeBy(context: DeclarationContext, call: Node, cause: HeapCause): Taker | undefined {
  const { tree } = context;
  const taker = takerOfCall(context, call, NONE);
  const areConstant = (args: readonly Node[]) => args.length > 0 && args.every(a => isConstantAt(context, a));
  switch (taker) {
    case 'reset':
      return LENT.has(cause) ? taker : undefined;
    case 'shared':
    case 'header':
      return areConstant(argumentsOf(tree, call)) ? taker : undefined;
    default:
      return taker;
  }
}

/** True when the function may return between a use of the variable and the closure that takes it: then it is on the heap for nothing. */
function mayReturnBefore({ tree, scopes }: DeclarationContext, declared: Node): boolean {
  const uses = scopes.variableOf(declared)?.uses ?? [];
  const own = scopes.functionOf(declared);
  const taken = uses.find(u => scopes.functionOf(u) !== own);
  const first = uses[0];
  if (taken === undefined || first === undefined || first === taken) return false;
  for (let n = first; n < taken; n++) if (tree.kind(n) === K.ReturnStatement && scopes.functionOf(n) === own) return !tree.within(taken, n);
  return false;
}

/** `&x`, `x[:]` as an argument of the call that the flow names. */
function addressGivenTo({ tree, scopes }: DeclarationContext, declared: Node, to: string): Node {
  for (const use of scopes.variableOf(declared)?.uses ?? []) {
    const address = tree.parent(use);
    const isAddress = tree.kind(address) === K.SliceExpression || (tree.kind(address) === K.UnaryExpression && tree.op(address) === '&');
    const call = isAddress && tree.parentKind(address) === K.ArgumentList ? tree.parent(tree.parent(address)) : NONE;
    if (tree.kind(call) === K.CallExpression && tree.textOf(calleeOf(tree, call)) === to) return address;
  }
  return NONE;
}

function takerOfArgument(context: DeclarationContext, argument: Node): Taker | undefined {
  const { tree } = context;
  const list = tree.parent(argument);
  const call = tree.kind(list) === K.ArgumentList ? tree.parent(list) : NONE;
  return tree.kind(call) === K.CallExpression ? takerOfCall(context, call, argument) : undefined;
}

/** `argument`: NONE for the call itself. */
function takerOfCall(context: DeclarationContext, call: Node, argument: Node): Taker | undefined {
  const { tree, typed, importPath } = context;
  const func = typed && calledFunction(typed, call);
  const name = func && fullName(func);
  if (name === undefined) return undefined;
  const known = TAKERS.get(name) ?? (isFormattedKey(context, call) ? 'keyText' : undefined);
  if (known !== undefined) return MAKERS.has(known) === (argument === NONE) ? known : undefined;
  const index = argumentsOf(tree, call).indexOf(argument);
  if (name === 'context.WithValue') return index === 1 ? 'contextKey' : index === 2 ? 'contextValue' : undefined;
  return isOwn(func!, importPath) && hasMethods(func!, index) ? 'own' : undefined;
}

/** A function that others do not call; a method has its parameters for others' sake, and no type parameters. */
const isOwn = ({ pkg, name, isMethod }: Func, importPath: string) => pkg?.path === importPath && !isMethod && !/^\p{Lu}/u.test(name);

/** The parameter is of an interface type with methods; of `any` nobody knows which types it is meant for. */
function hasMethods({ type }: Func, index: number): boolean {
  const parameter = type.kind === 'func' && !(type.variadic && index >= type.params.length - 1) ? type.params[index] : undefined;
  const u = parameter && under(parameter.type);
  return u?.kind === 'interface' && typeSetOf(u).methods.size > 0;
}

/** `string(r)` of an integer. */
function isOfRune(context: DeclarationContext, conversion: Node): boolean {
  const [given] = context.tree.kind(conversion) === K.CallExpression ? argumentsOf(context.tree, conversion) : [];
  return given !== undefined && is(typeAt(context, given), Is.Integer);
}

/** `key := string(b)` that is first of all an index of a map which is read. */
function isLookedUp(context: DeclarationContext, conversion: Node): boolean {
  const { tree, scopes } = context;
  const statement = tree.parent(tree.parent(conversion));
  if (convertedBytes(tree, conversion) === NONE || tree.kind(statement) !== K.ShortVarDeclaration) return false;
  const first = scopes.variableOf(onlyValue(tree, statement, F.Left))?.uses[0];
  return first !== undefined && isIndexOfMap(context, first) && !isWritten(tree, tree.parent(first));
}

/** `m[string(b)] = x`, `m[string(b)]++`, where the function does not look the key up before. */
function isKeyOfStore(context: DeclarationContext, conversion: Node): boolean {
  const { tree } = context;
  const index = tree.parent(conversion);
  if (tree.kind(index) !== K.IndexExpression || tree.last(index) !== conversion) return false;
  const text = tree.textOf(index);
  if (tree.text.indexOf(text) < tree.starts[index]!) return false;
  return under(typeAt(context, tree.first(index))).kind === 'map' && tree.textOf(calleeOf(tree, conversion)) === 'string';
}

/** The same conversion is the key of another store. */
function isConvertedAgain(context: DeclarationContext, conversion: Node): boolean {
  const { tree } = context;
  const text = tree.textOf(conversion);
  for (let n = 1; n < tree.count; n++) {
    if (n === conversion || tree.kind(n) !== K.CallExpression || tree.textOf(n) !== text) continue;
    if (tree.kind(tree.parent(n)) === K.IndexExpression && isWritten(tree, tree.parent(n))) return true;
  }
  return false;
}
