/** The project's file for a run: that of the folder it is started in, or of the nearest above in the repository. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { PROJECT_FILE } from '../../engine/base/config.js';
import { LineIndex } from '../../engine/base/line-index.js';
import type { Message } from '../../engine/base/message.js';
import { directoriesUp, dirName } from '../../engine/base/paths.js';
import { plain } from '../../engine/base/wording.js';
import { RULES } from '../../engine/rules/registry.js';
import { isRuleOrFamily } from '../../engine/rules/rule-names.js';
import { NO_PROJECT, readProjectFile } from '../../engine/settings/project-file.js';
import { leadsAway } from '../host/boundary.js';
import { readText } from '../host/bounded-reader.js';
import { toKey } from './discover.js';
import type { PlacedProject } from './left-out.js';
import { say } from './words.js';

export interface Project extends PlacedProject {
  /** What is wrong with it. */
  readonly gaps: readonly Message[];
}

/** Bytes. */
const MAX_PROJECT = 256 * 1024;

/** `named`: the file that the words of the command line name; `none`: they want none. */
export function projectFor(cwd: string, named: string | 'none' | undefined): Project {
  const dir = toKey(cwd);
  if (named === 'none') return { dir, file: NO_PROJECT, gaps: [] };
  const path = named === undefined ? nearest(dir) : toKey(resolve(cwd, named));
  if (path === undefined) return { dir, file: NO_PROJECT, gaps: [] };
  const text = named === undefined && leadsAway(path) ? undefined : readText(path, MAX_PROJECT);
  if (text === undefined) return { dir, file: NO_PROJECT, gaps: [say.noProject({ path })] };
  const { project, problems } = readProjectFile(text, id => isRuleOrFamily(id, RULES));
  const lines = new LineIndex(text);
  const gaps = problems.map(({ span, message }) =>
    say.inProject({ path, line: lines.position(span.start).line + 1, problem: plain(message) }),
  );
  return { dir: named === undefined ? dirName(path) : dir, file: project, gaps };
}

/** Outside of a repository nothing above the folder counts. */
function nearest(dir: string): string | undefined {
  const own = `${dir}/${PROJECT_FILE}`;
  if (existsSync(own)) return own;
  let found: string | undefined;
  for (const above of directoriesUp(dir, undefined)) {
    if (found === undefined && existsSync(`${above}/${PROJECT_FILE}`)) found = `${above}/${PROJECT_FILE}`;
    if (existsSync(`${above}/.git`)) return found;
  }
  return undefined;
}
