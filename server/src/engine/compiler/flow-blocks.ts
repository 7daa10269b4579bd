/** Blocks of `-m=2` that tell how a value travels, and which of them is about a fact. */
import type { CompilerFact, FlowNote, FlowStep } from './facts.js';

export interface Block {
  readonly place: string;
  readonly expression: string;
  /** Where a parameter leaks to: `{heap}`, `{storage for …}` of something on the heap, or the result's name. */
  readonly to: string | undefined;
  readonly steps: { destination: string; source: string; notes: FlowNote[] }[];
  notes: number;
}

/** The flow of the block that is about the fact. */
export function flowOf(fact: CompilerFact, blocks: ReadonlyMap<string, readonly Block[]>): readonly FlowStep[] | undefined {
  if (fact.kind !== 'moved' && fact.kind !== 'escapes' && fact.kind !== 'leaking') return undefined;
  const place = fact.column === undefined ? `${fact.raw}:${fact.line}` : `${fact.raw}:${fact.line}:${fact.column}`;
  const all = blocks.get(place) ?? [];
  const own = all.filter(b => (fact.kind === 'leaking' ? isFlowOf(fact, b) : b.to === undefined));
  // A parameter that is moved may have a leak's flow only.
  const here = own.length === 0 && fact.kind === 'moved' ? all : own;
  const about = here.filter(b => b.expression === fact.expression || sameExpression(b.expression, fact.expression));
  // A variable can leave by several ways. That a closure shares it tells more than what else happens to it.
  const block = about.find(isCapture) ?? about[0];
  return block && block.steps.length > 0 ? block.steps.map(step => ({ ...step, notes: step.notes.slice() })) : undefined;
}

/** One parameter can leak to the heap and to several results, each with a flow of its own. */
function isFlowOf({ detail }: CompilerFact, { to }: Block): boolean {
  const result = /^result (\S+)/.exec(detail ?? '')?.[1];
  return result === undefined ? to?.startsWith('{') === true : to === result;
}

const isCapture = ({ steps }: Block) => steps.some(s => s.notes.some(n => n.reason === 'captured by a closure'));

/** `append escapes to heap` stands for the block about `append(s, v)`. */
function sameExpression(block: string, fact: string): boolean {
  return fact === 'append' && block.startsWith('append(');
}
