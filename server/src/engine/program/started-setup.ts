/** Whether what a container starts may install programs there before it goes on: a line of shell, or a script of the workspace. */

import { baseName, joinPath, resolvePath } from '../base/paths.js';
import { startedBy } from '../builds/dockerfile/artifacts.js';
import type { DockerfileFacts, ProcessFacts, StageFacts } from '../builds/dockerfile/facts.js';
import { contextsOf } from './image-build.js';
import { sourceOf } from './started-script.js';
import type { WorkspaceView } from './view.js';

/** Names of scripts, where nobody knows the file. */
const SCRIPT = /\.(?:sh|bash)$|entry-?point|^(?:init|start|run)(?:[_-]|$)/;
const SCRIPT_FILE = /\.(?:sh|bash)$/;
/** What runs the next word. */
const STARTS = /^(?:(?:ba|da|a|k)?sh|tini|dumb-init|exec|env|--|-\w+|su-exec|gosu|s6-\S+|nohup|time|then|do|else)$/;
/** Package managers, and another PATH. */
export const SETS_UP = /\b(?:apk|apt|apt-get|dnf|microdnf|yum|zypper|install)\b|\bPATH=/;

/** `text` is that of the Dockerfile. */
export function mayImageSetUp(facts: DockerfileFacts, stage: StageFacts, text: string, workspace: WorkspaceView): boolean {
  const wordsOf = ({ words, span }: ProcessFacts) => words ?? text.slice(span.start, span.end).split(/\s+/);
  const { entrypoint, cmd } = stage;
  // What CMD says are arguments of an entrypoint, and a program of the image runs what it is given.
  const processes = [startedBy(stage), ...(entrypoint ? [] : [cmd])].flatMap(process => (process ? [wordsOf(process)] : []));
  const whole = entrypoint && cmd ? [[...wordsOf(entrypoint), ...wordsOf(cmd)]] : [];
  return [...processes, ...whole].some(words => mayWordsSetUp(words, facts, stage, workspace));
}

/** The same of words that something else starts in the image. */
export function mayWordsSetUp(words: readonly string[], facts: DockerfileFacts, stage: StageFacts, workspace: WorkspaceView): boolean {
  const all = words.flatMap(word => word.split(/[\s"';&|]+/)).filter(word => word !== '');
  // `app run`: what a program is given that is no shell and starts nothing is no script.
  const isOwn = (i: number) => i === 0 || all[i]!.includes('/') || SCRIPT_FILE.test(all[i]!) || STARTS.test(baseName(all[i - 1]!));
  return all.some((word, i) => SETS_UP.test(word) || (isOwn(i) && mayScriptSetUp(word, facts, stage, workspace)));
}

function mayScriptSetUp(word: string, facts: DockerfileFacts, stage: StageFacts, workspace: WorkspaceView): boolean {
  const path = word.includes('/') || SCRIPT.test(word) ? resolvePath(stage.workdir, word) : undefined;
  if (path === undefined) return false;
  const copied = sourceOf(facts, stage, path);
  const texts = copied === undefined ? [] : contextsOf(facts.path).flatMap(context => workspace.text(joinPath(context, copied)) ?? []);
  return texts.length === 0 ? SCRIPT.test(baseName(path)) : texts.some(text => SETS_UP.test(text));
}
