/** Words by which a build file may run another Go than that of its image. */

import type { Setting } from '../shell/environment.js';
import type { StageStep } from '../shell/shell-records.js';

/** GOTOOLCHAIN with another value than `local`, wherever it is set. */
const TOOLCHAIN = /\bGOTOOLCHAIN\b(?!["']?\s*[:=]\s*["']?local\b)/;
/** Releases of Go, and tools that bring one. */
const BRINGS_GO =
  /(?:go\.dev|golang\.org)\/dl|dl\.google\.com\/go|googleapis\.com\/golang|\bgo1\.\d[\d.a-z]{0,12}\.linux-|\/usr\/local\/go(?!\/bin|path|\w)|\bGOROOT\b|\bgvm\b|\bgoenv\b|\basdf\b|\bmise\b|\bgo\/install\b|\bGoTool@/;
/** A folder of programs that is put before those of the image. */
const EARLIER_PROGRAMS = /\bPATH["']?\s*[:=]\s*["']?\/?[\w./~-]*go[\d-][\w./-]*\/bin/;
/** Steps that stand in another file. */
const TEMPLATE = /^[ \t]*-[ \t]+template:/m;

/** False for a file that only runs the Go of its images. */
export const mayRunOtherGo = (text: string): boolean => [TOOLCHAIN, BRINGS_GO, EARLIER_PROGRAMS, TEMPLATE].some(p => p.test(text));

/** True for a command that may bring a Go, or put one before that of the image. */
export function mayBringGo(step: StageStep): boolean {
  if (step.kind === 'go') return step.command.recipe !== undefined && isSetHere(step.command.environment.get('PATH'));
  return step.kind === 'run' && mayRunOtherGo(step.command.words.map(word => word ?? '').join(' '));
}

/** By a line of these files. */
const isSetHere = (path: Setting | undefined | 'unknown'): boolean =>
  path !== undefined && path !== 'unknown' && path.origin !== 'base image';
