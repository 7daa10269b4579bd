/** From a compiler line to the expression or variable it means, as a whole syntax node. */

import type { SiteKind } from '../base/site.js';
import { argumentsOf, calleeOf, expressionsOf, F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import type { CompilerFact } from './facts.js';
import { expressionsAt, isGenericCall, positionOf } from './position.js';

/** A site in a syntax tree. `mapStore`, `channel`, `goCall` and `deferCall` are never printed; see unprinted.ts. */
export interface SiteNode {
  readonly kind: SiteKind;
  readonly node: Node;
}

/**
 * The site of a `moved` or `escapes` fact at `offset` of the declaration; undefined for lines about generated wrappers. `early`: printed by
 * a release before 1.20, which puts the conversion of an argument at the call's `(`.
 */
export function siteAt(tree: FlatTree, offset: number, fact: CompilerFact, early: boolean): SiteNode | undefined {
  const here = expressionsAt(tree, offset);
  const innermost = here[0] ?? NONE;
  const token = tree.nodeAt(offset);
  if (fact.kind === 'moved' && isName(tree, token) && !isFunctionName(tree, token) && tree.textOf(token) === fact.expression) {
    return { kind: 'variable', node: token };
  }
  if (isInSignature(tree, token)) return undefined;
  if (fact.kind === 'moved') {
    // The state of a loop over a function.
    if (fact.expression.startsWith('#')) return undefined;
    const call = here.find(n => isCall(tree, n));
    // `new(x)` of a value, from Go 1.26 on: the copy has no name.
    if (call !== undefined && isCallOf(tree, call, 'new') && fact.expression.startsWith('.autotmp_'))
      return { kind: 'pointer', node: call };
    return { kind: call === undefined ? 'other' : 'inlined', node: call ?? token };
  }
  const built = constructed(tree, here, fact.expression);
  if (built) return built;
  const value = assignedValue(tree, innermost);
  if (value !== NONE) return siteAt(tree, positionOf(tree, value), fact, early);
  const results = callWithResults(tree, innermost === NONE ? token : innermost);
  if (results !== NONE) return { kind: 'boxed', node: results };
  if (innermost === NONE) return inLoopOverFunction(tree, token, fact) ?? { kind: 'other', node: token };
  if (isCall(tree, innermost)) {
    const argument = early ? argumentsOf(tree, innermost).find(a => sameText(tree.textOf(a), fact.expression)) : undefined;
    if (argument !== undefined) return { kind: 'boxed', node: argument };
    return { kind: isResultOf(tree, innermost, fact.expression) ? 'boxed' : 'inlined', node: innermost };
  }
  return { kind: tree.kind(innermost) === K.SelectorExpression ? 'selector' : 'boxed', node: outermostParentheses(tree, innermost) };
}

/** The value assigned to a target: before Go 1.20 a conversion that an assignment implies is at its left side. */
function assignedValue(tree: FlatTree, target: Node): Node {
  const list = tree.kind(tree.parent(target)) === K.ExpressionList ? tree.parent(target) : target;
  const statement = tree.parent(list);
  if (tree.kind(statement) !== K.AssignmentStatement || tree.fields[list] !== F.Left) return NONE;
  const index = expressionsOf(tree, list).indexOf(target);
  return expressionsOf(tree, tree.field(statement, F.Right))[index] ?? NONE;
}

/** The call in `return f()` and `v, _ = f()`: its results are put into interfaces, and have no expression of their own. */
function callWithResults(tree: FlatTree, statement: Node): Node {
  const kind = tree.kind(statement);
  const isAssignment = kind === K.AssignmentStatement || kind === K.ShortVarDeclaration;
  if (kind !== K.ReturnStatement && (!isAssignment || tree.op(statement) === '+=')) return NONE;
  const [only, second] = expressionsOf(tree, isAssignment ? tree.field(statement, F.Right) : tree.first(statement));
  return only !== undefined && second === undefined && isCall(tree, only) ? only : NONE;
}

/**
 * `for v := range seq { … }`: the body is a closure, which the compiler prints at the `for`, as it does what it inlines of the body. The
 * latter is the only expression of its form in the body.
 */
function inLoopOverFunction(tree: FlatTree, loop: Node, fact: CompilerFact): SiteNode | undefined {
  if (tree.kind(loop) !== K.ForStatement || tree.childOfKind(loop, K.RangeClause) === NONE || fact.expression === 'func literal')
    return undefined;
  const body = tree.field(loop, F.Body);
  return siteOnLine(tree, tree.starts[body]!, tree.ends[body]!, fact);
}

/** What the compiler's rendering says was built, when an expression of that form stands there; a call otherwise means inlining. */
function constructed(tree: FlatTree, here: readonly Node[], text: string): SiteNode | undefined {
  const shapes = SHAPES.filter(s => s.pattern.test(text));
  for (const { kind, fits } of shapes) {
    const own = here.find(n => fits(tree, n, text));
    if (own !== undefined) return { kind, node: own };
  }
  if (shapes.length === 0) return undefined;
  const call = here.find(n => isCall(tree, n));
  return call !== undefined && !isResultOf(tree, call, text) ? { kind: 'inlined', node: call } : undefined;
}

interface Shape {
  readonly kind: SiteKind;
  readonly pattern: RegExp;
  fits(tree: FlatTree, n: Node, text: string): boolean;
}

const isCall = (tree: FlatTree, n: Node) => tree.kind(n) === K.CallExpression || isGenericCall(tree, n);

const isCallOf = (tree: FlatTree, n: Node, name: string) =>
  tree.kind(n) === K.CallExpression && tree.textOf(tree.unparen(calleeOf(tree, n))) === name;

const SHAPES: readonly Shape[] = [
  { kind: 'closure', pattern: /^func literal$/, fits: (t, n) => t.kind(n) === K.FuncLiteral },
  { kind: 'append', pattern: /^append(?:$|\()/, fits: (t, n) => isCallOf(t, n, 'append') },
  { kind: 'variadic', pattern: /^\.\.\. argument$/, fits: (t, n) => t.kind(n) === K.CallExpression },
  { kind: 'make', pattern: /^make\(/, fits: (t, n) => isCallOf(t, n, 'make') },
  { kind: 'pointer', pattern: /^new\(/, fits: (t, n) => isCallOf(t, n, 'new') },
  {
    kind: 'pointer',
    pattern: /^&.*\}$/s,
    fits: (t, n) => (t.kind(n) === K.UnaryExpression && t.op(n) === '&') || t.kind(n) === K.LiteralValue,
  },
  {
    kind: 'literal',
    pattern: /^(?=.*\}$)(?:\[|map\[|[^"(]*\{)/s,
    fits: (t, n) => t.kind(n) === K.CompositeLiteral || t.kind(n) === K.LiteralValue,
  },
  { kind: 'concat', pattern: / \+ /, fits: (t, n) => t.op(n).startsWith('+') && t.kind(n) !== K.UnaryExpression },
  {
    kind: 'conversion',
    pattern: /^(?:string|\(\[\](?:byte|rune|uint8|int32)\)|\[\](?:byte|rune|uint8|int32))\(.*\)$/s,
    fits: isConversion,
  },
];

/** `string(b)`, `[]byte(s)` and named string or slice types; not the call inside one. */
function isConversion(tree: FlatTree, n: Node, text: string): boolean {
  if (tree.kind(n) === K.TypeConversionExpression) return !isGenericCall(tree, n);
  if (tree.kind(n) !== K.CallExpression || argumentsOf(tree, n).length !== 1) return false;
  const callee = tree.textOf(tree.unparen(calleeOf(tree, n)));
  return text.startsWith(`${callee}(`) || text.startsWith(`(${callee})(`);
}

/** `~r0`, as the compiler calls a result without a name. */
export const isNamelessResult = (text: string): boolean => /^~r\d+$/.test(text);

/** The call's own result is meant, not something inside of an inlined callee. */
function isResultOf(tree: FlatTree, call: Node, text: string): boolean {
  // Where nobody takes the result, it is one of what is inlined.
  if (isNamelessResult(text)) return tree.parentKind(call) !== K.ExpressionStatement;
  const callee = tree.textOf(tree.unparen(tree.first(call))).replace(/\[.*$/s, '');
  const last = callee.slice(callee.lastIndexOf('.') + 1);
  const called = calledIn(text.replace(/^\(\*?([^()]*)\)/, '$1'));
  return last !== '' && called.slice(called.lastIndexOf('.') + 1) === last;
}

/** What stands before the first `(`, or before type arguments with a `(` behind them. */
function calledIn(text: string): string {
  const [bracket, open] = [text.indexOf('['), text.indexOf('(')];
  const isGeneric = bracket >= 0 && bracket < open && text.indexOf('](', bracket) >= 0;
  return text.slice(0, isGeneric ? bracket : Math.max(0, open));
}

const sameText = (a: string, b: string) => a.replace(/\s/g, '') === b.replace(/\s/g, '');

function isFunctionName(tree: FlatTree, n: Node): boolean {
  return tree.parent(n) === 0 && isFunction(tree);
}

/** Outside of the body: wrappers that the compiler generates for methods and generic functions are at the name or the receiver. */
function isInSignature(tree: FlatTree, n: Node): boolean {
  const body = isFunction(tree) ? tree.field(0, F.Body) : NONE;
  return body !== NONE && !tree.within(n, body);
}

const isFunction = (tree: FlatTree) => tree.kind(0) === K.FunctionDeclaration || tree.kind(0) === K.MethodDeclaration;
const isName = (tree: FlatTree, n: Node) => tree.kind(n) === K.Identifier || tree.kind(n) === K.FieldIdentifier;

export function outermostParentheses(tree: FlatTree, n: Node): Node {
  let e = n;
  while (tree.parentKind(e) === K.ParenthesizedExpression) e = tree.parent(e);
  return e;
}

/**
 * The site of a fact without a column (columns from 255 on are not printed): the first declaration of the name for a variable, else the only
 * expression of its form. Two that fit leave it open which one is meant.
 */
export function siteOnLine(tree: FlatTree, from: number, to: number, fact: CompilerFact): SiteNode | undefined {
  const shape = fact.kind === 'moved' ? undefined : SHAPES.find(s => s.pattern.test(fact.expression));
  let only: SiteNode | undefined;
  for (let n = 0; n < tree.count; n++) {
    if (tree.starts[n]! < from || tree.starts[n]! > to) continue;
    if (fact.kind === 'moved') {
      if (tree.kind(n) === K.Identifier && tree.textOf(n) === fact.expression && !isFunctionName(tree, n))
        return { kind: 'variable', node: n };
    } else if (shape ? shape.fits(tree, n, fact.expression) : tree.textOf(n) === fact.expression && tree.kind(n) !== K.Other) {
      // `T{…}` is a literal and its value, `&T{…}` the same three times over: nested ones are one.
      if (only && !tree.within(n, only.node)) return undefined;
      only ??= { kind: shape?.kind ?? 'boxed', node: n };
    }
  }
  return only;
}
