/** Conversions whose result is the same memory in another type. */
import { argumentsOf, calleeOf, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { Mode } from '../types/model.js';
import { under } from '../types/predicates.js';
import type { PoolCode } from './pool-code.js';

/** What a conversion shares memory with: `b` of `(*[4]byte)(b)`. Copies, as of strings, and all other expressions are themselves. */
export function unconverted(code: PoolCode, e: Node): Node {
  const { tree, types } = code;
  const operand = conversionOf(code, e);
  const [from, to] = [operand, e].map(n => (n === NONE ? undefined : types.typeOf(n))).map(t => t && under(t).kind);
  const shares = from !== undefined && from !== 'basic' && (from === to || to === 'interface' || (from === 'slice' && to === 'pointer'));
  return shares ? tree.unparen(operand) : e;
}

function conversionOf({ tree, types }: PoolCode, e: Node): Node {
  if (tree.kind(e) === K.TypeConversionExpression) return tree.last(e);
  const isCall = tree.kind(e) === K.CallExpression && types.modes[tree.unparen(calleeOf(tree, e))] === Mode.Type;
  return isCall ? (argumentsOf(tree, e)[0] ?? NONE) : NONE;
}
