/** Where the compiler's flow of a value ends: what it says of the last step, in the words of a destination. */
import type { CompilerFact, FlowNote } from './facts.js';

/** `argument`: it is handed to a call; `receiver`: it is what a call through an interface is made on; `held`: a literal that is on the heap holds it. */
type HopKind = 'returned' | 'stored' | 'sent' | 'appended' | 'argument' | 'receiver' | 'held';

export interface LastHop {
  readonly kind: HopKind;
  /** What it is stored in, sent on, appended to; what is called. As the compiler writes it. */
  readonly name: string;
  readonly note: FlowNote;
  /** What the value is in then, `p` or `&{storage for T{...}}`, and all notes before. */
  readonly source: string;
  readonly before: readonly FlowNote[];
}

/**
 * Undefined where there is no flow, or where its end tells less than the text does: its size, a closure that captures the value, the slice of a call's
 * arguments.
 */
export function lastHop({ flow }: CompilerFact): LastHop | undefined {
  const step = flow?.findLast(s => s.notes.length > 0);
  const note = step?.notes.findLast(n => !OWN.has(n.reason));
  if (!step || !note) return undefined;
  const before = (flow ?? []).flatMap(s => s.notes).filter(n => n !== note);
  const hop = (kind: HopKind, name: string): LastHop => ({ kind, name, note, source: step.source, before });
  const { expression } = note;
  switch (note.reason) {
    case 'return':
      return hop('returned', '');
    case 'assign':
    case 'assign-pair':
    case 'assign-pair-func-call':
    case 'assign-pair-receive':
    case 'assign-pair-dot-type':
      return step.destination === '{heap}' ? hop('stored', assignedIn(expression)) : undefined;
    case 'struct literal element':
    case 'slice-literal-element':
    case 'array literal element':
    case 'map literal key':
    case 'map literal value':
      return expression === '... argument' ? undefined : hop('held', expression);
    case 'interface-converted':
      // A literal that an interface holds is in memory of its own, and so is what it holds.
      return isInLiteral(step.notes, note) ? hop('held', expression) : undefined;
    case 'key of map put':
      return hop('stored', indexedIn(expression));
    case 'send':
      return hop('sent', expression.split(' <- ')[0]!);
    case 'call parameter':
      return expression.startsWith('append(') ? hop('appended', firstArgument(expression)) : hop('argument', calledIn(expression));
    case 'receiver in indirect call':
      return hop('receiver', calledIn(expression));
    case 'appendee slice':
    case 'appended slice...':
    case 'copied slice':
      return hop('appended', firstArgument(expression));
    default:
      return undefined;
  }
}

/** The note is about a struct or an array with the value in it. */
function isInLiteral(notes: readonly FlowNote[], note: FlowNote): boolean {
  const before = notes[notes.indexOf(note) - 1];
  return before !== undefined && before.expression === note.expression && /^(?:struct|array) literal element$/.test(before.reason);
}

/** Notes about the memory of a value itself. */
const OWN: ReadonlySet<string> = new Set(['spill', 'reference', 'address-of']);

/** What is assigned to in `a, b := c, d`, `x.f = y` or `x.f += y`. */
export const assignedIn = (expression: string): string => expression.split(/ (?:[-:+*/%&|^]|<<|>>|&\^)?= /)[0]!;

/** What is called in `f.g(x)(y)`: all before the last list of arguments; of text that is no call, the text. */
export const calledIn = (call: string): string => beforeLast(call, '(', ')');

/** The map in `m[f(x)[0]]`. */
const indexedIn = (element: string): string => beforeLast(element, '[', ']');

function beforeLast(text: string, open: string, close: string): string {
  let depth = 0;
  for (let i = text.length - 1; i >= 0; i--) {
    if (text[i] === close) depth++;
    else if (text[i] === open && --depth === 0) return text.slice(0, i);
  }
  return text;
}

function firstArgument(call: string): string {
  const inside = call.slice(call.indexOf('(') + 1);
  let depth = 0;
  for (let i = 0; i < inside.length; i++) {
    const c = inside[i]!;
    if ('([{'.includes(c)) depth++;
    else if (')]}'.includes(c)) {
      if (depth-- === 0) return inside.slice(0, i);
    } else if (c === ',' && depth === 0) return inside.slice(0, i);
  }
  return inside;
}
