/** Where the go command runs: from one place a module, so that what it prints is spelled alike. */
import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** Nearest directory at or above `dir` with a go.mod, else `dir`: one fixed cwd per module keeps cached spellings stable. */
export function moduleRoot(dir: string): string {
  for (let d = dir; ; d = dirname(d)) {
    if (existsSync(join(d, 'go.mod'))) return d;
    if (dirname(d) === d) return dir;
  }
}

/** More folders than this are not asked for one by one: a command line has a limit. */
export const MAX_PATTERNS = 100;

/** A pattern relative to `dir`, as seen from the module root. */
export function fromRoot(root: string, dir: string, pattern: string): string {
  const below = relative(root, dir).split(sep).join('/');
  if (below === '') return pattern;
  const rest = pattern.replace(/^\.(?:\/|$)/, '');
  return `./${below}${rest === '' ? '' : `/${rest}`}`;
}
