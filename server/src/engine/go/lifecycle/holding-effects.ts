/** What each place that names something held does to it. */
import type { Sliced } from '../../base/slices.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { Protocol } from '../../tables/lifecycles.js';
import { hasStdPackage } from '../../tables/std/std-packages.js';
import { isPointerConversion } from '../flow/c-strings.js';
import { calledFunction, fullName, type PoolCode, readingPoolCode } from '../flow/pool-code.js';
import { functionNow } from '../package/function-now.js';
import type { BodySources } from '../package/typed-file.js';
import { typeSetOf } from '../types/identity.js';
import { under } from '../types/predicates.js';
import type { Effect } from './effect.js';
import { isC } from './holdings.js';
import { isReceive } from './senders.js';
import { isPlain, staysInCall } from './value-stays.js';
import { isWriter, writerEffect } from './writers.js';

/** So many calls are followed down. */
const MAX_DEPTH = 2;

export class Effects {
  constructor(readonly sources: BodySources) {}

  *of(code: PoolCode, protocol: Protocol, name: Node, depth = 0): Sliced<Effect> {
    const { kind, part, releases, releasesWhole, endsOnFalse } = protocol;
    const { tree } = code;
    const e = outermost(tree, name);
    const p = tree.parent(e);
    if (kind === 'sender') return isReceive(tree, p) ? 'release' : 'none';
    if (kind === 'cString') return cStringEffect(code, e);
    if (isWriter(protocol)) return writerEffect(code, protocol, e) ?? (yield* this.argumentEffect(code, protocol, e, depth));
    if (tree.kind(p) === K.SelectorExpression) {
      const member = tree.textOf(tree.last(p));
      if (part !== undefined && member === part) return yield* this.partEffect(code, releases, outermost(tree, p));
      if ((part === undefined ? releases : releasesWhole)?.has(member)) return 'release';
      // A helper that reads rows may read them to their end.
      if (depth > 0 && member === endsOnFalse) return 'leave';
      // A loop over its ticks never comes to its end, since nobody closes the channel: what follows it is not looked at.
      const isTick = kind === 'ticker' && member === 'C' && tree.parentKind(p) === K.UnaryExpression;
      return part === undefined && !isCalled(tree, p) && !isTick ? 'leave' : 'use';
    }
    if (tree.kind(p) === K.ArgumentList) return yield* this.argumentEffect(code, protocol, e, depth);
    return tree.kind(p) === K.BinaryExpression ? 'none' : 'leave';
  }

  /** `resp.Body`. */
  private *partEffect(code: PoolCode, releases: ReadonlySet<string>, part: Node): Sliced<Effect> {
    const { tree } = code;
    const p = tree.parent(part);
    switch (tree.kind(p)) {
      case K.SelectorExpression:
        return releases.has(tree.textOf(tree.last(p))) ? 'release' : isCalled(tree, p) ? 'use' : 'leave';
      case K.ArgumentList:
        if (readsToEnd(code, tree.parent(p))) return 'release';
        return staysInCall(code, tree.parent(p)) || (yield* this.onlyReads(code, tree.parent(p), part)) ? 'use' : 'leave';
      case K.BinaryExpression:
        return 'use';
      default:
        return 'leave';
    }
  }

  /** A function of the program takes it as a reader, which cannot be closed, only decodes one value of it, and gives back nothing that leads to it. */
  private *onlyReads(code: PoolCode, call: Node, part: Node): Sliced<boolean> {
    const func = calledFunction(code.types, call);
    const index = argumentsOf(code.tree, call).indexOf(part);
    const signature = func?.type;
    const type = signature?.kind === 'func' ? signature.params[index]?.type : undefined;
    const u = type && under(type);
    if (!func || u?.kind !== 'interface' || typeSetOf(u).methods.has('Close') || !typeSetOf(u).methods.has('Read')) return false;
    const result = code.types.typeOf(call);
    const body = (yield* functionNow(func, this.sources))?.tree.text;
    const name = signature?.kind === 'func' ? signature.params[index]?.name : undefined;
    return body !== undefined && name !== undefined && onlyDecodes(body, name) && (result === undefined || isPlain(result));
  }

  /** A function of the packages that are read may do something with it; one of std looks at it. */
  private *argumentEffect(code: PoolCode, protocol: Protocol, argument: Node, depth: number): Sliced<Effect> {
    const call = code.tree.parent(code.tree.parent(argument));
    if (!isWriter(protocol) && staysInCall(code, call)) return 'use';
    const func = calledFunction(code.types, call);
    const path = func?.pkg?.path;
    if (!func || path === undefined || hasStdPackage(path, undefined) || depth >= MAX_DEPTH) return 'leave';
    const types = yield* functionNow(func, this.sources);
    if (!types || types.tree.hasError) return 'leave';
    const index = argumentsOf(code.tree, call).indexOf(argument);
    const inner = yield* readingPoolCode(types);
    const parameter = inner.scopes.variableOf(parameterNodes(types.tree)[index] ?? NONE);
    return parameter ? yield* this.parameterEffect(inner, protocol, parameter.uses, depth + 1) : 'leave';
  }

  /** A function that unlocks more than it locks does so for its caller. */
  *mayUnlock(code: PoolCode, call: Node): Sliced<boolean> {
    const func = calledFunction(code.types, call);
    const path = func?.pkg?.path;
    if (path !== undefined && hasStdPackage(path, undefined)) return false;
    const body = func && (yield* functionNow(func, this.sources))?.tree.text;
    if (body !== undefined) return timesIn(body, UNLOCK) > timesIn(body, LOCK);
    const name = code.tree.textOf(calleeOf(code.tree, call));
    return ENDS.test(name) || END.test(name);
  }

  private *parameterEffect(code: PoolCode, protocol: Protocol, uses: readonly Node[], depth: number): Sliced<Effect> {
    for (const use of uses) {
      if (code.scopes.functionOf(use) !== 0) return 'leave';
      // Nothing but a use in all of its ways counts.
      const effect = yield* this.of(code, protocol.kind === 'response' ? PARAMETER : protocol, use, depth);
      if (effect === 'release' || effect === 'leave') return 'leave';
    }
    return 'use';
  }
}

/** Functions that read to the end, after which the connection is used again without a Close (a run with Go 1.26: ten requests, one connection). */
const READ_ALL: ReadonlySet<string | undefined> = new Set<string | undefined>([
  'io.ReadAll',
  'io/ioutil.ReadAll',
  'io.Copy',
  'io.CopyBuffer',
]);

function readsToEnd({ types }: PoolCode, call: Node): boolean {
  const func = calledFunction(types, call);
  return func !== undefined && READ_ALL.has(fullName(func));
}

const UNLOCK = /\.R?Unlock\b/g;
const LOCK = /\.R?Lock\b/g;
/** Names of functions that may end what their caller has, where nobody knows their bodies. */
const ENDS = /unlock|release|close|stop|abort|done|finish|cleanup|exit|fail|leave/i;
/** The word by itself: a function that sends ends nothing. */
const END = /(?<![A-Za-z])end|End/;

const timesIn = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** Of a helper's parameter: whatever closes or writes it may be meant for the caller. */
const PARAMETER: Protocol = { kind: 'response', part: 'Body', releases: new Set(['Close']), releasesWhole: new Set(['Write', 'Close']) };

const isCalled = (tree: FlatTree, e: Node): boolean => tree.parentKind(e) === K.CallExpression && calleeOf(tree, tree.parent(e)) === e;

function outermost(tree: FlatTree, name: Node): Node {
  let e = name;
  while (tree.parentKind(e) === K.ParenthesizedExpression) e = tree.parent(e);
  return e;
}

function parameterNodes(tree: FlatTree): Node[] {
  return [...tree.children(tree.field(0, F.Parameters))].flatMap(p => [...tree.children(p)].filter(c => tree.fields[c] === F.Name));
}

/** `C.f(s)`, `C.free(unsafe.Pointer(s))`. */
function cStringEffect(code: PoolCode, e: Node): Effect {
  const { tree, types } = code;
  const p = tree.parent(e);
  if (tree.kind(p) === K.BinaryExpression) return 'none';
  const call = tree.parent(p);
  if (tree.kind(p) !== K.ArgumentList || tree.kind(call) !== K.CallExpression) return 'leave';
  if (isC(code, call, undefined)) return isC(code, call, 'free') ? 'release' : 'use';
  const callee = tree.unparen(calleeOf(tree, call));
  const qualifier = tree.kind(callee) === K.SelectorExpression ? types.objects.get(tree.first(callee)) : undefined;
  const isPointer = qualifier?.kind === 'package' && qualifier.path === 'unsafe' && tree.textOf(tree.last(callee)) === 'Pointer';
  return isPointer || isPointerConversion(tree, calleeOf(tree, call)) ? cStringEffect(code, outermost(tree, call)) : 'leave';
}

/** The function gives the parameter to decoders alone, which do not read on until the end, unless somebody waits for it. */
function onlyDecodes(body: string, parameter: string): boolean {
  const uses = body.slice(body.indexOf('{')).match(new RegExp(`(?:\\bNewDecoder\\()?\\b${parameter}\\b`, 'g')) ?? [];
  return !/Close|EOF|\.More\(/.test(body) && uses.length > 0 && uses.every(use => use.startsWith('NewDecoder('));
}
