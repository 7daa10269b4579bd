/** Answers about functions that hold until a body is another: each is worked out once, however many ways of calls lead to it. */
import type { Sliced } from '../../base/slices.js';

export class AnswersNow<Key, Answer> {
  private edition: number | undefined;
  private known = new Map<Key, Map<number, Answer>>();

  /** `sources`: as long as their edition is the same, no answer is another. */
  constructor(private readonly sources: { readonly edition: number }) {}

  /** `depth`: how many calls lead there, since those are bounded. */
  *of(key: Key, depth: number, ask: () => Sliced<Answer>): Sliced<Answer> {
    if (this.edition !== this.sources.edition) {
      this.edition = this.sources.edition;
      this.known = new Map();
    }
    const answers = this.known.get(key) ?? new Map<number, Answer>();
    this.known.set(key, answers);
    const before = answers.get(depth);
    if (before !== undefined) return before;
    yield;
    const answer = yield* ask();
    // If a body is another by now, nobody reads these any more.
    answers.set(depth, answer);
    return answer;
  }
}
