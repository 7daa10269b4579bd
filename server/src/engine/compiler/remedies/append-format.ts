/**
 * A number or a string that is formatted only to be appended -> written straight into the caller's buffer, as package strconv can:
 * `append(b, fmt.Sprint(n)...)` -> `strconv.AppendInt(b, int64(n), 10)`, and `buf.WriteString(fmt.Sprint(n))` of a `bytes.Buffer` or
 * `bufio.Writer` -> `buf.Write(strconv.AppendInt(buf.AvailableBuffer(), …))`. No string is made and nothing is boxed.
 */

import type { Edit } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import { table } from '../../base/table.js';
import { onlyValue } from '../../go/body/loops.js';
import { isBytes } from '../../go/types/predicates.js';
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { typeAt } from '../known-type.js';
import { type Part, partsOf } from './format-without-boxing.js';
import { importEdits, importedAs, usesOf } from './imports.js';
import { isHidden } from './names.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { indentOf } from './string-builder.js';
import { typeName } from './type-name.js';

const say = messages('remedy/append-format', {
  append: 'Append to `{name}` without an intermediate string',
  write: 'Write into the buffer of `{name}` without an intermediate string',
  verified: '(verified: `{text}` is no longer copied to the heap)',
});

/** First minor release with `AvailableBuffer`. */
const AVAILABLE = table<number>({ 'bufio.Writer': 18, 'bytes.Buffer': 21 });

export function appendFormat(context: RemedyContext): Remedy | undefined {
  const { tree, packages, source } = context;
  const argument = context.nodes.find(n => tree.parentKind(n) === K.ArgumentList) ?? NONE;
  const call = argument === NONE ? NONE : tree.parent(tree.parent(argument));
  const callee = calleeOf(tree, call);
  if (tree.kind(call) !== K.CallExpression || tree.kind(callee) !== K.SelectorExpression || packages.of(tree.first(callee)) !== 'fmt') {
    return undefined;
  }
  const outer = outerCall(context, call);
  if (outer === NONE || tree.comments.some(c => c.start >= tree.starts[outer]! && c.end <= tree.ends[outer]!)) return undefined;
  const qualifier = importedAs(source, 'strconv') ?? 'strconv';
  const parts = isHidden(context, qualifier)
    ? undefined
    : partsOf(context, argumentsOf(tree, call), tree.textOf(tree.last(callee)), qualifier);
  const isAppend = tree.kind(calleeOf(tree, outer)) === K.Identifier;
  const edit = parts && (isAppend ? appended(context, outer, parts) : written(context, outer, parts));
  if (!parts || !edit) return undefined;
  const drop = usesOf(source, tree.textOf(tree.first(callee))) === 1 ? 'fmt' : undefined;
  const imports = importEdits(source, parts.some(p => p.usesStrconv) ? 'strconv' : undefined, drop);
  if (!imports) return undefined;
  return {
    title: isAppend
      ? say.append({ name: tree.textOf(argumentsOf(tree, outer)[0]!) })
      : say.write({ name: tree.textOf(tree.first(calleeOf(tree, outer))) }),
    // Of several parts, the first ones are written in place even if the last one needs a new array.
    safe: parts.length === 1,
    edits: [...imports, edit],
    proof: 'replaced',
    verified: say.verified({ text: tree.textOf(argument) }),
  };
}

/** `append(b, CALL...)` or `w.WriteString(CALL)` around the call; NONE when it is neither. */
function outerCall({ tree, scopes }: RemedyContext, call: Node): Node {
  // `append(b, []byte(fmt.Sprint(n))...)` makes the string too.
  const made =
    tree.kind(tree.parent(call)) === K.TypeConversionExpression && /^\[\]byte\(/.test(tree.textOf(tree.parent(call)))
      ? tree.parent(call)
      : call;
  const spread = tree.parentKind(made) === K.VariadicArgument;
  if (made !== call && !spread) return NONE;
  const list = tree.parent(spread ? tree.parent(made) : made);
  const outer = tree.parent(list);
  if (tree.kind(list) !== K.ArgumentList || tree.kind(outer) !== K.CallExpression) return NONE;
  const callee = calleeOf(tree, outer);
  const count = argumentsOf(tree, outer).length;
  if (spread) {
    const isAppend = tree.textOf(callee) === 'append' && scopes.variableOf(callee) === undefined;
    return isAppend && count === 2 ? outer : NONE;
  }
  return tree.kind(callee) === K.SelectorExpression && tree.textOf(tree.last(callee)) === 'WriteString' && count === 1 ? outer : NONE;
}

/** One part is an expression; several become a statement each, when the buffer is assigned to itself. */
function appended(context: RemedyContext, append: Node, parts: readonly Part[]): Edit | undefined {
  const { tree } = context;
  const buffer = argumentsOf(tree, append)[0]!;
  const type = typeAt(context, buffer);
  // What strconv gives back is no slice type of its own.
  if (type.kind !== 'slice' || !isBytes(type)) return undefined;
  const name = tree.textOf(buffer);
  if (parts.length === 1) {
    // As a statement by itself the call of append would not compile either.
    return context.edit(tree.span(append), parts[0]!.appendedTo(name));
  }
  const statement = tree.parent(tree.parent(append));
  const isOwn =
    tree.kind(statement) === K.AssignmentStatement &&
    tree.op(statement) === '=' &&
    onlyValue(tree, statement, F.Right) === append &&
    tree.textOf(onlyValue(tree, statement, F.Left)) === name;
  if (!isOwn || tree.parentKind(statement) !== K.StatementList || !/^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name)) return undefined;
  // Each part is read after the one before was written: nothing in it may look at the buffer or call anything.
  const made = tree.first(tree.next(buffer));
  const call = tree.kind(made) === K.CallExpression ? made : tree.next(tree.first(made));
  if (argumentsOf(tree, call).some(a => !isPlain(context, a, buffer))) return undefined;
  const lines = parts.map(p => `${name} = ${p.appendedTo(name)}`);
  return context.edit(tree.span(statement), lines.join(`\n${indentOf(tree, statement)}`));
}

/** `w.Write(…)` returns what `w.WriteString(…)` does. */
function written(context: RemedyContext, write: Node, parts: readonly Part[]): Edit | undefined {
  const { tree, language } = context;
  const writer = tree.first(calleeOf(tree, write));
  const minor = AVAILABLE[typeName(context, writer) ?? ''];
  if (minor === undefined || language.minor < minor || parts.length !== 1 || !parts[0]!.usesStrconv) return undefined;
  if (!isPlain(context, writer, NONE)) return undefined;
  const name = tree.textOf(writer);
  return context.edit(tree.span(write), `${name}.Write(${parts[0]!.appendedTo(`${name}.AvailableBuffer()`)})`);
}

/** Names, fields and literals only, and none of them `other`. */
function isPlain({ tree }: RemedyContext, e: Node, other: Node): boolean {
  for (let n = e; n < tree.afters[e]!; n++) {
    const kind = tree.kind(n);
    if (kind === K.CallExpression || kind === K.IndexExpression || kind === K.UnaryExpression || kind === K.TypeConversionExpression)
      return false;
    if (other !== NONE && tree.textOf(n) === tree.textOf(other)) return false;
  }
  return true;
}
