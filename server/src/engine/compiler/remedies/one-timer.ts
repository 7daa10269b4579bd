/** `time.After(d)` in each iteration -> one timer before the loop that each iteration resets. From Go 1.23 on `Reset` needs no care about old ticks. */
import { messages } from '../../base/message.js';
import { innermostLoop } from '../../go/body/enclosing.js';
import { argumentsOf, calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { freeName } from './names.js';
import type { Remedy, RemedyContext } from './remedy.js';
import { isSteadyVariable } from './steady-variable.js';
import { indentOf } from './string-builder.js';

const say = messages('remedy/one-timer', {
  title: 'Make one timer before the loop, and reset it in each iteration',
  verified: '(verified: no timer is made in the loop)',
});

/** First release in which no old tick is left in the channel behind `Reset`. */
const CLEAN_RESET = 23;

export function oneTimer(context: RemedyContext): Remedy | undefined {
  const { tree, packages, language } = context;
  const call = context.nodes.find(n => tree.kind(n) === K.CallExpression) ?? NONE;
  const callee = call === NONE ? NONE : calleeOf(tree, call);
  if (language.minor < CLEAN_RESET || tree.kind(callee) !== K.SelectorExpression || tree.textOf(tree.last(callee)) !== 'After')
    return undefined;
  const time = tree.first(callee);
  const [wait] = argumentsOf(tree, call);
  const loop = innermostLoop(tree, call);
  const name = freeName(context, 'timer');
  if (packages.of(time) !== 'time' || wait === undefined || name === undefined || tree.kind(loop) !== K.ForStatement) return undefined;
  const first = tree.first(tree.childOfKind(tree.field(loop, F.Body), K.StatementList));
  if (tree.parentKind(loop) !== K.StatementList || first === NONE || !isSteady(context, wait, loop)) return undefined;
  const duration = tree.textOf(wait);
  const indent = indentOf(tree, loop);
  // A `defer` in a loop would wait for the end of the function.
  const stop = innermostLoop(tree, loop) === NONE ? `defer ${name}.Stop()\n${indent}` : '';
  const at = (node: Node) => ({ start: tree.starts[node]!, end: tree.starts[node]! });
  return {
    title: say.title,
    safe: false,
    edits: [
      context.edit(at(loop), `${name} := ${tree.textOf(time)}.NewTimer(${duration})\n${indent}${stop}`),
      context.edit(at(first), `${name}.Reset(${duration})\n${indentOf(tree, first)}`),
      context.edit(tree.span(call), `${name}.C`),
    ],
    proof: 'outOfLoop',
    verified: say.verified,
  };
}

/** What has another value each time, or a value that others may set: `next()`, `ds[i]`, `<-ch`, `*d`. */
const CHANGING: ReadonlySet<K> = new Set([K.CallExpression, K.FuncLiteral, K.IndexExpression, K.UnaryExpression]);

/** It has the same value in each iteration and before the loop: of variables of packages nobody knows who sets them. */
function isSteady(context: RemedyContext, wait: Node, loop: Node): boolean {
  const { tree, packages, scopes, pkg } = context;
  for (let n = wait; n < tree.afters[wait]!; n++) {
    const kind = tree.kind(n);
    if (CHANGING.has(kind)) return false;
    if (kind !== K.Identifier) continue;
    const v = scopes.variableOf(n);
    const isKnown = v ? isSteadyVariable(context, v, loop) : packages.of(n) === 'time' || pkg.value(tree.textOf(n))?.constant === true;
    if (!isKnown) return false;
  }
  return true;
}
