/** Calls of something known in functions of other packages that a file calls in loops, or for each request. */
import type { Span } from '../../base/finding.js';
import type { Sliced } from '../../base/slices.js';
import { argumentsOf, calleeOf, K } from '../../syntax/flat-tree.js';
import { hasStdPackage } from '../../tables/std/std-packages.js';
import { calledFunction, fullName, type PoolCode, readingPoolCode } from '../flow/pool-code.js';
import { hasAny } from '../flow/pool-names.js';
import { sameNames } from '../package/asked-texts.js';
import type { GoFileFacts } from '../package/facts.js';
import { functionNow } from '../package/function-now.js';
import type { TypedFile } from '../package/typed-file.js';
import { WorthALook } from '../package/worth-a-look.js';
import { endsBySuccess } from './callers.js';
import { type CodePlace, placeOf } from './code-place.js';
import { type GivenValue, givenValue } from './given-value.js';
import { type KnownCall, knownCall } from './known-calls.js';

export interface CallBehind {
  readonly offset: number;
  /** What is called, as it is written: `metrics.New`. */
  readonly callee: string;
  readonly calleeSpan: Span;
  readonly place: CodePlace;
  readonly arguments: readonly GivenValue[];
  /** The call in its body, which runs each time. */
  readonly call: KnownCall;
  /** The text of that body. */
  readonly body: string;
}

const worth = new WorthALook<ReadonlySet<string>>((tree, names) => !tree.hasError && hasAny(tree.text, names));
let lastNames: ReadonlySet<string> | undefined;

/** `path`: the package of what is known, which the other packages import. */
export function* readCallsBehind(
  file: GoFileFacts,
  typed: TypedFile,
  names: Pick<ReadonlySet<string>, 'has'>,
  path: string,
): Sliced<readonly CallBehind[]> {
  const { source, sources } = typed;
  const others = typed.imports.filter(i => !hasStdPackage(i.path, undefined) && !isOf(i.path, path) && i.path !== source.path);
  const speaking = others.filter(i => sources.find(i.path, source)?.files.some(f => f.imports.some(own => isOf(own.path, path))));
  if (speaking.length === 0) return [];
  const found = new Set(speaking.map(i => i.name));
  lastNames = sameNames(lastNames, found);
  const out: CallBehind[] = [];
  yield* worth.each(file.declarations, typed, lastNames, function* (types, offset) {
    const code = yield* readingPoolCode(types);
    const { tree } = code;
    for (let n = 0; n < tree.count; n++) {
      const func = tree.kinds[n] === K.CallExpression ? calledFunction(types, n) : undefined;
      if (!func?.pkg || func.isMethod || !speaking.some(i => i.path === func.pkg!.path)) continue;
      const place = placeOf(code, n);
      if ((!place.loop && !place.isHandler) || place.isConditional || endsBySuccess(tree, n)) continue;
      const inner = yield* functionNow(func, sources);
      const given = argumentsOf(tree, n).map(a => givenValue(code, a));
      const callee = { callee: tree.textOf(calleeOf(tree, n)), calleeSpan: tree.span(calleeOf(tree, n)) };
      const calls = inner && !inner.tree.hasError ? callsIn(yield* readingPoolCode(inner), names) : [];
      for (const call of calls) out.push({ offset, ...callee, place, arguments: given, call, body: inner!.tree.text });
    }
  });
  return out;
}

const isOf = (path: string, of: string): boolean => path === of || path.startsWith(`${of}/`);

function callsIn(code: PoolCode, names: Pick<ReadonlySet<string>, 'has'>): KnownCall[] {
  const { tree, types, scopes } = code;
  const out: KnownCall[] = [];
  for (let n = 0; n < tree.count; n++) {
    const func = tree.kinds[n] === K.CallExpression && scopes.functionOf(n) === 0 ? calledFunction(types, n) : undefined;
    const name = func && !func.isMethod ? fullName(func) : undefined;
    const call = name !== undefined && names.has(name) ? knownCall(code, { name, node: n }) : undefined;
    if (call && !call.place.isConditional && !call.place.isBehindReturn) out.push(call);
  }
  return out;
}
