/** Whether a function still has the only reference to an object after a name of it was evaluated. */
import { argumentsOf, calleeOf, expressionsOf, F, type FlatTree, K, type Node } from '../../syntax/flat-tree.js';
import { hasStdPackage } from '../../tables/std/std-packages.js';
import { functionAround } from '../body/enclosing.js';
import type { Variable } from '../names/variable.js';
import { isExported, Mode, type Type } from '../types/model.js';
import { isUnknown, under } from '../types/predicates.js';
import { UINTPTR, UNSAFE_POINTER } from '../types/universe.js';
import { calledFunction, type PoolCode } from './pool-code.js';

/** A function of such a name may end the life of its receiver. */
const ENDS = /^(?:put|release|free|close|recycle|return|done|finish|dispose|destroy|unref|dec|drop|give)/i;

/** Packages of std whose functions keep what they are given. */
const KEEPS = /^(?:sync|sync\/atomic|context|container\/.*)$/;

export function staysHere(code: PoolCode, name: Node, func: Node): boolean {
  const { tree, scopes } = code;
  if (!tree.within(name, func) || functionAround(tree, name) !== func) return false;
  const whole = outermost(tree, name);
  const p = tree.parent(whole);
  switch (tree.kind(p)) {
    case K.SelectorExpression:
      return staysInSelector(tree, p);
    case K.ArgumentList:
      return staysInCall(code, tree.parent(p));
    case K.BinaryExpression:
    case K.IndexExpression:
    case K.SliceExpression:
    case K.IncStatement:
    case K.DecStatement:
    case K.RangeClause:
    case K.TypeSwitchStatement:
      return true;
    case K.ExpressionList: {
      const statement = tree.parentKind(p);
      const isVariable = (e: Node) => scopes.variableOf(tree.unparen(e)) !== undefined;
      if (statement === K.ShortVarDeclaration || statement === K.VarSpec) return true;
      return statement === K.AssignmentStatement && expressionsOf(tree, tree.field(tree.parent(p), F.Left)).every(isVariable);
    }
    default:
      return false;
  }
}

function staysInSelector(tree: FlatTree, selector: Node): boolean {
  const call = tree.parent(selector);
  const isCalled = tree.kind(call) === K.CallExpression && tree.unparen(calleeOf(tree, call)) === selector;
  return !isCalled || !ENDS.test(tree.textOf(tree.last(selector)));
}

/** The standard library keeps nothing of what it reads, writes or fills. What a package of its own calls in itself is not exported. */
function staysInCall({ tree, types }: PoolCode, call: Node): boolean {
  const func = calledFunction(types, call);
  const path = func?.pkg?.path;
  if (func) return path !== undefined && isExported(func.name) && hasStdPackage(path, undefined) && !KEEPS.test(path);
  return argumentsOf(tree, call).length > 0 && types.objects.get(tree.unparen(calleeOf(tree, call)))?.kind === 'builtin';
}

/** The name with what stands around it and means the same object: parentheses, stars, assertions. */
function outermost(tree: FlatTree, name: Node): Node {
  let e = name;
  for (;;) {
    const p = tree.parent(e);
    const kind = tree.kind(p);
    const isStar = kind === K.UnaryExpression && tree.op(p) === '*';
    if (kind !== K.ParenthesizedExpression && kind !== K.TypeAssertionExpression && !isStar) return e;
    e = p;
  }
}

/** Every use is by a call of std that keeps and returns nothing of it, or reads one of its elements: nobody else ever sees the object. */
export function neverLeaves(code: PoolCode, v: Variable): boolean {
  return v.uses.length > 0 && v.uses.every(use => code.scopes.functionOf(use) === v.func && isUsedUp(code, use));
}

function isUsedUp(code: PoolCode, use: Node): boolean {
  const { tree, types } = code;
  let e = outermost(tree, use);
  while (tree.parentKind(e) === K.SliceExpression && tree.field(tree.parent(e), F.Operand) === e) e = outermost(tree, tree.parent(e));
  const p = tree.parent(e);
  switch (tree.kind(p)) {
    case K.BinaryExpression:
      return true;
    case K.IndexExpression: {
      const type = types.typeOf(p);
      const isTaken = tree.kind(tree.parent(p)) === K.UnaryExpression && tree.op(tree.parent(p)) === '&';
      return !isTaken && type !== undefined && under(type).kind === 'basic';
    }
    case K.TypeConversionExpression: {
      const type = types.typeOf(p);
      return type !== undefined && under(type).kind === 'basic';
    }
    case K.SelectorExpression: {
      const call = tree.parent(p);
      return tree.kind(call) === K.CallExpression && tree.unparen(calleeOf(tree, call)) === p && givesValue(code, call);
    }
    case K.ArgumentList: {
      const call = tree.parent(p);
      if (types.modes[tree.unparen(calleeOf(tree, call))] === Mode.Type) return isPlain(types.typeOf(call));
      if (types.objects.get(tree.unparen(calleeOf(tree, call)))?.kind === 'builtin') return isPlain(types.typeOf(call));
      return givesValue(code, call);
    }
    default:
      return false;
  }
}

/** A call of std that keeps nothing, and returns numbers, texts and errors. */
function givesValue(code: PoolCode, call: Node): boolean {
  const func = calledFunction(code.types, call);
  const signature = func?.type.kind === 'func' ? func.type : undefined;
  return signature !== undefined && staysInCall(code, call) && signature.results.every(({ type }) => isPlain(type));
}

/** Nothing that leads to memory; an address as a number does. */
export function isPlain(type: Type | undefined): boolean {
  if (type?.kind === 'named' && type.object.name === 'error' && !type.object.pkg) return true;
  const u = type && under(type);
  return u?.kind === 'basic' && u !== UNSAFE_POINTER && u !== UINTPTR && !isUnknown(u);
}
