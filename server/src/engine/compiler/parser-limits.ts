/** How much is kept of what the compiler prints, and what it takes. */
import type { CompilerFact } from './facts.js';

export interface ParserLimits {
  /** Facts kept per package. */
  readonly facts: number;
  /** Flow blocks kept per position; one position prints thousands of blocks in packages such as go/types. */
  readonly flowsPerPlace: number;
  /** Flow blocks kept per package. */
  readonly flows: number;
  /** `from` lines kept per flow block. */
  readonly notes: number;
  /** Bytes kept per package, roughly: its texts and what is kept beside them. */
  readonly bytes: number;
  /** Of these, before flow blocks are left out: they only say why, and facts come behind them. */
  readonly flowBytes: number;
  /** The same of all packages, and how many there may be: the standard library has 350. */
  readonly allBytes: number;
  readonly packages: number;
}

export const DEFAULT_LIMITS: ParserLimits = {
  facts: 100_000,
  flowsPerPlace: 4,
  flows: 40_000,
  notes: 64,
  bytes: 45_000_000,
  flowBytes: 30_000_000,
  allBytes: 400_000_000,
  packages: 20_000,
};

/** What a fact, a step or a note takes beside its texts. */
export const RECORD = 250;

/** Roughly. */
export function bytesOf({ raw, expression, detail = '', flow = [] }: CompilerFact): number {
  const notes = flow.flatMap(step => step.notes);
  const texts = notes.reduce((sum, note) => sum + note.expression.length + note.raw.length, 0);
  return RECORD * (1 + flow.length + notes.length) + raw.length + expression.length + detail.length + texts;
}
