/** Keys that are set only if nobody has set them, by which programs lock each other out. */
import type { Span } from '../../base/finding.js';
import type { Sliced } from '../../base/slices.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, type Node } from '../../syntax/flat-tree.js';
import type { GoFileFacts } from '../package/facts.js';
import type { TypedFile } from '../package/typed-file.js';
import { type GivenValue, givenValue } from './given-value.js';
import { type KnownCode, type KnownUse, readKnownCode } from './known-code.js';

export interface LockCall {
  readonly offset: number;
  readonly span: Span;
  readonly callee: string;
  readonly expiry: GivenValue;
  /** Names that tell what it is for: of the function around, of the key. */
  readonly names: readonly string[];
  /** The same function deletes the key. */
  readonly isReleased: boolean;
  /** The same function gives the key an end later. */
  readonly isExpiring: boolean;
}

const RELEASES: ReadonlySet<string> = new Set(['Del', 'Unlink']);
const EXPIRES: ReadonlySet<string> = new Set(['Expire', 'ExpireAt', 'PExpire', 'PExpireAt', 'Set', 'SetEX', 'SetEx']);

export function* readLockCalls(file: GoFileFacts, typed: TypedFile | undefined): Sliced<readonly LockCall[]> {
  const out: LockCall[] = [];
  for (const code of yield* readKnownCode(file, typed)) {
    for (const use of code.calls) {
      const lock = use.name.endsWith('.SetNX') ? lockCall(code, use) : undefined;
      if (lock) out.push(lock);
    }
  }
  return out;
}

/** `SetNX(ctx, key, value, expiry)`; older releases take no context. */
function lockCall(code: KnownCode, { node }: KnownUse): LockCall | undefined {
  const { tree } = code;
  const given = argumentsOf(tree, node);
  const [key, , expiry] = given.slice(-3);
  if (given.length < 3 || given.length > 4 || key === undefined || expiry === undefined) return undefined;
  const withKey = methodsWith(tree, tree.textOf(key));
  return {
    ...{ offset: code.offset, span: tree.span(node), callee: tree.textOf(calleeOf(tree, node)), expiry: givenValue(code, expiry) },
    names: [tree.textOf(tree.field(0, F.Name)), tree.textOf(key), textOf(givenValue(code, key))],
    isReleased: withKey.some(name => RELEASES.has(name)),
    isExpiring: withKey.some(name => EXPIRES.has(name)),
  };
}

const textOf = ({ constant }: GivenValue) => (constant?.kind === 'string' ? constant.bytes : '');

/** Methods that the declaration calls with the same key. */
function methodsWith(tree: FlatTree, key: string): string[] {
  const out: string[] = [];
  for (let n: Node = 0; n < tree.count; n++) {
    const callee = tree.kinds[n] === K.CallExpression ? calleeOf(tree, n) : -1;
    if (tree.kind(callee) !== K.SelectorExpression || !argumentsOf(tree, n).some(a => tree.textOf(a) === key)) continue;
    out.push(tree.textOf(tree.last(callee)));
  }
  return out;
}
