/** What a walk does not look at: what the project's file excludes, and what git leaves out and does not keep anyway. */
import { existsSync, statSync } from 'node:fs';
import { directoriesUp, dirName, relativeTo } from '../../engine/base/paths.js';
import { Patterns } from '../../engine/base/patterns.js';
import { isExcluded, type ProjectFile } from '../../engine/settings/project-file.js';
import { leadsAway } from '../host/boundary.js';
import { readText } from '../host/bounded-reader.js';
import { trackedIn } from '../host/git-index.js';

/** Bytes; a longer one says nothing. */
const MAX_IGNORE = 100_000;

/** A project's file, and the folder that its paths begin at. */
export interface PlacedProject {
  readonly dir: string;
  readonly file: ProjectFile;
}

interface Repository {
  readonly root: string;
  /** Undefined until somebody asks; `unknown`: nothing of it is left out. */
  tracked: ReadonlySet<string> | 'unknown' | undefined;
}

export class LeftOut {
  private readonly repositories = new Map<string, Repository | undefined>();
  private readonly ignores = new Map<string, Patterns | undefined>();

  constructor(private readonly project: PlacedProject) {}

  /** Of a file that somebody names, whatever git says of it. */
  excludes(path: string): boolean {
    return isExcluded(path, this.project.dir, this.project.file);
  }

  /** Of a path in a folder that is looked at. */
  has(path: string, isFolder: boolean): boolean {
    const { dir, file } = this.project;
    const below = relativeTo(dir, path);
    if (below && file.excluded.of(below, isFolder) === 'left out') return true;
    return file.gitignore && this.isIgnored(path, isFolder);
  }

  private isIgnored(path: string, isFolder: boolean): boolean {
    const dir = dirName(path);
    const repository = this.repositoryOf(dir);
    if (!repository) return false;
    for (const above of directoriesUp(dir, repository.root)) {
      const answer = this.ignoreIn(above)?.of(relativeTo(above, path)!, isFolder);
      if (answer) return answer === 'left out' && !this.mayBeTracked(path, repository);
    }
    return false;
  }

  private mayBeTracked(path: string, repository: Repository): boolean {
    repository.tracked ??= trackedIn(repository.root) ?? 'unknown';
    return repository.tracked === 'unknown' || repository.tracked.has(relativeTo(repository.root, path)!);
  }

  private ignoreIn(dir: string): Patterns | undefined {
    if (!this.ignores.has(dir)) {
      const path = `${dir}/.gitignore`;
      const text = leadsAway(path) ? undefined : readText(path, MAX_IGNORE);
      this.ignores.set(dir, text === undefined ? undefined : Patterns.ofText(text));
    }
    return this.ignores.get(dir);
  }

  private repositoryOf(dir: string): Repository | undefined {
    if (!this.repositories.has(dir)) this.repositories.set(dir, this.lookFor(dir));
    return this.repositories.get(dir);
  }

  private lookFor(dir: string): Repository | undefined {
    if (isFolder(`${dir}/.git`)) return { root: dir, tracked: undefined };
    const above = dirName(dir);
    return existsSync(`${dir}/.git`) || above === '' || above === dir ? undefined : this.repositoryOf(above);
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
