/** Keys that are set only if nobody has set them, by which programs lock each other out. */
import type { Span } from '../../base/finding.js';
import { pace, type Sliced } from '../../base/slices.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import type { GoFileFacts } from '../package/facts.js';
import type { TypedFile } from '../package/typed-file.js';
import { type GivenValue, givenValue, isZeroValue } from './given-value.js';
import { type KnownCode, type KnownUse, readKnownCode, USES_PER_SLICE } from './known-code.js';

export interface LockCall {
  readonly offset: number;
  readonly span: Span;
  readonly callee: string;
  /** The call itself gives the key no end. */
  readonly isForever: boolean;
  /** It is a command, `c.Do("SETNX", …)`. */
  readonly isCommand: boolean;
  /** Names that tell what it is for: of the function around, of the key. */
  readonly names: readonly string[];
  /** The same function deletes the key, later or when it ends, or another of the file that is named for it deletes what is written so. */
  readonly isReleased: boolean;
  /** The call by which the same function gives the key an end later: `Expire`. */
  readonly expires?: string;
}

const RELEASES: ReadonlySet<string> = new Set(['Del', 'Unlink']);
const EXPIRES: ReadonlySet<string> = new Set(['Expire', 'ExpireAt', 'PExpire', 'PExpireAt', 'Set', 'SetEX', 'SetEx']);

/** So many calls of one declaration are looked at. */
const MAX_CALLS = 50;

export function* readLockCalls(file: GoFileFacts, typed: TypedFile | undefined): Sliced<readonly LockCall[]> {
  const out: LockCall[] = [];
  const isTired = pace(USES_PER_SLICE);
  let elsewhere: readonly string[] | undefined;
  for (const code of yield* readKnownCode(file, typed)) {
    const setting = code.calls.filter(use => /\.(?:SetNX|Do)$/.test(use.name)).slice(0, MAX_CALLS);
    if (setting.length === 0) continue;
    elsewhere ??= typed ? releasing(typed.text) : [];
    const ends: KeyEnds = { calls: keyEnds(code.tree), elsewhere };
    for (const use of setting) {
      if (isTired()) yield;
      const lock = use.name.endsWith('.Do') ? lockCommand(code, use, ends) : lockCall(code, use, ends);
      if (lock) out.push(lock);
    }
  }
  return out;
}

/** Bodies of functions that are named for giving something back, and delete a key. */
const RELEASING = /^func (?:\([^()\n]*\) )?\w*(?:[Rr]elease|[Uu]nlock|[Uu]nclaim|[Uu]nlease)\w*\(.*\{$/gm;

function releasing(text: string): string[] {
  const bodies = [...text.matchAll(RELEASING)].map(m => text.slice(m.index, text.indexOf('\n}', m.index)));
  return bodies.filter(body => DELETES.test(body));
}

const DELETES = /\.(?:Del|Unlink)\(|"(?:DEL|UNLINK)"/i;

/** `SetNX(ctx, key, value, expiry)`; older releases take no context. */
function lockCall(code: KnownCode, { node }: KnownUse, ends: KeyEnds): LockCall | undefined {
  const { tree } = code;
  const given = argumentsOf(tree, node);
  const [key, , expiry] = given.slice(-3);
  if (given.length < 3 || given.length > 4 || key === undefined || expiry === undefined) return undefined;
  return { ...lockOn(code, node, key, ends), isForever: isZeroValue(givenValue(code, expiry)), isCommand: false };
}

/** `c.Do("SETNX", key, value)`, `c.Do("SET", key, value, "NX")` of redigo. */
function lockCommand(code: KnownCode, { node }: KnownUse, ends: KeyEnds): LockCall | undefined {
  const { tree } = code;
  const given = argumentsOf(tree, node);
  const words = given.map(a => textOf(givenValue(code, a)).toUpperCase());
  const [command, key] = given;
  if (command === undefined || key === undefined || given.some(a => tree.kind(a) === K.VariadicArgument)) return undefined;
  const isSet = words[0] === 'SETNX' || (words[0] === 'SET' && words.slice(3).includes('NX'));
  if (!isSet) return undefined;
  const isForever = !words.slice(3).some(word => SETS_END.has(word));
  return { ...lockOn(code, node, key, ends), isForever, isCommand: true };
}

const SETS_END: ReadonlySet<string> = new Set(['EX', 'PX', 'EXAT', 'PXAT', 'KEEPTTL']);

function lockOn(code: KnownCode, node: Node, key: Node, ends: KeyEnds): Omit<LockCall, 'isForever' | 'isCommand'> {
  const { tree } = code;
  const own = ends.calls.filter(e => e.node !== node && e.given.has(tree.textOf(key)));
  const expires = own.find(e => EXPIRES.has(e.method))?.method;
  return {
    ...{ offset: code.offset, span: tree.span(node), callee: tree.textOf(calleeOf(tree, node)) },
    names: [tree.textOf(tree.field(0, F.Name)), tree.textOf(key), textOf(givenValue(code, key))],
    isReleased:
      own.some(e => RELEASES.has(e.method) && (e.node > node || e.isDeferred)) ||
      ends.elsewhere.some(text => text.includes(`, ${tree.textOf(key)})`)),
    ...(expires !== undefined && { expires }),
  };
}

const textOf = ({ constant }: GivenValue) => (constant?.kind === 'string' ? constant.bytes : '');

/** What ends keys: calls of the same function, and texts of functions that release them. */
interface KeyEnds {
  readonly calls: readonly KeyEnd[];
  readonly elsewhere: readonly string[];
}

/** A call that ends keys, or gives them an end. */
interface KeyEnd {
  readonly node: Node;
  readonly method: string;
  /** The arguments as they are written. */
  readonly given: ReadonlySet<string>;
  readonly isDeferred: boolean;
}

function keyEnds(tree: FlatTree): KeyEnd[] {
  const out: KeyEnd[] = [];
  for (let n: Node = 0; n < tree.count; n++) {
    const callee = tree.kinds[n] === K.CallExpression ? calleeOf(tree, n) : NONE;
    const called = tree.kind(callee) === K.SelectorExpression ? tree.textOf(tree.last(callee)) : '';
    const method = called === 'Do' || called === 'Send' ? commandIn(tree, n) : called;
    if (!RELEASES.has(method) && !EXPIRES.has(method)) continue;
    const given = new Set(argumentsOf(tree, n).map(a => tree.textOf(a)));
    out.push({ node: n, method, given, isDeferred: tree.ancestor(n, K.DeferStatement) !== NONE });
  }
  return out;
}

/** Commands of Redis as the methods are named that send them. */
const COMMANDS: ReadonlyMap<string, string> = new Map([
  ['DEL', 'Del'],
  ['UNLINK', 'Unlink'],
  ['SET', 'Set'],
  ['SETEX', 'SetEX'],
  ['EXPIRE', 'Expire'],
  ['PEXPIRE', 'PExpire'],
  ['EXPIREAT', 'ExpireAt'],
]);

/** `c.Do("DEL", key)`. */
function commandIn(tree: FlatTree, call: Node): string {
  const [command] = argumentsOf(tree, call);
  return COMMANDS.get(command === undefined ? '' : tree.textOf(command).slice(1, -1).toUpperCase()) ?? '';
}
