/** What the compiler says about inlining a function. `-m` names those it can inline; the cost and the reasons come with `-m=2` only. */

import type { Message } from '../base/message.js';
import type { FunctionSymbol } from '../go/names/symbols.js';
import type { Inlining } from '../sites/evidence.js';
import { functionName } from '../sites/site-key.js';
import { F, K, NONE } from '../syntax/flat-tree.js';
import type { CompilerFact } from './facts.js';
import type { SourceFile } from './source-file.js';
import { inlining as say } from './words.js';

/** By `functionName`; functions that share a name (`init`, `_`) are left out. */
export function inliningOf({ lines, syntax }: SourceFile, facts: readonly CompilerFact[]): Map<string, Inlining> {
  const said = new Map<number, CompilerFact>();
  for (const fact of facts) {
    if (fact.kind !== 'inlinable' && fact.kind !== 'notInlinable') continue;
    const offset = lines.offsetOfByteColumn(fact.line, fact.column);
    // Wrappers of generic functions come after the instances and have costs of their own.
    if (offset !== undefined && !said.has(offset)) said.set(offset, fact);
  }
  const out = new Map<string, Inlining>();
  const seen = new Set<string>();
  for (const { tree, offset } of syntax.declarations) {
    if (tree.kind(0) !== K.FunctionDeclaration && tree.kind(0) !== K.MethodDeclaration) continue;
    const name = functionName(tree);
    // A method's word is at its receiver.
    const receiver = tree.field(0, F.Receiver);
    const fact = said.get(offset + tree.starts[receiver === NONE ? tree.field(0, F.Name) : receiver]!);
    if (seen.has(name)) out.delete(name);
    else if (fact) out.set(name, { inlinable: fact.kind === 'inlinable', detail: fact.detail, text: tree.text });
    seen.add(name);
  }
  return out;
}

/** The name of a function as `functionName` gives it. */
export function nameOfSymbol({ name, receiver, pointerReceiver }: FunctionSymbol): string {
  if (receiver === undefined) return name;
  return pointerReceiver ? `(*${receiver}).${name}` : `${receiver}.${name}`;
}

/** Why a function is not inlined, where that is its cost: `cost 127 exceeds budget 80`. */
export function costOf(detail: string | undefined): { readonly cost: string; readonly budget: string } | undefined {
  const [, cost, budget] = /cost (\d+) exceeds budget (\d+)/.exec(detail ?? '') ?? [];
  return cost === undefined || budget === undefined ? undefined : { cost, budget };
}

/** `inlinable, cost 62`, `not inlinable: cost 127 exceeds 80`. */
export function inliningText({ inlinable, detail }: Inlining): Message {
  if (inlinable) return detail === undefined ? say.inlinable : say.inlinableCost({ cost: detail });
  const tooCostly = costOf(detail);
  if (tooCostly) return say.tooCostly(tooCostly);
  const statement = /^unhandled op ([A-Z]+)$/.exec(detail ?? '')?.[1];
  if (statement !== undefined) return say.usesStatement({ statement: statement.toLowerCase() });
  return detail === undefined ? say.notInlinable : say.reason({ reason: detail });
}
