/**
 * `w.readFrom(bytes.NewReader(p))` in a method -> a `bytes.Reader` as a field of the receiver, that is reset: `w.reader.Reset(p)`. Also `strings.NewReader`,
 * `bufio.NewReader` and `bufio.NewWriter`, whose buffers are kept with them. Right only if the callee does not keep it: the title says so.
 */
import { messages } from '../../base/message.js';
import { innermostLoop } from '../../go/body/enclosing.js';
import { calledName } from '../../go/flow/pool-code.js';
import type { Variable } from '../../go/names/variable.js';
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { mayReenter } from './reentry.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { indentOf } from './string-builder.js';
import { fieldEdit, freeField } from './struct-field.js';
import { isWithoutEffect } from './without-effect.js';

const say = messages('remedy/kept-reader', {
  title: 'Keep the `{made}` in `{type}` and reset it: right only if nobody else keeps it, and no two calls run at the same time',
  verified: '(verified: no longer allocates)',
});

/** What the functions make; all are ready for use after a `Reset` of the zero value, bufio's from Go 1.19 on. */
const MADE: ReadonlyMap<string, string> = new Map([
  ['bytes.NewReader', 'Reader'],
  ['strings.NewReader', 'Reader'],
  ['bufio.NewReader', 'Reader'],
  ['bufio.NewWriter', 'Writer'],
]);

export function keptReader(context: RemedyContext): Remedy | undefined {
  const { tree, scopes, packages, nodes } = context;
  const call = nodes.find(n => tree.kind(n) === K.CallExpression) ?? NONE;
  const callee = call === NONE ? NONE : calleeOf(tree, call);
  if (tree.kind(callee) !== K.SelectorExpression) return undefined;
  const made = MADE.get(`${packages.of(tree.first(callee))}.${tree.textOf(tree.last(callee))}`);
  const [given, more] = argumentsOf(tree, call);
  const receiver = scopes.variables.find(v => v.kind === 'receiver');
  const type = receiver && /^\*([\p{L}_][\p{L}\p{N}_]*)$/u.exec(tree.textOf(receiver.typeNode))?.[1];
  if (made === undefined || given === undefined || more !== undefined || !receiver || type === undefined) return undefined;
  if (scopes.functionOf(call) !== 0 || innermostLoop(tree, call) !== NONE || !isWithoutEffect(context, given)) return undefined;
  if (scopes.variables.some(v => v !== receiver && v.name === receiver.name) || mayReenter(context)) return undefined;
  const name = freeField(context, type, made.toLowerCase());
  const written = `${tree.textOf(tree.first(callee))}.${made}`;
  const field = name === undefined ? undefined : fieldEdit(context, type, `${name} ${written}`);
  const statement = statementOf(context, call);
  if (!field || statement === NONE) return undefined;
  const kept = `${receiver.name}.${name}`;
  const indent = indentOf(tree, statement);
  const reset = `${kept}.Reset(${tree.textOf(given)})\n${indent}`;
  const at = tree.starts[statement]!;
  return {
    title: say.title({ made: written, type }),
    safe: false,
    edits: [field, context.edit({ start: at, end: at }, reset), context.edit(tree.span(call), `&${kept}`)],
    proof: 'gone',
    verified: say.verified,
  };
}

/** The statement in whose place the reset comes, where the value goes to a call or to a variable that calls are given; else NONE. */
function statementOf(context: RemedyContext, call: Node): Node {
  const { tree, scopes } = context;
  const list = tree.parent(call);
  const declaration = tree.parent(list);
  if (tree.kind(declaration) === K.ShortVarDeclaration) {
    const v = scopes.variables.find(o => o.init === call);
    return v && tree.parentKind(declaration) === K.StatementList && isLent(context, v) ? declaration : NONE;
  }
  if (!isGivenToCall(context, call)) return NONE;
  let n = call;
  while (n > 0 && tree.parentKind(n) !== K.StatementList) {
    n = tree.parent(n);
    if (tree.kind(n) === K.FuncLiteral || tree.kind(n) === K.Block) return NONE;
  }
  const kind = tree.kind(n);
  const isSimple = kind === K.ExpressionStatement || kind === K.ShortVarDeclaration || kind === K.AssignmentStatement;
  return isSimple || kind === K.ReturnStatement || (kind === K.IfStatement && isIn(context, call, tree.field(n, F.Initializer))) ? n : NONE;
}

const isIn = ({ tree }: RemedyContext, n: Node, part: Node) => part !== NONE && tree.within(n, part);

/** An argument of a call that is made here and now, and of no constructor: that would keep it. */
function isGivenToCall({ tree }: RemedyContext, e: Node): boolean {
  const around = tree.parentKind(e) === K.ArgumentList ? tree.parent(tree.parent(e)) : NONE;
  if (tree.kind(around) !== K.CallExpression) return false;
  const kind = tree.parentKind(around);
  const name = calledName(tree, around);
  return kind !== K.GoStatement && kind !== K.DeferStatement && name !== 'append' && !/^(?:[nN]ew|[mM]ake|NopCloser|[wW]rap)/.test(name);
}

/** Its methods are called, and calls are given it. */
function isLent(context: RemedyContext, v: Variable): boolean {
  const { tree, scopes } = context;
  return v.uses.every(u => {
    const p = tree.parent(u);
    const isMethod =
      tree.kind(p) === K.SelectorExpression && tree.parentKind(p) === K.CallExpression && calleeOf(tree, tree.parent(p)) === p;
    return scopes.functionOf(u) === v.func && (isMethod || isGivenToCall(context, u));
  });
}
