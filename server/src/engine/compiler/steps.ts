/** The way to the heap as steps that a person reads: the compiler's flow when it was asked for, else what the syntax shows. */

import type { Location, Step } from '../base/finding.js';
import { type Message, messageKey } from '../base/message.js';
import { excerpt, LONG_EXCERPT } from '../sites/excerpt.js';
import { say } from '../sites/words.js';
import type { FlatTree, Node } from '../syntax/flat-tree.js';
import type { Destination } from './destination.js';
import type { Expression } from './expression.js';
import type { CompilerFact, CompilerPlace, FlowNote } from './facts.js';
import { leak } from './words.js';

/** Longer paths repeat themselves. */
const MAX_STEPS = 12;

/** Steps of the compiler's flow; `locate` finds the expression at a place, and gives undefined outside of the package's files. */
export function flowSteps(fact: CompilerFact, locate: (place: CompilerPlace) => Expression | undefined): Step[] {
  const steps: Step[] = [];
  for (const { notes } of fact.flow ?? []) {
    for (const note of notes) {
      const place = locate(note);
      const message = place && sentence(note, place);
      const last = steps.at(-1);
      if (!place || message === undefined) continue;
      if (last && messageKey(last.message) === messageKey(message) && last.span.start === place.span.start) continue;
      steps.push({ file: place.file, span: place.span, message });
      if (steps.length === MAX_STEPS) return steps;
    }
  }
  return steps;
}

/** Why a parameter leaks: the last thing that happens to it on its way to the heap. */
export function leakReason({ flow }: CompilerFact, locate: (place: CompilerPlace) => Expression | undefined): Message | undefined {
  const last = flow?.at(-1);
  const note = last?.notes.at(-1);
  const place = note && locate(note);
  // `{storage for E}` is the memory of an expression that is on the heap itself.
  if (!last?.destination.startsWith('{') || !place) return undefined;
  const text = excerpt(place.text, LONG_EXCERPT);
  if (COPYING.has(note.reason)) return leak.becauseCopied({ text });
  if (place.isCall && note.reason !== 'call parameter') return leak.becauseInlined({ text });
  switch (note.reason) {
    case 'assign':
    case 'assign-pair':
      return leak.becauseOutlives({ text: excerpt(note.expression, LONG_EXCERPT) });
    case 'call parameter':
      return place.text.startsWith('append(') ? leak.becauseOutlives({ text }) : leak.becausePassedOn({ text });
    case 'captured by a closure':
      return leak.becauseCaptured;
    case 'struct literal element':
    case 'slice-literal-element':
    case 'array literal element':
      return leak.becausePutInto({ text });
    case 'send':
      return leak.becauseSent;
    default:
      return undefined;
  }
}

/** The builtins append and copy hand on what elements refer to (cmd/compile/internal/escape/call.go). */
const COPYING: ReadonlySet<string> = new Set(['appendee slice', 'appended slice...', 'copied slice']);

/** Undefined for notes that say nothing to a reader: the memory of the value itself, a closure's own reference. */
function sentence(note: FlowNote, place: Expression): Message | undefined {
  if (note.reason === 'spill' || note.reason === 'reference') return undefined;
  const written = excerpt(place.text, LONG_EXCERPT);
  if (COPYING.has(note.reason)) return say.copiedBy({ text: written });
  // What happens inside of an inlined function is all at the call, in names that the reader has never seen.
  if (place.isCall && note.reason !== 'call parameter' && !note.reason.endsWith('element')) return say.insideInlined({ text: written });
  // `~r0` is the compiler's name for a result without one, `.autotmp_1` for what it keeps in between.
  const isOwnWord = note.reason === 'call parameter' || note.expression.includes('.autotmp_');
  const text = (isOwnWord ? written : excerpt(note.expression, LONG_EXCERPT)).replace(/~r\d+/g, '…');
  switch (note.reason) {
    case 'address-of':
      return text.startsWith('&') ? say.addressTakenBy({ text }) : say.addressOf({ text });
    case 'return':
      return say.returned;
    case 'assign':
    case 'assign-pair':
    case 'assign-pair-dot-type':
    case 'assign-pair-func-call':
    case 'assign-pair-receive':
      return say.assignedIn({ text });
    case 'call parameter':
      return say.passedOn({ text });
    case 'receiver in indirect call':
    case 'callee operand':
      return say.calledThrough({ text });
    case 'captured by a closure':
      return say.capturedByClosure({ text });
    case 'interface-converted':
      return say.converted;
    case 'slice-literal-element':
    case 'array literal element':
    case 'struct literal element':
    case 'map literal key':
    case 'map literal value':
      return text === '... argument' ? say.putIntoArguments : say.putInto({ text });
    case 'too large for stack':
    case 'too aligned for stack':
      return say.tooLarge;
    case 'non-constant size':
      return say.unknownSize;
    case 'range':
    case 'range-deref':
      return say.rangedOver;
    case 'slice':
      return say.slicedBy({ text });
    case 'send':
      return say.sent;
    default:
      return say.reachedThrough({ text });
  }
}

/** Two steps at most: what takes the address, and where it goes. `base` is the declaration's offset in the file. */
export function syntaxSteps(tree: FlatTree, file: string, base: number, to: Destination | undefined, site: Node): Step[] {
  if (!to || to.kind === 'panic') return [];
  const at = (node: Node): Location => {
    const { start, end } = tree.span(node);
    return { file, span: { start: start + base, end: end + base } };
  };
  const steps: Step[] = [];
  if (to.through !== undefined && to.through !== site) {
    const isUse = to.kind === 'goroutine' || to.kind === 'closure';
    const text = excerpt(tree.textOf(to.through), LONG_EXCERPT);
    steps.push({ ...at(to.through), message: isUse ? say.captured({ name: text }) : say.addressTakenBy({ text }) });
  }
  const message = arrival(to);
  if (message !== undefined && to.node !== site && to.node !== to.through) steps.push({ ...at(to.node), message });
  return steps;
}

function arrival(to: Destination): Message | undefined {
  const name = excerpt(to.name, LONG_EXCERPT);
  switch (to.kind) {
    case 'returned':
      return say.returned;
    case 'stored':
      return say.stored({ name });
    case 'sent':
      return say.sentOn({ name });
    case 'appended':
      return say.appendedTo({ name });
    case 'goroutine':
      return say.goroutineRuns;
    case 'closure':
      return say.closureOutlives;
    case 'argument':
      return say.passedTo({ name });
    default:
      return undefined;
  }
}
