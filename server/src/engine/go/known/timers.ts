/** Timers that an iteration of a loop makes and leaves running when the next one begins. */
import type { Span } from '../../base/finding.js';
import { pace, type Sliced } from '../../base/slices.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isAddressed, isWritten } from '../body/captures.js';
import { leavesBehind } from '../body/loops.js';
import type { Variable } from '../names/variable.js';
import type { GoFileFacts } from '../package/facts.js';
import type { TypedFile } from '../package/typed-file.js';
import { type GivenValue, givenValue } from './given-value.js';
import { type KnownCode, type KnownUse, readKnownCode, USES_PER_SLICE } from './known-code.js';

export interface LoopTimer {
  readonly offset: number;
  /** `time.After`. */
  readonly callee: string;
  readonly span: Span;
  readonly kind: 'after' | 'timer' | 'ticker' | 'tick';
  readonly duration: GivenValue;
}

const KINDS: ReadonlyMap<string, LoopTimer['kind']> = new Map([
  ['time.After', 'after'],
  ['time.NewTimer', 'timer'],
  ['time.NewTicker', 'ticker'],
  ['time.Tick', 'tick'],
]);

export function* readLoopTimers(file: GoFileFacts, typed: TypedFile | undefined): Sliced<readonly LoopTimer[]> {
  const out: LoopTimer[] = [];
  const isTired = pace(USES_PER_SLICE);
  for (const code of yield* readKnownCode(file, typed)) {
    for (const use of code.calls) {
      if (isTired()) yield;
      const kind = KINDS.get(use.name);
      const [wait] = argumentsOf(code.tree, use.node);
      if (!kind || wait === undefined || code.scopes.loopOf(use.node) === NONE || !isLeftRunning(code, use, kind)) continue;
      const callee = calleeOf(code.tree, use.node);
      out.push({
        ...{ offset: code.offset, callee: code.tree.textOf(callee), span: code.tree.span(use.node), kind },
        duration: givenValue(code, wait),
      });
    }
  }
  return out;
}

function isLeftRunning(code: KnownCode, { node }: KnownUse, kind: LoopTimer['kind']): boolean {
  if (kind === 'after') return goesOnWithout(code, node);
  if (kind === 'tick') return isMadeAgain(code, node);
  const { tree, scopes } = code;
  const v = holderOf(code, node);
  if (!v || scopes.loopOf(v.node) !== scopes.loopOf(node) || leavesBehind(tree, tree.parent(tree.parent(node)))) return false;
  const members = v.uses.map(use => (tree.parentKind(use) === K.SelectorExpression ? tree.parent(use) : NONE));
  // Whoever else gets it may stop it.
  if (members.some(m => m === NONE || !['C', 'Reset'].includes(tree.textOf(tree.last(m))))) return false;
  if (kind === 'ticker') return true;
  return members.length > 0 && members.every(m => goesOnWithout(code, m));
}

/** Nobody can stop it: each iteration makes one more, where nothing behind it leaves the loop. */
function isMadeAgain({ tree, scopes }: TimerCode, call: Node): boolean {
  const loop = scopes.loopOf(call);
  for (let n = call; n !== NONE && n !== loop; n = tree.parent(n)) {
    if (tree.parentKind(n) === K.StatementList && leavesBehind(tree, n)) return false;
  }
  return true;
}

/** The only variable that a short declaration gives the call's result to. */
function holderOf({ tree, scopes }: TimerCode, call: Node): Variable | undefined {
  const statement = tree.parent(tree.parent(call));
  const name = tree.first(tree.field(statement, F.Left));
  return tree.kind(statement) === K.ShortVarDeclaration && tree.next(name) === NONE ? scopes.variableOf(name) : undefined;
}

/** What the call makes is waited for where nothing else ends the wait: the iteration lasts as long as the timer. */
export function isWaitedOut(code: TimerCode, call: Node): boolean {
  const { tree } = code;
  const channelOf = (e: Node) => (tree.parentKind(e) === K.SelectorExpression ? tree.parent(e) : e);
  const channels = [call, ...(holderOf(code, call)?.uses ?? [])].map(channelOf);
  const waits = channels.filter(c => tree.parentKind(c) === K.UnaryExpression && tree.op(tree.parent(c)) === '<-');
  return waits.length > 0 && !waits.some(w => goesOnWithout(code, w));
}

type TimerCode = Pick<KnownCode, 'tree' | 'scopes'>;

/** What is waited for stands in a select of a loop that begins the next iteration when something else came. */
function goesOnWithout(code: TimerCode, waited: Node): boolean {
  const { tree, scopes } = code;
  const own = tree.ancestor(waited, K.CommunicationCase, K.FuncLiteral, K.StatementList, K.FunctionDeclaration, K.MethodDeclaration);
  if (tree.kind(own) !== K.CommunicationCase) return false;
  const select = tree.parent(own);
  const loop = scopes.loopOf(select);
  if (loop === NONE || leavesTo(tree, select, loop)) return false;
  return [...tree.children(select)].some(c => c !== own && isCase(tree, c) && !isEnd(tree, c) && !endsLoop(code, c, loop));
}

/** The case may make the condition of the loop false: it writes a variable of that, takes its address or calls a method of it. */
function endsLoop({ tree, scopes }: TimerCode, own: Node, loop: Node): boolean {
  const body = tree.field(loop, F.Body);
  const written = new Set<Variable>();
  for (let n = own; n < tree.afters[own]!; n++) {
    const v = tree.kinds[n] === K.Identifier ? scopes.variableOf(n) : undefined;
    if (v && !written.has(v) && mayChange(tree, n)) written.add(v);
  }
  for (let n = loop + 1; written.size > 0 && n < body; n++) {
    const v = tree.kinds[n] === K.Identifier ? scopes.variableOf(n) : undefined;
    if (v && written.has(v)) return true;
  }
  return false;
}

function mayChange(tree: FlatTree, use: Node): boolean {
  let e = use;
  while (PARTS.has(tree.parentKind(e)) && tree.first(tree.parent(e)) === e) e = tree.parent(e);
  const isCalled = e !== use && tree.parentKind(e) === K.CallExpression && calleeOf(tree, tree.parent(e)) === e;
  return isCalled || isWritten(tree, e) || isAddressed(tree, e);
}

const PARTS: ReadonlySet<K | undefined> = new Set([K.SelectorExpression, K.IndexExpression, K.ParenthesizedExpression]);

/** What follows, in its block or in one around that, leaves the loop. */
function leavesTo(tree: FlatTree, statement: Node, loop: Node): boolean {
  for (let n = statement; n !== NONE && n !== loop; n = tree.parent(n)) {
    if (tree.parentKind(n) === K.StatementList && leavesBehind(tree, n)) return true;
  }
  return false;
}

/** The case leaves the loop, or waits for a context, whose end is the end of what the loop does. */
function isEnd(tree: FlatTree, own: Node): boolean {
  const received = tree.field(own, F.Communication);
  for (let n = received; n !== NONE && n < tree.afters[received]!; n++) {
    const callee = tree.kinds[n] === K.CallExpression ? calleeOf(tree, n) : NONE;
    if (tree.kind(callee) === K.SelectorExpression && tree.textOf(tree.last(callee)) === 'Done') return true;
  }
  return leaves(tree, tree.childOfKind(own, K.StatementList));
}

const isCase = (tree: FlatTree, n: Node) => tree.kind(n) === K.CommunicationCase || tree.kind(n) === K.DefaultCase;

/** What ends a program or a goroutine. */
const ENDING = /^(?:must)?(?:os|go)?(?:exit|fatal|panic|die|abort)/i;

/** The statements may leave the loop: not each of their ways surely comes to its next iteration. */
function leaves(tree: FlatTree, statements: Node): boolean {
  const last = tree.last(statements);
  switch (tree.kind(last)) {
    case K.ReturnStatement:
    case K.GotoStatement:
      return true;
    case K.BreakStatement:
    case K.ContinueStatement:
      // Without a label the one leaves the select only; with one it goes to an outer loop, or to this one: nobody looks.
      return tree.first(last) !== NONE;
    case K.ExpressionStatement: {
      const call = tree.first(last);
      const callee = tree.kind(call) === K.CallExpression ? calleeOf(tree, call) : NONE;
      return ENDING.test(tree.textOf(tree.kind(callee) === K.SelectorExpression ? tree.last(callee) : callee));
    }
    case K.IfStatement: {
      const otherwise = tree.field(last, F.Alternative);
      return otherwise !== NONE && leavesBlock(tree, tree.field(last, F.Consequence)) && leavesBlock(tree, otherwise);
    }
    // Nobody looks at their cases.
    case K.Block:
    case K.LabeledStatement:
    case K.ExpressionSwitchStatement:
    case K.TypeSwitchStatement:
    case K.SelectStatement:
      return true;
    case K.ForStatement:
      return tree.first(last) === tree.field(last, F.Body);
    default:
      return false;
  }
}

const leavesBlock = (tree: FlatTree, block: Node): boolean =>
  tree.kind(block) === K.Block && leaves(tree, tree.childOfKind(block, K.StatementList));
