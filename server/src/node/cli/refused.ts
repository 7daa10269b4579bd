/** Why the command line cannot do what it was asked for: no fault of the program, and said in the language of the user. */
import type { Message } from '../../engine/base/message.js';
import { plain } from '../../engine/base/wording.js';

export class Refused extends Error {
  constructor(readonly reason: Message) {
    super(plain(reason));
  }
}

/** What the system calls the reason of a failed call: `ENOENT`. */
export function errorCode(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
