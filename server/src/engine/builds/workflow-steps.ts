/** What steps of a workflow come to: commands, and images that are built between them. */

import type { Environment, Setting } from '../shell/environment.js';
import type { StageStep } from '../shell/shell-records.js';
import { child, type DataNode, scalarText } from '../syntax/data-node.js';
import type { UnitImage } from './facts.js';
import { type ImageBuild, stepBuilds } from './image-builds.js';
import type { Cell } from './matrix.js';

/** What runs in one step. */
export interface StepOutcome {
  readonly steps: readonly StageStep[];
  readonly experiments: readonly Setting[];
  readonly images?: readonly ImageBuild[];
}

/** What a step with `uses` runs: goreleaser as a command, an image as it is built. */
export function actionOf(
  step: DataNode,
  environment: Environment,
  settings: readonly Setting[],
  cell: Cell,
): Pick<StepOutcome, 'steps' | 'images'> {
  const uses = scalarText(child(step, 'uses')) ?? '';
  const input = child(step, 'with');
  if (/^docker\/build-push-action@/.test(uses)) {
    const known = new Map(settings.map(s => [s.name, s.text]));
    return { steps: [], images: stepBuilds(input, cell, known) };
  }
  if (!/^goreleaser\/goreleaser-action@/.test(uses)) return { steps: [] };
  const words = ['goreleaser', ...(scalarText(child(input, 'args')) ?? '').split(/\s+/).filter(w => w !== '')];
  const call = { environment, written: new Map() };
  const command = { span: step.span, name: 'goreleaser', words, cwd: '/', certain: true, writes: [], call };
  return { steps: scalarText(child(input, 'install-only')) === 'true' ? [] : [{ kind: 'run', command }] };
}

export const uncertain = (step: StageStep): StageStep =>
  step.kind === 'go' || step.kind === 'run' ? ({ ...step, command: { ...step.command, certain: false } } as StageStep) : step;

/** After how many of the job's steps each image is built. */
export function imagesOf(outcomes: readonly (StepOutcome | undefined)[]): UnitImage[] {
  let after = 0;
  return outcomes.flatMap(o => {
    after += o?.steps.length ?? 0;
    return (o?.images ?? []).map(build => ({ build, after }));
  });
}
