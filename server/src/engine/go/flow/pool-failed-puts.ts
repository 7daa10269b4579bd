/** Functions that put what they are given on some of their ways only, and say by a result on which: `if !fill(b) { … }`. */
import { argumentsOf, expressionsOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isWritten } from '../body/captures.js';
import type { Variable } from '../names/variable.js';
import { returnsError } from './failed-return.js';
import { calledFunction, type PoolCode, variableNode } from './pool-code.js';

/** What the last result is where the object was put: exactly there, but for errors, beside which there may be other reasons. */
export type Outcome = 'true' | 'false' | 'error' | 'nil';

/** Undefined unless the calls, all on one variable of the function, run exactly where the last result is that. */
export function outcomeOf(code: PoolCode, calls: readonly Node[]): Outcome | undefined {
  const { tree, scopes } = code;
  const [first = NONE] = calls;
  if (scopes.functionOf(first) !== 0) return calls.length === 1 ? deferredOutcome(code, first) : undefined;
  const lists = calls.map(call => tree.parent(tree.parent(call)));
  const isLeft = (list: Node) => tree.kind(list) === K.StatementList && tree.kind(tree.last(list)) === K.ReturnStatement;
  if (!calls.every((call, i) => tree.parentKind(call) === K.ExpressionStatement && isLeft(lists[i]!))) return undefined;
  const found = new Set<Outcome | undefined>();
  const others = new Set<Outcome | undefined>();
  for (let n = 0; n < tree.count; n++) {
    if (tree.kinds[n] !== K.ReturnStatement || scopes.functionOf(n) !== 0) continue;
    const result = tree.textOf(expressionsOf(tree, tree.first(n)).at(-1) ?? NONE);
    const isPut = calls.some((call, i) => call < n && tree.within(n, lists[i]!));
    (isPut ? found : others).add(isOutcome(result) ? result : returnsError(code, n, 0) ? 'error' : undefined);
  }
  const [outcome] = found;
  const [other] = others;
  return outcome && found.size === 1 && others.size === 1 && other === OPPOSITE[outcome] ? outcome : undefined;
}

const OPPOSITE: Readonly<Record<Outcome, Outcome>> = { true: 'false', false: 'true', error: 'nil', nil: 'error' };
const isOutcome = (result: string): result is Outcome => result === 'true' || result === 'false' || result === 'nil';

/** `defer func() { if err != nil { put(b) } }()` of the last result, before anything returns. */
function deferredOutcome({ tree, scopes }: PoolCode, call: Node): Outcome | undefined {
  const literal = scopes.functionOf(call);
  const choice = tree.ancestor(call, K.IfStatement);
  const deferred = tree.parent(tree.parent(literal));
  const isAlone =
    tree.parent(tree.parent(call)) === tree.childOfKind(tree.field(choice, F.Consequence), K.StatementList) &&
    tree.parent(choice) === tree.childOfKind(tree.field(literal, F.Body), K.StatementList) &&
    tree.kind(deferred) === K.DeferStatement &&
    tree.parent(deferred) === tree.childOfKind(tree.field(0, F.Body), K.StatementList);
  if (!isAlone || tree.field(choice, F.Initializer) !== NONE) return undefined;
  for (let n = 0; n < deferred; n++) if (tree.kinds[n] === K.ReturnStatement) return undefined;
  const result = scopes.variables.filter(v => v.func === 0 && v.kind === 'result').at(-1);
  const condition = tree.field(choice, F.Condition);
  if (result && isAsked(tree, condition, `${result.name} != nil`)) return 'error';
  const asked = result ? tree.textOf(condition) : '';
  return asked === result?.name ? 'true' : asked === `!${result?.name}` ? 'false' : undefined;
}

/** `err != nil`, also as one of several reasons: with an error it is put in any case. */
function isAsked(tree: PoolCode['tree'], condition: Node, text: string): boolean {
  const e = tree.unparen(condition);
  if (tree.kind(e) !== K.BinaryExpression || tree.op(e) !== '||') return tree.textOf(e) === text;
  return isAsked(tree, tree.first(e), text) || isAsked(tree, tree.last(e), text);
}

/** The block that runs exactly where the call has that result; NONE where none does. */
export function blockOf(code: PoolCode, call: Node, outcome: Outcome): Node {
  const { tree, scopes } = code;
  let e = call;
  let isNegated = false;
  for (let p = tree.parent(e); tree.kind(p) === K.ParenthesizedExpression || tree.op(p) === '!'; p = tree.parent(p)) {
    isNegated ||= tree.op(p) === '!';
    e = p;
  }
  const p = tree.parent(e);
  if (tree.kind(p) === K.IfStatement) {
    if (tree.field(p, F.Condition) !== e || isOfError(outcome)) return NONE;
    return blockIn(code, p, (outcome === 'true') !== isNegated);
  }
  if (isNegated || tree.kind(p) !== K.ExpressionList) return NONE;
  const statement = tree.parent(p);
  const kind = tree.kind(statement);
  if ((kind !== K.ShortVarDeclaration && kind !== K.AssignmentStatement) || expressionsOf(tree, p).length !== 1) return NONE;
  const result = scopes.variableOf(expressionsOf(tree, tree.field(statement, F.Left)).at(-1) ?? NONE);
  const choice = tree.kind(tree.parent(statement)) === K.IfStatement ? tree.parent(statement) : statementBehind(code, statement);
  if (!result || tree.kind(choice) !== K.IfStatement) return NONE;
  const own = tree.field(choice, F.Initializer);
  if (own !== NONE && own !== statement) return NONE;
  return blockBy(code, choice, result, outcome);
}

function statementBehind({ tree }: PoolCode, statement: Node): Node {
  return tree.parentKind(statement) === K.StatementList ? tree.next(statement) : NONE;
}

/** `if err != nil {`, `if !ok {`, or their opposites. */
function blockBy(code: PoolCode, choice: Node, result: Variable, outcome: Outcome): Node {
  const asked = code.tree.textOf(code.tree.field(choice, F.Condition));
  const [yes, no] = isOfError(outcome) ? [`${result.name} != nil`, `${result.name} == nil`] : [result.name, `!${result.name}`];
  if (asked !== yes && asked !== no) return NONE;
  return blockIn(code, choice, (asked === yes) === (outcome === 'true' || outcome === 'error'));
}

const isOfError = (outcome: Outcome): boolean => outcome === 'error' || outcome === 'nil';

function blockIn({ tree }: PoolCode, choice: Node, isTrue: boolean): Node {
  const block = tree.field(choice, isTrue ? F.Consequence : F.Alternative);
  return tree.kind(block) === K.Block ? block : NONE;
}

/** Parameters that the function gives to others where it may fail, by the function and the place that they go to. */
export interface HandedParameter {
  readonly v: Variable;
  readonly call: Node;
  readonly at: number;
}

/** Calls in the body, or in what it defers, that get a parameter that nobody assigns anew. */
export function* handedParameters(code: PoolCode): Generator<HandedParameter> {
  const { tree, types, scopes } = code;
  for (const v of scopes.variables) {
    if (v.func !== 0 || v.variadic || (v.kind !== 'parameter' && v.kind !== 'receiver') || v.uses.some(u => isWritten(tree, u))) continue;
    for (const use of v.uses) {
      const p = tree.parent(use);
      const call = tree.parent(p);
      if (tree.kind(call) !== K.CallExpression || tree.parentKind(call) !== K.ExpressionStatement || !calledFunction(types, call)) continue;
      const at = tree.kind(p) === K.ArgumentList ? argumentsOf(tree, call).findIndex(a => variableNode(tree, a) === use) : -1;
      if (at >= 0 || (tree.kind(p) === K.SelectorExpression && types.selections.get(p)?.path.length === 0)) yield { v, call, at };
    }
  }
}
