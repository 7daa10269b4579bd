/** Whether a refactoring leaves the analysis of pools with nothing to say that it did not say before. */
import { type Tried, trialOf } from '../../engine/workspace/trial.js';
import type { Host } from '../core/host.js';

interface SoundContext extends Tried {
  readonly host: Pick<Host, 'readTable'>;
}

/** The package is read anew with the changed texts, beside the one that is open. */
export async function isSound(
  context: SoundContext,
  files: ReadonlyMap<string, string>,
  changed: ReadonlyMap<string, string>,
): Promise<boolean> {
  const { analysis, isClean } = trialOf(context, files, changed, 'pool');
  for (let step = analysis.next(); step.kind !== 'done'; step = analysis.next()) {
    if (step.kind === 'need file') step.answer(context.workspace.text(step.path));
    else if (step.kind === 'need folder') step.answer([]);
    else if (step.kind === 'need package') step.answer(undefined);
    else if (step.kind === 'need table') step.answer(await context.host.readTable(step.importPath));
  }
  return isClean();
}
