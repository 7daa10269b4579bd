/** Messages in JSON: words, and what they are in every language. */
import type { Message } from '../../../engine/base/message.js';
import { plain } from '../../../engine/base/wording.js';
import type { Remarks } from '../outcome.js';

interface Identity {
  readonly messageId: string;
  readonly args: Message['args'];
  /** Sentences that follow, such as the assumption that the first rests on. */
  readonly more?: readonly Identity[];
}

/** What the message is in every language. */
export function identity({ id, args, then }: Message): Identity {
  return { messageId: id, args, ...(then && { more: then.map(identity) }) };
}

const worded = (message: Message) => ({ message: plain(message), ...identity(message) });

/** What a run says of itself. `complete`: all that was asked for was looked at; else the exit code is 2, and `gaps` says why. */
export function remarksJson({ gaps, notes }: Remarks): object {
  return { complete: gaps.length === 0, gaps: gaps.map(worded), notes: notes.map(worded) };
}
