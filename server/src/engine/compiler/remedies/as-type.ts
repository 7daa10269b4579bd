/**
 * `var e *T` that `if errors.As(err, &e) {` fills -> `if e, ok := errors.AsType[*T](err); ok {`, of Go 1.26: no address is handed over, so that the
 * variable stays on the stack.
 */
import { messages } from '../../base/message.js';
import { under } from '../../go/types/predicates.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { typeAt } from '../known-type.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { wholeLine } from './whole-line.js';

const say = messages('remedy/as-type', {
  title: 'Ask for the error with errors.AsType',
  verified: '(verified: no longer allocates)',
});

/** First minor release with `errors.AsType`. */
const AS_TYPE = 26;

export function asType(context: RemedyContext): Remedy | undefined {
  const { tree, scopes, packages, language } = context;
  const v = scopes.variableOf(context.nodes.find(n => tree.kind(n) === K.Identifier) ?? NONE);
  const spec = v ? tree.parent(v.node) : NONE;
  const statement = tree.parent(spec);
  if (language.minor < AS_TYPE || !v || v.kind !== 'local' || v.init !== NONE || tree.kind(spec) !== K.VarSpec) return undefined;
  if (tree.first(spec) !== v.node || tree.next(v.node) !== v.typeNode || tree.kind(statement) !== K.VarDeclaration) return undefined;
  const address = tree.parent(v.uses[0] ?? NONE);
  const call = tree.parentKind(address) === K.ArgumentList ? tree.parent(tree.parent(address)) : NONE;
  const callee = tree.kind(call) === K.CallExpression ? calleeOf(tree, call) : NONE;
  const [error, target] = argumentsOf(tree, call);
  if (tree.kind(callee) !== K.SelectorExpression || packages.of(tree.first(callee)) !== 'errors' || target !== address) return undefined;
  if (tree.textOf(tree.last(callee)) !== 'As' || error === undefined || tree.op(address) !== '&') return undefined;
  // As takes any interface, and AsType only what is an error.
  if (under(typeAt(context, v.node)).kind === 'interface') return undefined;
  const condition = wholeCondition(tree, call);
  const check = tree.parent(condition);
  if (tree.kind(check) !== K.IfStatement || tree.field(check, F.Initializer) !== NONE) return undefined;
  const line = wholeLine(context, statement);
  const branch = tree.field(check, F.Consequence);
  const isInside = (u: Node) => tree.within(u, condition) || tree.within(u, branch);
  if (line === undefined || !v.uses.every(isInside) || mentionsOk(context, check)) return undefined;
  const name = v.uses.length > 1 ? v.name : '_';
  const head = `${name}, ok := ${tree.textOf(tree.first(callee))}.AsType[${tree.textOf(v.typeNode)}](${tree.textOf(error)}); ok`;
  return {
    title: say.title,
    safe: false,
    edits: [context.edit(line, ''), context.edit(tree.span(call), head)],
    proof: 'gone',
    verified: say.verified,
  };
}

/** `errors.As(…) && e.Code == 3`: what is asked first. */
function wholeCondition(tree: FlatTree, call: Node): Node {
  let e = call;
  for (let p = tree.parent(e); tree.kind(p) === K.BinaryExpression && tree.op(p) === '&&' && tree.first(p) === e; p = tree.parent(e)) e = p;
  return e;
}

/** `ok` would mean another variable there. */
function mentionsOk({ tree }: RemedyContext, check: Node): boolean {
  for (let n = check; n < tree.afters[check]!; n++) if (tree.kind(n) === K.Identifier && tree.textOf(n) === 'ok') return true;
  return false;
}
