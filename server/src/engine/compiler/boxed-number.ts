/**
 * Integers in interfaces. The runtime keeps one object for each value from 0 to 255 (runtime.staticuint64s), and most numbers that programs
 * print are small: measured on the tests of 60 packages, one conversion in seven allocates where nothing else of the call is boxed.
 */

import { isAddressed, isWritten } from '../go/body/captures.js';
import { isEnumerated } from '../go/known/enumerated.js';
import type { Variable } from '../go/names/variable.js';
import { integerValue } from '../go/types/constants.js';
import { Mode, type Type } from '../go/types/model.js';
import { under } from '../go/types/predicates.js';
import { isOnErrorPath } from '../sites/error-path.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import type { JoinedSite } from './grown-slice.js';
import { boxedTypes, knownType, typeAt } from './known-type.js';
import type { SiteNode } from './printed-site.js';
import type { SiteContext } from './site-context.js';

const INTEGER = /^(?:u?int(?:16|32|64|ptr)?|rune)$/;

/** True when the site boxes an integer, or a struct or array that consists of one, whose value decides whether it allocates. */
export function isBoxedNumber(context: SiteContext, { site }: Pick<JoinedSite, 'site'>): boolean {
  if (site.kind !== 'boxed' && site.kind !== 'selector' && site.kind !== 'literal') return false;
  const boxed = boxedTypes(context, site.node);
  return boxed.length > 0 && boxed.every(t => isOneNumber(t, 0));
}

function isOneNumber(type: Type, depth: number): boolean {
  const u = under(type);
  if (depth > 4) return false;
  if (u.kind === 'basic') return INTEGER.test(u.name);
  if (u.kind === 'array') return u.length === 1 && isOneNumber(u.elem, depth + 1);
  return u.kind === 'struct' && u.fields.length === 1 && isOneNumber(u.fields[0]!.type, depth + 1);
}

/** The sites without integers whose values are known to be from 0 to 255; those that an error is told of stand aside, since all else costs more there. */
export const withoutSmallNumbers = (context: SiteContext, sites: readonly JoinedSite[]): JoinedSite[] =>
  sites.flatMap(s => {
    if (!isBoxedNumber(context, s)) return [s];
    if (isSmall(context, s.site.node)) return [];
    return [isToldWithError(context, s.site.node) || isOfTwoDigits(context, s.site.node) ? { ...s, isAside: true } : s];
  });

/** True where the site boxes an integer from 0 to 255. */
export const isSmallNumber = (context: SiteContext, site: SiteNode): boolean =>
  isBoxedNumber(context, { site }) && isSmall(context, site.node);

/** `fmt.Sprintf("%02d:%02d", t.hour, t.minute)`: who gives a number two digits does not expect more. */
function isOfTwoDigits({ tree, packages }: SiteContext, node: Node): boolean {
  const list = tree.parent(node);
  const callee = tree.kind(list) === K.ArgumentList ? calleeOf(tree, tree.parent(list)) : NONE;
  if (tree.kind(callee) !== K.SelectorExpression || packages.of(tree.first(callee)) !== 'fmt') return false;
  const given = argumentsOf(tree, tree.parent(list));
  const format = given.findIndex(a => tree.kind(a) === K.InterpretedStringLiteral || tree.kind(a) === K.RawStringLiteral);
  const text = format < 0 ? '' : tree.textOf(given[format]!);
  // A width by an argument, and an argument by its number, shift what follows.
  const verbs = /%[^%a-zA-Z"]*[*[]/.test(text)
    ? []
    : [...text.matchAll(/%(?:%|[-+# 0]*(?:[1-9]\d*)?(?:\.\d*)?[a-zA-Z])/g)].flatMap(([v]) => (v === '%%' ? [] : v));
  return /^%0?2[dxX]$/.test(verbs[given.indexOf(node) - format - 1] ?? '');
}

/** `fmt.Errorf("%d of %d", n, len(xs))`, `p.errorf("unexpected %q", r)`, `p.posErr(pos, r)`: small as a rule. */
function isToldWithError({ tree, packages }: SiteContext, node: Node): boolean {
  const list = tree.parent(node);
  const callee = tree.kind(list) === K.ArgumentList ? calleeOf(tree, tree.parent(list)) : NONE;
  const isSelector = tree.kind(callee) === K.SelectorExpression;
  if (/(?:[eE]rrorf?|Errf?)$/.test(tree.textOf(isSelector ? tree.last(callee) : callee))) return true;
  return isSelector && packages.of(tree.first(callee)) === 'fmt' && isOnErrorPath(tree, node);
}

/** `int(b)` of a byte, `n & 0x7f`, an index of `range 10` or of `for i := 0; i < 10; i++`, a comparison of none. */
function isSmall(context: SiteContext, node: Node): boolean {
  const { tree, scopes } = context;
  const e = tree.unparen(node);
  if (isEnumerated(knownType(context, e)) || isNumbered(context, e)) return true;
  if (tree.kind(e) === K.CallExpression || tree.kind(e) === K.TypeConversionExpression) {
    const [only, second] = argumentsOf(tree, e);
    if (only === undefined || second !== undefined || !isConversion(context, e)) return false;
    const type = under(typeAt(context, only));
    return type.kind === 'basic' && type.name === 'uint8';
  }
  if (tree.kind(e) === K.BinaryExpression && tree.op(e) === '&') {
    return [tree.first(e), tree.last(e)].some(n => isUpTo(tree, n, MOST));
  }
  const variable = tree.kind(e) === K.Identifier ? scopes.variableOf(e) : undefined;
  return variable !== undefined && !variable.uses.some(u => isAddressed(tree, u)) && countsToFew(tree, variable);
}

/** Of a type whose values constants of this package number: `p.tok` of a `type token uint32`. */
function isNumbered(context: SiteContext, e: Node): boolean {
  const type = knownType(context, e);
  const declared = type?.kind === 'named' ? context.declared(type.object.name) : undefined;
  return declared?.kind === 'named' && type?.kind === 'named' && declared.object === type.object && context.pkg.numbers(type.object.name);
}

const MOST = 255;

function isUpTo(tree: FlatTree, n: Node, most: number): boolean {
  const value = integerValue(tree, n);
  return value !== undefined && value >= 0 && value <= most;
}

/** The call's callee is a type. */
const isConversion = ({ tree, typed }: SiteContext, call: Node): boolean =>
  tree.kind(call) === K.TypeConversionExpression || typed?.modes[tree.unparen(calleeOf(tree, call))] === Mode.Type;

/** The key of `for i := range 10`; the counter of `for i := 0; i < 10; i++`, written by its loop alone. */
function countsToFew(tree: FlatTree, variable: Variable): boolean {
  const loop = tree.ancestor(variable.node, K.ForStatement);
  if (loop === NONE || tree.within(variable.node, tree.field(loop, F.Body))) return false;
  const written = variable.uses.filter(u => isWritten(tree, u) && tree.within(u, tree.field(loop, F.Body)));
  if (written.length > 0) return false;
  const clause = tree.childOfKind(loop, K.RangeClause);
  if (clause !== NONE) return variable.initIndex <= 0 && isUpTo(tree, tree.field(clause, F.Right), MOST + 1);
  const header = tree.childOfKind(loop, K.ForClause);
  const condition = header === NONE ? NONE : tree.field(header, F.Condition);
  if (tree.kind(condition) !== K.BinaryExpression || tree.op(condition) !== '<') return false;
  if (tree.kind(tree.field(header, F.Update)) !== K.IncStatement || variable.init === NONE) return false;
  const isCounter = tree.textOf(tree.first(condition)) === variable.name && isUpTo(tree, variable.init, MOST);
  return isCounter && isUpTo(tree, tree.last(condition), MOST + 1);
}
