/** What steps of a workflow come to: commands, and images that are built between them. */

import type { Span } from '../base/finding.js';
import { leavesTree, resolvePath } from '../base/paths.js';
import type { Environment, Setting } from '../shell/environment.js';
import type { StageStep } from '../shell/shell-records.js';
import { child, type DataNode, scalarText } from '../syntax/data-node.js';
import type { JobArtifact, UnitImage } from './facts.js';
import { type ImageBuild, stepBuilds } from './image-builds.js';
import type { Cell } from './matrix.js';
import { WORTH_READING } from './shell-unit.js';

/** What runs in one step. */
export interface StepOutcome {
  readonly steps: readonly StageStep[];
  readonly experiments: readonly Setting[];
  readonly images?: readonly ImageBuild[];
  readonly artifact?: Omit<JobArtifact, 'after'>;
}

/** What a step with `uses` runs: goreleaser as a command, an image as it is built. */
export function actionOf(
  step: DataNode,
  environment: Environment,
  settings: readonly Setting[],
  cell: Pick<Cell, 'get'>,
): Pick<StepOutcome, 'steps' | 'images'> {
  const uses = scalarText(child(step, 'uses')) ?? '';
  const input = child(step, 'with');
  if (/^docker\/build-push-action@/.test(uses)) {
    const known = new Map(settings.map(s => [s.name, s.text]));
    return { steps: [], images: stepBuilds(input, cell, known) };
  }
  if (/^golangci\/golangci-lint-action@/.test(uses)) {
    const folder = scalarText(child(input, 'working-directory'));
    const cwd = folder === undefined ? '/' : folder.includes('$') || leavesTree('/', folder) ? undefined : resolvePath('/', folder);
    const words = ['golangci-lint', 'run'];
    return { steps: [{ kind: 'run', command: { span: step.span, name: 'golangci-lint', words, cwd, certain: true, writes: [] } }] };
  }
  // An action of the repository itself may build anything.
  if (uses.startsWith('.')) return { steps: [unread(step.span)] };
  if (!/^goreleaser\/goreleaser-action@/.test(uses)) return { steps: [] };
  const words = ['goreleaser', ...(scalarText(child(input, 'args')) ?? '').split(/\s+/).filter(w => w !== '')];
  const call = { environment, written: new Map() };
  const command = { span: step.span, name: 'goreleaser', words, cwd: '/', certain: true, writes: [], call };
  return { steps: scalarText(child(input, 'install-only')) === 'true' ? [] : [{ kind: 'run', command }] };
}

/** Stands for what may run and cannot be read. */
export const unread = (span: Span): StageStep => ({
  kind: 'run',
  command: { span, name: undefined, words: [], cwd: undefined, certain: false, writes: [] },
});

/** True for a script whose commands are not kept as steps though they may change what is built, or how. */
export function mayHideBuilds(script: string): boolean {
  const lines = script.split('\n');
  if (lines.some(line => /\bgo\s+env\b/.test(line) && /\s-[wu]\b/.test(line))) return true;
  return !WORTH_READING.test(script) && lines.some(line => !/^\s*(?:#|$)/.test(line) && !HARMLESS_LINE.test(line));
}

const HARMLESS_LINE = /^\s*(?:echo|printf|chmod|ls|pwd|mkdir|cat|set|date|git|true)\b[^;&|`]*$/;

export const uncertain = (step: StageStep): StageStep =>
  step.kind === 'go' || step.kind === 'run' ? ({ ...step, command: { ...step.command, certain: false } } as StageStep) : step;

/** After how many of the job's steps each image is built, and files are kept or brought. */
export function placedIn(outcomes: readonly StepOutcome[]): { readonly images: UnitImage[]; readonly artifacts: JobArtifact[] } {
  let after = 0;
  const images: UnitImage[] = [];
  const artifacts: JobArtifact[] = [];
  for (const o of outcomes) {
    after += o.steps.length;
    for (const build of o.images ?? []) images.push({ build, after });
    if (o.artifact) artifacts.push({ ...o.artifact, after });
  }
  return { images, artifacts };
}
