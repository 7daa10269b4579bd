/** Decides for one joined compiler line whether it is worth a reader's time. */

import { hasCaptures } from '../go/body/captures.js';
import { calledFunction, fullName } from '../go/flow/pool-code.js';
import { boxSize } from '../go/types/boxing.js';
import { Is, Mode } from '../go/types/model.js';
import { isNamed } from '../go/types/named.js';
import { is, isBytes, isInterface, under } from '../go/types/predicates.js';
import { sizeOf } from '../go/types/sizes.js';
import {
  isBool,
  isComparisonText,
  isConstantText,
  isEmptyLiteralText,
  isEmptySliceText,
  isEmptyText,
  isStaticLiteral,
} from '../sites/silence.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import { allocatesRarely } from '../tables/allocating-functions.js';
import type { CompilerFact } from './facts.js';
import { heldLiteral } from './held-literal.js';
import { boxedTypes, knownType, typeAt } from './known-type.js';
import { isLastWords, isPanicOfCallee } from './panic-path.js';
import type { SiteNode } from './printed-site.js';
import type { SiteContext } from './site-context.js';
import { appendsWithRoom, sizesOfMake } from './slice-room.js';
import { isPartOfSum } from './unprinted.js';

/** True for constants, empty values, free boxing, closures without captures, appends with room, and what only a panic reaches. */
export function isSilent(context: SiteContext, site: SiteNode, fact: CompilerFact): boolean {
  const { tree } = context;
  const { node } = site;
  const isFreeLiteral = isBoxedForFree(context, node, fact);
  if (fact.kind === 'escapes' && (isConstantText(fact.expression) || isEmptyText(fact.expression))) return true;
  if (isSeldomReached(context, node) || isPanicOfCallee(site, fact)) return true;
  switch (site.kind) {
    case 'inlined':
      // What other packages box empty is nearly always a key or a marker of size zero.
      if (isFormattingErrorf(context, node, fact) || isSetToItself(context, node) || callsRareMaker(context, node)) return true;
      return isComparisonText(fact.expression) || (isEmptyLiteralText(fact.expression) && !namesMap(context, fact.expression));
    case 'boxed':
    case 'selector':
      return isFreeLiteral || isBool(tree, node) || boxesNothing(context, node);
    case 'literal':
      // Boxed, a struct or array of constants is read-only data; a slice's or map's backing store is not.
      return isFreeLiteral || isEmpty(context, node);
    case 'pointer': {
      const known = knownType(context, node);
      return known?.kind === 'pointer' && sizeOf(known.elem) === 0;
    }
    case 'variable':
      return sizeOf(typeAt(context, node)) === 0;
    case 'closure':
      return !hasCaptures(context, node, Number.POSITIVE_INFINITY);
    case 'conversion':
      return isOneByte(context, node);
    case 'concat':
      return isPartOfSum(context, node);
    case 'append':
      return appendsWithRoom(context, node) || isRemoval(context.tree, node);
    case 'make':
      if (isRoomOfAppend(context, node)) return true;
      // `make(T, 0)` of a named slice.
      return /, 0\)$/.test(fact.expression) && under(typeAt(context, node)).kind === 'slice' && sizesOfMake(tree, node).length === 1;
    case 'other':
      // Generated code at a place with no expression: nothing to point at.
      return tree.kind(node) === K.Block || tree.kind(node) === K.StatementList || node === 0;
    default:
      return false;
  }
}

/** `string([]byte{c})`, `string(b[i:i+1])`: the runtime has texts of one byte ready (runtime.slicebytetostring). */
function isOneByte(context: SiteContext, node: Node): boolean {
  const { tree } = context;
  if (tree.kind(node) !== K.CallExpression) return false;
  const bytes = tree.unparen(argumentsOf(tree, node)[0] ?? NONE);
  if (!isBytes(typeAt(context, bytes)) || !is(under(typeAt(context, node)), Is.String)) return false;
  if (tree.kind(bytes) === K.CompositeLiteral) return /^\[\]byte\{[^,:]+\}$/.test(tree.textOf(bytes));
  if (tree.kind(bytes) !== K.SliceExpression) return false;
  const [from, to] = [F.Start, F.End].map(f => tree.textOf(tree.field(bytes, f)).replace(/\s+/g, ''));
  return to === `${from}+1` || (to === '1' && (from === '' || from === '0'));
}

/**
 * An empty literal of a slice that is put into an interface. The elements need no room, but the slice itself is copied, 24 bytes: runtime.convTslice
 * spares only `nil`.
 */
export function isBoxedHeader({ tree, typed }: SiteContext, node: Node, fact: CompilerFact): boolean {
  if (tree.kind(node) !== K.CompositeLiteral || !isEmptySliceText(fact.expression)) return false;
  return typed?.conversions.some(c => tree.unparen(c.node) === node && isInterface(c.to)) === true;
}

/** True where a reader has nothing to win: in the last words of a program, and where it starts. */
export function isSeldomReached(context: SiteContext, node: Node): boolean {
  return isLastWords(context, node) || runsOnce(context.tree, node);
}

/** True in the body of `func init()`, closures left out: it runs once. */
function runsOnce(tree: FlatTree, node: Node): boolean {
  if (tree.kind(0) !== K.FunctionDeclaration || tree.textOf(tree.field(0, F.Name)) !== 'init') return false;
  return tree.ancestor(node, K.FuncLiteral) === NONE;
}

/** `append(s, make([]T, n)...)`: the slice grows by `n` and nothing is made (isAppendOfMake, walk/assign.go); with a capacity it is. */
function isRoomOfAppend(context: SiteContext, make: Node): boolean {
  const { tree, typed } = context;
  const variadic = tree.parent(make);
  if (tree.kind(variadic) !== K.VariadicArgument || sizesOfMake(tree, make).length !== 1) return false;
  const callee = tree.unparen(calleeOf(tree, tree.ancestor(variadic, K.CallExpression)));
  return tree.textOf(callee) === 'append' && typed?.modes[callee] === Mode.Builtin;
}

/** `w.Reset(to)` of a `bufio.Writer`: its buffer is made once. */
function callsRareMaker({ tree, typed }: SiteContext, node: Node): boolean {
  const func = typed && tree.kind(node) === K.CallExpression ? calledFunction(typed, node) : undefined;
  return func !== undefined && allocatesRarely(fullName(func));
}

/** `x.Set(x)`, `x.Neg(x)`, `x.Abs(x)` of a `*big.Int`: what is inlined of them copies the digits only where `z != x` (math/big, Int.Set). */
function isSetToItself(context: SiteContext, call: Node): boolean {
  const { tree, scopes } = context;
  const callee = calleeOf(tree, call);
  const [only, second] = argumentsOf(tree, call);
  if (only === undefined || second !== undefined || tree.kind(callee) !== K.SelectorExpression) return false;
  const receiver = tree.first(callee);
  if (!isNamed(typeAt(context, receiver), 'math/big', 'Int') || !/^(?:Set|Neg|Abs)$/.test(tree.textOf(tree.last(callee)))) return false;
  return scopes.variableOf(receiver) !== undefined && scopes.variableOf(receiver) === scopes.variableOf(only);
}

/**
 * A struct or array literal of constants, or an empty one, or a variable that holds such a literal for good (walk/order.go, staticValue). A literal of a
 * named slice or map type is printed alike, and is none.
 */
function isBoxedForFree(context: SiteContext, node: Node, fact: CompilerFact): boolean {
  const isEmpty = isEmptyLiteralText(fact.expression);
  if (!context.boxesLiteralsForFree || hasBackingStore(context, node, isEmpty)) return false;
  return isEmpty || isStaticLiteral(context.tree, heldLiteral(context, node));
}

/** True for literals of slices and maps, by their type or, where only another package knows it, because nothing there boxes them. */
function hasBackingStore(context: SiteContext, node: Node, isEmpty: boolean): boolean {
  const { tree } = context;
  const known = knownType(context, node);
  if (known) return under(known).kind === 'map' || (under(known).kind === 'slice' && !isEmpty);
  const list = tree.kind(tree.parent(node)) === K.ExpressionList ? tree.parent(node) : node;
  const statement = tree.parent(list);
  if (tree.kind(statement) === K.ShortVarDeclaration) return true;
  return tree.kind(statement) === K.VarSpec && tree.field(statement, F.Type) === NONE;
}

/** True when the package's own type `T` of a printed `T{}` is a map. */
function namesMap(context: SiteContext, text: string): boolean {
  const type = context.declared(text.slice(0, -2));
  return type !== undefined && under(type).kind === 'map';
}

/**
 * From Go 1.26 on a part of fmt.Errorf is inlined, which makes the error when there is nothing to format (fmt/errors.go); with arguments
 * the error is made inside of fmt, and this one never.
 */
function isFormattingErrorf({ tree, packages }: SiteContext, call: Node, fact: CompilerFact): boolean {
  if (!/^&(?:errors\.)?errorString\{/.test(fact.expression) || tree.kind(call) !== K.CallExpression) return false;
  const callee = calleeOf(tree, call);
  const isErrorf = tree.kind(callee) === K.SelectorExpression && packages.of(tree.first(callee)) === 'fmt';
  return isErrorf && tree.textOf(tree.last(callee)) === 'Errorf' && argumentsOf(tree, call).length > 1;
}

/** Boxing it copies nothing; of several results that become interfaces none. */
function boxesNothing(context: SiteContext, node: Node): boolean {
  const known = boxedTypes(context, node);
  return known.length > 0 && known.every(t => boxSize(t) === 0);
}

/** A struct or an array of size zero. */
function isEmpty(context: SiteContext, node: Node): boolean {
  const known = knownType(context, node);
  return known !== undefined && sizeOf(known) === 0;
}

/** `append(s[:i], s[j:]...)` leaves elements out: the slice has had room for more. */
function isRemoval(tree: FlatTree, append: Node): boolean {
  const [kept, rest, more] = argumentsOf(tree, append).map(a => tree.unparen(tree.kind(a) === K.VariadicArgument ? tree.first(a) : a));
  if (kept === undefined || rest === undefined || more !== undefined) return false;
  const areParts = tree.kind(kept) === K.SliceExpression && tree.kind(rest) === K.SliceExpression;
  return areParts && tree.textOf(tree.first(kept)) === tree.textOf(tree.first(rest));
}
