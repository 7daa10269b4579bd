/** Whether files that build say what a finding in a Go file hangs on. */
import type { BuildCondition } from '../base/build-condition.js';
import { dirName } from '../base/paths.js';
import { isStopped } from './stopped-programs.js';
import type { WorkspaceView } from './view.js';

export function holds({ kind, path, pulled }: BuildCondition, workspace: WorkspaceView): boolean {
  return kind === 'started' ? isStopped(path, workspace) : !mayLeaveOutCheck(workspace) && !isDefined(pulled, path, workspace);
}

/** `-ldflags=-checklinkname=0` */
const UNCHECKED = /checklinkname=(?:0|f)/i;

function mayLeaveOutCheck(workspace: WorkspaceView): boolean {
  return [...workspace.buildFiles(), ...workspace.dockerfiles()].some(f => UNCHECKED.test(workspace.text(f.path) ?? ''));
}

/** Another package of the module writes a linkname to the same: it may define it. */
function isDefined(pulled: string | undefined, path: string, workspace: WorkspaceView): boolean {
  const isSame = (text: string) => pulled !== undefined && text.startsWith('//go:linkname') && text.trimEnd().endsWith(` ${pulled}`);
  return workspace.moduleFiles(path).some(f => dirName(f.path) !== dirName(path) && f.directives.some(d => isSame(d.text)));
}
