/** Finds the files to check. Follows `go`'s idea of which folders belong to a program; nothing unreadable stops the walk. */
import { type Dirent, existsSync, readdirSync, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import type { Message } from '../../engine/base/message.js';
import { dirName } from '../../engine/base/paths.js';
import { BUILD_FOLDERS, type Language, languageOf } from '../../engine/builds/kinds.js';
import { errorCode, Refused } from './refused.js';
import { say } from './words.js';

export interface Discovered {
  /** Absolute paths, `/`-separated, sorted, each once. */
  readonly go: readonly string[];
  readonly dockerfiles: readonly string[];
  /** CI, make, release and editor files, see `buildFileKind`. */
  readonly builds: readonly string[];
  readonly warnings: readonly Message[];
}

/** A PATH of the command line that is not there. */
export class NoSuchPath extends Refused {}

const SKIPPED = new Set(['node_modules', 'vendor', 'testdata']);

/** The engine's key of a path on disk. */
export const toKey = (path: string) => (sep === '/' ? resolve(path) : resolve(path).split(sep).join('/'));

/** `dir/...` means `dir`, as for go. Named files are taken whatever folder they lie in. Throws NoSuchPath. */
export function discover(paths: readonly string[], cwd: string): Discovered {
  const found = new Map<string, Language>();
  const warnings: Message[] = [];
  for (const given of paths) {
    const path = toKey(resolve(cwd, given.replace(/(^|[\\/])\.\.\.$/, '') || '.'));
    if (!existsSync(path)) throw new NoSuchPath(say.noSuchPath({ path: given }));
    if (statSync(path).isDirectory()) walk(path, found, warnings);
    else {
      const language = languageOf(path);
      if (language === 'go' || language === 'dockerfile' || language === 'build') found.set(path, language);
      else warnings.push(say.notABuildFile({ path: given }));
    }
  }
  const of = (language: Language) =>
    [...found]
      .filter(([, l]) => l === language)
      .map(([path]) => path)
      .sort();
  return { go: of('go'), dockerfiles: of('dockerfile'), builds: of('build'), warnings };
}

/** All files below a folder that say what is built there and how, by language. */
export function filesBelow(dir: string): ReadonlyMap<string, Language> {
  const found = new Map<string, Language>();
  walk(dir, found, []);
  return found;
}

/** Files of kind `context` in the folders above one, up to that of the repository; none outside of a repository. */
export function contextFilesAbove(dir: string): string[] {
  const found: string[] = [];
  for (let at = dir; !existsSync(`${at}/.git`); at = dirName(at)) {
    const above = dirName(at);
    if (above === '' || above === at) return [];
    found.push(
      ...entries(above, [])
        .filter(e => e.isFile() && languageOf(e.name) === 'context')
        .map(e => `${above}/${e.name}`),
    );
  }
  return found;
}

/** The Go files directly in a folder; an unreadable one is empty. */
export function goFilesIn(dir: string): string[] {
  return entries(dir, [])
    .filter(e => e.isFile() && languageOf(e.name) === 'go')
    .map(e => `${dir}/${e.name}`);
}

function walk(dir: string, found: Map<string, Language>, warnings: Message[]): void {
  for (const entry of entries(dir, warnings)) {
    const path = dir === '/' ? `/${entry.name}` : `${dir}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name) && (!/^[._]/.test(entry.name) || BUILD_FOLDERS.has(entry.name))) walk(path, found, warnings);
    } else if (entry.isFile() || entry.isSymbolicLink()) {
      const language = languageOf(path);
      if (language !== undefined && (entry.isFile() || isFile(path))) found.set(path, language);
    }
  }
}

function entries(dir: string, warnings: Message[]): Dirent[] {
  try {
    return readdirSync(dir, { withFileTypes: true });
  } catch (error) {
    warnings.push(say.unreadableFolder({ path: dir, error: errorCode(error) }));
    return [];
  }
}

/** Links to folders are not followed: they may lead in circles. */
function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
