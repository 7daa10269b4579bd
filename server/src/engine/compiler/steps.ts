/** The way to the heap as steps that a person reads: the compiler's flow when it was asked for, else what the syntax shows. */

import type { Location, Step } from '../base/finding.js';
import { t } from '../base/l10n.js';
import type { FlatTree, Node } from '../syntax/flat-tree.js';
import { type Destination, oneLine } from './destination.js';
import type { Expression } from './expression.js';
import type { CompilerFact, CompilerPlace, FlowNote } from './facts.js';

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
      if (last && last.message === message && last.span.start === place.span.start) continue;
      steps.push({ file: place.file, span: place.span, message });
      if (steps.length === MAX_STEPS) return steps;
    }
  }
  return steps;
}

/** Why a parameter leaks: the last thing that happens to it on its way to the heap, as the end of a sentence with `because`. */
export function leakReason({ flow }: CompilerFact, locate: (place: CompilerPlace) => Expression | undefined): string | undefined {
  const last = flow?.at(-1);
  const note = last?.notes.at(-1);
  const place = note && locate(note);
  // `{storage for E}` is the memory of an expression that is on the heap itself.
  if (!last?.destination.startsWith('{') || !place) return undefined;
  if (COPIES.has(note.reason)) return t('`{0}` copies its elements', oneLine(place.text));
  if (place.isCall && note.reason !== 'call parameter') return t('the inlined `{0}` keeps it', oneLine(place.text));
  switch (note.reason) {
    case 'assign':
    case 'assign-pair':
      return t('`{0}` stores it where it outlives the call', oneLine(note.expression));
    case 'call parameter':
      return place.text.startsWith('append(')
        ? t('`{0}` stores it where it outlives the call', oneLine(place.text))
        : t('`{0}` passes it on', oneLine(place.text));
    case 'captured by a closure':
      return t('a closure that outlives the call captures it');
    case 'struct literal element':
    case 'slice-literal-element':
    case 'array literal element':
      return t('it is put into `{0}`, which is on the heap', oneLine(place.text));
    case 'send':
      return t('it is sent on a channel');
    default:
      return undefined;
  }
}

/** The builtins append and copy hand on what elements refer to (cmd/compile/internal/escape/call.go). */
const COPIES: ReadonlySet<string> = new Set(['appendee slice', 'appended slice...', 'copied slice']);

/** Undefined for notes that say nothing to a reader: the memory of the value itself, a closure's own reference. */
function sentence(note: FlowNote, place: Expression): string | undefined {
  if (note.reason === 'spill' || note.reason === 'reference') return undefined;
  if (COPIES.has(note.reason)) return t('its elements are copied by `{0}`', oneLine(place.text));
  // What happens inside of an inlined function is all at the call, in names that the reader has never seen.
  if (place.isCall && note.reason !== 'call parameter' && !note.reason.endsWith('element'))
    return t('inside the inlined `{0}`', oneLine(place.text));
  // `~r0` is the compiler's name for a result without one, `.autotmp_1` for what it keeps in between.
  const isOwnWord = note.reason === 'call parameter' || note.expression.includes('.autotmp_');
  const text = oneLine(isOwnWord ? place.text : note.expression).replace(/~r\d+/g, '…');
  switch (note.reason) {
    case 'address-of':
      return text.startsWith('&') ? t('`{0}` takes its address', text) : t('the address of `{0}` is taken', text);
    case 'return':
      return t('returned to the caller');
    case 'assign':
    case 'assign-pair':
    case 'assign-pair-dot-type':
    case 'assign-pair-func-call':
    case 'assign-pair-receive':
      return t('assigned in `{0}`', text);
    case 'call parameter':
      return t('passed on by `{0}`', text);
    case 'receiver in indirect call':
    case 'callee operand':
      return t('called through `{0}`', text);
    case 'captured by a closure':
      return t('`{0}` is captured by a closure', text);
    case 'interface-converted':
      return t('converted to an interface');
    case 'slice-literal-element':
    case 'array literal element':
    case 'struct literal element':
    case 'map literal key':
    case 'map literal value':
      return text === '... argument' ? t('put into the list of arguments') : t('put into `{0}`', text);
    case 'too large for stack':
    case 'too aligned for stack':
      return t('too large for the stack');
    case 'non-constant size':
      return t('its size is not a constant');
    case 'range':
    case 'range-deref':
      return t('ranged over by the loop');
    case 'slice':
      return t('sliced by `{0}`', text);
    case 'send':
      return t('sent on a channel');
    default:
      return t('reached through `{0}`', text);
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
    const text = oneLine(tree.textOf(to.through));
    steps.push({ ...at(to.through), message: isUse ? t('`{0}` is used inside the closure', text) : t('`{0}` takes its address', text) });
  }
  const message = arrival(to);
  if (message !== undefined && to.node !== site && to.node !== to.through) steps.push({ ...at(to.node), message });
  return steps;
}

function arrival(to: Destination): string | undefined {
  const name = oneLine(to.name);
  switch (to.kind) {
    case 'returned':
      return t('returned here');
    case 'stored':
      return t('stored in `{0}`', name);
    case 'sent':
      return t('sent on `{0}`', name);
    case 'appended':
      return t('appended to `{0}`', name);
    case 'goroutine':
      return t('a new goroutine runs this');
    case 'closure':
      return t('the closure that can outlive the function');
    case 'argument':
      return t('passed to `{0}`', name);
    default:
      return undefined;
  }
}
