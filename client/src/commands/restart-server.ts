import type { Command } from './command.js';

/** "Restart Language Server". */
export const restartServer: Command = {
  id: 'goPreflight.restartServer',
  run: ({ client }) => client.restart(),
};
