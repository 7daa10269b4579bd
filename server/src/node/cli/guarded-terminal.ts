/** The terminal as the commands see it: whatever they write, it obeys nothing but the program's own colours. */
import { forTerminal, withoutCommands } from '../../engine/base/printable.js';
import { hasColour, type Terminal } from './terminal.js';

export interface GuardedTerminal extends Terminal {
  /** For what is meant to be obeyed, such as workflow commands: its writer answers for what is in it. */
  readonly unguarded: Terminal;
}

export function guarded(terminal: Terminal): GuardedTerminal {
  const [out, err] = [hasColour(terminal, terminal.stdoutIsTerminal), hasColour(terminal, terminal.stderrIsTerminal)];
  return {
    ...terminal,
    unguarded: terminal,
    stdout: text => terminal.stdout(withoutCommands(forTerminal(text, out))),
    stderr: text => terminal.stderr(withoutCommands(forTerminal(text, err))),
  };
}
