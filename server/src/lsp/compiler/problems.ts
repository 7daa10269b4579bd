/** What keeps the compiler from speaking, by package, so that one package that builds does not hide that another does not. */
import type { Message } from '../../engine/base/message.js';
import { dirName } from '../../engine/base/paths.js';
import { withoutIcons } from '../../engine/base/printable.js';
import { notice } from '../../engine/base/wording.js';
import type { CompilerOutcome } from '../core/host.js';
import type { StatusParams } from '../core/messages.js';

/** Stands for the toolchain as a whole. */
const TOOLCHAIN = '';

export class Problems {
  /** What is said, by directory of the package, oldest first. */
  private readonly known = new Map<string, Message>();

  /** `directory` is what was asked about; undefined for a whole folder. */
  note(outcome: CompilerOutcome, directory: string | undefined): void {
    if (outcome.status === 'ok') this.known.delete(TOOLCHAIN);
    if (directory !== undefined) this.known.delete(directory);
    for (const file of outcome.files.keys()) this.known.delete(dirName(file));
    if (outcome.message === undefined) return;
    const toolchain = outcome.status === 'unavailable' ? TOOLCHAIN : undefined;
    this.known.set(outcome.directory ?? toolchain ?? directory ?? TOOLCHAIN, outcome.message);
  }

  /** Nobody looks at this package any more. */
  forget(directory: string): void {
    this.known.delete(directory);
  }

  clear(): void {
    this.known.clear();
  }

  /** The latest problem that still holds. */
  status(): StatusParams {
    const message = [...this.known.values()].at(-1);
    return message === undefined ? { kind: 'idle', text: '' } : { kind: 'warning', text: withoutIcons(notice(message)) };
  }
}
