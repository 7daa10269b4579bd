/** All places below some folders that build, with what decides how they do: read for the reports that lay them beside each other. */

import type { Location } from '../../engine/base/finding.js';
import { buildMatrix } from '../../engine/reports/build-matrix.js';
import type { Workspace } from '../../engine/workspace/workspace.js';
import { brokenModules } from './broken-modules.js';
import { discover } from './discover.js';
import { DiskFolders } from './disk-folders.js';
import { type Remarks, remarks } from './outcome.js';
import { Session, type SessionOptions } from './session.js';

/** Runs `use` with the places of `paths` and of their modules, and says what could not be looked at. */
export async function withBuilds<T>(
  paths: readonly string[],
  cwd: string,
  options: Pick<SessionOptions, 'grammars' | 'env' | 'disk'>,
  use: (workspace: Workspace) => T | Promise<T>,
): Promise<Remarks & { readonly value: T }> {
  const { disk = new DiskFolders() } = options;
  const found = discover(paths, cwd, disk);
  const places = [...found.dockerfiles, ...found.builds, ...found.go.slice(0, 1)];
  return Session.run({ ...options, rules: [], disk }, async session => {
    const { workspace } = session;
    session.drive(
      { kind: 'builds', paths: places },
      { kind: 'surroundings', paths: places, programs: 'all' },
      { kind: 'question', ask: () => void buildMatrix(workspace, undefined) },
    );
    const value = await use(workspace);
    return { value, ...remarks(found, { gaps: brokenModules(found, disk) }, session.remarks(places)) };
  });
}

/** `file:line:column`, both from 1, relative to `cwd` when it is below; a file that the workspace does not know has no line. */
export function placeIn(workspace: Workspace, { file, span }: Location, cwd: string): string {
  const shown = file.startsWith(`${cwd}/`) ? file.slice(cwd.length + 1) : file;
  const index = workspace.lineIndex(file);
  if (!index) return shown;
  const { line, character } = index.position(span.start);
  return `${shown}:${line + 1}:${character + 1}`;
}
