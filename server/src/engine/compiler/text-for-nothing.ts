/**
 * Texts that are made only to be compared, looked up or appended, by functions that have a form which appends to a buffer: `t.Format(l)` and `t.AppendFormat(b, l)`.
 * The compiler makes no copy of `string(bytes)` in a comparison and a look-up (go-facts §4.2).
 */
import { isWritten } from '../go/body/captures.js';
import { calledFunction, fullName } from '../go/flow/pool-code.js';
import { isBytes, under } from '../go/types/predicates.js';
import type { Instead } from '../sites/evidence.js';
import { argumentsOf, calleeOf, K, NONE, type Node } from '../syntax/flat-tree.js';
import { typeAt } from './known-type.js';
import type { SiteContext } from './site-context.js';

type TextContext = Pick<SiteContext, 'tree' | 'scopes' | 'packages' | 'typed'>;

/** Functions and methods with a form that appends, and its name; each is run (`library-call.test.ts`). */
const APPENDS: ReadonlyMap<string, string> = new Map([
  ['strconv.Itoa', 'AppendInt'],
  ['strconv.FormatInt', 'AppendInt'],
  ['strconv.FormatUint', 'AppendUint'],
  ['strconv.FormatFloat', 'AppendFloat'],
  ['strconv.Quote', 'AppendQuote'],
  ['encoding/hex.EncodeToString', 'AppendEncode'],
  ['encoding/base64.Encoding.EncodeToString', 'AppendEncode'],
  ['time.Time.Format', 'AppendFormat'],
  ['net/netip.Addr.String', 'AppendTo'],
  ['net/netip.AddrPort.String', 'AppendTo'],
  ['net/netip.Prefix.String', 'AppendTo'],
]);

/** Values that can be compared, and so be keys. */
const COMPARABLE = /^net\/netip\./;

/** Source that may have one of a method: what is asked before types are. */
export const mayMakeText = (text: string): boolean =>
  ['.Format(', '.EncodeToString(', '.String()...)', '.String())', '.String()]'].some(s => text.includes(s));

/** How it does without the text; undefined where the text is wanted. */
export function textForNothing(context: TextContext, call: Node): Instead | undefined {
  const { tree } = context;
  const p = tree.parent(call);
  switch (tree.kind(p)) {
    case K.BinaryExpression: {
      const other = tree.first(p) === call ? tree.last(p) : tree.first(p);
      // Two texts in one array would be one text.
      if (!/^[=!]=$/.test(tree.op(p)) || isConstantText(context, other) || makesText(context, other)) return undefined;
      const to = appendingTo(context, call, 'buf[:0]');
      return to === undefined ? undefined : of(context, call, { way: 'compared', to: `string(${to})` });
    }
    case K.IndexExpression: {
      if (tree.last(p) !== call || isWritten(tree, p) || under(typeAt(context, tree.first(p))).kind !== 'map') return undefined;
      if (nameOf(context, call) === 'net.IP.String') return { way: 'keyedBy', to: 'netip.Addr' };
      const to = appendingTo(context, call, 'buf[:0]');
      const way = isValueOfItsOwn(context, call) ? 'keyed' : 'compared';
      return to === undefined ? undefined : of(context, call, { way, to: `string(${to})` });
    }
    case K.VariadicArgument:
    case K.ArgumentList:
      return appended(context, call, tree.kind(p) === K.VariadicArgument ? tree.parent(p) : p);
    default:
      return undefined;
  }
}

/** `append(b, CALL...)` of bytes, and `w.WriteString(CALL)` of a buffer with room to write to. */
function appended(context: TextContext, call: Node, list: Node): Instead | undefined {
  const { tree } = context;
  const outer = tree.parent(list);
  const callee = tree.kind(outer) === K.CallExpression ? calleeOf(tree, outer) : NONE;
  const [buffer, second, more] = argumentsOf(tree, outer);
  if (tree.kind(list) !== K.ArgumentList || callee === NONE || buffer === undefined || more !== undefined) return undefined;
  if (tree.kind(second ?? NONE) === K.VariadicArgument) {
    if (tree.textOf(callee) !== 'append' || !isBytes(typeAt(context, buffer))) return undefined;
    const to = appendingTo(context, call, tree.textOf(buffer));
    return to === undefined ? undefined : of(context, call, { way: 'onlyAppended', to });
  }
  if (second !== undefined || tree.kind(callee) !== K.SelectorExpression || tree.textOf(tree.last(callee)) !== 'WriteString')
    return undefined;
  const func = context.typed && calledFunction(context.typed, outer);
  if (!/^(?:bytes\.Buffer|bufio\.Writer)\.WriteString$/.test((func && fullName(func)) ?? '')) return undefined;
  const writer = tree.textOf(tree.first(callee));
  const to = appendingTo(context, call, `${writer}.AvailableBuffer()`);
  return to === undefined ? undefined : of(context, call, { way: 'onlyAppended', to: `${writer}.Write(${to})` });
}

/** With the texts that need no memory (each is run), and the release that has the other form. */
function of(context: TextContext, call: Node, instead: Instead): Instead {
  const name = nameOf(context, call) ?? '';
  const free = freeOf(context, call, name);
  return { ...instead, ...(free && { free }), ...(APPENDS.get(name) === 'AppendEncode' && { since: 22 }) };
}

function freeOf({ tree }: TextContext, call: Node, name: string): Instead['free'] {
  switch (name) {
    case 'strconv.Itoa':
      return 'small';
    case 'strconv.FormatInt':
    case 'strconv.FormatUint':
      return tree.textOf(argumentsOf(tree, call)[1] ?? NONE) === '10' ? 'small' : 'digit';
    case 'strconv.FormatFloat':
      return 'digit';
    case 'encoding/hex.EncodeToString':
      return 'short';
    default:
      return undefined;
  }
}

/** A call inside that could be written into an array too. */
function makesText(context: TextContext, e: Node): boolean {
  const { tree } = context;
  for (let n = e; n < tree.count && tree.starts[n]! < tree.ends[e]!; n++)
    if (tree.kind(n) === K.CallExpression && tree.within(n, e) && appendingTo(context, n, '') !== undefined) return true;
  return false;
}

/** The call that appends the same to `buffer`. */
export function appendingTo(context: TextContext, call: Node, buffer: string): string | undefined {
  const { tree } = context;
  const name = nameOf(context, call);
  const append = name === undefined ? undefined : APPENDS.get(name);
  const of = tree.first(calleeOf(tree, call));
  const given = argumentsOf(tree, call).map(a => tree.textOf(a));
  if (append === undefined || given.some(a => a.includes('\n'))) return undefined;
  if (name === 'strconv.Itoa') return `${tree.textOf(of)}.${append}(${buffer}, int64(${given[0]}), 10)`;
  return `${tree.textOf(of)}.${append}(${[buffer, ...given].join(', ')})`;
}

function nameOf({ tree, packages, typed }: TextContext, call: Node): string | undefined {
  const callee = calleeOf(tree, call);
  if (tree.kind(callee) !== K.SelectorExpression) return undefined;
  const from = packages.of(tree.first(callee));
  if (from !== undefined) return `${from}.${tree.textOf(tree.last(callee))}`;
  const func = typed && calledFunction(typed, call);
  return func && fullName(func);
}

const isValueOfItsOwn = (context: TextContext, call: Node): boolean => COMPARABLE.test(nameOf(context, call) ?? '');

/** With a constant the value can be told as easily, or the other one made once. */
const isConstantText = ({ tree }: TextContext, e: Node): boolean =>
  [K.InterpretedStringLiteral, K.RawStringLiteral].includes(tree.kind(tree.unparen(e)));
