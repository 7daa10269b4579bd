/**
 * `fmt.Fprintf(&b, "%s=%d", k, n)` to a buffer -> `b.WriteString(k)`, … : what fmt would write, piece by piece, so that nothing is boxed and the buffer's
 * address goes nowhere. Numbers only where the buffer has room to append to.
 */
import { messages } from '../../base/message.js';
import { argumentsOf, calleeOf, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { partsOf } from './format-without-boxing.js';
import { importEdits, importedAs, usesOf } from './imports.js';
import { isHidden } from './names.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { indentOf } from './string-builder.js';
import { typeName } from './type-name.js';

const say = messages('remedy/write-parts', {
  title: 'Write the parts without formatting',
  verified: '(verified: `{text}` is no longer copied to the heap)',
});

/** First minor release in which both buffers have AvailableBuffer. */
const AVAILABLE = 21;
const APPENDABLE: ReadonlySet<string> = new Set(['bytes.Buffer', 'bufio.Writer']);

export function writeParts(context: RemedyContext): Remedy | undefined {
  const { tree, packages, source, language } = context;
  const argument = context.nodes.find(n => tree.parentKind(n) === K.ArgumentList) ?? NONE;
  const call = argument === NONE ? NONE : tree.parent(tree.parent(argument));
  const callee = tree.kind(call) === K.CallExpression ? calleeOf(tree, call) : NONE;
  if (tree.kind(callee) !== K.SelectorExpression || packages.of(tree.first(callee)) !== 'fmt') return undefined;
  const format = /^Fprint(f?)$/.exec(tree.textOf(tree.last(callee)));
  const statement = tree.parent(call);
  const [writer, ...args] = argumentsOf(tree, call);
  if (!format || writer === undefined || writer === argument || tree.kind(statement) !== K.ExpressionStatement) return undefined;
  if (tree.parentKind(statement) !== K.StatementList || tree.comments.some(c => c.start >= tree.starts[call]! && c.end <= tree.ends[call]!))
    return undefined;
  const buffer = tree.kind(writer) === K.UnaryExpression && tree.op(writer) === '&' ? tree.first(writer) : writer;
  const type = typeName(context, buffer) ?? '';
  const name = tree.textOf(buffer);
  const isAppendable = APPENDABLE.has(type) && language.minor >= AVAILABLE;
  if (!(isAppendable || type === 'strings.Builder') || !/^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name)) return undefined;
  if (args.some(a => mayWrite(context, a, buffer))) return undefined;
  const qualifier = importedAs(source, 'strconv') ?? 'strconv';
  const parts = partsOf(context, args, `Sprint${format[1]}`, qualifier);
  const usesStrconv = parts?.some(p => p.usesStrconv) === true;
  if (!parts || isHidden(context, qualifier) || (usesStrconv && !isAppendable)) return undefined;
  const fmt = tree.textOf(tree.first(callee));
  const imports = importEdits(source, usesStrconv ? 'strconv' : undefined, usesOf(source, fmt) === 1 ? 'fmt' : undefined);
  if (!imports) return undefined;
  const lines = parts.map(p =>
    p.usesStrconv ? `${name}.Write(${p.appendedTo(`${name}.AvailableBuffer()`)})` : `${name}.WriteString(${p.text})`,
  );
  return {
    title: say.title,
    safe: true,
    edits: [...imports, context.edit(tree.span(statement), lines.join(`\n${indentOf(tree, statement)}`))],
    proof: 'replaced',
    verified: say.verified({ text: tree.textOf(argument) }),
  };
}

/** `b.Len()`, `render(&b)`: after the first part it is another, while fmt asks for all arguments before it writes. */
function mayWrite({ tree, scopes }: RemedyContext, argument: Node, buffer: Node): boolean {
  const root = tree.selectorRoot(buffer);
  const v = scopes.variableOf(root);
  const isOwn = v?.kind === 'local' && tree.kind(buffer) === K.Identifier && v.typeNode !== NONE && tree.kind(v.typeNode) !== K.PointerType;
  for (let n = argument; n < tree.afters[argument]!; n++) {
    if (tree.kinds[n] === K.Identifier && tree.textOf(n) === tree.textOf(root)) return true;
    if (!isOwn && tree.kinds[n] === K.CallExpression && !/^(?:len|cap|string|u?int(?:8|16|32|64)?)$/.test(tree.textOf(calleeOf(tree, n))))
      return true;
  }
  return false;
}
