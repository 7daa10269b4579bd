/** What shell text says, as plain records. */

import type { Span } from '../base/finding.js';
import type { Word } from './word.js';

export interface ShellAssignment {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Word;
}

export interface ShellCommand {
  readonly kind: 'command';
  readonly span: Span;
  /** `A=b` before the command's name. */
  readonly assignments: readonly ShellAssignment[];
  /** The name first. */
  readonly words: readonly Word[];
  /** Text of a here-document on standard input. */
  readonly input?: Word;
  /** Files that `>` and `>>` write. */
  readonly writes: readonly Word[];
  readonly onFailure?: OnFailure;
}

/** What a script surely does when the command fails; not written: nobody looked, or it hangs on more. */
export type OnFailure = 'ends' | 'goes on';

export type ShellNode =
  | ShellCommand
  /** `A=b` alone, or `export A=b C`. */
  | {
      readonly kind: 'assign';
      readonly span: Span;
      readonly exported: boolean;
      readonly assignments: readonly ShellAssignment[];
      readonly names: readonly string[];
    }
  /** What runs in a child of the shell: `( … )`, each member of a pipeline, what follows `&`. */
  | { readonly kind: 'subshell'; readonly body: readonly ShellNode[] }
  /** What need not run: branches, loops, the right side of `||`, of a test and `&&`. */
  | { readonly kind: 'maybe'; readonly body: readonly ShellNode[] }
  | { readonly kind: 'function'; readonly name: string; readonly body: readonly ShellNode[] };

export interface ShellScript {
  readonly body: readonly ShellNode[];
  /** False when a part could not be read: then what is not in `body` may still be run. */
  readonly complete: boolean;
}
