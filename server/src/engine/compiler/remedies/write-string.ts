/**
 * A conversion between string and `[]byte` that exists only to be written -> the method that takes the value as it is:
 * `w.Write([]byte(s))` -> `w.WriteString(s)`, `w.Write([]byte(fmt.Sprintf(…)))` -> `fmt.Fprintf(w, …)`, `w.WriteString(string(b))` and
 * `io.WriteString(w, string(b))` -> `w.Write(b)`. Where WriteString is the same write is known of a few types only.
 */
import type { Edit } from '../../base/finding.js';
import { type Message, messages } from '../../base/message.js';
import { Is } from '../../go/types/model.js';
import { is, isBytes, isInterface } from '../../go/types/predicates.js';
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { typeAt } from '../known-type.js';
import { importEdits, importedAs, usesOf } from './imports.js';
import { isHidden } from './names.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { typeName } from './type-name.js';

const say = messages('remedy/write-string', {
  string: 'Write the string as it is',
  stringVerified: '(verified: the string is no longer copied)',
  io: 'Write the string with io.WriteString',
  ioVerified: "(verified: net/http's own writers take it without a copy)",
  anyVerified: '(verified: no copy here; a writer without WriteString makes its own)',
  format: 'Format straight into the writer',
  formatVerified: '(verified: the text is no longer copied)',
  bytes: 'Write the bytes as they are',
  bytesVerified: '(verified: the bytes are no longer copied)',
});

/** Their Write and WriteString do the same, and neither copies to the heap. */
const BOTH_WAYS: ReadonlySet<string> = new Set(['bufio.Writer', 'bytes.Buffer', 'strings.Builder', 'os.File']);
/** An interface; what package net/http makes has WriteString (server.go `response`, h2 `responseWriter`, httptest). */
const RESPONSE = 'net/http.ResponseWriter';

export function writeString(context: RemedyContext): Remedy | undefined {
  const { tree } = context;
  for (const n of context.nodes) {
    const list = tree.parent(n);
    const call = tree.parent(list);
    if (tree.kind(list) !== K.ArgumentList || tree.kind(call) !== K.CallExpression) continue;
    const callee = calleeOf(tree, call);
    if (tree.kind(callee) !== K.SelectorExpression || tree.comments.some(c => c.start >= tree.starts[call]! && c.end <= tree.ends[call]!))
      continue;
    return tree.kind(n) === K.TypeConversionExpression ? asString(context, call, n) : asBytes(context, call, n);
  }
  return undefined;
}

/** `w.Write([]byte(s))`. */
function asString(context: RemedyContext, call: Node, conversion: Node): Remedy | undefined {
  const { tree, source } = context;
  const callee = calleeOf(tree, call);
  const type = tree.field(conversion, F.Type);
  const text = tree.next(type);
  const isBytes = tree.kind(type) === K.SliceType && /^(?:byte|uint8)$/.test(tree.textOf(tree.first(type)));
  if (!isBytes || tree.textOf(tree.last(callee)) !== 'Write' || argumentsOf(tree, call).length !== 1) return undefined;
  const formatted = formattedDirectly(context, call, text);
  if (formatted) return formatted;
  const of = typeAt(context, text);
  // A string type of its own does not go without a conversion.
  if (of.kind !== 'basic' || !is(of, Is.String)) return undefined;
  const writer = tree.first(callee);
  const name = typeName(context, writer) ?? '';
  if (BOTH_WAYS.has(name)) {
    const edits = replaced(context, call, `${tree.textOf(writer)}.WriteString(`, text, ')');
    return remedy(say.string, true, edits, say.stringVerified);
  }
  const io = importedAs(source, 'io') ?? 'io';
  const imports = importEdits(source, 'io', undefined);
  const isKnown = name === RESPONSE;
  if (!(isKnown || name === 'io.Writer') || !imports || isHidden(context, io)) return undefined;
  const edits = [...imports, ...replaced(context, call, `${io}.WriteString(${tree.textOf(writer)}, `, text, ')')];
  // A wrapper with a WriteString of its own is asked for that now.
  return remedy(say.io, false, edits, isKnown ? say.ioVerified : say.anyVerified);
}

/** `w.Write([]byte(fmt.Sprintf(…)))`: one formatted write, as before, without the string and its copy. */
function formattedDirectly(context: RemedyContext, call: Node, text: Node): Remedy | undefined {
  const { tree, packages } = context;
  const format = tree.kind(text) === K.CallExpression ? calleeOf(tree, text) : NONE;
  if (tree.kind(format) !== K.SelectorExpression || packages.of(tree.first(format)) !== 'fmt') return undefined;
  const name = tree.textOf(tree.last(format));
  const writer = writerArgument(context, tree.first(calleeOf(tree, call)));
  const args = argumentsOf(tree, text);
  const last = args.at(-1);
  if (!/^Sprint(?:f|ln)?$/.test(name) || writer === undefined || last === undefined) return undefined;
  const open = { start: tree.starts[call]!, end: tree.starts[args[0]!]! };
  const close = { start: tree.ends[text]! - 1, end: tree.ends[call]! };
  const edits = [context.edit(open, `${tree.textOf(tree.first(format))}.F${name.slice(1)}(${writer}, `), context.edit(close, ')')];
  return remedy(say.format, true, edits, say.formatVerified);
}

/** The writer as an argument: by address when it is a variable of a type with pointer methods; undefined when the type is not known. */
function writerArgument(context: RemedyContext, writer: Node): string | undefined {
  const { tree } = context;
  const type = typeAt(context, writer);
  const text = tree.textOf(writer);
  if (type.kind === 'pointer' || isInterface(type)) return text;
  return BOTH_WAYS.has(typeName(context, writer) ?? '') && tree.kind(writer) === K.Identifier ? `&${text}` : undefined;
}

/** `io.WriteString(w, string(b))` and `w.WriteString(string(b))`. */
function asBytes(context: RemedyContext, call: Node, conversion: Node): Remedy | undefined {
  const { tree, packages, source, scopes } = context;
  const of = tree.kind(conversion) === K.CallExpression ? calleeOf(tree, conversion) : NONE;
  const bytes = of === NONE ? undefined : argumentsOf(tree, conversion)[0];
  if (bytes === undefined || tree.textOf(of) !== 'string' || scopes.variableOf(of) || isHidden(context, 'string')) return undefined;
  if (!isBytes(typeAt(context, bytes))) return undefined;
  const callee = calleeOf(tree, call);
  if (tree.textOf(tree.last(callee)) !== 'WriteString') return undefined;
  const isIo = packages.of(tree.first(callee)) === 'io';
  const writer = isIo ? argumentsOf(tree, call)[0]! : tree.first(callee);
  if (
    isIo
      ? argumentsOf(tree, call)[1] !== conversion || !/^[\w.]+$/.test(tree.textOf(writer))
      : !BOTH_WAYS.has(typeName(context, writer) ?? '')
  ) {
    return undefined;
  }
  const imports = isIo ? importEdits(source, undefined, usesOf(source, tree.textOf(tree.first(callee))) === 1 ? 'io' : undefined) : [];
  if (!imports) return undefined;
  const edits = [...imports, ...replaced(context, call, `${tree.textOf(writer)}.Write(`, bytes, ')')];
  // A writer with a WriteString of its own is asked for Write now.
  return remedy(say.bytes, !isIo, edits, say.bytesVerified);
}

/** What stands around `kept` in `call` gives way; `kept` stays in its place. */
function replaced(context: RemedyContext, call: Node, before: string, kept: Node, behind: string): Edit[] {
  const { tree } = context;
  return [
    context.edit({ start: tree.starts[call]!, end: tree.starts[kept]! }, before),
    context.edit({ start: tree.ends[kept]!, end: tree.ends[call]! }, behind),
  ];
}

function remedy(title: Message, safe: boolean, edits: Edit[], verified: Message): Remedy {
  return { title, safe, edits, proof: 'gone', verified };
}
