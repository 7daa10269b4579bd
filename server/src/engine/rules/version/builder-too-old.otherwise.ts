/** Where something else than the image may choose the release, or than the workspace what go.mod asks for. */

import type { BuildSource, BuildUnit } from '../../builds/facts.js';
import { stepsRun } from '../../program/called-commands.js';
import { withMakeRecipes } from '../../program/called-make.js';
import { mayBeOverridden } from '../../program/compose-overrides.js';
import { isImageGiven } from '../../program/image-start.js';
import { mayBringGo, mayRunOtherGo } from '../../program/other-go.js';
import type { WorkspaceView } from '../../program/view.js';
import type { StageStep } from '../../shell/shell-records.js';

/** Looks at what make and scripts run, too. */
export function mayDiffer(file: BuildSource, unit: BuildUnit, workspace: WorkspaceView): boolean {
  if (file.language === 'dockerfile') {
    const facts = workspace.dockerfileFacts(file.path);
    const isMounted = unit.go?.isInstalled === true && mountsGo(workspace.text(file.path) ?? '');
    return (
      facts !== undefined &&
      (isMounted ||
        withMakeRecipes(facts, workspace).stages.some(stage => stage.steps.some(unit.go?.isInstalled ? editsGoMod : changesImage)))
    );
  }
  if (stepsRun(file, unit, workspace).some(mayBringGo) || unit.steps?.some(changesImage)) return true;
  if (unit.kind === 'compose service' && mayBeOverridden(file, unit.name, workspace)) return true;
  const text = workspace.text(file.path) ?? '';
  return mayRunOtherGo(text) || OTHER_MODULE.test(text);
}

/** Another module than that of the workspace, another go.mod for it, or another state of it. */
const OTHER_MODULE = /-modfile\b|\bGO111MODULE\b|\bgit (?:clone|checkout|switch|worktree)\b|\bref: ?["']?\w/;

/** A mount of another image may hold a Go. */
const mountsGo = (text: string): boolean =>
  text.split('\n').some(line => line.includes('--mount=') && line.includes('from=') && line.includes('go'));

/** A build of the image puts another one in place of that of the stage. */
export function isReplaced(file: BuildSource, unit: BuildUnit, workspace: WorkspaceView): boolean {
  const facts = file.language === 'dockerfile' ? workspace.dockerfileFacts(file.path) : undefined;
  const stage = facts?.stages.find(s => s.span.start <= unit.span.start && unit.span.start <= s.span.end);
  return facts !== undefined && stage !== undefined && isImageGiven(facts, stage, workspace) && stage.from.args.length === 0;
}

/** Another Go, or an edit of go.mod. */
export const changesImage = (step: StageStep): boolean => editsGoMod(step) || (step.kind === 'run' && mayBringGo(step));

function editsGoMod(step: StageStep): boolean {
  if (step.kind === 'go') return step.command.verb === 'mod' && step.command.packages[0] === 'edit';
  return step.kind === 'run' && step.command.name === 'sed' && step.command.words.some(word => word?.includes('go.mod'));
}
