/**
 * `leaking param` as a person reads it, at the parameter: what it costs callers, and why. A fact about callers, not an allocation here, so
 * it is shown where somebody asks and is never a finding. Strings, channels and types of unknown shape stay silent: a string's bytes are no
 * variable of a caller's, and a channel is on the heap anyway.
 *
 * Source: cmd/compile/internal/escape (leaks.go, call.go): a call treats an argument as the callee's summary says, unless it was inlined.
 */

import { followedBy, type Message } from '../base/message.js';
import type { Variable } from '../go/names/variable.js';
import type { Type } from '../go/types/model.js';
import { isReference, under } from '../go/types/predicates.js';
import type { Leak } from '../sites/evidence.js';
import { excerpt, LONG_EXCERPT } from '../sites/excerpt.js';
import { F, K, NONE, type Node } from '../syntax/flat-tree.js';
import type { Destination, Destinations } from './destination.js';
import type { Expression } from './expression.js';
import type { CompilerFact, CompilerPlace } from './facts.js';
import { typeAt } from './known-type.js';
import type { SiteContext } from './site-context.js';
import { flowSteps, leakReason, syntaxSteps } from './steps.js';
import { leak as say } from './words.js';

export interface LeakContext extends Pick<SiteContext, 'tree' | 'scopes' | 'packages' | 'typed'> {
  readonly destinations: Destinations;
  /** Path of the file, and the declaration's offset in it. */
  readonly file: string;
  readonly base: number;
  /** The node at a compiler place inside the declaration; NONE when it is not in it. */
  nodeAt(place: CompilerPlace): Node;
  locate(place: CompilerPlace): Expression | undefined;
}

/** `variable` has to be followed by what the caller hands over; `holder` is a struct or an array with pointers in it. */
type Shape = 'pointer' | 'slice' | 'map' | 'func' | 'interface' | 'holder' | 'none';

const MAX_DEPTH = 5;

/** `facts` are those of one declaration; at most one record for each parameter. */
export function leakingParameters(context: LeakContext, facts: readonly CompilerFact[]): Leak[] {
  const byVariable = new Map<Variable, CompilerFact[]>();
  for (const fact of facts) {
    if (fact.kind !== 'leaking') continue;
    const v = context.scopes.variableOf(context.nodeAt(fact));
    if (v === undefined || v.name !== fact.expression || (v.kind !== 'parameter' && v.kind !== 'receiver')) continue;
    byVariable.set(v, [...(byVariable.get(v) ?? []), fact]);
  }
  const inlinable = new Set(facts.filter(f => f.kind === 'inlinable').map(f => context.nodeAt(f)));
  return [...byVariable].flatMap(([v, own]) => leakOf(context, v, own, isInlinable(context, v.func, inlinable)) ?? []);
}

function leakOf(context: LeakContext, v: Variable, facts: readonly CompilerFact[], inlinable: boolean): Leak | undefined {
  const { tree, file, base } = context;
  const type = under(typeAt(context, v.node));
  const whole = facts.find(f => f.detail === undefined);
  const content = facts.find(f => f.detail === 'content');
  const returned = facts.find(f => f.detail?.startsWith('result'));
  const fact = whole ?? content ?? returned!;
  const consequence = whole ? ofWhole(v, shapeOf(type)) : content ? ofContent(v.name, type) : ofResult(v, type, fact);
  if (consequence === undefined) return undefined;
  const isResult = fact === returned;
  const steps = flowSteps(fact, context.locate);
  const certain = whole ? certainDestination(context, v) : undefined;
  const reason = isResult ? undefined : (leakReason(fact, context.locate) ?? (certain && reasonOf(certain)));
  const { start, end } = tree.span(v.node);
  return {
    file,
    span: { start: start + base, end: end + base },
    message: followedBy(consequence, reason, inlinable && !isResult ? say.inlinedCalls : undefined),
    confidence: 'confirmed',
    steps: steps.length > 0 || certain === undefined ? steps : syntaxSteps(tree, file, base, certain, v.node),
  };
}

/** What a caller pays when what the parameter points to must outlive the call; undefined where there is nothing of use to say. */
function ofWhole({ name, kind, variadic }: Variable, shape: Shape): Message | undefined {
  if (kind === 'receiver' && shape === 'pointer') return say.receiver({ name });
  if (variadic) return say.variadic({ name });
  return shape === 'none' ? undefined : say[shape]({ name });
}

/** The compiler does not say how many pointers deep the leak begins, so the words hold for any depth from one. */
function ofContent(name: string, type: Type): Message | undefined {
  const below = isReference(type) ? shapeOf(under(type.elem)) : 'none';
  if (type.kind === 'slice' && below === 'interface') return say.contentOfInterfaces({ name });
  const leads = type.kind === 'struct' || type.kind === 'array' ? shapeOf(type) : type.kind === 'interface' ? 'interface' : below;
  if (leads === 'none') return undefined;
  return type.kind === 'pointer' ? say.contentOfPointer({ name }) : say.content({ name });
}

function ofResult(v: Variable, type: Type, fact: CompilerFact): Message | undefined {
  const { name } = v;
  if (isWhole(fact)) return ofWhole(v, shapeOf(type)) && say.result({ name });
  return ofContent(name, type) && say.resultContent({ name });
}

/** The value itself is returned; at deeper levels only what it leads to. */
function isWhole({ detail }: CompilerFact): boolean {
  return detail?.endsWith('level=0') === true;
}

function shapeOf(type: Type, depth = 0): Shape {
  switch (type.kind) {
    case 'pointer':
    case 'slice':
    case 'map':
    case 'func':
    case 'interface':
      return type.kind;
    case 'basic':
      return type.name === 'unsafe.Pointer' ? 'pointer' : 'none';
    case 'struct':
      return type.fields.some(f => holds(f.type, depth)) ? 'holder' : 'none';
    case 'array':
      return holds(type.elem, depth) ? 'holder' : 'none';
    default:
      return 'none';
  }
}

function holds(type: Type, depth: number): boolean {
  return depth < MAX_DEPTH && shapeOf(under(type), depth + 1) !== 'none';
}

/** A place from which the value surely outlives the call, whatever else is done with it; undefined when only the flow can tell. */
function certainDestination(context: LeakContext, v: Variable): Destination | undefined {
  const { destinations, tree, packages, scopes } = context;
  const to = destinations.ofCopies(v);
  if (to === undefined || to.kind === 'panic' || to.kind === 'returned') return undefined;
  if (to.kind === 'sent' || to.kind === 'goroutine' || v.uses.length === 1) return to;
  if (to.kind !== 'stored') return undefined;
  const target = tree.unparen(to.node);
  switch (tree.kind(target)) {
    case K.Identifier:
      return to;
    case K.UnaryExpression:
      return tree.op(target) === '*' ? to : undefined;
    case K.SelectorExpression:
    case K.IndexExpression: {
      const of = tree.first(target);
      const isOutside = packages.of(of) !== undefined || (tree.kind(of) === K.Identifier && scopes.variableOf(of) === undefined);
      return isOutside || isReference(under(typeAt(context, of))) ? to : undefined;
    }
    default:
      return undefined;
  }
}

function reasonOf({ kind, name: text }: Destination): Message | undefined {
  const name = excerpt(text, LONG_EXCERPT);
  switch (kind) {
    case 'stored':
      return say.becauseStored({ name });
    case 'sent':
      return say.becauseSentOn({ name });
    case 'appended':
      return say.becauseAppended({ name });
    case 'goroutine':
      return say.becauseGoroutine;
    case 'closure':
      return say.becauseMayBeCaptured;
    case 'argument':
      return say.becausePassedTo({ name });
    default:
      return undefined;
  }
}

/** The word about inlining stands at a function's name, a method's receiver and a literal's `func`. */
function isInlinable({ tree }: LeakContext, func: Node, said: ReadonlySet<Node>): boolean {
  const receiver = tree.field(func, F.Receiver);
  return tree.kind(func) === K.FuncLiteral ? said.has(func) : said.has(receiver === NONE ? tree.field(func, F.Name) : receiver);
}
