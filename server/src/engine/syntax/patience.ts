/** How long the parser of Go may take for a text, and when it rests: counted in its own steps. */
import type { ParseOptions, Range } from 'web-tree-sitter';

/** The parser asks back while it works: ten thousand times for the longest tables of 90 popular modules (measured). In broken code each may take half a millisecond. */
const MAX_CALLS = 20_000;
/** Then it rests: one to two milliseconds. */
const CALLS_PER_SLICE = 16;
/** In broken code, where each takes longer: it counts as so many. */
const CALL_IN_ERROR = 16;
/** Nobody waits, but a run that never ended would stay in code that is not optimized, which takes up to twice as long (measured). */
const CALLS_PER_RUN = 100;

/** Whether the parser rests in the middle of a text, which costs a hundredth of what `check` takes, or only between two. */
export type ParserPace = 'sliced' | 'whole';

export class Patience {
  private left = MAX_CALLS;

  /** `includedRanges`: what the parser is to see, if not all. */
  constructor(
    private readonly pace: ParserPace,
    private readonly includedRanges?: Range[],
  ) {}

  /** The text takes too long. */
  get isSpent(): boolean {
    return this.left < 0;
  }

  /** Ends one run of the parser when it should rest, or when its text takes too long. */
  forSlice(): ParseOptions {
    let calls = this.pace === 'whole' ? CALLS_PER_RUN : CALLS_PER_SLICE;
    return {
      ...(this.includedRanges && { includedRanges: this.includedRanges }),
      progressCallback: ({ hasError }) => {
        calls -= hasError && this.pace === 'sliced' ? CALL_IN_ERROR : 1;
        return --this.left < 0 || calls < 0;
      },
    };
  }
}
