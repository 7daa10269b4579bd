/** Programs that a run builds in containers: `docker run -v "$PWD":/src -w /src golang:1.26 go build`. */

import { containerUnits } from '../builds/container-units.js';
import type { ContainerCommand, StageStep } from '../shell/shell-records.js';
import type { Run } from './runs.js';

/** The container of a command that does nothing but build Go programs in it. */
export function buildingContainer(step: StageStep): ContainerCommand | undefined {
  const container = step.kind === 'run' ? step.command.container : undefined;
  if (!container || container.steps.length === 0) return undefined;
  return container.steps.every(inner => inner.kind === 'go' && inner.command.cwd !== undefined) ? container : undefined;
}

/** What a container does to folders of the tree, in place of the command that starts it. */
export const entered = (step: StageStep): readonly StageStep[] => buildingContainer(step)?.steps ?? [step];

/** Who builds the programs that the steps leave: the run itself, or the image in whose containers all are built. Undefined: some of both. */
export function builderOf(run: Run, after: number): Pick<Run, 'kind' | 'unit'> | undefined {
  const steps = run.steps.slice(0, after);
  const containers = steps.filter(step => buildingContainer(step));
  if (containers.length === 0) return run;
  const [unit, ...others] = containerUnits(run.name, containers);
  const isOne = unit && others.every(o => o.image?.text === unit.image?.text) && steps.every(step => step.kind !== 'go');
  return isOne ? { kind: 'container', unit } : undefined;
}
