/** Finds the files to check. Follows `go`'s idea of which folders belong to a program; nothing unreadable stops the walk. */
import { existsSync, type Stats, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { PROJECT_FILE } from '../../engine/base/config.js';
import type { Message } from '../../engine/base/message.js';
import { dirName } from '../../engine/base/paths.js';
import { BUILD_FOLDERS, type Language, languageOf } from '../../engine/builds/kinds.js';
import { Links, leadsAway, MAX_DEPTH, MAX_LINKS } from '../host/boundary.js';
import type { DiskFolders, FolderEntry } from './disk-folders.js';
import { type Remarks, remarks } from './outcome.js';
import { errorCode } from './refused.js';
import { say } from './words.js';

export interface Discovered extends Remarks {
  /** Absolute paths, `/`-separated, sorted, each once. */
  readonly go: readonly string[];
  readonly dockerfiles: readonly string[];
  /** CI, make, release and editor files, see `buildFileKind`. */
  readonly builds: readonly string[];
  /** The go.mod files, which say how all that is below them is read. */
  readonly modules: readonly string[];
}

const SKIPPED = new Set(['node_modules', 'vendor', 'testdata']);

/** The engine's key of a path on disk. */
export const toKey = (path: string) => (sep === '/' ? resolve(path) : resolve(path).split(sep).join('/'));

const ALL: ReadonlySet<Language> = new Set(['go', 'dockerfile', 'go.mod', 'build', 'context']);
/** What the compiler is asked about. */
export const COMPILED: ReadonlySet<Language> = new Set(['go', 'go.mod']);

/** `dir/...` means `dir`, as for go. Named files are taken whatever folder they lie in. Files in other languages than `wanted` are no matter. */
export function discover(paths: readonly string[], cwd: string, disk: DiskFolders, wanted = ALL): Discovered {
  const found = new Map<string, Language>();
  const gaps: Message[] = [];
  const notes: Message[] = [];
  for (const given of paths) {
    const path = asked(given, cwd);
    const reasons: Message[] = [];
    const kind = kindOf(path, reasons);
    const language = languageOf(path);
    if (kind === undefined) gaps.push(reasons[0] ?? say.noSuchPath({ path: given }));
    else if (kind.isDirectory()) {
      const below = new Map<string, Language>();
      walk(path, { top: path, found: below, gaps: reasons, wanted, disk, links: new Links(), isTooDeep: false });
      gaps.push(...reasons);
      if (reasons.length === 0 && ![...below.keys()].some(isFound)) notes.push(say.nothingToCheck({ folder: given }));
      for (const [file, language] of below) found.set(file, language);
    } else if (disk.leftOut?.excludes(path)) notes.push(say.excluded({ path: given, file: PROJECT_FILE }));
    else if (language === undefined || !wanted.has(language))
      gaps.push(wanted === ALL ? say.notABuildFile({ path: given }) : say.notCompiled({ path: given }));
    else if (isFound(path)) found.set(path, language);
    else notes.push(say.readWithOthers({ path: given }));
  }
  const of = (language: Language) =>
    [...found]
      .filter(([, l]) => l === language)
      .map(([path]) => path)
      .sort();
  return { go: of('go'), dockerfiles: of('dockerfile'), builds: of('build'), modules: of('go.mod'), ...remarks({ gaps, notes }) };
}

/** The folders that PATHs of the command line are, or lie in. */
export function foldersOf(paths: readonly string[], cwd: string): string[] {
  return paths.map(given => {
    const path = asked(given, cwd);
    return kindOf(path)?.isDirectory() ? path : dirName(path);
  });
}

const asked = (given: string, cwd: string) => toKey(resolve(cwd, given.replace(/(^|[\\/])\.\.\.$/, '') || '.'));

/** All files below a folder that say what is built there and how, by language. */
export function filesBelow(dir: string, disk: DiskFolders): ReadonlyMap<string, Language> {
  const found = new Map<string, Language>();
  walk(dir, { top: dir, found, gaps: [], wanted: ALL, disk, links: new Links(), isTooDeep: false });
  return found;
}

/** Files of kind `context` in the folders above one, up to that of the repository; none outside of a repository. */
export class ContextFilesAbove {
  private readonly byDir = new Map<string, readonly string[] | undefined>();

  constructor(private readonly disk: DiskFolders) {}

  of(dir: string): readonly string[] {
    return this.inRepository(dir) ?? [];
  }

  /** Undefined outside of a repository, whose folders are not looked into. */
  private inRepository(dir: string): readonly string[] | undefined {
    if (!this.byDir.has(dir)) this.byDir.set(dir, this.look(dir));
    return this.byDir.get(dir);
  }

  private look(dir: string): readonly string[] | undefined {
    if (existsSync(`${dir}/.git`)) return [];
    const above = dirName(dir);
    if (above === '' || above === dir) return undefined;
    const further = this.inRepository(above);
    if (!further) return undefined;
    const here = this.disk.list(above).entries.filter(e => e.kind === 'file' && languageOf(e.name) === 'context');
    return [...here.map(e => e.path), ...further];
  }
}

/** The Go files directly in a folder; an unreadable one is empty. */
export function goFilesIn(dir: string, disk: DiskFolders): string[] {
  return disk.list(dir).entries.flatMap(e => (e.kind === 'file' && e.language === 'go' ? e.path : []));
}

interface Walk {
  /** Where links have to stay. */
  readonly top: string;
  readonly found: Map<string, Language>;
  readonly gaps: Message[];
  readonly wanted: ReadonlySet<Language>;
  readonly disk: DiskFolders;
  readonly links: Links;
  isTooDeep: boolean;
}

function walk(dir: string, to: Walk, depth = 0): void {
  const { entries, error } = to.disk.list(dir);
  if (error !== undefined) to.gaps.push(say.unreadableFolder({ path: dir, error }));
  for (const entry of entries) {
    if (to.disk.leftOut?.has(entry.path, entry.kind === 'folder')) continue;
    if (entry.kind !== 'folder') take(entry, to);
    else if (!SKIPPED.has(entry.name) && (!/^[._]/.test(entry.name) || BUILD_FOLDERS.has(entry.name))) below(entry, to, depth + 1);
  }
}

/** Said once of a walk. */
function below({ path }: FolderEntry, to: Walk, depth: number): void {
  if (depth <= MAX_DEPTH) walk(path, to, depth);
  else if (!to.isTooDeep) {
    to.isTooDeep = true;
    to.gaps.push(say.tooDeep({ path, count: MAX_DEPTH }));
  }
}

function take(entry: FolderEntry, to: Walk): void {
  const { path, kind, language } = entry;
  if (language === undefined || !to.wanted.has(language)) return;
  if (kind === 'file' || isFileBehind(entry, to)) to.found.set(path, language);
}

/** Links to folders are not followed: they may lead in circles. */
function isFileBehind({ path, kind }: FolderEntry, { top, gaps, links }: Walk): boolean {
  const behind = kindOf(path, gaps);
  if (behind === undefined || behind.isDirectory()) return false;
  const count = links.count(behind);
  if (!behind.isFile()) gaps.push(say.notAFile({ path }));
  else if (kind === 'link' && count > MAX_LINKS) {
    if (count === MAX_LINKS + 1) gaps.push(say.tooManyLinks({ path, count: MAX_LINKS }));
  } else if (kind === 'link' && leadsAway(path, top)) gaps.push(say.leadsOut({ path }));
  else return true;
  return false;
}

/** What is there, through links; undefined when nothing is. Links in circles are said. */
function kindOf(path: string, gaps: Message[] = []): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    gaps.push(say.unreadable({ path, error: errorCode(error) }));
    return undefined;
  }
}

/** Whether a walk finds such files to check, and has asked where their links lead. */
export function isFound(path: string): boolean {
  const language = languageOf(path);
  return language === 'go' || language === 'dockerfile' || language === 'build';
}

/** True of a regular file, through links. */
export const isFile = (path: string) => kindOf(path)?.isFile() ?? false;
