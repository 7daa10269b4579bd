/** The program that a script starts in place of itself: an image's ENTRYPOINT whose last line is `exec /app "$@"`. */

import { baseName, joinPath, resolvePath } from '../base/paths.js';
import { LAUNCHERS, located, type StartedFile, startedBy } from '../builds/dockerfile/artifacts.js';
import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import type { StageFiles } from '../builds/program-walk.js';
import { contextsOf } from './image-build.js';
import { sourceOf } from './started-script.js';
import { SETS_UP } from './started-setup.js';
import type { WorkspaceView } from './view.js';

/** Longer scripts are not looked at. */
const MAX_SCRIPT = 20_000;

/** Undefined where a line may start another program, or set something up before. */
export function startedByScript(
  facts: DockerfileFacts,
  stage: StageFacts,
  files: StageFiles,
  workspace: WorkspaceView,
): StartedFile | undefined {
  const process = startedBy(stage);
  const word = process?.form === 'exec' ? process.words?.find((w, i, all) => i === all.length - 1 || !isLauncher(w)) : undefined;
  const path = word?.includes('/') ? resolvePath(stage.workdir, word) : undefined;
  const copied = path === undefined ? undefined : sourceOf(facts, stage, path);
  if (!process || copied === undefined) return undefined;
  const [text, ...others] = new Set(contextsOf(facts.path).flatMap(context => workspace.text(joinPath(context, copied)) ?? []));
  if (text === undefined || others.length > 0 || text.length > MAX_SCRIPT || !text.startsWith('#!') || SETS_UP.test(text)) return undefined;
  const lines = text.split('\n').map(line => line.trim());
  const code = lines.filter(line => line !== '' && !line.startsWith('#'));
  const starts = code.filter(line => line.startsWith('exec '));
  // A script that ends otherwise may start it and go on.
  const isElsewhere = code.some(line => !line.startsWith('exec ') && /\bexec\b/.test(line));
  if (starts.length === 0 || isElsewhere || !code.at(-1)!.startsWith('exec ')) return undefined;
  const found = new Set(starts.map(line => startedIn(line, stage, files)));
  const [only, ...more] = found;
  const artifact = only === undefined ? undefined : files.get(only);
  return only !== undefined && more.length === 0 && artifact ? { artifact, path: only, process, byScript: true } : undefined;
}

/** The followed program that `exec …` leads to. */
function startedIn(line: string, stage: StageFacts, files: StageFiles): string | undefined {
  const given = stage.cmd?.form === 'exec' ? (stage.cmd.words ?? []) : [];
  const words = line
    .split(/\s+/)
    .slice(1)
    .flatMap(word => (word === '"$@"' ? given : [word.replaceAll('"', '')]));
  const program = words.find(word => !isLauncher(word));
  const path = program === undefined ? undefined : located(program, stage, files);
  return path !== undefined && files.has(path) ? path : undefined;
}

const isLauncher = (word: string): boolean => LAUNCHERS.has(baseName(word)) || word.startsWith('-');
