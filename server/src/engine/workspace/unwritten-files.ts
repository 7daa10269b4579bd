/** Whether Go files of a folder may be missing in the workspace because something writes them before each build. */

import { dirName } from '../base/paths.js';
import { mayIgnoreGoFile } from '../builds/context-files.js';
import type { FileTable } from './file-table.js';

const GENERATES = /^\/\/go:generate\b/m;

/** True when a file of the directory has a //go:generate, or a .gitignore there or above names Go files that may lie in it. */
export function mayLackGoFiles(dir: string, files: Pick<FileTable, 'inDirectory' | 'text' | 'facts'>): boolean {
  if ([...files.inDirectory(dir)].some(path => GENERATES.test(files.text(path) ?? ''))) return true;
  for (let above = dir; ; above = dirName(above)) {
    const facts = files.facts(above === '' ? '.gitignore' : `${above}/.gitignore`);
    const below = dir.slice(above === '' ? 0 : above.length + 1);
    if (facts?.language === 'context' && facts.context.goPatterns.some(p => mayIgnoreGoFile(p, below))) return true;
    if (above === dirName(above)) return false;
  }
}
