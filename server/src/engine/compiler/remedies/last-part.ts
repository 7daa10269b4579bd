/** `parts := strings.Split(s, "."); f(parts[len(parts)-1])` -> `f(s[strings.LastIndex(s, ".")+1:])`: no slice, and all of the text where the separator is missing. */
import { messages } from '../../base/message.js';
import { isWritten } from '../../go/body/captures.js';
import { K, NONE } from '../../syntax/flat-tree.js';
import { lastOf } from '../library-call.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { wholeLine } from './whole-line.js';

const say = messages('remedy/last-part', {
  title: 'Cut `{text}` at the last separator',
  verified: '(verified: makes no slice)',
});

export function lastPart(context: RemedyContext): Remedy | undefined {
  const { tree, scopes, packages } = context;
  const call = context.nodes.find(n => tree.kind(n) === K.CallExpression) ?? NONE;
  const callee = call === NONE ? NONE : tree.first(call);
  const found =
    tree.kind(callee) === K.SelectorExpression && packages.of(tree.first(callee)) === 'strings' ? lastOf(context, call) : undefined;
  const text = found && scopes.variableOf(found.subject);
  // `"."`: of one byte, so that the part begins one byte behind it.
  if (!found || !text || !/^"[\x20-\x21\x23-\x5b\x5d-\x7e]"$/.test(tree.textOf(found.separator))) return undefined;
  const line = wholeLine(context, tree.parent(tree.parent(call)));
  const use = tree.ancestor(found.parts.uses[0]!, K.IndexExpression);
  const last = Math.max(...found.parts.uses);
  const isSame = scopes.functionOf(use) === found.parts.func && scopes.loopOf(use) === found.parts.loop;
  const isSteady = text.uses.every(u => u <= call || u > last || !isWritten(tree, u));
  if (line === undefined || !isSame || !isSteady || scopes.variables.some(v => v !== text && v.name === text.name)) return undefined;
  const pkg = tree.textOf(tree.first(callee));
  const part = `${text.name}[${pkg}.LastIndex(${text.name}, ${tree.textOf(found.separator)})+1:]`;
  return {
    title: say.title({ text: text.name }),
    safe: true,
    edits: [context.edit(line, ''), context.edit(tree.span(use), part)],
    proof: 'gone',
    verified: say.verified,
  };
}
