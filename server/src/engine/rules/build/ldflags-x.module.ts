/** Paths of `build/ldflags-x` that begin with what asks for the module. */

import { joinPath } from '../../base/paths.js';
import type { GoModFacts } from '../../builds/go-mod.js';
import type { WorkspaceView } from '../../program/view.js';
import { type Definition, OWN_MODULE } from '../../shell/linker-variables.js';

/** With the path of the module in place of what asks for it; undefined where several modules may answer. */
export function inModule(definition: Definition, { module, dir }: GoModFacts, workspace: WorkspaceView): Definition | undefined {
  const { path } = definition;
  if (!path.startsWith(OWN_MODULE)) return definition;
  const isOne = workspace.text(joinPath(dir, 'go.work')) === undefined;
  return isOne ? { ...definition, path: `${module}${path.slice(OWN_MODULE.length)}` } : undefined;
}
