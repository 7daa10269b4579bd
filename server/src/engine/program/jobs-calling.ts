/** Jobs that run a go command which another file has: a recipe of make, a line of a script. */

import type { BuildFileFacts, BuildUnit } from '../builds/facts.js';
import type { GoCommand } from '../shell/go-command.js';
import { calledCommands } from './called-commands.js';
import type { WorkspaceView } from './view.js';

export interface CallingJob {
  readonly file: BuildFileFacts;
  readonly unit: BuildUnit;
  /** As the job runs it: its place is that of the call. */
  readonly command: GoCommand;
}

type ByRecipe = ReadonlyMap<string, readonly CallingJob[]>;

const known = new WeakMap<readonly BuildFileFacts[], ByRecipe>();
const NONE: readonly CallingJob[] = [];

/** Those that run this command of this file. */
export function jobsCalling({ path }: BuildFileFacts, { span }: GoCommand, workspace: WorkspaceView): readonly CallingJob[] {
  const files = workspace.buildFiles();
  let jobs = known.get(files);
  if (!jobs) {
    jobs = byRecipe(files, workspace);
    known.set(files, jobs);
  }
  return jobs.get(keyOf(path, span.start)) ?? NONE;
}

const keyOf = (path: string, start: number): string => `${path} ${start}`;

function byRecipe(files: readonly BuildFileFacts[], workspace: WorkspaceView): ByRecipe {
  const found = new Map<string, CallingJob[]>();
  for (const file of files) {
    for (const unit of file.units) {
      if (unit.kind !== 'ci job') continue;
      for (const command of calledCommands(file, unit, workspace)) {
        const key = keyOf(command.recipe!.file, command.recipe!.span.start);
        const jobs = found.get(key) ?? [];
        found.set(key, jobs);
        jobs.push({ file, unit, command });
      }
    }
  }
  return found;
}
