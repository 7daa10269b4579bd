/**
 * `binary.Write(w, order, n)` of one number to a `bytes.Buffer` or a `bufio.Writer` -> `w.Write(order.AppendUint32(w.AvailableBuffer(), n))`: into the
 * room that the buffer has. Both give the error that binary.Write hands on.
 */
import { messages } from '../../base/message.js';
import { argumentsOf, K, NONE } from '../../syntax/flat-tree.js';
import { insteadOf } from '../library-call.js';
import { appendedNumber } from './binary-append.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { indentOf } from './string-builder.js';
import { typeName } from './type-name.js';

const say = messages('remedy/append-number', {
  title: 'Append the bytes of `{number}` to the buffer',
  verified: '(verified: compiles; no buffer is made between)',
});

/** First minor release in which both buffers have AvailableBuffer. */
const AVAILABLE = 21;
const BUFFERS: ReadonlySet<string> = new Set(['bytes.Buffer', 'bufio.Writer']);

export function appendNumber(context: RemedyContext): Remedy | undefined {
  const { tree, language } = context;
  const call = context.nodes.find(n => tree.kind(n) === K.CallExpression) ?? NONE;
  if (call === NONE || language.minor < AVAILABLE || insteadOf(context, call)?.way !== 'number') return undefined;
  const [writer, , number] = argumentsOf(tree, call);
  if (writer === undefined || number === undefined) return undefined;
  const to = tree.kind(writer) === K.UnaryExpression && tree.op(writer) === '&' ? tree.first(writer) : writer;
  // It is written twice.
  if (!BUFFERS.has(typeName(context, to) ?? '') || !/^[\p{L}_][\p{L}\p{N}_.]*$/u.test(tree.textOf(to))) return undefined;
  const appended = appendedNumber(context, call, `${tree.textOf(to)}.AvailableBuffer()`);
  if (appended === undefined) return undefined;
  const written = `${tree.textOf(to)}.Write(${appended})`;
  const statement = tree.parent(tree.parent(call));
  const edits = [context.edit(tree.span(call), written)];
  switch (tree.kind(tree.parent(call))) {
    case K.ExpressionStatement:
      break;
    case K.ExpressionList: {
      if (tree.next(call) !== NONE || tree.first(tree.parent(call)) !== call) return undefined;
      if (tree.kind(statement) === K.ReturnStatement) {
        if (tree.parentKind(statement) !== K.StatementList || context.scopes.variables.some(v => v.name === 'err')) return undefined;
        const indent = indentOf(tree, statement);
        edits.splice(0, 1, context.edit(tree.span(statement), `_, err := ${written}\n${indent}return err`));
        break;
      }
      if (tree.kind(statement) !== K.ShortVarDeclaration && tree.kind(statement) !== K.AssignmentStatement) return undefined;
      edits.unshift(context.edit({ start: tree.starts[statement]!, end: tree.starts[statement]! }, '_, '));
      break;
    }
    default:
      return undefined;
  }
  return { title: say.title({ number: tree.textOf(number) }), safe: false, edits, proof: 'builds', verified: say.verified };
}
