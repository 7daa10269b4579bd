/** Cases of a `select` that should end a loop when a context is over, and end only the `select`: by a `break`, or by nothing. */
import { TooMuchWork, Work } from '../../base/faults.js';
import type { Span } from '../../base/finding.js';
import type { Sliced } from '../../base/slices.js';
import { calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isAddressed, isWritten } from '../body/captures.js';
import { calledFunction, type PoolCode, readingPoolCode } from '../flow/pool-code.js';
import { rootOf } from '../flow/pool-passing.js';
import { packageMentions } from '../known/package-mentions.js';
import type { GoFileFacts } from '../package/facts.js';
import type { TypedFile } from '../package/typed-file.js';
import { WorthALook } from '../package/worth-a-look.js';
import { isNamed } from '../types/named.js';
import { leaves } from './endless-loops.js';

export interface BrokenSelect {
  readonly offset: number;
  /** The `break`, or the receive of a case that goes on without one. */
  readonly span: Span;
  readonly isBreak: boolean;
  /** As it is written. */
  readonly context: string;
  /** From `for` to the brace. */
  readonly loop: Span;
}

export function* readBrokenSelects(file: GoFileFacts, typed: TypedFile | undefined): Sliced<readonly BrokenSelect[]> {
  if (!typed || !file.imports.some(i => i.path === 'context') || !mayHave(typed.text)) return [];
  const out: BrokenSelect[] = [];
  yield* worth.each(file.declarations, typed, MAY_HAVE, function* (types, offset) {
    const code = yield* readingPoolCode(types);
    const work = new Work(MAX_STEPS);
    try {
      for (let n = 0; n < code.tree.count; n++) {
        if (work.isTired(NODES_PER_SLICE)) yield;
        work.spend();
        const found = code.tree.kinds[n] === K.SelectStatement ? brokenBy(code, n, work) : undefined;
        if (found && !isFieldSet(found.context, typed)) out.push({ ...found, offset });
      }
    } catch (error) {
      if (!(error instanceof TooMuchWork)) throw error;
      typed.sources.leaveOut(typed.path, 'broken selects');
    }
  });
  return out;
}

/** A function of the package gives the field that holds the context another one, which the loop may call. */
function isFieldSet(context: string, typed: TypedFile): boolean {
  const dot = context.lastIndexOf('.');
  return dot >= 0 && [' = ', ', '].some(behind => packageMentions(`${context.slice(dot)}${behind}`, typed));
}

/** Loops stand in loops; with more steps in one declaration the others are left out. */
const MAX_STEPS = 200_000;
const NODES_PER_SLICE = 2000;

const MAY_HAVE = ['select', '.Done()'];
const mayHave = (text: string): boolean => MAY_HAVE.every(part => text.includes(part));
const worth = new WorthALook<typeof MAY_HAVE>(tree => !tree.hasError && mayHave(tree.text));

function brokenBy(code: PoolCode, select: Node, work: Work): Omit<BrokenSelect, 'offset'> | undefined {
  const { tree } = code;
  const list = tree.parent(select);
  const loop = tree.parent(tree.parent(list));
  const body = tree.field(loop, F.Body);
  if (tree.kind(loop) !== K.ForStatement || tree.first(loop) !== body || tree.parent(list) !== body) return undefined;
  for (const branch of tree.children(select)) {
    const context = tree.kind(branch) === K.CommunicationCase ? contextOf(code, branch) : NONE;
    const statements = tree.childOfKind(branch, K.StatementList);
    const last = statements === NONE ? NONE : tree.last(statements);
    const isBreak = last !== NONE && tree.kind(last) === K.BreakStatement && tree.first(last) === NONE;
    if (context === NONE || !(isBreak || onlyTells(code, branch, statements))) continue;
    // What else the loop does may notice that the context is over, and leave; another case does so in its own time.
    const isOnly = tree.first(list) === select && tree.next(select) === NONE;
    const isAlone = isOnly && (!isBreak || tree.first(statements) === last);
    if (!isBreak && !isOnly) continue;
    work.spend(tree.afters[body]! - body);
    if (mayLeave(code, loop, isAlone ? branch : body) || mayChange(code, context, loop)) continue;
    const span = { start: tree.starts[loop]!, end: tree.starts[body]! + 1 };
    return { span: tree.span(isBreak ? last : tree.field(branch, F.Communication)), isBreak, context: tree.textOf(context), loop: span };
  }
  return undefined;
}

/** Nothing stands in the case but lines of a log, and a `continue`: what else it calls may bring the loop to its end. */
function onlyTells({ tree, types }: PoolCode, branch: Node, statements: Node): boolean {
  if (tree.kind(branch) !== K.CommunicationCase || statements === NONE) return statements === NONE;
  return [...tree.children(statements)].every(n => {
    if (tree.kind(n) === K.ContinueStatement) return tree.first(n) === NONE;
    const call = tree.kind(n) === K.ExpressionStatement ? tree.unparen(tree.first(n)) : NONE;
    const func = call !== NONE && tree.kind(call) === K.CallExpression ? calledFunction(types, call) : undefined;
    return func?.pkg !== undefined && /^(?:fmt|log|log\/slog)$/.test(func.pkg.path) && TELLS.test(func.name);
  });
}

const TELLS = /^(?:Print|Println|Printf|Debug|Info|Warn|Error|Log)(?:Context|Attrs)?$/;

/** What stands there may leave the loop. */
function mayLeave(code: PoolCode, loop: Node, within: Node): boolean {
  for (let n = within; n < code.tree.afters[within]!; n++) if (leaves(code, loop, n)) return true;
  return false;
}

/** An iteration may have another context than the one before: what it comes from is of the loop, or set in it. */
function mayChange({ tree, scopes }: PoolCode, context: Node, loop: Node): boolean {
  let root = rootOf(tree, context);
  while (tree.kind(root) === K.CallExpression) root = rootOf(tree, calleeOf(tree, root));
  const v = scopes.variableOf(root);
  if (v && tree.within(v.node, loop)) return true;
  const text = tree.textOf(context);
  for (let n = loop; n < tree.afters[loop]!; n++) {
    const kind = tree.kinds[n];
    if (kind !== K.Identifier && kind !== K.SelectorExpression) continue;
    const isSet = isWritten(tree, n) || isAddressed(tree, n);
    if (isSet && (tree.textOf(n) === text || (kind === K.Identifier && tree.textOf(n) === tree.textOf(root)))) return true;
  }
  return false;
}

/** The context of `case <-ctx.Done():`, or NONE. */
function contextOf({ tree, types }: PoolCode, branch: Node): Node {
  const awaited = tree.field(branch, F.Communication);
  const receive = tree.kind(awaited) === K.ReceiveStatement ? tree.first(awaited) : awaited;
  const call = tree.kind(receive) === K.UnaryExpression ? tree.unparen(tree.first(receive)) : NONE;
  const callee = tree.kind(call) === K.CallExpression ? tree.unparen(calleeOf(tree, call)) : NONE;
  if (tree.kind(callee) !== K.SelectorExpression || tree.textOf(tree.last(callee)) !== 'Done') return NONE;
  const type = types.typeOf(tree.first(callee));
  return type !== undefined && isNamed(type, 'context', 'Context') ? tree.first(callee) : NONE;
}
