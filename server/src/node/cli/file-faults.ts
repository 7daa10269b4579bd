/** What went wrong with files of a run, each thing once. Whether it matters depends on whether the file was asked for. */
import { type Message, messageKey } from '../../engine/base/message.js';
import type { Remarks } from './outcome.js';

export class FileFaults {
  /** By path; by what they say, since a file is read for several askers. */
  private readonly byPath = new Map<string, Map<string, Message>>();

  /** Files of which nobody knows whether they matter. */
  private readonly doubtful = new Set<string>();

  tell(path: string, message: Message, isOurs = true): void {
    if (!isOurs) this.doubtful.add(path);
    const known = this.byPath.get(path);
    if (known) known.set(messageKey(message), message);
    else this.byPath.set(path, new Map([[messageKey(message), message]]));
  }

  /** For a run that was asked for these files: what is wrong with others, read for what they say about these, leaves nothing out. */
  of(asked: readonly string[]): Remarks {
    const own = new Set(asked);
    return { gaps: this.said(path => own.has(path) && !this.doubtful.has(path)), notes: this.said(path => !own.has(path)) };
  }

  /** What is said of those of these files that may be none of ours. */
  doubts(asked: readonly string[]): Message[] {
    const own = new Set(asked);
    return this.said(path => own.has(path) && this.doubtful.has(path));
  }

  private said(isMeant: (path: string) => boolean): Message[] {
    return [...this.byPath].filter(([path]) => isMeant(path)).flatMap(([, messages]) => [...messages.values()]);
  }
}
