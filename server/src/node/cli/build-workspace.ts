/** All places below some folders that build, with what decides how they do: read for the reports that lay them beside each other. */

import type { Location } from '../../engine/base/finding.js';
import { buildMatrix } from '../../engine/reports/build-matrix.js';
import { Engine, type Grammars } from '../../engine/syntax/engine.js';
import { Workspace } from '../../engine/workspace/workspace.js';
import { discover } from './discover.js';
import { bringExternalPackages, readSurroundings } from './dockerfile-check.js';
import { readOrWarn } from './package-check.js';

/** Runs `use` with the places of `paths` and of their modules. Throws NoSuchPath. */
export async function withBuilds<T>(
  paths: readonly string[],
  cwd: string,
  grammars: Grammars,
  use: (workspace: Workspace) => T | Promise<T>,
): Promise<T> {
  const found = discover(paths, cwd);
  const engine = await Engine.load(grammars);
  try {
    const workspace = new Workspace(engine, { rules: [] });
    const builds = [...found.dockerfiles, ...found.builds];
    for (const path of builds) {
      const text = readOrWarn(path, new Map());
      if (text !== undefined) workspace.set(path, text);
    }
    readSurroundings(workspace, [...builds, ...found.go.slice(0, 1)], true);
    bringExternalPackages(workspace, found.dockerfiles, () => {
      buildMatrix(workspace, undefined);
      return workspace.neededPackages();
    });
    return await use(workspace);
  } finally {
    engine.dispose();
  }
}

/** `file:line:column`, both from 1, relative to `cwd` when it is below; a file that the workspace does not know has no line. */
export function placeIn(workspace: Workspace, { file, span }: Location, cwd: string): string {
  const shown = file.startsWith(`${cwd}/`) ? file.slice(cwd.length + 1) : file;
  const index = workspace.lineIndex(file);
  if (!index) return shown;
  const { line, character } = index.position(span.start);
  return `${shown}:${line + 1}:${character + 1}`;
}
