/** What the compiler's text leaves open and types tell: a sum or a concatenation, a field or a method value, a size over the limit. */

import type { TreeTypes } from '../go/types/checking.js';
import { Is, Mode, type Type } from '../go/types/model.js';
import { is, isTypeParameter, isUnknown, under } from '../go/types/predicates.js';
import { sizeOf } from '../go/types/sizes.js';
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../syntax/flat-tree.js';
import type { CompilerFact } from './facts.js';
import { typeAt } from './known-type.js';
import { isNamelessResult, outermostParentheses, type SiteNode } from './printed-site.js';
import type { SiteContext } from './site-context.js';

/** Largest implicit allocation on the stack, in bytes (go-facts §4.1). */
const MAX_IMPLICIT = 65_536;
/** Largest variable on the stack, in bytes (go-facts §4.1). */
const MAX_EXPLICIT = 131_072;
const MAX_EXPLICIT_TO_1_23 = 10_485_760;

/** The site with the kind that its type asks for. */
export function refined(context: SiteContext, site: SiteNode, fact: CompilerFact): SiteNode {
  const { tree } = context;
  const conversion = namedConversion(context, site, fact);
  if (conversion !== NONE) return { kind: 'conversion', node: conversion };
  if (site.kind === 'concat') {
    const known = toldType(context, site.node);
    const isString = known === undefined ? tree.parentKind(site.node) !== K.ArgumentList : is(known, Is.String);
    return isString ? site : { ...site, kind: 'boxed' };
  }
  if (site.kind === 'literal' && isValue(context, site.node)) return { ...site, kind: 'boxed' };
  if (isOfInlinedCallee(context, site, fact)) return { ...site, kind: 'inlined' };
  if (site.kind === 'selector') {
    if (context.packages.of(tree.first(site.node)) !== undefined) return { ...site, kind: 'boxed' };
    const known = toldType(context, site.node);
    return known === undefined ? site : { ...site, kind: isMethodValue(context, site.node) ? 'method' : 'boxed' };
  }
  return site;
}

/** A struct or an array: by itself it needs no heap, so it is in an interface. */
function isValue(context: SiteContext, literal: Node): boolean {
  const { kind } = under(typeAt(context, literal));
  return kind === 'struct' || kind === 'array';
}

/**
 * The call by itself makes no such thing: it has no arguments for a `...` parameter, or nothing takes its result as an interface. So a function that is
 * inlined there does.
 */
function isOfInlinedCallee(context: SiteContext, { kind, node }: SiteNode, { expression }: CompilerFact): boolean {
  if (context.tree.kind(node) !== K.CallExpression) return false;
  if (kind === 'variadic') return !mayMakeArguments(context, node);
  return kind === 'boxed' && isNamelessResult(expression) && isNeverBoxed(context, node);
}

function mayMakeArguments(context: SiteContext, call: Node): boolean {
  const { tree } = context;
  const args = argumentsOf(tree, call);
  if (args.length === 0 || tree.kind(args.at(-1) ?? NONE) === K.VariadicArgument) return false;
  const called = under(typeAt(context, calleeOf(tree, call)));
  if (called.kind !== 'func') return true;
  const isSpread = typeAt(context, args[0] ?? NONE).kind === 'tuple';
  return called.variadic && (args.length >= called.params.length || isSpread);
}

/** Its type is known and no interface takes it: not one of several results, and not in a conversion that is written. */
function isNeverBoxed(context: SiteContext, call: Node): boolean {
  const { tree, typed } = context;
  const type = typeAt(context, call);
  if (type.kind === 'tuple' || isUnknown(under(type)) || isTypeParameter(type)) return false;
  const value = outermostParentheses(tree, call);
  if (isGivenToConversion(context, value)) return false;
  const converted = typed && convertedIn(typed);
  return converted !== undefined && !converted.has(call) && !converted.has(value);
}

/** What becomes an interface without a word: a declaration may have thousands, and be asked as often. */
const converted = new WeakMap<TreeTypes, ReadonlySet<Node>>();

function convertedIn(typed: TreeTypes): ReadonlySet<Node> {
  let known = converted.get(typed);
  if (known === undefined) {
    known = new Set(typed.conversions.map(c => c.node));
    converted.set(typed, known);
  }
  return known;
}

/** `any(f())` */
function isGivenToConversion({ tree, typed }: SiteContext, value: Node): boolean {
  const around = tree.parentKind(value) === K.ArgumentList ? tree.parent(tree.parent(value)) : tree.parent(value);
  return tree.kind(around) === K.TypeConversionExpression || typed?.modes[tree.unparen(calleeOf(tree, around))] === Mode.Type;
}

/** `ID(b)` of a type that is a string or a slice is printed at `b`. */
function namedConversion({ tree, typed }: SiteContext, { kind, node }: SiteNode, { expression }: CompilerFact): Node {
  if (kind !== 'boxed' && kind !== 'selector') return NONE;
  const list = tree.parent(node);
  const call = tree.kind(list) === K.ArgumentList ? tree.parent(list) : NONE;
  const type = call === NONE ? NONE : tree.unparen(calleeOf(tree, call));
  if (type === NONE || typed?.modes[type] !== Mode.Type || !expression.startsWith(`${tree.textOf(type)}(`)) return NONE;
  const target = typed.typeOf(type);
  return target && (is(target, Is.String) || under(target).kind === 'slice') ? call : NONE;
}

const isMethodValue = ({ typed }: SiteContext, node: Node): boolean => typed?.selections.get(node)?.object.kind === 'func';

/** Undefined where it is not known, or a type parameter. */
function toldType(context: SiteContext, node: Node): Type | undefined {
  const type = typeAt(context, node);
  return isUnknown(under(type)) || isTypeParameter(type) ? undefined : type;
}

/** What decides over a site's size besides its type. */
export interface SizeQuestion {
  readonly fact: CompilerFact;
  /** The text shows a way on which the value could outlive the function. */
  readonly mayLeave: boolean;
  /** Second number of the release that compiled. */
  readonly release: number;
}

/**
 * True when size is the reason: the compiler's text gives a `make` its length (evaluated from 1.22 on); a variable is over the limit of the release;
 * an array of unknown size whose address goes nowhere can have no other reason.
 */
export function isTooLarge(context: SiteContext, site: SiteNode, { fact, mayLeave, release }: SizeQuestion): boolean {
  const { tree } = context;
  if (site.kind === 'make') {
    const type = under(typeAt(context, argumentsOf(tree, site.node)[0] ?? NONE));
    const length = Math.max(...[...fact.expression.matchAll(/, (\d+)(?: << (\d+))?/g)].map(m => Number(m[1]) * 2 ** Number(m[2] ?? 0)), 0);
    const element = type.kind === 'slice' ? sizeOf(type.elem) : undefined;
    return element !== undefined && length * element > MAX_IMPLICIT;
  }
  if (site.kind === 'pointer' || site.kind === 'literal') {
    const type = typeAt(context, site.node);
    const size = sizeOf(type.kind === 'pointer' ? type.elem : type);
    return size !== undefined && size > MAX_IMPLICIT;
  }
  const variable = site.kind === 'variable' ? context.scopes.variableOf(site.node) : undefined;
  if (!variable) return false;
  const type = typeAt(context, site.node);
  const size = sizeOf(type);
  if (size !== undefined) return size > (release < 24 ? MAX_EXPLICIT_TO_1_23 : MAX_EXPLICIT);
  if (mayLeave) return false;
  if (variable.typeNode !== NONE && tree.kind(variable.typeNode) === K.ArrayType) return tree.field(variable.typeNode, F.Length) !== NONE;
  return under(type).kind === 'array';
}
