/** How long the parser of Go may take for a text, and when it rests: counted in its own steps. */
import type { ParseOptions, Range } from 'web-tree-sitter';

/** The parser asks back while it works, in ordinary code once per 120 characters or less often (measured): this is far above that. */
const CALLS_PER_CHARACTER = 1;
const CALLS_FREE = 20_000;
/** Then it rests: one to two milliseconds. */
const CALLS_PER_SLICE = 16;
/** In broken code, where each takes longer: it counts as so many. */
const CALL_IN_ERROR = 16;

/** Whether the parser rests in the middle of a text, which costs a hundredth of what `check` takes, or only between two. */
export type ParserPace = 'sliced' | 'whole';

export class Patience {
  private left: number;

  /** `includedRanges`: what the parser is to see, if not all. */
  constructor(
    length: number,
    private readonly pace: ParserPace,
    private readonly includedRanges?: Range[],
  ) {
    this.left = CALLS_FREE + length * CALLS_PER_CHARACTER;
  }

  /** The text takes too long. */
  get isSpent(): boolean {
    return this.left < 0;
  }

  /** Ends one run of the parser when it should rest, or when its text takes too long. */
  forSlice(): ParseOptions {
    let calls = this.pace === 'whole' ? Number.POSITIVE_INFINITY : CALLS_PER_SLICE;
    return {
      ...(this.includedRanges && { includedRanges: this.includedRanges }),
      progressCallback: ({ hasError }) => {
        calls -= hasError ? CALL_IN_ERROR : 1;
        return --this.left < 0 || calls < 0;
      },
    };
  }
}
