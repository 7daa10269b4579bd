/** What an argument or a field is given, as far as the expression itself tells. */
import type { Span } from '../../base/finding.js';
import { K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isAddressed, isWritten } from '../body/captures.js';
import { parameterNodes } from '../flow/filling-functions.js';
import { calledFunction, fullName, type PoolCode } from '../flow/pool-code.js';
import type { Constant } from '../types/constant.js';
import { literal } from '../types/constant-literal.js';
import { type Type, UNKNOWN } from '../types/model.js';

export interface GivenValue {
  readonly span: Span;
  /** As it is written. */
  readonly text: string;
  /** The unknown type where nobody knows. */
  readonly type: Type;
  readonly constant?: Constant;
  /** The function or method that it is: `net.Dialer.DialContext`. */
  readonly func?: string;
  /** The variable or constant of a package that it names: `os.Interrupt`. */
  readonly object?: string;
  /** Where the variable that it names is declared in the same declaration; absent too where that gets another value. */
  readonly declared?: Span;
  /** The parameter of the declaration that it names, by its position; absent where that gets another value. */
  readonly parameter?: number;
  /** The function or method whose result it is: `net.Listen`. */
  readonly resultOf?: string;
  /** The arguments of that call. */
  readonly arguments?: readonly GivenValue[];
  /** What stands left of all its `+`. */
  readonly left?: GivenValue;
  readonly isFuncLiteral: boolean;
  /** What the fields of a struct literal are given, by their names. */
  readonly elements?: ReadonlyMap<string, GivenValue>;
}

const LITERALS: ReadonlyMap<K, 'string' | 'int'> = new Map([
  [K.InterpretedStringLiteral, 'string'],
  [K.RawStringLiteral, 'string'],
  [K.IntLiteral, 'int'],
]);

/** Of a local variable that nobody gives another value, what it is declared with. */
export function givenValue(code: PoolCode, node: Node): GivenValue {
  const { tree, types } = code;
  const e = tree.unparen(node);
  const declared = declaredValue(code, e);
  if (declared !== NONE)
    return { ...valueAt(code, declared), span: tree.span(node), text: tree.textOf(node), type: types.typeOf(e) ?? UNKNOWN };
  return { ...valueAt(code, e), span: tree.span(node), text: tree.textOf(node) };
}

function declaredValue(code: PoolCode, e: Node): Node {
  const { tree, scopes } = code;
  if (tree.kind(e) === K.SelectorExpression) return fieldValue(code, e);
  const v = tree.kind(e) === K.Identifier ? scopes.variableOf(e) : undefined;
  if (v?.kind !== 'local' || v.init === NONE || v.initIndex > 0) return NONE;
  return v.uses.some(use => isWritten(tree, use) || isAddressed(tree, use)) ? NONE : tree.unparen(v.init);
}

/** `w.jobs` of a local `w := &T{jobs: …}` whose field nobody gives another value. */
function fieldValue({ tree, scopes }: PoolCode, selector: Node): Node {
  const v = scopes.variableOf(tree.unparen(tree.first(selector)));
  const literal = v?.kind === 'local' && v.initIndex <= 0 ? tree.withoutAddress(v.init) : NONE;
  if (!v || tree.kind(literal) !== K.CompositeLiteral) return NONE;
  const field = tree.textOf(tree.last(selector));
  const isOther = (use: Node) => {
    const p = tree.parent(use);
    if (tree.kind(p) !== K.SelectorExpression) return isWritten(tree, use);
    return tree.textOf(tree.last(p)) === field && (isWritten(tree, p) || isAddressed(tree, p));
  };
  const own = [...tree.children(tree.last(literal))].find(e => tree.kind(e) === K.KeyedElement && tree.textOf(tree.first(e)) === field);
  return own === undefined || v.uses.some(isOther) ? NONE : tree.unparen(tree.first(tree.last(own)));
}

function valueAt(code: PoolCode, e: Node): GivenValue {
  const { tree, types } = code;
  // A literal says what it is, whatever nobody knows around it.
  const written = LITERALS.get(tree.kind(e));
  const named = types.objects.get(e);
  const constant =
    types.constants.get(e) ?? (written && literal(written, tree.textOf(e))) ?? (named?.kind === 'const' ? named.value : undefined);
  const func = functionAt(code, e);
  const object = objectAt(code, e);
  const parameter = parameterAt(code, e);
  const elements = tree.kind(e) === K.CompositeLiteral ? fieldValues(code, e) : undefined;
  const called = tree.kind(e) === K.CallExpression ? calledFunction(types, e) : undefined;
  const resultOf = called && fullName(called);
  const left = leftmost(code, e);
  return {
    ...{ span: tree.span(e), text: tree.textOf(e), type: types.typeOf(e) ?? UNKNOWN },
    isFuncLiteral: tree.kind(e) === K.FuncLiteral,
    ...(left !== e && { left: givenValue(code, left) }),
    ...(elements && { elements }),
    ...(constant && { constant }),
    ...(func !== undefined && { func }),
    ...(object !== undefined && { object }),
    ...(parameter !== undefined && { parameter }),
    ...(resultOf !== undefined && { resultOf }),
    ...(resultOf !== undefined && { arguments: argumentValues(code, e) }),
  };
}

function parameterAt({ tree, scopes }: PoolCode, e: Node): number | undefined {
  const v = scopes.variableOf(e);
  if (v?.kind !== 'parameter' || v.func !== 0 || v.variadic || v.uses.some(use => isWritten(tree, use) || isAddressed(tree, use)))
    return undefined;
  return parameterNodes(tree).indexOf(v.node);
}

function leftmost({ tree }: PoolCode, e: Node): Node {
  let left = e;
  while (tree.kind(left) === K.BinaryExpression && tree.op(left) === '+') left = tree.unparen(tree.first(left));
  return left;
}

export function argumentValues(code: PoolCode, call: Node): readonly GivenValue[] {
  const { tree } = code;
  const list = tree.childOfKind(call, K.ArgumentList);
  return [...tree.children(list)].map(a => givenValue(code, a));
}

/** What a literal gives to fields by their names. */
export function fieldValues(code: PoolCode, literal: Node): Map<string, GivenValue> {
  const { tree } = code;
  const keyed = [...tree.children(tree.last(literal))].filter(e => tree.kind(e) === K.KeyedElement);
  return new Map(keyed.map(e => [tree.textOf(tree.first(e)), givenValue(code, tree.first(tree.last(e)))]));
}

function objectAt({ tree, types, scopes }: PoolCode, e: Node): string | undefined {
  const object = types.objects.get(tree.kind(e) === K.SelectorExpression ? tree.last(e) : e);
  if (object?.kind === 'const') return object.pkg && `${object.pkg.path}.${object.name}`;
  const isOfPackage = object?.kind === 'var' && object.role === 'package' && scopes.variableOf(e) === undefined;
  return isOfPackage && object.pkg ? `${object.pkg.path}.${object.name}` : undefined;
}

function functionAt({ tree, types }: PoolCode, e: Node): string | undefined {
  const object = types.objects.get(tree.kind(e) === K.SelectorExpression ? tree.last(e) : e);
  return object?.kind === 'func' ? fullName(object) : undefined;
}

/** A field is given something that is not its zero value. */
export const isSet = (value: GivenValue | undefined): boolean => value !== undefined && !isZeroValue(value);

/** 0, `false`, `""`, `nil`: what a field has that nobody gives anything. */
export function isZeroValue({ constant, text }: GivenValue): boolean {
  if (text === 'nil') return true;
  if (constant?.kind === 'int') return constant.value === 0n;
  return constant?.kind === 'float' ? constant.num === 0n : constant?.kind === 'bool' && !constant.value;
}
