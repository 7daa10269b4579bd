/**
 * `av := p.current(); if … { return }; send(av.slots[:])` -> `avCopy := av; send(avCopy.slots[:])`: a variable that is moved to the heap is there from its
 * declaration on, and so on every way out. Only where nothing uses it after the statement that lets it out.
 */
import { messages } from '../../base/message.js';
import { innermostLoop } from '../../go/body/enclosing.js';
import type { Variable } from '../../go/names/variable.js';
import { K, NONE, type Node } from '../../syntax/flat-tree.js';
import { freeName } from './names.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { indentOf } from './string-builder.js';

const say = messages('remedy/late-copy', {
  title: 'Copy `{name}` where its address is needed',
  verified: '(verified: allocates only after the early returns)',
});

export function lateCopy(context: RemedyContext): Remedy | undefined {
  const { tree, scopes, nodes } = context;
  const v = scopes.variableOf(nodes.find(n => tree.kind(n) === K.Identifier) ?? NONE);
  if (v?.kind !== 'local' || v.func !== 0 || v.uses.some(u => scopes.functionOf(u) !== 0)) return undefined;
  const addressed = v.uses.filter(u => addressOf(context, u) !== NONE);
  const statement = statementOf(context, addressed[0] ?? NONE);
  if (statement === NONE || !addressed.every(u => tree.within(u, statement)) || !returnsBefore(context, v, statement)) return undefined;
  if (innermostLoop(tree, statement) !== v.loop || v.uses.some(u => u >= tree.afters[statement]!)) return undefined;
  const name = freeName(context, `${v.name}Copy`);
  if (name === undefined) return undefined;
  const at = tree.starts[statement]!;
  const indent = indentOf(tree, statement);
  return {
    title: say.title({ name: v.name }),
    safe: false,
    edits: [
      context.edit({ start: at, end: at }, `${name} := ${v.name}\n${indent}`),
      ...v.uses.filter(u => tree.within(u, statement)).map(u => context.edit(tree.span(u), name)),
    ],
    proof: 'fewer',
    saves: 0,
    verified: say.verified,
  };
}

/** `&v`, `v[:]`, `v.slots[:]` around the use. */
function addressOf({ tree }: RemedyContext, use: Node): Node {
  for (let e = use, p = tree.parent(e); ; e = p, p = tree.parent(p)) {
    const kind = tree.kind(p);
    if (kind === K.SliceExpression && tree.first(p) === e) return p;
    if (kind === K.UnaryExpression && tree.op(p) === '&') return p;
    if (kind !== K.SelectorExpression && kind !== K.ParenthesizedExpression) return NONE;
  }
}

/** A statement by itself that calls something; what an `if` or a loop begins with is evaluated elsewhere. */
function statementOf({ tree }: RemedyContext, use: Node): Node {
  let n = use;
  while (n > 0 && tree.parentKind(n) !== K.StatementList) n = tree.parent(n);
  const kind = n > 0 ? tree.kind(n) : K.Other;
  return kind === K.ExpressionStatement || kind === K.ShortVarDeclaration || kind === K.AssignmentStatement || kind === K.ReturnStatement
    ? n
    : NONE;
}

/** An `if` or a case between the declaration and the statement leaves the function. */
function returnsBefore({ tree }: RemedyContext, v: Variable, statement: Node): boolean {
  for (let n = v.node; n < statement; n++) if (tree.kind(n) === K.ReturnStatement) return true;
  return false;
}
