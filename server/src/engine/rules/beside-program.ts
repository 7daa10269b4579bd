/** Whether a Go file belongs to what stands beside the program: examples, and what tests share. */
import { baseName, relativePath } from '../base/paths.js';
import type { WorkspaceView } from '../program/view.js';
import { isAside, isAsideFile } from '../sites/runs-once.js';

/** `path`: of the file in the workspace. Without a go.mod only the file's name tells. */
export function isBesideProgram(path: string, workspace: WorkspaceView): boolean {
  if (isAsideFile(baseName(path))) return true;
  const module = workspace.module(path);
  const folder = relativePath(path, module?.dir ?? '').replace(/[^/]*$/, '');
  return module !== undefined && isAside(`host/owner/${folder}`);
}
