import type { Command } from './command.js';

/** "Show Output": the log of client and server. */
export const showOutput: Command = {
  id: 'goPreflight.showOutput',
  run: ({ output }) => output.show(),
};
