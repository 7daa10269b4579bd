import { activeGoFile, analyze } from './analyze.js';
import type { Command } from './command.js';

/** "Analyze Escapes in Package (-gcflags=-m)": the package of the Go file in the editor. */
export const analyzePackage: Command = {
  id: 'goPreflight.analyzePackage',
  run: context => analyze(context, 'package', activeGoFile()),
};
