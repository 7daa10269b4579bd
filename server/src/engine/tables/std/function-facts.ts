/** What the compiler says of a function of the standard library, read from the third part of a piece. */

/** Parameters by their number, from 0. */
export type Parameter = 'receiver' | number;

/** What a parameter refers to leaves the call: to the heap or, by its number, by a result. `derefs`: so many dereferences away from the parameter. */
export interface Leak {
  readonly parameter: Parameter;
  readonly to: 'heap' | number;
  readonly derefs: number;
}

/** Something that a call allocates where it is inlined. */
export interface InlinedAllocation {
  /** As the compiler writes the expression. */
  readonly text: string;
  /** Where it goes: by a result, or into another allocation of the call, it is only on the heap if that is; `heap`: in any case. */
  readonly to: 'heap' | { readonly result: number } | { readonly allocation: number };
}

/** A parameter that only leaks by being stored into an allocation of the call, by its number. Where the call is inlined it leaks no further. */
export interface Stored {
  readonly parameter: Parameter;
  readonly allocation: number;
  readonly derefs: number;
}

/** What is done to what a parameter refers to. */
export interface Touch {
  readonly parameter: Parameter;
  readonly derefs: number;
}

export interface FunctionFacts {
  /** What its body costs of the compiler's budget of 80; undefined when it is never inlined. */
  readonly inlineCost: number | undefined;
  /** Of parameters that are not named here nothing leaves the call. */
  readonly leaks: readonly Leak[];
  readonly stored: readonly Stored[];
  /** In the order of the text. Constants, values of no size and what only a panic needs are left out; boxes of small numbers are not. */
  readonly allocates: readonly InlinedAllocation[];
  /** Undefined where the compiler does not say: Go 1.21, and generic functions. */
  readonly writes: readonly Touch[] | undefined;
  readonly calls: readonly Touch[] | undefined;
}

const TOKEN = /^(r|\d+)([>~!@])(h|\d+)(?:\.(\d+))?$/;
const COST = /^i(\d+)$/;

/**
 * The lines of one function, without its name in front: ways first, then touches. Undefined when a line says that the function has not been
 * compiled.
 */
export function readFunctionFacts(lines: readonly string[], saysTouches: boolean): FunctionFacts | undefined {
  const facts = { leaks: [] as Leak[], stored: [] as Stored[], writes: [] as Touch[], calls: [] as Touch[] };
  const allocates: InlinedAllocation[] = [];
  let inlineCost: number | undefined;
  for (const line of lines) {
    const [tokens = '', ...allocations] = line.split('\t');
    for (const token of tokens.split(' ')) {
      if (token === '?') return undefined;
      const cost = COST.exec(token);
      if (cost) inlineCost = Number(cost[1]);
      else readToken(token, facts);
    }
    allocates.push(...allocations.map(readAllocation));
  }
  const { leaks, stored, writes, calls } = facts;
  return { inlineCost, leaks, stored, allocates, writes: saysTouches ? writes : undefined, calls: saysTouches ? calls : undefined };
}

function readToken(token: string, facts: { leaks: Leak[]; stored: Stored[]; writes: Touch[]; calls: Touch[] }): void {
  const match = TOKEN.exec(token);
  if (!match) return;
  const parameter = match[1] === 'r' ? 'receiver' : Number(match[1]);
  const derefs = Number(match[4] ?? 0);
  const target = Number(match[3]);
  switch (match[2]) {
    case '>':
      facts.leaks.push({ parameter, to: match[3] === 'h' ? 'heap' : target, derefs });
      break;
    case '~':
      facts.stored.push({ parameter, allocation: target, derefs });
      break;
    case '!':
      facts.writes.push({ parameter, derefs: target });
      break;
    case '@':
      facts.calls.push({ parameter, derefs: target });
      break;
  }
}

/** `0 &T{...}`, `~1 make([]byte, n)`, `h append(…)`. */
function readAllocation(written: string): InlinedAllocation {
  const space = written.indexOf(' ');
  const to = written.slice(0, space);
  const text = written.slice(space + 1);
  if (to === 'h') return { text, to: 'heap' };
  return { text, to: to.startsWith('~') ? { allocation: Number(to.slice(1)) } : { result: Number(to) } };
}
