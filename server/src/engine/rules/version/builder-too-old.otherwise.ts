/** Where something else than the image may choose the release, or than the workspace what go.mod asks for. */

import type { DockerfileFacts } from '../../builds/dockerfile/facts.js';
import type { BuildSource, BuildUnit } from '../../builds/facts.js';
import { stepsRun } from '../../program/called-commands.js';
import { withMakeRecipes } from '../../program/called-make.js';
import { mayBeOverridden } from '../../program/compose-overrides.js';
import { mayBringGo, mayRunOtherGo } from '../../program/other-go.js';
import type { WorkspaceView } from '../../program/view.js';
import type { StageStep } from '../../shell/shell-records.js';

/** Looks at what make and scripts run, too. */
export function mayDiffer(file: BuildSource, unit: BuildUnit, workspace: WorkspaceView): boolean {
  if (file.language === 'dockerfile') {
    const facts = workspace.dockerfileFacts(file.path);
    return facts !== undefined && withMakeRecipes(facts, workspace).stages.some(stage => stage.steps.some(changesImage));
  }
  if (stepsRun(file, unit, workspace).some(mayBringGo) || unit.steps?.some(changesImage)) return true;
  if (unit.kind === 'compose service' && mayBeOverridden(file, unit.name, workspace)) return true;
  const text = workspace.text(file.path) ?? '';
  return mayRunOtherGo(text) || OTHER_MODULE.test(text);
}

/** Another module than that of the workspace, another go.mod for it, or another state of it. */
const OTHER_MODULE = /-modfile\b|\bGO111MODULE\b|\bgit (?:clone|checkout|switch|worktree)\b|\bref: ?["']?\w/;

/** The code that the image builds is fetched, and none of the workspace's comes with a go.mod. */
export function bringsOther({ stages }: DockerfileFacts, text: string): boolean {
  const brings = (step: StageStep) =>
    step.kind === 'copy' && step.copy.from === undefined && step.copy.sources.some(s => s === undefined || WITH_GO_MOD.test(s));
  return FETCHES.test(text) && !text.includes('type=bind') && !stages.some(stage => stage.steps.some(brings));
}

const FETCHES = /\bgit clone\b|\b(?:curl|wget) |^ADD .*(?:https?:|git@)|^COPY --from=/im;
const WITH_GO_MOD = /^(?:\.?\/?|\.\/.*|\*|go\..*|.*\/go\.mod)$/;

/** Another Go, or an edit of go.mod. */
function changesImage(step: StageStep): boolean {
  if (step.kind === 'go') return step.command.verb === 'mod' && step.command.packages[0] === 'edit';
  if (step.kind !== 'run') return false;
  return mayBringGo(step) || (step.command.name === 'sed' && step.command.words.some(word => word?.includes('go.mod')));
}
