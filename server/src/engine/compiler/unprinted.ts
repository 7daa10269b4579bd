/**
 * Allocations that `-m` never prints although they are certain or usual: channels, `s += x`, `go f(x)`, `defer f(x)` in loops, stores into maps that outlive the function,
 * and results that stay in the function but outgrow the 32 bytes that the stack keeps for them (go-facts §4.1, §4.2).
 */

import type { Sliced } from '../base/slices.js';
import { Is, Mode } from '../go/types/model.js';
import { is, under } from '../go/types/predicates.js';
import { isBuiltin } from '../go/types/universe.js';
import { repeatingLoop } from '../sites/silence.js';
import { argumentsOf, calleeOf, expressionsOf, F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import { makesTimer } from '../tables/allocating-functions.js';
import { isByteSlice, isForTwin } from './bytes-twin.js';
import { MAY_COPY_TEXT } from './copied-text.js';
import type { CompilerFact } from './facts.js';
import { typeAt } from './known-type.js';
import { insteadOf } from './library-call.js';
import { isGrowingStore } from './map-store.js';
import type { SiteNode } from './printed-site.js';
import { isOfRunes } from './ranged-runes.js';
import type { SiteContext } from './site-context.js';
import { mayMakeText } from './text-for-nothing.js';

/** Then the reader rests: less than a millisecond. */
const NODES_PER_SLICE = 2000;

/** Sites that need no word of the compiler's, in source order. Package-level initialisers run once and are left out. */
export function* unprintedSites(context: SiteContext): Sliced<SiteNode[]> {
  const { tree } = context;
  if (!isFunction(tree)) return [];
  const out: SiteNode[] = [];
  for (let n = 0; n < tree.count; n++) {
    if (n % NODES_PER_SLICE === 0) yield;
    switch (tree.kinds[n]) {
      case K.CallExpression:
        if (isTimerOfLoop(context, n)) out.push({ kind: 'timer', node: n });
        if (isPattern(context, n)) out.push({ kind: 'pattern', node: n });
        if (insteadOf(context, n) !== undefined) out.push({ kind: 'library', node: n });
        if (isChannel(context, n) || isMapCopy(context, n)) out.push({ kind: isMapCopy(context, n) ? 'mapStore' : 'channel', node: n });
        break;
      case K.GoStatement:
        if (handsOver(context, tree.unparen(tree.first(n)))) out.push({ kind: 'goCall', node: calledLater(tree, n) });
        break;
      case K.DeferStatement:
        if (isDeferredInLoop(context, n)) out.push({ kind: 'deferCall', node: calledLater(tree, n) });
        break;
      case K.AssignmentStatement:
        if (isGrowingString(context, n)) out.push({ kind: 'concat', node: n });
        for (const target of targets(tree, n)) if (isGrowingStore(context, target)) out.push({ kind: 'mapStore', node: target });
        break;
      case K.IncStatement:
      case K.DecStatement:
        if (isGrowingStore(context, tree.unparen(tree.first(n)))) out.push({ kind: 'mapStore', node: tree.unparen(tree.first(n)) });
        break;
      default:
    }
  }
  return out;
}

/** True where types decide whether something of the declaration allocates that is never printed. */
export function asksTypes(tree: FlatTree): boolean {
  const isElement = (e: Node) => tree.kind(e) === K.IndexExpression;
  if (/\bbinary\.(?:Read|Write)\(|\.Sum\(nil\)/.test(tree.text) || MAY_COPY_TEXT.test(tree.text) || mayMakeText(tree.text)) return true;
  for (let n = 0; n < tree.count; n++) {
    switch (tree.kinds[n]) {
      case K.GoStatement:
      case K.DeferStatement:
        return true;
      case K.AssignmentStatement:
        if (tree.op(n) === '+=' || targets(tree, n).some(isElement)) return true;
        break;
      case K.IncStatement:
      case K.DecStatement:
        if (isElement(tree.unparen(tree.first(n)))) return true;
        break;
      default:
    }
  }
  return false;
}

/**
 * True for `a + b` in `s += a + b`: the compiler prints it, and makes one string of all three, so the `+=` alone allocates. Measured with
 * Go 1.18 to 1.27: one allocation an iteration, but two where `s` is an element of a map.
 */
export function isPartOfSum(context: SiteContext, concat: Node): boolean {
  const { tree } = context;
  let value = concat;
  while (tree.parentKind(value) === K.ParenthesizedExpression) value = tree.parent(value);
  const list = tree.parent(value);
  const statement = tree.parent(list);
  if (!isFunction(tree) || tree.kind(statement) !== K.AssignmentStatement || tree.fields[list] !== F.Right) return false;
  return isGrowingString(context, statement) && tree.kind(onlyTarget(tree, statement)) !== K.IndexExpression;
}

/** True for a value that stays in its function and still needs the heap for more than 32 bytes. */
export function mayOutgrowStack(context: SiteContext, site: SiteNode, fact: CompilerFact, minor: number): boolean {
  switch (site.kind) {
    case 'make':
      if (Number(/^make\(map\[.*, (\d+)\)$/s.exec(fact.expression)?.[1] ?? 0) > MAP_ON_STACK) return true;
      return minor >= 25 && UNKNOWN_SIZE.test(fact.expression);
    case 'inlined':
      return minor >= 25 && UNKNOWN_SIZE.test(fact.expression);
    case 'append':
      return !growsBytes(context, site.node);
    case 'literal':
      return isLargeMap(context, site.node);
    case 'conversion':
      return isForTwin(context, site.node, minor) || isOfRunes(context, site.node);
    default:
      return false;
  }
}

const UNKNOWN_SIZE = /^make\(\[\].*, [^\d][^,]*\)$/s;

/** Entries that a map holds without the heap, when it stays in the function (measured, 1.18 to 1.27). */
const MAP_ON_STACK = 8;

function isLargeMap(context: SiteContext, literal: Node): boolean {
  const { tree } = context;
  if (tree.kind(literal) !== K.CompositeLiteral || under(typeAt(context, literal)).kind !== 'map') return false;
  const entries = [...tree.children(tree.childOfKind(literal, K.LiteralValue))].filter(c => tree.kind(c) === K.KeyedElement);
  return entries.length > MAP_ON_STACK;
}

/** True for an `append` to a slice of bytes: a buffer, whose small contents the stack holds. */
export function growsBytes(context: SiteContext, append: Node): boolean {
  return isByteSlice(context, argumentsOf(context.tree, append)[0] ?? NONE);
}

function isChannel(context: SiteContext, call: Node): boolean {
  const { tree, scopes } = context;
  const callee = calleeOf(tree, call);
  if (tree.kind(callee) !== K.Identifier || tree.textOf(callee) !== 'make' || scopes.variableOf(callee)) return false;
  const made = argumentsOf(tree, call)[0] ?? NONE;
  const kind = tree.kind(made);
  return kind === K.ChannelType || (kind !== K.SliceType && kind !== K.MapType && under(typeAt(context, made)).kind === 'chan');
}

/**
 * `go f(x)`, `go v.m()`, `defer` alike: the compiler wraps the call into a closure that holds the receiver and the arguments (cmd/compile/internal/walk,
 * wrapGoDefer; measured: 1 allocation, none for constants and without a receiver). Predeclared functions and what may be a field of function type are left
 * out. A literal is printed for what it captures; its arguments are one object more, constants too (measured).
 */
function handsOver(context: SiteContext, call: Node): boolean {
  const { tree, scopes, packages } = context;
  if (tree.kind(call) !== K.CallExpression) return false;
  const callee = tree.unparen(calleeOf(tree, call));
  const args = argumentsOf(tree, call);
  if (tree.kind(callee) === K.FuncLiteral) return args.length > 0;
  const isFunction = tree.kind(callee) === K.Identifier && !scopes.variableOf(callee);
  if (isFunction && isBuiltin(tree.textOf(callee))) return false;
  if (tree.kind(callee) !== K.Identifier && tree.kind(callee) !== K.SelectorExpression) return false;
  if (args.some(a => !isConstant(context, a))) return true;
  if (tree.kind(callee) !== K.SelectorExpression || packages.of(tree.first(callee)) !== undefined) return false;
  return context.typed?.selections.get(callee)?.object.kind === 'func';
}

/** Each iteration adds a call of its own to those that run at the end, so that the closure of each is on the heap (escape.go, goDeferStmt; measured). */
const isDeferredInLoop = (context: SiteContext, statement: Node): boolean =>
  repeatingLoop(context.tree, context.scopes, statement) !== NONE &&
  handsOver(context, context.tree.unparen(context.tree.first(statement)));

/** The call, or the literal that it calls: with what that captures it is one site. */
function calledLater(tree: FlatTree, statement: Node): Node {
  const call = tree.unparen(tree.first(statement));
  const callee = tree.unparen(calleeOf(tree, call));
  return tree.kind(callee) === K.FuncLiteral ? callee : call;
}

/** Constants, `nil`, functions by name, and what nobody knows: what needs no room in a closure. */
export function isConstant({ tree, typed }: SiteContext, e: Node): boolean {
  const n = tree.unparen(tree.kind(e) === K.VariadicArgument ? tree.first(e) : e);
  const mode = typed?.modes[n] ?? Mode.None;
  if (mode === Mode.Constant || mode === Mode.Nil || mode === Mode.None || tree.kind(n) === K.FuncLiteral) return true;
  const object = typed?.objects.get(tree.kind(n) === K.SelectorExpression ? tree.last(n) : n);
  return object?.kind === 'func' && !object.isMethod;
}

/** `time.After(d)` in a loop: it is made inside of package time. One outside of a loop is one of many calls that allocate. */
function isTimerOfLoop({ tree, packages, scopes }: SiteContext, call: Node): boolean {
  const callee = calleeOf(tree, call);
  if (tree.kind(callee) !== K.SelectorExpression) return false;
  // In this order: the way up is long in a long chain of calls.
  if (!makesTimer(packages.of(tree.first(callee)) ?? '', tree.textOf(tree.last(callee)))) return false;
  return repeatingLoop(tree, scopes, call) !== NONE;
}

/** Functions that the program calls once. */
const RUN_ONCE = /^(?:main|init)$/;

/** `regexp.MustCompile` of a literal in a function that may run often: the same expression is compiled each time. */
function isPattern({ tree, packages }: SiteContext, call: Node): boolean {
  const callee = calleeOf(tree, call);
  if (tree.kind(callee) !== K.SelectorExpression || !/^MustCompile(?:POSIX)?$/.test(tree.textOf(tree.last(callee)))) return false;
  if (packages.of(tree.first(callee)) !== 'regexp' || RUN_ONCE.test(tree.textOf(tree.field(0, F.Name)))) return false;
  const [pattern] = argumentsOf(tree, call);
  const kind = pattern === undefined ? K.Other : tree.kind(pattern);
  // `sync.OnceValue(func() *regexp.Regexp { … })` compiles once.
  return (kind === K.InterpretedStringLiteral || kind === K.RawStringLiteral) && tree.ancestor(call, K.FuncLiteral) === NONE;
}

/** `maps.Copy(dst, src)`: inlined, and its stores are printed nowhere. */
function isMapCopy({ tree, packages }: SiteContext, call: Node): boolean {
  const callee = calleeOf(tree, call);
  if (tree.kind(callee) !== K.SelectorExpression || tree.textOf(tree.last(callee)) !== 'Copy') return false;
  return packages.of(tree.first(callee)) === 'maps';
}

const isFunction = (tree: FlatTree) => tree.kind(0) === K.FunctionDeclaration || tree.kind(0) === K.MethodDeclaration;
const isGrowingString = (context: SiteContext, statement: Node) =>
  context.tree.op(statement) === '+=' && isString(context, onlyTarget(context.tree, statement));

const targets = (tree: FlatTree, assignment: Node): Node[] => expressionsOf(tree, tree.field(assignment, F.Left)).map(e => tree.unparen(e));

const onlyTarget = (tree: FlatTree, assignment: Node): Node => {
  const all = targets(tree, assignment);
  return all.length === 1 ? all[0]! : NONE;
};

const isString = (context: SiteContext, e: Node): boolean => e !== NONE && is(typeAt(context, e), Is.String);
