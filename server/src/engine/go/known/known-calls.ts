/** Calls of known functions, with what they are given and where they stand. */
import type { Span } from '../../base/finding.js';
import { pace, type Sliced } from '../../base/slices.js';
import { calleeOf, F, K, type Node } from '../../syntax/flat-tree.js';
import type { PoolCode } from '../flow/pool-code.js';
import type { GoFileFacts } from '../package/facts.js';
import type { TypedFile } from '../package/typed-file.js';
import { type Callee, receiverName } from './callers.js';
import { type CodePlace, placeOf } from './code-place.js';
import { argumentValues, type GivenValue } from './given-value.js';
import { type KnownUse, readKnownCode, USES_PER_SLICE } from './known-code.js';

export interface KnownCall {
  /** `net/http.ListenAndServe`. */
  readonly name: string;
  readonly span: Span;
  /** What is called, as it is written: `http.ListenAndServe`. */
  readonly callee: string;
  readonly calleeSpan: Span;
  readonly arguments: readonly GivenValue[];
  readonly place: CodePlace;
  /** The function of the package whose body it stands in, not in a function literal. */
  readonly function?: string;
  /** The same of functions and methods. */
  readonly within?: Callee;
  /** The last argument is spread: `f(xs...)`. */
  readonly isSpread: boolean;
}

export interface PlacedCall extends KnownCall {
  readonly offset: number;
}

/** Calls of functions with one of the names. */
export function* readKnownCalls(
  file: GoFileFacts,
  typed: TypedFile | undefined,
  names: Pick<ReadonlySet<string>, 'has'>,
): Sliced<readonly PlacedCall[]> {
  const out: PlacedCall[] = [];
  const isTired = pace(USES_PER_SLICE);
  for (const code of yield* readKnownCode(file, typed)) {
    for (const use of code.calls) {
      if (!names.has(use.name)) continue;
      if (isTired()) yield;
      out.push({ ...knownCall(code, use), offset: code.offset });
    }
  }
  return out;
}

export function knownCall(code: PoolCode, { name, node }: KnownUse): KnownCall {
  const { tree } = code;
  const callee = calleeOf(tree, node);
  const list = tree.childOfKind(node, K.ArgumentList);
  return {
    ...{ name, span: tree.span(node), callee: tree.textOf(callee), calleeSpan: tree.span(callee) },
    arguments: argumentValues(code, node),
    place: placeOf(code, node),
    ...(tree.kind(0) === K.FunctionDeclaration && code.scopes.functionOf(node) === 0 && { function: tree.textOf(tree.field(0, F.Name)) }),
    ...(isOfFunction(code, node) && { within: calleeAround(code) }),
    isSpread: [...tree.children(list)].some(a => tree.kind(a) === K.VariadicArgument),
  };
}

const isOfFunction = ({ tree, scopes }: PoolCode, node: Node): boolean =>
  scopes.functionOf(node) === 0 && (tree.kind(0) === K.FunctionDeclaration || tree.kind(0) === K.MethodDeclaration);

function calleeAround({ tree, types }: PoolCode): Callee {
  const name = tree.field(0, F.Name);
  const func = types.objects.get(name);
  return { name: tree.textOf(name), receiver: func?.kind === 'func' ? receiverName(func) : undefined };
}
