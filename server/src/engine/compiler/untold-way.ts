/**
 * Ways on which a value does not really go: the compiler follows a struct as a whole, and a variable as if it held at all times what it holds at one. The
 * steps show it; a sentence that names the end of such a flow would not be true.
 */
import { isWritten } from '../go/body/captures.js';
import { mayLeadTo } from '../go/types/leads-to.js';
import { K, NONE, type Node } from '../syntax/flat-tree.js';
import type { CallContext } from './call-way.js';
import type { CompilerFact, FlowNote } from './facts.js';
import { assignedIn } from './last-hop.js';
import type { Way } from './way.js';

/** The variable that holds more than the value; its name is empty where none is named. Undefined for other ways. */
export function untoldWay(context: CallContext, { flow }: CompilerFact): Way | undefined {
  const steps = flow ?? [];
  const notes = steps.flatMap(s => s.notes);
  if (leavesByAnotherField(context, notes) || isLeftBehind(context, notes)) return { kind: 'otherField', name: holderIn(notes), via: '' };
  const name = steps.length > 1 ? overwritten(context, steps[0]!.destination, notes) : undefined;
  return name === undefined ? undefined : { kind: 'otherValue', name, via: '' };
}

/** `p := pair{a: &n, b: s}; return p.b`. */
function leavesByAnotherField({ tree, nodeAt }: CallContext, notes: readonly FlowNote[]): boolean {
  const dot = notes.findIndex(n => n.reason === 'dot');
  const made = notes.slice(0, Math.max(dot, 0)).findLastIndex(n => n.reason === 'struct literal element');
  const address = notes[made - 1];
  if (address?.reason !== 'address-of') return false;
  const element = tree.ancestor(nodeAt(address), K.KeyedElement, K.CompositeLiteral);
  const field = /\.(\w+)$/.exec(notes[dot]!.expression)?.[1];
  return tree.kind(element) === K.KeyedElement && field !== undefined && tree.textOf(tree.first(element)) !== field;
}

/** `p := pair{a: &n, b: s}; return p.only()`: what the call gives back cannot lead to `n`, by its type. */
function isLeftBehind({ tree, typed, nodeAt }: CallContext, notes: readonly FlowNote[]): boolean {
  const made = notes.findIndex(n => n.reason === 'struct literal element');
  const address = notes[made - 1];
  if (address?.reason !== 'address-of') return false;
  const call = notes.slice(made + 1, -1).findLast(n => n.reason === 'call parameter');
  const [at, given] = [nodeAt(address), call ? nodeAt(call) : NONE];
  if (tree.kind(given) !== K.CallExpression || at === NONE) return false;
  const pointer = typed?.typeOf(tree.parentKind(at) === K.UnaryExpression ? tree.parent(at) : at);
  const result = typed?.typeOf(given);
  return pointer?.kind === 'pointer' && result !== undefined && !mayLeadTo(result, pointer);
}

/** `p` of `p := pair{…}`, where the literal is put into a variable. */
function holderIn(notes: readonly FlowNote[]): string {
  const made = notes.findIndex(n => n.reason === 'struct literal element');
  const next = notes[made + 1];
  const name = next && /^assign/.test(next.reason) ? assignedIn(next.expression) : '';
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? name : '';
}

/** `k := &x; *k++; k = &y; sink = k`: by then `k` holds something else, on every way. */
function overwritten({ tree, scopes, nodeAt }: CallContext, holder: string, notes: readonly FlowNote[]): string | undefined {
  const put = notes.findIndex(n => n.reason === 'assign' && assignedIn(n.expression) === holder);
  const read = notes[put + 1];
  if (put < 0 || read?.reason !== 'assign') return undefined;
  const [from, to] = [statementAt(tree, nodeAt(notes[put]!)), statementAt(tree, nodeAt(read))];
  const v = scopes.variables.find(o => o.name === holder && o.uses.some(u => to !== NONE && tree.within(u, to)));
  if (!v || from === NONE || to === NONE || from >= to || scopes.loopOf(from) !== scopes.loopOf(to)) return undefined;
  const isPlain = (u: Node) => tree.kind(statementAt(tree, u)) === K.AssignmentStatement && tree.op(statementAt(tree, u)) === '=';
  const between = v.uses.filter(u => u >= tree.afters[from]! && u < to && isWritten(tree, u) && isPlain(u));
  // In the list of statements that the reading is in, too: nothing leads past it.
  const isOnEachWay = (u: Node) => tree.parent(statementAt(tree, u)) === tree.parent(to) && tree.parent(from) === tree.parent(to);
  return between.some(isOnEachWay) ? holder : undefined;
}

function statementAt(tree: CallContext['tree'], node: Node): Node {
  let n = node;
  while (n > 0 && tree.parentKind(n) !== K.StatementList) n = tree.parent(n);
  return n > 0 ? n : NONE;
}
