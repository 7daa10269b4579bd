import { activeGoFile, analyze } from './analyze.js';
import type { Command } from './command.js';

/** "Analyze Escapes in File (-gcflags=-m)": its package is compiled, the report is about the file alone. */
export const analyzeFile: Command = {
  id: 'goPreflight.analyzeFile',
  run: context => analyze(context, 'file', activeGoFile()),
};
