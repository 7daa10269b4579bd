/**
 * `fmt.Sprint(n)` and `fmt.Sprintf("id-%d", n)` -> package strconv and plain concatenation, for verbs and types where both write the same
 * bytes: %d %v %x of integers, %s %v of strings, %q of strings (fmt/format.go: fmtInteger, fmtS, fmtQ); and `fmt.Sprintf("%x", sum)` of bytes -> package hex
 * (fmtSbx).
 */

import { type Message, messages } from '../../base/message.js';
import { isBytes } from '../../go/types/predicates.js';
import { argumentsOf, calleeOf, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { typeAt } from '../known-type.js';
import { importEdits, importedAs, usesOf } from './imports.js';
import { isHidden } from './names.js';
import type { Remedy, RemedyContext } from './remedy.js';

const say = messages('remedy/format-without-boxing', {
  strconv: 'Format with strconv instead of fmt',
  hex: 'Format with hex.EncodeToString instead of fmt',
  concatenate: 'Concatenate instead of formatting',
  asItIs: 'Use the string as it is',
  verified: '(verified: `{text}` is no longer copied to the heap)',
});

/** More parts than this read better with a format. */
const MAX_PARTS = 5;

export interface Part {
  readonly text: string;
  readonly usesStrconv: boolean;
  /** The expression that appends the part to the buffer `to` instead of making a string. */
  appendedTo(to: string): string;
  /** A string that is not a constant: fmt copies its header to the heap, a sum does not. */
  readonly savesCopy?: boolean;
}

export function formatWithoutBoxing(context: RemedyContext): Remedy | undefined {
  const { tree, packages, source } = context;
  const argument = context.nodes.find(n => tree.parentKind(n) === K.ArgumentList) ?? NONE;
  const call = argument === NONE ? NONE : tree.parent(tree.parent(argument));
  const callee = calleeOf(tree, call);
  if (tree.kind(call) !== K.CallExpression || tree.kind(callee) !== K.SelectorExpression || packages.of(tree.first(callee)) !== 'fmt') {
    return undefined;
  }
  const hex = hexText(context, call);
  if (hex) return hex;
  const parent = tree.parentKind(call);
  if (parent === K.ExpressionStatement || parent === K.GoStatement || parent === K.DeferStatement) return undefined;
  const qualifier = importedAs(source, 'strconv') ?? 'strconv';
  if (isHidden(context, qualifier) || tree.comments.some(c => c.start >= tree.starts[call]! && c.end <= tree.ends[call]!)) return undefined;
  // `append(b, fmt.Sprint(n)...)` needs no string at all: see `append-format.ts`.
  if (parent === K.VariadicArgument) return undefined;
  const parts = partsOf(context, argumentsOf(tree, call), tree.textOf(tree.last(callee)), qualifier);
  if (!parts) return undefined;
  // fmt allocates its result and one copy per argument; strconv one string per number, and a sum of several its result.
  if (parts.length > 1 && !parts.some(p => p.savesCopy)) return undefined;
  const usesStrconv = parts.some(p => p.usesStrconv);
  const name = tree.textOf(tree.first(callee));
  const drop = usesOf(source, name) === 1 ? 'fmt' : undefined;
  const imports = importEdits(source, usesStrconv ? 'strconv' : undefined, drop);
  if (!imports) return undefined;
  const expression = parts.map(p => p.text).join(isNested(tree, call) ? '+' : ' + ');
  const wraps = parts.length > 1 && [K.SliceExpression, K.IndexExpression].includes(parent);
  return {
    title: titleOf(parts, usesStrconv),
    safe: true,
    edits: [...imports, context.edit(tree.span(call), wraps ? `(${expression})` : expression)],
    proof: parts.length === 1 ? 'gone' : 'replaced',
    verified: say.verified({ text: tree.textOf(argument) }),
  };
}

/** `fmt.Sprintf("%x", b)` of a `[]byte`, or of an array of bytes in a variable: without a String method fmt writes what package hex does. */
function hexText(context: RemedyContext, call: Node): Remedy | undefined {
  const { tree, scopes, source } = context;
  const callee = calleeOf(tree, call);
  const [format, given, more] = argumentsOf(tree, call);
  if (given === undefined || more !== undefined || tree.textOf(tree.last(callee)) !== 'Sprintf' || tree.textOf(format!) !== '"%x"')
    return undefined;
  const type = typeAt(context, given);
  const isArray = type.kind === 'array' && type.elem.kind === 'basic' && type.elem.name === 'uint8';
  if (!isArray && (type.kind !== 'slice' || !isBytes(type))) return undefined;
  if (isArray && (tree.kind(given) !== K.Identifier || scopes.variableOf(given) === undefined)) return undefined;
  const hex = importedAs(source, 'encoding/hex') ?? 'hex';
  const drop = usesOf(source, tree.textOf(tree.first(callee))) === 1 ? 'fmt' : undefined;
  const imports = isHidden(context, hex) ? undefined : importEdits(source, 'encoding/hex', drop);
  const text = tree.textOf(given);
  return (
    imports && {
      title: say.hex,
      safe: true,
      edits: [...imports, context.edit(tree.span(call), `${hex}.EncodeToString(${isArray ? `${text}[:]` : text})`)],
      // Both make the text; package hex makes no box.
      proof: 'replaced',
      verified: say.verified({ text }),
    }
  );
}

/**
 * What the call of `fmt.Sprint` or `fmt.Sprintf` writes, piece by piece; undefined when that is not certain, or too much to read. `qualifier`
 * is the file's name for strconv.
 */
export function partsOf(context: RemedyContext, args: readonly Node[], name: string, qualifier: string): Part[] | undefined {
  const { tree } = context;
  if (args.some(a => tree.kind(a) === K.VariadicArgument)) return undefined;
  if (name === 'Sprint') {
    const only = args.length === 1 ? formatted(context, args[0]!, 'v', qualifier) : undefined;
    return only && [only];
  }
  const format = args[0];
  if (name !== 'Sprintf' || format === undefined || tree.kind(format) !== K.InterpretedStringLiteral) return undefined;
  const literal = tree.textOf(format).slice(1, -1);
  const pieces = literal.split(/%([dvxsq])/);
  // An escaped percent sign, a flag or a width: only fmt knows what it means.
  const isPlain = pieces.every((p, i) => i % 2 === 1 || !/%|\\x25|\\045|\\u0025|\\U00000025/.test(p));
  if (!isPlain || pieces.length !== 2 * args.length - 1) return undefined;
  const parts: Part[] = [];
  for (const [i, piece] of pieces.entries()) {
    if (i % 2 === 0) {
      if (piece !== '') parts.push(constantPart(`"${piece}"`));
      continue;
    }
    const part = formatted(context, args[(i + 1) / 2]!, piece, qualifier);
    if (!part) return undefined;
    parts.push(part);
  }
  return parts.length === 0 || parts.length > MAX_PARTS ? undefined : parts;
}

/** The argument as a string, written as the verb would; undefined when that is not certain. */
function formatted(context: RemedyContext, argument: Node, verb: string, qualifier: string): Part | undefined {
  const { tree } = context;
  const text = tree.textOf(argument);
  // gofmt spaces an operator by how deep it stands, so that a sum would have to be written anew.
  if (text.includes('\n') || tree.kind(tree.unparen(argument)) === K.BinaryExpression) return undefined;
  const own = typeAt(context, argument);
  // A type of its own may have a String or Error method, which fmt would call.
  const type = own.kind === 'basic' ? own.name : '';
  if (type === 'string') {
    if (verb === 'q') {
      const appendedTo = (to: string) => `${qualifier}.AppendQuote(${to}, ${text})`;
      return { text: `${qualifier}.Quote(${text})`, usesStrconv: true, appendedTo };
    }
    const savesCopy = tree.kind(tree.unparen(argument)) !== K.InterpretedStringLiteral;
    return verb === 's' || verb === 'v' ? { ...constantPart(text), savesCopy } : undefined;
  }
  const base = verb === 'x' ? 16 : verb === 'd' || verb === 'v' ? 10 : 0;
  if (base === 0) return undefined;
  const signed = /^int(?:8|16|32|64)?$/.test(type);
  if (!signed && !/^uint(?:8|16|32|64)?$/.test(type)) return undefined;
  const [wide, format] = signed ? ['int64', 'FormatInt'] : ['uint64', 'FormatUint'];
  const number = `${type === wide ? text : `${wide}(${text})`}, ${base}`;
  const short = type === 'int' && base === 10 ? `${qualifier}.Itoa(${text})` : `${qualifier}.${format}(${number})`;
  const appendedTo = (to: string) => `${qualifier}.${format.replace('Format', 'Append')}(${to}, ${number})`;
  return { text: short, usesStrconv: true, appendedTo };
}

const constantPart = (text: string): Part => ({ text, usesStrconv: false, appendedTo: to => `append(${to}, ${text}...)` });

function titleOf(parts: readonly Part[], usesStrconv: boolean): Message {
  if (usesStrconv) return say.strconv;
  return parts.length > 1 ? say.concatenate : say.asItIs;
}

/** True where gofmt writes `a+b` instead of `a + b`: in a list of arguments, an index, or beside another operator (go/printer, binaryExpr). */
function isNested(tree: FlatTree, call: Node): boolean {
  for (let n = call, p = tree.parent(n); p !== NONE; n = p, p = tree.parent(p)) {
    switch (tree.kind(p)) {
      case K.ArgumentList:
        if (tree.next(tree.first(p)) !== NONE) return true;
        break;
      case K.BinaryExpression:
        if (tree.op(p) !== '+') return true;
        break;
      case K.IndexExpression:
      case K.SliceExpression:
        if (tree.first(p) !== n) return true;
        break;
      case K.CallExpression:
      case K.UnaryExpression:
      case K.SelectorExpression:
        break;
      default:
        return false;
    }
  }
  return false;
}
