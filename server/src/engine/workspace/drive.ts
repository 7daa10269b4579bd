/** Drives an analysis to its end without giving the thread back: for hosts that may take their time, such as the command line and tests. */

import type { Analysis } from './analysis.js';
import type { AnalysisStep, FoundPackage, NeededFolder, NeededPackage, NeededTable } from './steps.js';

/** Where files come from; what a host does not have, it leaves out. */
export interface Sources {
  file?(path: string): string | undefined;
  folder?(needed: NeededFolder): readonly string[];
  package?(needed: NeededPackage): FoundPackage | undefined;
  table?(needed: NeededTable): string | undefined;
}

export function drive(analysis: Analysis, sources: Sources): void {
  for (let step = analysis.next(); step.kind !== 'done'; step = analysis.next()) answer(step, sources);
}

/** Gives what is needed at once. */
export function answer(step: AnalysisStep, sources: Sources): void {
  if (step.kind === 'need file') step.answer(sources.file?.(step.path));
  else if (step.kind === 'need folder') step.answer(sources.folder?.(step) ?? []);
  else if (step.kind === 'need package') step.answer(sources.package?.(step));
  else if (step.kind === 'need table') step.answer(sources.table?.(step));
}
