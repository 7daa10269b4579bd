/** Work on files that is written once, and done either at once or without holding the thread. */

interface Step {
  now(): unknown;
  later(): Promise<unknown>;
}

/** Work that asks the file system step by step. */
export type Steps<T> = Generator<Step, T, unknown>;

/** One call, in both its forms. */
export function* step<T>(now: () => T, later: () => Promise<T>): Steps<T> {
  return (yield { now, later }) as T;
}

/** For the command line. */
export function atOnce<T>(steps: Steps<T>): T {
  let at = steps.next();
  while (!at.done) {
    let answer: unknown;
    try {
      answer = at.value.now();
    } catch (error) {
      at = steps.throw(error);
      continue;
    }
    at = steps.next(answer);
  }
  return at.value;
}

/** For the server. */
export async function inTurns<T>(steps: Steps<T>): Promise<T> {
  let at = steps.next();
  while (!at.done) {
    let answer: unknown;
    try {
      answer = await at.value.later();
    } catch (error) {
      at = steps.throw(error);
      continue;
    }
    at = steps.next(answer);
  }
  return at.value;
}
