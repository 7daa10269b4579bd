/**
 * `parts := strings.SplitN(s, sep, 2)` -> `before, after, found := strings.Cut(s, sep)`, and `x := strings.Split(s, sep)[0]` -> `x, _, _ := strings.Cut(…)`.
 * Where the separator is missing, the second part is empty instead of a panic.
 */
import type { Edit } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import { onlyValue } from '../../go/body/loops.js';
import type { Variable } from '../../go/names/variable.js';
import { calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { cutOf, foundBy, insteadOf } from '../library-call.js';
import { freeName } from './names.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { indentOf } from './string-builder.js';

const say = messages('remedy/cut-parts', {
  title: 'Cut the text with {cut}',
  verified: '(verified: no slice is made)',
});

/** First minor release with `strings.Cut`. */
const CUT = 18;

export function cutParts(context: RemedyContext): Remedy | undefined {
  const { tree, packages, language } = context;
  const call = context.nodes.find(n => tree.kind(n) === K.CallExpression) ?? NONE;
  const to = call === NONE || language.minor < CUT ? undefined : insteadOf(context, call);
  const found = to?.way === 'cut' ? cutOf(context, call) : undefined;
  if (!found) return undefined;
  const callee = calleeOf(tree, call);
  const cut = `${tree.textOf(tree.first(callee))}.Cut(${tree.textOf(found.subject)}, ${tree.textOf(found.separator)})`;
  if (packages.of(tree.first(callee)) === 'bytes' && keepsRoom(context, call, found.parts)) return undefined;
  const edits = found.parts ? named(context, call, found.parts, cut) : firstPart(context, call, cut);
  return edits && { title: say.title({ cut: to!.to }), safe: false, edits, proof: 'gone', verified: say.verified };
}

/** Split cuts the capacity of the first part, and bytes.Cut does not: an append to it would write over what follows (`bytes/bytes.go`). */
function keepsRoom({ tree }: RemedyContext, call: Node, parts: Variable | undefined): boolean {
  const firsts = parts ? parts.uses.map(u => tree.parent(u)).filter(p => tree.textOf(tree.last(p)) === '0') : [tree.parent(call)];
  return firsts.some(part => {
    const p = tree.parent(part);
    const callee = tree.kind(p) === K.ArgumentList ? tree.textOf(calleeOf(tree, tree.parent(p))) : '';
    const isLook = [K.BinaryExpression, K.IndexExpression, K.TypeConversionExpression].includes(tree.kind(p));
    return !isLook && !/^(?:len|string|bytes\.(?:Equal\w*|Compare|Has\w+|Index\w*|Contains\w*))$/.test(callee);
  });
}

/** The two parts by names, and whether there are two. */
function named(context: RemedyContext, call: Node, parts: Variable, cut: string): Edit[] | undefined {
  const { tree } = context;
  const statement = tree.parent(tree.parent(call));
  const isUsed = (index: string) =>
    parts.uses.some(u => tree.textOf(tree.last(tree.parent(u))) === index && tree.kind(tree.parent(u)) === K.IndexExpression);
  const [before, after, ok] = [isUsed('0') ? freeName(context, 'before') : '_', freeName(context, 'after'), freeName(context, 'found')];
  if (before === undefined || after === undefined || ok === undefined || tree.parentKind(statement) !== K.StatementList) return undefined;
  const edits = parts.uses.map(u => {
    const asked = foundBy(tree, u);
    if (asked) return context.edit(tree.span(asked.comparison), asked.isFound ? ok : `!${ok}`);
    const part = tree.parent(u);
    return context.edit(tree.span(part), tree.textOf(tree.last(part)) === '0' ? before : after);
  });
  return [context.edit(tree.span(statement), `${before}, ${after}, ${ok} := ${cut}`), ...edits];
}

/** `x := strings.Split(s, sep)[0]`. */
function firstPart(context: RemedyContext, call: Node, cut: string): Edit[] | undefined {
  const { tree } = context;
  const part = tree.parent(call);
  const statement = tree.parent(tree.parent(part));
  const kind = tree.kind(statement);
  if (kind === K.ShortVarDeclaration || (kind === K.AssignmentStatement && tree.op(statement) === '=')) {
    const target = onlyValue(tree, statement, F.Left);
    if (target === NONE || onlyValue(tree, statement, F.Right) !== part) return undefined;
    const at = { start: tree.ends[target]!, end: tree.ends[target]! };
    return [context.edit(at, ', _, _'), context.edit(tree.span(part), cut)];
  }
  const name = freeName(context, 'before');
  const isOnlyResult = kind === K.ReturnStatement && tree.first(tree.parent(part)) === part && tree.next(part) === NONE;
  if (!isOnlyResult || name === undefined || tree.parentKind(statement) !== K.StatementList) return undefined;
  const indent = indentOf(tree, statement);
  return [context.edit(tree.span(statement), `${name}, _, _ := ${cut}\n${indent}return ${name}`)];
}
