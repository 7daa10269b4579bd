/** Loops without an end in functions that are told by a context when to end. */
import { TooMuchWork, Work } from '../../base/faults.js';
import type { Span } from '../../base/finding.js';
import type { Sliced } from '../../base/slices.js';
import { calleeOf, F, K, NONE, type Node } from '../../syntax/flat-tree.js';
import { calledFunction, calledName, fullName, type PoolCode, readingPoolCode } from '../flow/pool-code.js';
import type { GoFileFacts } from '../package/facts.js';
import type { GoPackage } from '../package/go-package.js';
import type { TypedFile } from '../package/typed-file.js';
import { WorthALook } from '../package/worth-a-look.js';
import type { Type } from '../types/model.js';
import { isNamed } from '../types/named.js';

/** A loop that blocks again and again, that nothing in it leaves, and that never asks the context. */
export interface EndlessLoop {
  readonly offset: number;
  /** From `for` to the brace. */
  readonly span: Span;
  /** The context that the function has. */
  readonly context: string;
  /** Where the loop blocks. */
  readonly blocks: Span;
  /** Names of what it calls. */
  readonly calls: readonly string[];
}

/** `pkg`: its functions may end the program. `textOf`: by the path of a file. */
export function* readEndlessLoops(
  file: GoFileFacts,
  typed: TypedFile | undefined,
  pkg: GoPackage,
  textOf: (path: string) => string | undefined,
): Sliced<readonly EndlessLoop[]> {
  if (!typed || !file.imports.some(i => i.path === 'context')) return [];
  const out: EndlessLoop[] = [];
  yield* worth.each(file.declarations, typed, MAY_HAVE, function* (types, offset) {
    const code = yield* readingPoolCode(types);
    const { tree } = code;
    if (tree.kind(0) === K.FunctionDeclaration && ENTRY.test(tree.textOf(tree.field(0, F.Name)))) return;
    if (isHeardElsewhere(tree.text)) return;
    for (const found of yield* endlessIn(code, typed)) out.push({ ...found, offset });
  });
  if (out.length === 0) return out;
  const enders = endersIn(pkg, textOf);
  return out.filter(({ calls }) => !calls.some(name => enders.has(name)));
}

/** The work goes on when its context is over, on purpose; the loop has its channel by another name; or somebody else ends the program then. */
function isHeardElsewhere(text: string): boolean {
  if (/\bcontext\.WithoutCancel\(|\w :?= context\.(?:Background|TODO)\(\)|= \w+\.Done\(\)/.test(text)) return true;
  return /\.Done\(\)|\bAfterFunc\(/.test(text) && ENDS_PROGRAM.test(text);
}

const ENDS_PROGRAM = /\b(?:panic|Exit|Goexit|[Ff]atal\w*|[Pp]anic\w+)\(/;

/** Another object stands for a package of which a file is another one. */
const knownEnders = new WeakMap<GoPackage, ReadonlySet<string>>();

/** Functions and methods of the package, by their names, that may end the goroutine or the program. Each of its files asks. */
function endersIn(pkg: GoPackage, textOf: (path: string) => string | undefined): ReadonlySet<string> {
  const before = knownEnders.get(pkg);
  if (before) return before;
  const names = new Set<string>();
  for (const { path, isTest } of pkg.files) {
    const text = isTest ? '' : (textOf(path) ?? '');
    if (!ENDS_PROGRAM.test(text)) continue;
    for (const part of text.split(/^func /m).slice(1)) {
      const name = /^(?:\([^()\n]*\) )?(\w+)/.exec(part)?.[1];
      if (name !== undefined && ENDS_PROGRAM.test(part)) names.add(name);
    }
  }
  knownEnders.set(pkg, names);
  return names;
}

function* endlessIn(code: PoolCode, { sources, path }: TypedFile): Sliced<Found[]> {
  const { tree } = code;
  const out: Found[] = [];
  const work = new Work(MAX_STEPS);
  try {
    for (let n = 0; n < tree.count; n++) {
      if (work.isTired(NODES_PER_SLICE)) yield;
      work.spend();
      if (tree.kinds[n] !== K.ForStatement) continue;
      work.spend(tree.afters[n]! - n);
      const found = endless(code, n);
      if (found) out.push(found);
    }
  } catch (error) {
    if (!(error instanceof TooMuchWork)) throw error;
    sources.leaveOut(path, 'endless loops');
  }
  return out;
}

type Found = Omit<EndlessLoop, 'offset'>;

/** Loops stand in loops; with more steps in one declaration the others are left out. */
const MAX_STEPS = 200_000;

const MAY_HAVE = /\bfor (?:range .{1,80})?\{/;
const worth = new WorthALook<RegExp>((tree, pattern) => !tree.hasError && pattern.test(tree.text));
const ENTRY = /^(?:main|init)$/;
const NODES_PER_SLICE = 2000;

function endless(code: PoolCode, loop: Node): Found | undefined {
  const { tree } = code;
  const body = tree.field(loop, F.Body);
  const head = [...tree.children(loop)].filter(c => c !== body);
  const ticks = head.length === 1 && tree.kind(head[0]!) === K.RangeClause ? tickerIn(code, head[0]!) : NONE;
  if (head.length > 0 && ticks === NONE) return undefined;
  let blocks = ticks;
  let used: string | undefined;
  const calls: string[] = [];
  for (let n = body; n < tree.afters[body]!; n++) {
    if (tree.kinds[n] === K.FuncLiteral) {
      if (asksOrEnds(code, n)) return undefined;
      n = tree.afters[n]! - 1;
      continue;
    }
    if (leaves(code, loop, n)) return undefined;
    if (tree.kinds[n] === K.CallExpression) {
      calls.push(calledName(tree, n));
      const literal = code.scopes.variableOf(tree.unparen(calleeOf(tree, n)))?.init ?? NONE;
      if (tree.kind(literal) === K.FuncLiteral && asksOrEnds(code, literal)) return undefined;
    }
    if (blocks === NONE && isBlocking(code, n)) blocks = n;
    if (tree.kinds[n] !== K.Identifier || !isContext(code.types.typeOf(n))) continue;
    const p = tree.parent(n);
    // It asks, or hands the question on.
    if (tree.kind(p) === K.SelectorExpression && tree.first(p) === n) return undefined;
    if (tree.kind(p) === K.ArgumentList && tree.textOf(calleeOf(tree, tree.parent(p))) === 'context.Cause') return undefined;
    const v = code.scopes.variableOf(n);
    if (v?.kind === 'parameter') used ??= v.name;
  }
  const context = used ?? ownContext(code, loop);
  if (blocks === NONE || context === undefined) return undefined;
  return { span: { start: tree.starts[loop]!, end: tree.starts[body]! + 1 }, context, blocks: tree.span(blocks), calls };
}

/** A function literal that the loop runs asks a context, or ends more than itself. */
function asksOrEnds(code: PoolCode, literal: Node): boolean {
  const { tree, types } = code;
  // Its own goroutine asks for itself.
  const isAsked = tree.kind(tree.parent(tree.parent(literal))) !== K.GoStatement;
  for (let n = literal; n < tree.afters[literal]!; n++) {
    if (tree.kinds[n] === K.CallExpression && ends(code, n)) return true;
    if (!isAsked || tree.kinds[n] !== K.SelectorExpression) continue;
    if (isContext(types.typeOf(tree.first(n)))) return true;
  }
  return false;
}

/** `range t.C` of a ticker, whose channel is never closed. */
function tickerIn({ tree, types }: PoolCode, clause: Node): Node {
  const ranged = tree.unparen(tree.field(clause, F.Right));
  const isTicks =
    tree.kind(ranged) === K.SelectorExpression && tree.textOf(tree.last(ranged)) === 'C' && isTicker(types.typeOf(tree.first(ranged)));
  return isTicks ? ranged : NONE;
}

/** It ends the loop, the goroutine or the program. */
export function leaves(code: PoolCode, loop: Node, n: Node): boolean {
  const { tree } = code;
  switch (tree.kinds[n]) {
    case K.ReturnStatement:
    case K.GotoStatement:
      return true;
    case K.BreakStatement:
      return (
        tree.first(n) !== NONE ||
        tree.ancestor(n, K.ForStatement, K.ExpressionSwitchStatement, K.TypeSwitchStatement, K.SelectStatement) === loop
      );
    case K.ContinueStatement:
      return tree.first(n) !== NONE;
    case K.CallExpression:
      return ends(code, n);
    default:
      return false;
  }
}

/** A call that may not come back. */
function ends({ tree, types }: PoolCode, call: Node): boolean {
  const name = calledName(tree, call);
  return ENDS.test(name) || (name === 'panic' && types.objects.get(tree.unparen(calleeOf(tree, call)))?.kind === 'builtin');
}

const ENDS =
  /^(?:Goexit|FailNow|SkipNow|(?:Panic|Skip)\w*|[Ee]xit\w*|[Ff]atal\w*|[Mm]ust\w*|[Dd]ie|[Qq]uit|[Aa]bort|[Bb]ail(?:[Oo]ut)?|[Ff]ail|[Cc]heck(?:[Ee]rr(?:or)?)?|Exec)$/;

/** A receive, a send, a `select` that may wait, `time.Sleep`. */
function isBlocking({ tree, types }: PoolCode, n: Node): boolean {
  switch (tree.kinds[n]) {
    case K.UnaryExpression:
      return tree.op(n) === '<-' && tree.kind(tree.ancestor(n, K.CommunicationCase, K.ForStatement)) === K.ForStatement;
    case K.SelectStatement:
      return tree.first(n) !== NONE && tree.childOfKind(n, K.DefaultCase) === NONE;
    case K.CallExpression: {
      const func = calledFunction(types, n);
      return func !== undefined && fullName(func) === 'time.Sleep';
    }
    default:
      return false;
  }
}

/** A context that is a parameter of the function whose loop it is, and not of one around it. */
function ownContext({ tree, types, scopes }: PoolCode, loop: Node): string | undefined {
  const func = scopes.functionOf(loop);
  for (const parameter of tree.children(tree.field(func, F.Parameters)))
    for (const c of tree.children(parameter))
      if (tree.fields[c] === F.Name && tree.textOf(c) !== '_' && isContext(types.typeOf(c) ?? typeOfName(types.objects.get(c))))
        return tree.textOf(c);
  return undefined;
}

const typeOfName = (object: ReturnType<PoolCode['types']['objects']['get']>): Type | undefined =>
  object?.kind === 'var' ? object.type : undefined;

const isContext = (type: Type | undefined): boolean => type !== undefined && isNamed(type, 'context', 'Context');
const isTicker = (type: Type | undefined): boolean => type !== undefined && isNamed(type, 'time', 'Ticker');
