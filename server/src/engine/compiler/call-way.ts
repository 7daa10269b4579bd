/** Where a call leads that ends a value's way: to a method that nobody can see, or into a function of the package, which tells more. */
import type { Scopes } from '../go/names/scope.js';
import type { TreeTypes } from '../go/types/checking.js';
import type { Func } from '../go/types/model.js';
import { receiverBase } from '../go/types/receiver.js';
import { isBuiltin } from '../go/types/universe.js';
import { argumentsOf, calleeOf, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import { calledBy } from './called.js';
import type { CalleeLookup, Parameters } from './callee-lookup.js';
import type { CompilerFact, CompilerPlace } from './facts.js';
import { inlinedAt, isDevirtualizedAt } from './facts-index.js';
import { calleesAt } from './inlined-callee.js';
import { calledIn, type LastHop } from './last-hop.js';
import { HANDS_ON } from './std-calls.js';
import type { Way } from './way.js';

/** Ways of a parameter that its caller has better words for. */
const UNNAMED: ReadonlySet<Way['kind']> = new Set<Way['kind']>(['returned', 'argument', 'held', 'otherField', 'otherValue']);

/** How many functions are followed, each from a call in the one before. */
const MAX_CALLS = 4;

/** One declaration, with what is known of it and around it. */
export interface CallContext {
  readonly tree: FlatTree;
  readonly scopes: Scopes;
  readonly typed: TreeTypes | undefined;
  /** Of the whole package. */
  readonly facts: readonly CompilerFact[];
  readonly importPath: string;
  readonly callees: CalleeLookup;
  /** The expression at a place of this declaration; NONE elsewhere. */
  readonly nodeAt: (place: CompilerPlace) => Node;
}

/** The way of a value whose flow ends at `call`; undefined where it ends inside of it in a way that has no name. `depth`: calls followed so far. */
export function wayOfCall(context: CallContext, call: Node, hop: LastHop, depth: number): Way | undefined {
  const { tree, scopes, typed, facts } = context;
  const callee = tree.textOf(calleeOf(tree, call));
  const said = calledIn(hop.note.expression);
  const isCall = hop.kind === 'argument' || hop.kind === 'receiver';
  if (isBuiltin(callee)) return isCall ? undefined : { kind: hop.kind, name: hop.name, via: '' };
  const plain: Way = { kind: 'argument', name: callee, via: '' };
  // Of what is inlined the compiler prints all at the call, and nothing is handed to the call itself any more.
  const isInlined = inlinedAt(facts, hop.note).length > 0;
  if (hop.kind === 'held') return plain;
  if (isInlined || !isCall) return insideInlined(context, call, hop, said) ?? handedOn(context, call, hop) ?? plain;
  const called = typed && !isDevirtualizedAt(facts, hop.note) ? calledBy(tree, scopes, typed, call) : undefined;
  if (called === undefined) return plain;
  if (called.kind !== 'function') return { kind: called.kind, name: callee, via: '' };
  return handedOn(context, call, hop) ?? insideCallee(context, call, called.func, hop, depth) ?? plain;
}

/** What happens in a function of the package that is inlined at `call`, in the caller's words as far as they go. */
function insideInlined({ tree, facts, callees }: CallContext, call: Node, hop: LastHop, said: string): Way | undefined {
  const via = tree.textOf(calleeOf(tree, call));
  for (const name of calleesAt(facts, hop.note)) {
    const join = callees(name)?.join;
    const isDirect = !isDevirtualizedAt(facts, hop.note) && name.slice(name.lastIndexOf('.') + 1) === via.slice(via.lastIndexOf('.') + 1);
    const words = (text: string) => (join && isDirect ? translated(tree, call, text, join.parameters) : text);
    if (hop.kind === 'argument' || hop.kind === 'receiver') {
      const kind = join?.unseenCall(said);
      if (kind) return { kind, name: words(said), via };
    } else if (hop.name !== '' && join?.mentions(hop.name)) return { kind: hop.kind, name: words(hop.name), via };
  }
  return undefined;
}

/** What a function of the package does with the parameter, as the compiler's own words about it tell. */
function insideCallee(context: CallContext, call: Node, func: Func, hop: LastHop, depth: number): Way | undefined {
  const { tree, importPath, callees } = context;
  const name = func.pkg?.path === importPath ? nameOf(func) : undefined;
  const found = name === undefined || depth >= MAX_CALLS ? undefined : callees(name);
  const index = found && argumentOf(context, call, hop);
  const way = index === undefined ? undefined : found?.join.wayOfParameter(index, found.facts, depth + 1);
  if (!found || !way) return undefined;
  const isUnseen = way.kind === 'interfaceCall' || way.kind === 'functionValue' || way.kind === 'typeParameter';
  // What happens two calls away is not what the callee does, but what it calls may be named.
  if (!isUnseen && (way.via !== '' || UNNAMED.has(way.kind))) return undefined;
  const via = tree.textOf(calleeOf(tree, call));
  return { kind: way.kind, name: way.via === '' ? translated(tree, call, way.name, found.join.parameters) : way.name, via };
}

/** `f` and `T.m`, as the package index spells them. */
function nameOf(func: Func): string | undefined {
  const { name, isMethod } = func.origin ?? func;
  if (!isMethod) return name;
  const owner = receiverBase(func);
  return owner?.kind === 'named' ? `${owner.object.name}.${name}` : undefined;
}

/** `io.ReadFull(r, b[:])` hands `b` to `r.Read`, and `r` to nobody. */
function handedOn(context: CallContext, call: Node, hop: LastHop): Way | undefined {
  const { tree, scopes, typed } = context;
  const called = typed && calledBy(tree, scopes, typed, call);
  const func = called?.kind === 'function' ? called.func : undefined;
  const known = func && !func.isMethod ? HANDS_ON.get(`${func.pkg?.path}.${func.name}`) : undefined;
  const owner = known && argumentsOf(tree, call)[known.owner];
  if (!known || owner === undefined || argumentOf(context, call, hop) !== known.given) return undefined;
  return { kind: 'interfaceCall', name: `${tree.textOf(owner)}.${known.method}`, via: tree.textOf(calleeOf(tree, call)) };
}

/** Which argument the flow comes by, the receiver as -1; undefined where that cannot be told. */
function argumentOf(context: CallContext, call: Node, { source, before }: LastHop): number | undefined {
  const { tree } = context;
  const callee = tree.unparen(calleeOf(tree, call));
  const receiver = tree.kind(callee) === K.SelectorExpression ? tree.first(callee) : NONE;
  const all = [receiver, ...argumentsOf(tree, call)];
  const named = all.filter(a => a !== NONE && tree.textOf(a) === source);
  if (named.length > 0) return named.length === 1 ? all.indexOf(named[0]!) - 1 : undefined;
  const places = before.map(note => context.nodeAt(note)).filter(n => n !== NONE && n !== call);
  const last = places.findLast(n => all.some(a => a !== NONE && tree.within(n, a)));
  return last === undefined ? undefined : all.findIndex(a => a !== NONE && tree.within(last, a)) - 1;
}

/** Arguments that read well in the place of a parameter's name. */
const SIMPLE = /^[\p{L}_][\p{L}\p{N}_.]*$/u;

/** The callee's words with the caller's own in the place of a parameter at the beginning: `w.Write` as `c.out.Write`. */
function translated(tree: FlatTree, call: Node, text: string, { receiver, names }: Parameters): string {
  const [root = ''] = /^[\p{L}_][\p{L}\p{N}_]*/u.exec(text) ?? [];
  const callee = tree.unparen(calleeOf(tree, call));
  const index = names.indexOf(root);
  const given = root === receiver && tree.kind(callee) === K.SelectorExpression ? tree.first(callee) : argumentsOf(tree, call)[index];
  const words = given === undefined || given === NONE || root === '' ? '' : tree.textOf(given);
  return SIMPLE.test(words) ? words + text.slice(root.length) : text;
}
