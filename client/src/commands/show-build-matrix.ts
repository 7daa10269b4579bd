import type { ShownMatrix } from '../views/build-matrix.js';
import type { Command } from './command.js';

/** "Show Build Matrix": every place that builds the workspace's modules, side by side. Resolves with what the view shows. */
export const showBuildMatrix: Command = {
  id: 'goPreflight.showBuildMatrix',
  run: ({ matrix }): Promise<ShownMatrix> => matrix.show(),
};
