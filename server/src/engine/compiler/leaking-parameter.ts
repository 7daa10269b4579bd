/**
 * `leaking param` as a person reads it, at the parameter: what it costs callers, and why. A fact about callers, not an allocation here, so
 * it is shown where somebody asks and is never a finding. Strings, channels and types of unknown shape stay silent: a string's bytes are no
 * variable of a caller's, and a channel is on the heap anyway.
 *
 * Source: cmd/compile/internal/escape (leaks.go, call.go): a call treats an argument as the callee's summary says, unless it was inlined.
 */

import type { Location, Step } from '../base/finding.js';
import { t } from '../base/l10n.js';
import type { Text } from '../base/message.js';
import type { Variable } from '../go/names/variable.js';
import type { GoPackage } from '../go/package/go-package.js';
import type { TypeRef } from '../go/types/types.js';
import { F, K, NONE, type Node } from '../syntax/flat-tree.js';
import type { Destination, Destinations } from './destination.js';
import { oneLine } from './destination.js';
import type { Expression } from './expression.js';
import type { CompilerFact, CompilerPlace } from './facts.js';
import type { SiteContext } from './site-context.js';
import { flowSteps, leakReason, syntaxSteps } from './steps.js';

/** What the compiler says of one parameter or receiver; the span is its name. */
export interface Leak extends Location {
  readonly message: Text;
  readonly steps: readonly Step[];
}

export interface LeakContext extends Pick<SiteContext, 'tree' | 'scopes' | 'types' | 'pkg'> {
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
  const { tree, types, pkg, file, base } = context;
  const type = pkg.underlying(types.ofVariable(v));
  const whole = facts.find(f => f.detail === undefined);
  const content = facts.find(f => f.detail === 'content');
  const returned = facts.find(f => f.detail?.startsWith('result'));
  const fact = whole ?? content ?? returned!;
  const words = whole ? consequence(v, shapeOf(pkg, type)) : content ? contentWords(pkg, type) : resultWords(v, type, pkg, fact);
  if (words === undefined) return undefined;
  const isDeep = fact === returned && !isWhole(fact);
  const steps = flowSteps(fact, context.locate);
  const certain = whole ? certainDestination(context, v) : undefined;
  const because = leakReason(fact, context.locate) ?? (certain && reasonOf(certain));
  const message = isDeep
    ? t('What pointers in `{0}` lead to is part of the result: {1}.', v.name, words)
    : sentence(v.name, words, because, fact === returned);
  const { start, end } = tree.span(v.node);
  return {
    file,
    span: { start: start + base, end: end + base },
    message: inlinable && fact !== returned ? `${message} ${t('A call that the compiler inlines is judged by itself.')}` : message,
    steps: steps.length > 0 || certain === undefined ? steps : syntaxSteps(tree, file, base, certain, v.node),
  };
}

function sentence(name: string, words: string, because: string | undefined, isReturned: boolean): string {
  if (isReturned) return t('`{0}` is part of the result: {1}.', name, words);
  return because === undefined ? t('`{0}` leaks: {1}.', name, words) : t('`{0}` leaks: {1}, because {2}.', name, words, because);
}

/** What a caller pays when what the parameter points to must outlive the call; undefined where there is nothing of use to say. */
function consequence(v: Variable, shape: Shape): string | undefined {
  if (v.kind === 'receiver' && shape === 'pointer') return t('a local variable on which a caller calls the method is moved to the heap');
  if (v.variadic) return t('the slice that a call makes for these arguments is allocated on the heap');
  switch (shape) {
    case 'pointer':
      return t('a local variable whose address a caller passes is moved to the heap');
    case 'slice':
      return t('the array behind a slice that a caller makes and passes is allocated on the heap');
    case 'map':
      return t('a map that a caller makes and passes is allocated on the heap');
    case 'func':
      return t('a closure with captured variables that a caller passes is allocated on the heap');
    case 'interface':
      return t(
        'a local variable whose address a caller passes is moved to the heap, and a value that is no pointer is as a rule copied there',
      );
    case 'holder':
      return t('a local variable of a caller to which a pointer in it leads is moved to the heap');
    default:
      return undefined;
  }
}

/** The compiler does not say how many pointers deep the leak begins, so the words hold for any depth from one. */
function contentWords(pkg: GoPackage, type: TypeRef): string | undefined {
  const below = type.kind === 'pointer' || type.kind === 'slice' || type.kind === 'map' ? shapeOf(pkg, pkg.underlying(type.elem)) : 'none';
  if (type.kind === 'slice' && below === 'interface') {
    return t('the values in it can be copied to the heap by the caller, and local variables whose address is among them moved there');
  }
  const leads = type.kind === 'struct' || type.kind === 'array' ? shapeOf(pkg, type) : type.kind === 'interface' ? 'interface' : below;
  if (leads === 'none') return undefined;
  return type.kind === 'pointer'
    ? t('what it points to may stay on the stack, but local variables of a caller to which pointers in there lead can be moved to the heap')
    : t('local variables of a caller to which pointers in it lead can be moved to the heap');
}

function resultWords(v: Variable, type: TypeRef, pkg: GoPackage, fact: CompilerFact): string | undefined {
  const words = isWhole(fact) ? consequence(v, shapeOf(pkg, type)) : contentWords(pkg, type);
  if (words === undefined) return undefined;
  return isWhole(fact)
    ? t('what callers pass stays on their stack only if they keep the result there')
    : t('local variables of a caller among that stay on the stack only if the caller keeps the result there');
}

/** The value itself is returned; at deeper levels only what it leads to. */
function isWhole({ detail }: CompilerFact): boolean {
  return detail?.endsWith('level=0') === true;
}

function shapeOf(pkg: GoPackage, type: TypeRef, depth = 0): Shape {
  switch (type.kind) {
    case 'pointer':
    case 'slice':
    case 'map':
    case 'func':
    case 'interface':
      return type.kind;
    case 'basic':
      return type.name === 'any' || type.name === 'error' ? 'interface' : type.name === 'unsafe.Pointer' ? 'pointer' : 'none';
    case 'struct':
      return type.fields.some(f => holds(pkg, f.type, depth)) ? 'holder' : 'none';
    case 'array':
      return holds(pkg, type.elem, depth) ? 'holder' : 'none';
    default:
      return 'none';
  }
}

function holds(pkg: GoPackage, type: TypeRef, depth: number): boolean {
  return depth < MAX_DEPTH && shapeOf(pkg, pkg.underlying(type), depth + 1) !== 'none';
}

/** A place from which the value surely outlives the call, whatever else is done with it; undefined when only the flow can tell. */
function certainDestination({ destinations, tree, scopes, types, pkg }: LeakContext, v: Variable): Destination | undefined {
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
      const isOutside = types.packageOf(of) !== undefined || (tree.kind(of) === K.Identifier && scopes.variableOf(of) === undefined);
      return isOutside || ['pointer', 'slice', 'map'].includes(pkg.underlying(types.ofExpression(of)).kind) ? to : undefined;
    }
    default:
      return undefined;
  }
}

function reasonOf({ kind, name }: Destination): string | undefined {
  switch (kind) {
    case 'stored':
      return t('it is stored in `{0}`', oneLine(name));
    case 'sent':
      return t('it is sent on `{0}`', oneLine(name));
    case 'appended':
      return t('it is appended to `{0}`', oneLine(name));
    case 'goroutine':
      return t('a new goroutine uses it');
    case 'closure':
      return t('a closure that can outlive the call captures it');
    case 'argument':
      return t('it is passed to `{0}`', oneLine(name));
    default:
      return undefined;
  }
}

/** The word about inlining stands at a function's name, a method's receiver and a literal's `func`. */
function isInlinable({ tree }: LeakContext, func: Node, said: ReadonlySet<Node>): boolean {
  const receiver = tree.field(func, F.Receiver);
  return tree.kind(func) === K.FuncLiteral ? said.has(func) : said.has(receiver === NONE ? tree.field(func, F.Name) : receiver);
}
