/** Which command runs a script of the project: by a shell, or by its path. */
import { baseName } from '../base/paths.js';

const SHELL = /^(?:ba|da|a|k|z)?sh$/;
/** Flags of a shell that change nothing of what the script runs. */
const FLAG = /^-[eux]+$|^-?o$|^-[eux]*o$|^pipefail$/;
const SCRIPT = /\.(?:ba)?sh$|(?:^|\/)(?:hack|scripts?|ci)\/[\w-]+$/;

/** The script's path; undefined for another command. */
export function scriptCalled(words: readonly (string | undefined)[]): string | undefined {
  const [first] = words;
  if (first === undefined) return undefined;
  const path = SHELL.test(baseName(first)) ? words.slice(1).find(word => word === undefined || !FLAG.test(word)) : first;
  return path !== undefined && SCRIPT.test(path) && !path.includes('://') ? path : undefined;
}
