/**
 * `buf := make([]byte, n)` in a loop -> one buffer before the loop, emptied in each iteration. Only when no iteration lets the buffer out: it is
 * indexed, measured, copied from and to, appended from, converted to a string, or handed to Read, Write and what package io says keeps
 * nothing ("Implementations must not retain p").
 */

import { messages } from '../../base/message.js';
import { isPartAddressed, isWritten } from '../../go/body/captures.js';
import { innermostLoop } from '../../go/body/enclosing.js';
import { onlyValue } from '../../go/body/loops.js';
import type { Variable } from '../../go/names/variable.js';
import { integerValue } from '../../go/types/constants.js';
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { typeAt } from '../known-type.js';
import { isHidden } from './names.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { isSteadyVariable } from './steady-variable.js';
import { indentOf } from './string-builder.js';

const say = messages('remedy/hoisted-buffer', {
  title: 'Make `{name}` once, before the loop',
  verified: '(verified: no longer allocates in each iteration)',
});

/** Builtins that keep nothing of a slice argument. */
const BUILTINS: ReadonlySet<string> = new Set(['len', 'cap', 'copy', 'clear', 'string']);
/** Methods whose contract forbids to keep the argument (package io), and those of byte orders (encoding/binary). */
const METHODS: ReadonlySet<string> = new Set([
  ...['Read', 'Write', 'ReadAt', 'WriteAt', 'Uint16', 'Uint32', 'Uint64', 'PutUint16', 'PutUint32', 'PutUint64'],
]);
const FUNCTIONS: ReadonlySet<string> = new Set([
  ...['io.ReadFull', 'io.ReadAtLeast', 'bytes.Equal', 'bytes.Compare', 'bytes.IndexByte', 'unicode/utf8.EncodeRune', 'encoding/hex.Encode'],
  ...['Uvarint', 'Varint', 'PutUvarint', 'PutVarint'].map(name => `encoding/binary.${name}`),
]);

/** Packages whose functions `Append…` return the slice that they are given, with more in it. */
const APPENDERS: ReadonlySet<string> = new Set([
  ...['strconv', 'fmt', 'unicode/utf8', 'encoding/binary', 'encoding/hex', 'encoding/base64', 'encoding/base32'],
]);

export function hoistedBuffer(context: RemedyContext): Remedy | undefined {
  const { tree, scopes, language } = context;
  const call = context.nodes.find(n => tree.kind(n) === K.CallExpression) ?? NONE;
  const callee = call === NONE ? NONE : calleeOf(tree, call);
  if (tree.textOf(callee) !== 'make' || scopes.variableOf(callee)) return undefined;
  const [type, length, capacity] = argumentsOf(tree, call);
  if (type === undefined || tree.kind(type) !== K.SliceType || length === undefined) return undefined;
  const list = tree.parent(call);
  const statement = tree.parent(list);
  if (tree.kind(statement) !== K.ShortVarDeclaration || onlyValue(tree, statement, F.Right) !== call) return undefined;
  const v = scopes.variableOf(onlyValue(tree, statement, F.Left));
  const loop = innermostLoop(tree, statement);
  if (!v || v.node !== onlyValue(tree, statement, F.Left) || tree.kind(loop) !== K.ForStatement) return undefined;
  if (tree.parentKind(loop) !== K.StatementList || tree.parentKind(statement) !== K.StatementList) return undefined;
  const sizes = capacity === undefined ? [length] : [length, capacity];
  if (!sizes.every(s => isSteady(context, s, loop))) return undefined;
  const isEmpty = tree.textOf(length) === '0';
  // Written in another iteration, a buffer must look as new in this one: empty, or zero (clear is of Go 1.21).
  if (!isEmpty && (language.minor < 21 || isHidden(context, 'clear'))) return undefined;
  if (scopes.variables.some(o => o !== v && o.name === v.name)) return undefined;
  if (v.uses.some(u => scopes.functionOf(u) !== v.func || leaves(context, u, v) || (!isEmpty && isWritten(tree, u)))) return undefined;
  const reset = isEmpty ? `${v.name} = ${v.name}[:0]` : `clear(${v.name})`;
  const before = { start: tree.starts[loop]!, end: tree.starts[loop]! };
  return {
    title: say.title({ name: v.name }),
    safe: false,
    edits: [context.edit(before, `${tree.textOf(statement)}\n${indentOf(tree, loop)}`), context.edit(tree.span(statement), reset)],
    proof: 'outOfLoop',
    verified: say.verified,
  };
}

/** Same value in each iteration and before the loop: a constant, a variable that the loop does not write, `len` of one. */
function isSteady(context: RemedyContext, size: Node, loop: Node): boolean {
  const { tree, scopes, pkg } = context;
  if (integerValue(tree, size) !== undefined) return true;
  const call = tree.kind(size) === K.CallExpression && tree.textOf(tree.first(size)) === 'len' && !scopes.variableOf(tree.first(size));
  const name = call ? (argumentsOf(tree, size)[0] ?? NONE) : size;
  if (tree.kind(name) !== K.Identifier) return false;
  const v = scopes.variableOf(name);
  if (!v) return pkg.value(tree.textOf(name))?.constant === true;
  return isSteadyVariable(context, v, loop);
}

/** True unless the use surely keeps the buffer inside the iteration. */
export function leaves(context: RemedyContext, use: Node, v: Variable): boolean {
  const { tree, packages, scopes } = context;
  const p = tree.parent(use);
  switch (tree.kind(p)) {
    case K.IndexExpression:
      return tree.first(p) !== use || isPartAddressed(tree, p);
    case K.RangeClause:
      return tree.fields[use] !== F.Right;
    case K.SliceExpression:
      return tree.first(p) === use && leaves(context, p, v);
    case K.VariadicArgument: {
      // append(out, buf...) copies the elements.
      const call = tree.parent(tree.parent(p));
      return tree.kind(call) !== K.CallExpression || tree.textOf(tree.first(call)) !== 'append' || tree.first(tree.parent(p)) === p;
    }
    case K.TypeConversionExpression:
      return true;
    case K.ArgumentList: {
      const call = tree.parent(p);
      if (tree.kind(call) !== K.CallExpression || tree.parentKind(call) === K.GoStatement || tree.parentKind(call) === K.DeferStatement) {
        return true;
      }
      const callee = calleeOf(tree, call);
      const name = tree.textOf(callee);
      if (tree.kind(callee) === K.Identifier) {
        if (scopes.variableOf(callee)) return true;
        return name === 'append' ? !appendsToItself(context, call, use, v) : !BUILTINS.has(name);
      }
      if (tree.kind(callee) !== K.SelectorExpression) return true;
      if (appends(context, call)) return !appendsToItself(context, call, use, v);
      const pkg = packages.of(tree.first(callee));
      if (pkg !== undefined) return !FUNCTIONS.has(`${pkg}.${tree.textOf(tree.last(callee))}`);
      return !METHODS.has(tree.textOf(tree.last(callee)));
    }
    case K.ExpressionList:
      // The left side of `buf = append(buf, …)`; the right side is a use of its own.
      return !(tree.fields[p] === F.Left && isWritten(tree, use) && assignsOwnAppend(context, tree.parent(p), v));
    default:
      return true;
  }
}

function appendsToItself(context: RemedyContext, call: Node, use: Node, v: Variable): boolean {
  const { tree } = context;
  const isFirst = tree.first(tree.parent(use)) === use;
  const statement = tree.parent(tree.parent(call));
  return isFirst && assignsOwnAppend(context, statement, v);
}

/** `buf = append(buf, …)`, `buf = buf[:n]` is not. */
function assignsOwnAppend(context: RemedyContext, statement: Node, v: Variable): boolean {
  const { tree, scopes } = context;
  if (tree.kind(statement) !== K.AssignmentStatement || tree.op(statement) !== '=') return false;
  const value = onlyValue(tree, statement, F.Right);
  if (scopes.variableOf(onlyValue(tree, statement, F.Left)) !== v || tree.kind(value) !== K.CallExpression) return false;
  const slice = argumentsOf(tree, value)[0] ?? NONE;
  return (tree.textOf(tree.first(value)) === 'append' || appends(context, value)) && scopes.variableOf(slice) === v;
}

/** `strconv.AppendInt(b, …)`, `binary.BigEndian.AppendUint32(b, …)`, `t.AppendFormat(b, …)`: append in other words. */
function appends(context: RemedyContext, call: Node): boolean {
  const { tree, packages } = context;
  const callee = calleeOf(tree, call);
  if (tree.kind(callee) !== K.SelectorExpression || !tree.textOf(tree.last(callee)).startsWith('Append')) return false;
  const operand = tree.first(callee);
  const from = packages.of(tree.kind(operand) === K.SelectorExpression ? tree.first(operand) : operand);
  if (from !== undefined) return APPENDERS.has(from);
  const type = typeAt(context, operand);
  return type.kind === 'named' && type.object.pkg?.path === 'time';
}
