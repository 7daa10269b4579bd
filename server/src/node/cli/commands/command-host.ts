/** What a command needs of the program around it. */
import type { GuardedTerminal } from '../guarded-terminal.js';
import { type CommandOutcome, NO_REMARKS, type Remarks } from '../outcome.js';
import type { Project } from '../project.js';

export interface CommandHost {
  readonly terminal: GuardedTerminal;
  /** What the people of the project have agreed on. */
  readonly project: Project;
  /** Whether stdout is written in colours. */
  readonly isColoured: boolean;
  /** The action of a command: says what its outcome has to say, prints it, and sets the exit code. */
  does<A extends unknown[]>(action: (...args: A) => CommandOutcome | Promise<CommandOutcome>): (...args: A) => Promise<void>;
}

/** The outcome of a command that looks for nothing that it could fail for. */
export function report(terminal: GuardedTerminal, output: string, { gaps, notes }: Remarks = NO_REMARKS): CommandOutcome {
  return { gaps, notes, found: false, print: () => terminal.stdout(output) };
}
