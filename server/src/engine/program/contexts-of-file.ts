/** The places of one file that build: found once for all files of a module, of which there may be thousands. */

import type { BuildContext } from './build-contexts.js';
import type { WorkspaceView } from './view.js';

const byFile = new WeakMap<readonly BuildContext[], ReadonlyMap<string, BuildContext[]>>();
const NONE: readonly BuildContext[] = [];

export function contextsOfFile(path: string, workspace: WorkspaceView): readonly BuildContext[] {
  const contexts = workspace.buildContexts(path);
  if (contexts.length === 0) return NONE;
  let files = byFile.get(contexts);
  if (!files) {
    files = group(contexts);
    byFile.set(contexts, files);
  }
  return files.get(path) ?? NONE;
}

function group(contexts: readonly BuildContext[]): ReadonlyMap<string, BuildContext[]> {
  const files = new Map<string, BuildContext[]>();
  for (const context of contexts) {
    const file = files.get(context.file);
    if (file) file.push(context);
    else files.set(context.file, [context]);
  }
  return files;
}
