/** Calls: what happens to what they are given, and what they give back (cmd/compile/internal/escape, call.go). */
import { K, NONE, type Node } from '../../syntax/flat-tree.js';
import { isPointerShaped } from '../types/boxing.js';
import type { Selection } from '../types/lookup.js';
import { type Func, Mode, type Signature } from '../types/model.js';
import { isInterface, isUnknown, under } from '../types/predicates.js';
import { builtin, conversion } from './builtin-calls.js';
import { argumentsOf, type Callee, calledNode, calleeOf, isConversion, lastArgument, selectorOf, signatureFor } from './callee.js';
import { boxed, through } from './expressions.js';
import type { Flow, Made, Summary } from './flow.js';
import { shifted } from './graph.js';
import { type Frame, type Hole, NO_LEAKS } from './location.js';

export function call(f: Flow, holes: readonly Hole[], n: Node): void {
  const { tree, types } = f;
  const callee = calledNode(f, n);
  const args = argumentsOf(f, n);
  if (types.modes[callee] === Mode.Type || isConversion(f, n)) {
    const target = f.typeOf(n);
    if (target && args[0] !== undefined) conversion(f, holes[0] ?? f.nowhere, n, target, args[0]);
    else for (const a of args) f.discard(a);
    return;
  }
  if (types.modes[tree.unparen(callee)] === Mode.Builtin) {
    builtin(f, holes[0] ?? f.nowhere, n, tree.textOf(tree.unparen(callee)), args);
    return;
  }
  const signature = signatureFor(f, n, callee);
  if (!signature) {
    f.discard(callee);
    for (const a of args) f.discard(a);
    return;
  }
  const what = calleeOf(f, callee);
  if ('inside' in what) f.graph.directCalls.push({ frame: f.frame, node: n });
  const inside = what.kind === 'summary' ? makes(f, what.summary.makes, holes, n, what.func) : [];
  if (what.kind === 'frame') {
    what.frame.results.forEach((r, i) => {
      if (holes[i]) f.graph.flow(f.note(holes[i]!, n, 'call parameter'), r);
    });
  }
  if (what.receiver !== NONE) receiver(f, what.receiver, receiverSink(f, what, holes, inside), methodOf(f, what), n);
  const offset = isMethodExpression(f, callee) ? 1 : 0;
  give(f, n, signature, args, i => (i < offset ? receiverSink(f, what, holes, inside) : parameterSink(f, what, holes, inside, i - offset)));
}

/**
 * `go f(x)`: nobody waits for the call, so that everything it is given goes to the heap. The call itself is in a closure (cmd/compile/internal/typecheck,
 * normalizeGoDefer), and so is the slice that its last arguments are in.
 */
export function givenAway(f: Flow, n: Node): void {
  const callee = calledNode(f, n);
  const named = selectorOf(f, callee);
  const selection = f.types.selections.get(named);
  const operand = f.tree.first(named);
  if (selection?.object.kind === 'func' && f.types.modes[operand] !== Mode.Type) {
    const { end } = through(f.typeOf(operand), selection.path);
    const isSeen = end !== undefined && !isUnknown(end) && !isInterface(end) && end.kind !== 'type parameter';
    receiver(f, named, f.heap, isSeen ? selection : undefined, n);
  } else f.value(f.heap, callee);
  const signature = signatureFor(f, n, callee);
  if (!signature) return;
  const what = calleeOf(f, callee);
  const { frame, loopDepth } = f;
  const inside: Frame = { ...{ parent: frame, text: f.text, node: n, receiver: undefined, params: [], results: [] }, isOnlyCalled: true };
  const captured = (_: Hole, a: Node) => {
    f.frame = frame;
    f.loopDepth = loopDepth;
    f.value(f.heap, a);
    f.frame = inside;
    f.loopDepth = 1;
  };
  f.frame = inside;
  f.loopDepth = 1;
  const args = argumentsOf(f, n);
  const isTuple = args.length === 1 && f.typeOf(args[0]!)?.kind === 'tuple';
  give(f, n, signature, args, i => (isTuple ? f.heap : parameterSink(f, what, [], [], i)), captured);
  f.frame = frame;
  f.loopDepth = loopDepth;
}

/** The arguments go to their parameters, those behind the last one into a slice. */
function give(
  f: Flow,
  n: Node,
  { params, variadic }: Signature,
  args: readonly Node[],
  sink: (i: number) => Hole,
  value: Flow['value'] = (hole, node) => f.value(hole, node),
): void {
  const to = (i: number) => f.note(sink(i), n, 'call parameter');
  const [only] = args;
  if (args.length === 1 && only !== undefined && f.typeOf(only)?.kind === 'tuple') {
    spread(
      f,
      params.map((_, i) => (variadic && i === params.length - 1 ? f.nowhere : to(i))),
      only,
    );
    return;
  }
  const isSpread = f.tree.kind(lastArgument(f, n)) === K.VariadicArgument;
  const fixed = variadic && !isSpread ? params.length - 1 : params.length;
  for (const [i, a] of args.slice(0, fixed).entries()) value(to(i), a);
  if (args.length <= fixed) return;
  const inside = f.note(f.spill(to(fixed), n, 'variadic'), n, 'slice-literal-element');
  for (const a of args.slice(fixed)) value(inside, a);
}

const isMethodExpression = (f: Flow, callee: Node): boolean => {
  const named = selectorOf(f, callee);
  return f.types.selections.get(named)?.object.kind === 'func' && f.types.modes[f.tree.first(named)] === Mode.Type;
};

/** A call that gives several values, each to its hole. */
export function spread(f: Flow, holes: readonly Hole[], n: Node): void {
  const given = [...holes];
  for (const { part, from } of f.conversionsOfParts(n)) {
    if (part !== undefined && given[part]) given[part] = boxed(f, given[part]!, n, from);
  }
  f.call(given, f.tree.unparen(n));
}

/** `method`: that which runs, where that is known. */
function receiver(f: Flow, named: Node, sink: Hole, method: Selection | undefined, n: Node): void {
  const selected = f.types.selections.get(named)!;
  const operand = f.tree.first(named);
  const isInside = method !== undefined && method !== selected;
  const type = isInside ? method.receiver : f.typeOf(operand);
  const { object, path } = method ?? selected;
  const { derefs, end } = through(type, path);
  if (!method || !end) {
    f.value(f.note(shifted(sink, derefs), n, 'receiver in indirect call'), operand);
    return;
  }
  const isPointer = under(end).kind === 'pointer';
  const wantsPointer = object.kind === 'func' && object.pointerReceiver;
  // An interface holds a pointer, or what stands behind one.
  const held = isInside && isPointerShaped(type!) === false ? 1 : 0;
  const step = held + derefs + (wantsPointer ? (isPointer ? 0 : -1) : isPointer ? 1 : 0);
  f.value(f.note(shifted(sink, step), n, 'call parameter'), operand);
}

function methodOf(f: Flow, what: Callee): Selection | undefined {
  if (what.kind !== 'frame' && what.kind !== 'summary') return undefined;
  return what.inside ?? f.types.selections.get(what.receiver);
}

function receiverSink(f: Flow, what: Callee, holes: readonly Hole[], inside: readonly Hole[]): Hole {
  switch (what.kind) {
    case 'frame':
      return what.frame.receiver ? f.hole(what.frame.receiver) : f.nowhere;
    case 'summary':
      return sinkOf(f, what.summary, -1, holes, inside);
    default:
      return what.kind === 'unseen' ? f.heap : f.nowhere;
  }
}

function parameterSink(f: Flow, what: Callee, holes: readonly Hole[], inside: readonly Hole[], i: number): Hole {
  switch (what.kind) {
    case 'frame': {
      const param = what.frame.params[i];
      return param ? f.hole(param) : f.nowhere;
    }
    case 'summary':
      return sinkOf(f, what.summary, i, holes, inside);
    default:
      return what.kind === 'unseen' ? f.heap : f.nowhere;
  }
}

function sinkOf(f: Flow, { receiver, params, stored }: Summary, i: number, holes: readonly Hole[], inside: readonly Hole[]): Hole {
  const { heap, results } = (i < 0 ? receiver : params[i]) ?? NO_LEAKS;
  const sinks: Hole[] = [];
  if (heap !== undefined) sinks.push(shifted(f.heap, heap));
  for (const [result, derefs] of results) if (holes[result]) sinks.push(shifted(holes[result]!, derefs));
  for (const { parameter, made, derefs } of stored) if (parameter === i && inside[made]) sinks.push(shifted(inside[made]!, derefs));
  return f.tee(sinks);
}

/** What the callee makes where it is inlined. */
function makes(f: Flow, all: readonly Made[], holes: readonly Hole[], n: Node, { name }: Func): readonly Hole[] {
  const inside: Hole[] = [];
  for (const { text, to, isRare = false } of all) {
    const into = to === 'heap' ? f.heap : 'result' in to ? holes[to.result] : inside[to.made];
    const made = f.spill(into ?? f.nowhere, n, 'inlined');
    made.to.inside = [text];
    made.to.callee = name;
    made.to.isRare = isRare;
    inside.push(made);
  }
  return inside;
}
