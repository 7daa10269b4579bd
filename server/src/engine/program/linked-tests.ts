/** Whether `go test -race` needs cgo: for tests and for packages main, with or without tests, but for no other package (runs without gcc, Go 1.25 and 1.26). */
import { directoriesUp, dirName, joinPath, relativeTo } from '../base/paths.js';
import { takesFile } from '../go/package/build-target.js';
import { isLeftOutOfPatterns } from '../go/package/package-files.js';
import type { GoCommand } from '../shell/go-command.js';
import type { WorkspaceView } from './view.js';

/** A file that asks for a tag counts for none: what `-tags` gives is not asked. */
const TARGET = { arch: 'amd64', cgo: true, tags: [] };

/** True where a test or a package main of the module is surely among the packages that a command of this Dockerfile names. */
export function linksTests(command: GoCommand, dockerfile: string, workspace: WorkspaceView): boolean {
  const home = dirName(dockerfile);
  const ignores = [`${dockerfile}.dockerignore`, ...[...directoriesUp(home, undefined)].map(dir => joinPath(dir, '.dockerignore'))];
  // Which tests `**/*_test.go` leaves out is not asked.
  if (ignores.some(path => workspace.text(path)?.includes('_test'))) return false;
  const linked = workspace
    .moduleFiles(dockerfile)
    .filter(
      f => (f.path.endsWith('_test.go') || f.packageName === 'main') && f.constraint === undefined && takesFile(f.path, undefined, TARGET),
    );
  const dirs = linked.map(f => dirName(f.path)).filter(dir => !isLeftOutOfPatterns(relativeTo(home, dir) ?? dir));
  const patterns = command.packages.length === 0 ? ['.'] : command.packages;
  return patterns.some(pattern => pattern !== undefined && dirs.some(dir => isNamed(dir, pattern, home)));
}

/** Where the command runs in the module is not asked: a folder counts by its last names. */
function isNamed(dir: string, pattern: string, home: string): boolean {
  if (pattern === './...' || pattern === 'all') return true;
  if (pattern === '.' || pattern === './') return dir === home;
  if (!pattern.startsWith('./')) return false;
  const all = pattern.endsWith('/...');
  const folder = `/${pattern.slice(2, all ? -'/...'.length : undefined)}/`;
  return all ? `${dir}/`.includes(folder) : `${dir}/`.endsWith(folder);
}
