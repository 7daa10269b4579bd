/** Which command runs a script of the project: by a shell, or by its path. */
import { baseName } from '../base/paths.js';
import type { Word } from '../syntax/word.js';
import type { Field } from './shell-settings.js';

const SHELL = /^(?:ba|da|a|k|z)?sh$/;
/** Flags of a shell that change nothing of what the script runs. */
const FLAG = /^-[eux]+$|^-?o$|^-[eux]*o$|^pipefail$/;
const SCRIPT = /\.(?:ba)?sh$|(?:^|\/)(?:hack|scripts?|ci)\/[\w-]+$|\/(?:build|compile|entrypoint|docker-entrypoint)$/;

/** The script's path; undefined for another command. */
export function scriptCalled(words: readonly (string | undefined)[]): string | undefined {
  const [first] = words;
  if (first === undefined) return undefined;
  const path = SHELL.test(baseName(first)) ? words.slice(1).find(word => word === undefined || !FLAG.test(word)) : first;
  return path !== undefined && SCRIPT.test(path) && !path.includes('://') ? path : undefined;
}

/** What `eval`, or a shell, is given to run as text: by `-c`, or on its standard input. */
export function scriptGiven(name: string, words: readonly Field[], input: Word | undefined): Word | undefined {
  if (name === 'eval') return words.length === 2 ? words[1]!.word : undefined;
  if (!SHELL.test(name)) return undefined;
  const flag = words.findIndex((f, i) => i > 0 && /^-\w*c$/.test(f.text ?? ''));
  if (flag > 0) return words[flag + 1]?.word;
  return words.slice(1).every(f => f.text?.startsWith('-') && f.text !== '-c') ? input : undefined;
}
