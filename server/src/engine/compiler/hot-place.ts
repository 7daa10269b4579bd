/**
 * Which allocations a performance engineer would look at: made in each iteration of a loop, or a fresh buffer for each request or for each call that a
 * benchmark times. Not what is kept, what doubles its room, and what stands in a cold place.
 */
import { FEW_ITERATIONS, isShortLoop } from '../go/body/loops.js';
import { isWaitedOut } from '../go/known/timers.js';
import { Is, type Type } from '../go/types/model.js';
import { isNamed } from '../go/types/named.js';
import { is, isBytes, under } from '../go/types/predicates.js';
import { isColdPlace } from '../sites/cold-place.js';
import type { HeapCause } from '../sites/evidence.js';
import { repeatingLoop } from '../sites/silence.js';
import { argumentsOf, calleeOf, F, type FlatTree, K, NONE, type Node } from '../syntax/flat-tree.js';
import { isGivenToKeeper, isPartOfCostlyCall, isTargetOfCostlyCall, waitsEachIteration } from './costly-call.js';
import type { CompilerPlace } from './facts.js';
import { declaredName } from './inlined-callee.js';
import { isConstantAt, typeAt } from './known-type.js';
import { outermostParentheses, type SiteNode } from './printed-site.js';
import { handlerAround } from './request-handler.js';
import type { SiteContext } from './site-context.js';

/** What the whole package tells about where its sites are. */
export interface Heat {
  /** The package is an example, or there for tests, or reads settings. */
  readonly isAside: boolean;
  /** Functions and methods that a benchmark times. */
  readonly timed: ReadonlySet<string>;
  /** Variables that a loop's header declares are new in each iteration: Go 1.22 and newer. */
  readonly newEachIteration: boolean;
  /** Whether the call at a place, which a function is inlined to, runs again and again. */
  isHotCallAt(place: CompilerPlace): boolean;
}

/** What an iteration leaves behind is what the loop is for; a loop's own variable is copied for it, which the element would not be. */
const KEPT: ReadonlySet<HeapCause> = new Set(['returned', 'stored', 'appended', 'sent', 'goroutine', 'panic']);

/** Where the value goes. */
export interface Way {
  readonly cause: HeapCause;
  /** What shows it: an argument, a target; NONE where nothing does. */
  readonly at: Node;
}

/** True when the value is made again and again where time matters. `timed` holds functions and methods that a benchmark times. */
export function isHot(context: SiteContext, site: SiteNode, { cause, at }: Way, { timed, newEachIteration }: Heat): boolean {
  const { tree, scopes } = context;
  const { node, kind } = site;
  const isOfLoop = newEachIteration && isVariableOfLoop(context, site);
  if (UNCERTAIN.has(kind) || isGrowingText(tree, site) || cause === 'goroutine' || (KEPT.has(cause) && !isOfLoop)) return false;
  if (isWrittenToGrowing(context, node) || isColdPlace(context, node)) return false;
  if ([node, at].some(n => isPartOfCostlyCall(context, n) || isGivenToLogger(context, n))) return false;
  if ((kind === 'variable' && isTargetOfCostlyCall(context, node)) || isGivenToKeeper(context, node)) return false;
  if ([node, at].some(n => isDeferred(tree, n)) || (kind === 'method' && isMadeForKept(context, node))) return false;
  if (kind === 'closure' || ((kind === 'make' || kind === 'pointer') && !isFreshBuffer(context, site))) return false;
  // An iteration that ends with its own timer lasts as long as that.
  if (kind === 'timer' && isWaitedOut(context, node)) return false;
  if (isOfLoop) return true;
  const isTimed = timed.has(declaredName(tree) ?? '');
  if ((isTimed || isLoud(context, site)) && isEachIteration(context, node)) return true;
  // A reply of a few fixed bytes is no buffer.
  if (!isFreshBuffer(context, site) || (!isTimed && isFixedText(context, site))) return false;
  const func = isTimed ? scopes.functionOf(node) : handlerAround(context, node);
  return func !== NONE && (!isTimed || func === 0) && isUnconditional(tree, node, func);
}

/** True where a call that the value is made by runs again and again; what it returns is made for the caller. */
export function isHotCall(context: Pick<SiteContext, 'tree' | 'scopes' | 'packages' | 'typed'>, call: Node): boolean {
  return isEachIteration(context, call) && !isColdPlace(context, call);
}

/** True for a value that every call of the function makes, and that does not outlive the caller's iteration as far as can be seen. */
export function isMadeByEachCall(context: SiteContext, site: SiteNode, cause: HeapCause): boolean {
  if (!isLoud(context, site) || KEPT.has(cause) || isWrittenToGrowing(context, site.node)) return false;
  if (isPartOfCostlyCall(context, site.node)) return false;
  return !isColdPlace(context, site.node) && context.scopes.functionOf(site.node) === 0 && isUnconditional(context.tree, site.node, 0);
}

/** `c.withLogger(func(l Logger) { … })`, `log.WithFields(f)`: what it makes, and what is made for it, is for a log. */
function isGivenToLogger({ tree }: SiteContext, node: Node): boolean {
  const around = tree.parentKind(node) === K.ArgumentList ? tree.parent(tree.parent(node)) : NONE;
  return [node, around].some(call => {
    const callee = tree.kind(call) === K.CallExpression ? tree.unparen(calleeOf(tree, call)) : NONE;
    return /^(?:with\w*Logger|With(?:Fields?|Error))$/i.test(
      tree.textOf(tree.kind(callee) === K.SelectorExpression ? tree.last(callee) : callee),
    );
  });
}

/** `defer c.later(func() { use(x) })()`: each iteration leaves a call behind, which costs as much and needs what it uses. */
function isDeferred(tree: FlatTree, node: Node): boolean {
  const statement = node === NONE ? NONE : tree.ancestor(node, K.DeferStatement, K.Block);
  return tree.kind(statement) === K.DeferStatement;
}

/** What doubles its room, so that few of many times allocate; what another function does; and what a goroutine costs far more than. */
const UNCERTAIN: ReadonlySet<string> = new Set(['append', 'mapStore', 'inlined', 'goCall', 'deferCall', 'library', 'other']);

/** True for what every iteration of a loop does that may have many. */
function isEachIteration(context: Pick<SiteContext, 'tree' | 'scopes' | 'packages' | 'typed'>, node: Node): boolean {
  const { tree, scopes } = context;
  const loop = repeatingLoop(tree, scopes, node);
  if (loop === NONE || isShortLoop(tree, loop) || rangesOverFew(context, loop)) return false;
  return isUnconditional(tree, node, loop) && !waitsEachIteration(context, loop);
}

/** `names := []string{"a", "b"}; for _, n := range names` where nothing else is done with the slice. */
function rangesOverFew({ tree, scopes }: Pick<SiteContext, 'tree' | 'scopes'>, loop: Node): boolean {
  const variable = scopes.variableOf(tree.unparen(tree.field(tree.childOfKind(loop, K.RangeClause), F.Right)));
  const literal = variable?.uses.length === 1 ? tree.unparen(variable.init) : NONE;
  return tree.kind(literal) === K.CompositeLiteral && [...tree.children(tree.last(literal))].length <= FEW_ITERATIONS;
}

/** `for _, x := range xs`, `for i := 0; …`. */
export function isVariableOfLoop({ tree }: Pick<SiteContext, 'tree'>, { kind, node }: SiteNode): boolean {
  if (kind !== 'variable') return false;
  const declaration = tree.ancestor(node, K.RangeClause, K.ShortVarDeclaration, K.Block);
  const isRange = tree.kind(declaration) === K.RangeClause && tree.fields[tree.ancestor(node, K.ExpressionList)] === F.Left;
  const loop = isRange || tree.parentKind(declaration) === K.ForClause ? tree.ancestor(declaration, K.ForStatement) : NONE;
  return loop !== NONE && !isShortLoop(tree, loop);
}

/** No branch between the node and what is around it decides whether it runs. */
function isUnconditional(tree: FlatTree, node: Node, around: Node): boolean {
  for (let n = node; n !== around && n > 0; n = tree.parent(n)) {
    const parent = tree.parent(n);
    switch (tree.kind(parent)) {
      case K.IfStatement:
        if (tree.fields[n] === F.Consequence || tree.fields[n] === F.Alternative) return false;
        break;
      case K.ExpressionCase:
      case K.TypeCase:
      case K.DefaultCase:
        return false;
      case K.CommunicationCase:
        // Channels and values of all cases are evaluated each time.
        if (tree.kind(n) === K.StatementList) return false;
        break;
      case K.BinaryExpression:
        if (/^(?:&&|\|\|)$/.test(tree.op(parent)) && tree.first(parent) !== n) return false;
        break;
      default:
    }
  }
  return true;
}

/**
 * Worth a word wherever an iteration makes it: room to work in, a variable, a timer. A string or number in an interface, a list of arguments, a name
 * that is put together are made in loops over settings, hosts and files far more often than in loops that somebody waits for.
 */
const isLoud = (context: SiteContext, site: SiteNode): boolean =>
  site.kind === 'variable' || site.kind === 'timer' || (isFreshBuffer(context, site) && !makesText(context, site));

/** `string(b)` is no room to work in: what needs a string, such as a map or another package, has no other way to get it. */
const makesText = (context: SiteContext, { kind, node }: SiteNode): boolean =>
  kind === 'conversion' && is(typeAt(context, node), Is.String);

/** `s += x`: the estimate knows where that costs. */
const isGrowingText = (tree: FlatTree, { kind, node }: SiteNode): boolean => kind === 'concat' && tree.kind(node) === K.AssignmentStatement;

/** `[]byte("ok")`, `[]byte{'{', '}'}`, `string(b)`. */
function isFixedText(context: SiteContext, site: SiteNode): boolean {
  const { tree } = context;
  const { kind, node } = site;
  if (kind === 'literal' || makesText(context, site)) return true;
  const isConversion = tree.kind(node) === K.TypeConversionExpression;
  const operand = kind !== 'conversion' ? NONE : isConversion ? tree.field(node, F.Operand) : (argumentsOf(tree, node)[0] ?? NONE);
  return operand !== NONE && isConstantAt(context, operand);
}

/** An argument of a call whose result the iteration leaves behind: `out = append(out, wrap(v.check))`. */
function isMadeForKept({ tree }: SiteContext, node: Node): boolean {
  let n = outermostParentheses(tree, node);
  for (let left = MAX_CALLS; tree.parentKind(n) === K.ArgumentList && left > 0; left--) {
    const call = tree.parent(tree.parent(n));
    if (tree.textOf(calleeOf(tree, call)) === 'append' && tree.first(tree.parent(n)) !== n) return true;
    n = outermostParentheses(tree, call);
  }
  return false;
}

/** Calls in calls beyond these are not looked at. */
const MAX_CALLS = 8;

/** A strings.Builder is none: its room goes with its text. */
const BUFFERS: readonly (readonly [pkg: string, name: string])[] = [
  ['bytes', 'Buffer'],
  ['bufio', 'Writer'],
  ['bufio', 'Reader'],
];

/** Room to work in: bytes that are made, an array, a `bytes.Buffer`, a copy as bytes. */
function isFreshBuffer(context: SiteContext, { kind, node }: SiteNode): boolean {
  switch (kind) {
    case 'make':
    case 'literal':
      return isBytes(typeAt(context, node));
    case 'conversion':
      return true;
    case 'variable': {
      const type = typeAt(context, node);
      return under(type).kind === 'array' || isBuffer(type);
    }
    case 'pointer':
      return isBuffer(typeAt(context, node)) || pointsToArray(typeAt(context, node));
    default:
      return false;
  }
}

const isBuffer = (type: Type): boolean => BUFFERS.some(([pkg, name]) => isNamed(type, pkg, name));

const pointsToArray = (type: Type): boolean => type.kind === 'pointer' && under(type.elem).kind === 'array';

/** `b.WriteString(s)` of a strings.Builder or bytes.Buffer, which is also what is advised against growing strings. */
function isWrittenToGrowing(context: SiteContext, node: Node): boolean {
  const { tree } = context;
  const callee = tree.kind(node) === K.CallExpression ? tree.unparen(calleeOf(tree, node)) : NONE;
  if (tree.kind(callee) !== K.SelectorExpression || !tree.textOf(tree.last(callee)).startsWith('Write')) return false;
  const receiver = typeAt(context, tree.first(callee));
  return isNamed(receiver, 'strings', 'Builder') || isNamed(receiver, 'bytes', 'Buffer');
}
