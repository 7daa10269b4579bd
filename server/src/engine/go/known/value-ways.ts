/** Where a value goes from the expression that has it: one step, told by what stands around the expression. */
import { argumentsOf, calleeOf, expressionsOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { calledFunction, fullName, type PoolCode } from '../flow/pool-code.js';
import type { Variable } from '../names/variable.js';
import { isExported, Mode } from '../types/model.js';
import { type GivenValue, givenValue } from './given-value.js';

/** A way out of the variables of a function. */
export type Way =
  /** Into a field of a struct; `holder`: the literal that is the struct, where it is known. */
  | { readonly kind: 'field'; readonly field: string; readonly exported: boolean; readonly holder: Node }
  /** A variable of the package. */
  | { readonly kind: 'global'; readonly exported: boolean }
  | { readonly kind: 'returned' }
  /** To a function or a method; undefined: nobody knows which. */
  | { readonly kind: 'argument'; readonly func: string | undefined; readonly path: string | undefined; readonly call: Node }
  | { readonly kind: 'unknown' };

export type NextStep =
  | Way
  | { readonly kind: 'variable'; readonly variable: Variable }
  /** One of its own fields is given a value. */
  | { readonly kind: 'given'; readonly field: string; readonly value: GivenValue }
  /** One of its methods is called, or a field read: it goes nowhere. */
  | { readonly kind: 'used' };

const USED: NextStep = { kind: 'used' };
const UNKNOWN: NextStep = { kind: 'unknown' };

export function wayFrom(code: PoolCode, expression: Node): NextStep {
  const { tree } = code;
  const e = addressed(tree, expression);
  const p = tree.parent(e);
  switch (tree.kind(p)) {
    case K.SelectorExpression:
      return tree.first(p) === e ? memberStep(code, p) : USED;
    case K.ExpressionList:
      return tree.fields[p] === F.Left ? USED : listStep(code, p, e);
    case K.VarSpec:
      return targetStep(code, tree.field(p, F.Name));
    case K.LiteralElement:
      return namesField(code, e) ? USED : elementStep(code, p);
    case K.ArgumentList:
      return callStep(code, tree.parent(p));
    case K.ReturnStatement:
      return { kind: 'returned' };
    case K.BinaryExpression:
    case K.ExpressionStatement:
      return USED;
    default:
      return UNKNOWN;
  }
}

/** `&e` and `(e)`, and what holds them. */
function addressed(tree: FlatTree, expression: Node): Node {
  let e = expression;
  for (let p = tree.parent(e); ; e = p, p = tree.parent(p)) {
    const isAddress = tree.kind(p) === K.UnaryExpression && tree.op(p) === '&';
    if (!isAddress && tree.kind(p) !== K.ParenthesizedExpression) return e;
  }
}

/** `e.f = v`, `&e.f`, `e.f`, `e.m()`. */
function memberStep(code: PoolCode, selector: Node): NextStep {
  const { tree } = code;
  const field = tree.textOf(tree.last(selector));
  let e = selector;
  while (tree.kind(tree.parent(e)) === K.ParenthesizedExpression) e = tree.parent(e);
  const p = tree.parent(e);
  if (tree.kind(p) === K.UnaryExpression && tree.op(p) === '&') return { kind: 'given', field, value: givenValue(code, p) };
  if (tree.kind(p) !== K.ExpressionList || tree.fields[p] !== F.Left) return USED;
  const statement = tree.parent(p);
  if (tree.kind(statement) !== K.AssignmentStatement) return USED;
  const index = [...tree.children(p)].indexOf(e);
  const value = expressionsOf(tree, tree.field(statement, F.Right))[index] ?? e;
  return { kind: 'given', field, value: givenValue(code, value) };
}

/** An expression of the right side, or of a `return`. */
function listStep(code: PoolCode, list: Node, e: Node): NextStep {
  const { tree } = code;
  const statement = tree.parent(list);
  const kind = tree.kind(statement);
  if (kind === K.ReturnStatement) return { kind: 'returned' };
  const index = [...tree.children(list)].indexOf(e);
  if (kind === K.VarSpec) return targetStep(code, [...tree.children(statement)].filter(c => tree.fields[c] === F.Name)[index] ?? NONE);
  const target = expressionsOf(tree, tree.field(statement, F.Left))[index];
  return target === undefined ? UNKNOWN : targetStep(code, target);
}

/** What an assignment gives it to. */
function targetStep({ tree, scopes, types }: PoolCode, target: Node): NextStep {
  const e = tree.unparen(target);
  const name = tree.textOf(e);
  if (name === '_') return UNKNOWN;
  if (tree.kind(e) === K.Identifier) {
    const variable = scopes.variableOf(e);
    if (variable) return { kind: 'variable', variable };
    return { kind: 'global', exported: isExported(name) };
  }
  if (tree.kind(e) !== K.SelectorExpression) return UNKNOWN;
  const field = tree.textOf(tree.last(e));
  const base = tree.unparen(tree.first(e));
  // A variable of another package.
  if (types.objects.get(base)?.kind === 'package') return { kind: 'global', exported: true };
  const v = scopes.variableOf(base);
  const holder = v && v.initIndex < 0 ? tree.withoutAddress(v.init) : NONE;
  return { kind: 'field', field, exported: isExported(field), holder };
}

/** The key of `server{srv: srv}` is the field's name, which a variable may have, too. */
function namesField({ types }: PoolCode, e: Node): boolean {
  const object = types.objects.get(e);
  return object?.kind === 'var' && object.role === 'field';
}

/** An element of a literal. */
function elementStep({ tree }: PoolCode, element: Node): NextStep {
  const keyed = tree.parent(element);
  if (tree.kind(keyed) !== K.KeyedElement || tree.next(element) !== NONE) return UNKNOWN;
  const field = tree.textOf(tree.first(keyed));
  return { kind: 'field', field, exported: isExported(field), holder: tree.parent(tree.parent(keyed)) };
}

/** An argument; a conversion gives it on. */
function callStep(code: PoolCode, call: Node): NextStep {
  const { tree, types } = code;
  const callee = tree.unparen(calleeOf(tree, call));
  if (types.modes[callee] === Mode.Type && argumentsOf(tree, call).length === 1) return wayFrom(code, call);
  const func = calledFunction(types, call);
  return { kind: 'argument', func: func && fullName(func), path: func?.pkg?.path, call };
}
