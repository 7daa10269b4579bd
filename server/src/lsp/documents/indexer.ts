/**
 * Files that nobody opened but that findings need: go.mod, the other files of an open file's package, and, once a Dockerfile is open, the Go
 * files of its folder. Reads in slices; what is open in the editor is never read from disk.
 */

import { directoriesUp, dirName, isBelow } from '../../engine/base/paths.js';
import type { Workspace } from '../../engine/workspace/workspace.js';
import type { Host } from '../core/host.js';
import type { Scheduler } from '../core/scheduler.js';
import type { ToolSettings } from '../core/settings.js';
import type { Documents, OpenDocument } from './documents.js';

/** Go files read for one Dockerfile. Beyond it the imports stay unknown, and the rules silent about them. */
const MAX_FILES = 20_000;

export class Indexer {
  private readonly packages = new Set<string>();
  /** Folder -> the job that reads it. */
  private readonly trees = new Map<string, Promise<void>>();
  private readonly stale = new Set<string>();

  /** `folders` are the keys of the open folders; `changed` runs after each job that may have brought news. */
  constructor(
    private readonly host: Host,
    private readonly workspace: Workspace,
    private readonly documents: Documents,
    private readonly scheduler: Scheduler,
    private readonly folders: () => readonly string[],
    private readonly tools: () => ToolSettings,
    private readonly changed: () => void,
  ) {}

  /** Reads what the findings of this document depend on, unless that has been read. */
  opened(document: OpenDocument): void {
    const directory = dirName(document.key);
    if (!this.packages.has(directory)) {
      this.packages.add(directory);
      void this.start(`package ${directory}`, this.readPackage(directory));
    }
    const folder = this.folderOf(directory);
    if (!document.isGo && folder !== undefined) void this.wholeFolder(folder);
  }

  /** Reads everything below the open folders, unless that has been done. Resolves when it has, or when it was ended on the way. */
  async wholeFolders(): Promise<void> {
    await Promise.all(this.folders().map(folder => this.wholeFolder(folder)));
  }

  private wholeFolder(folder: string): Promise<void> {
    const running = this.trees.get(folder) ?? this.start(`folder ${folder}`, this.readTree(folder));
    this.trees.set(folder, running);
    return running;
  }

  /** Files that changed, came or went on disk, or whose editor closed. Only those that were of interest before are read again. */
  changedOnDisk(keys: Iterable<string>): void {
    for (const key of keys) {
      const directory = dirName(key);
      const known = this.packages.has(directory) || key.endsWith('/go.mod') || [...this.trees.keys()].some(tree => isBelow(key, tree));
      if (known) this.stale.add(key);
    }
    if (this.stale.size > 0) void this.start('changed files', this.readStale());
  }

  /** Reads the Go files that a verdict on an image waits for, bodies and all. */
  readAwaited(): void {
    if (this.workspace.awaitsCode) void this.start('awaited files', this.awaited());
  }

  private async *awaited(): AsyncGenerator<void> {
    while (this.workspace.readAwaited()) yield;
  }

  /** Forgets which folders were read; called when the set of open folders changes. */
  reset(): void {
    this.packages.clear();
    this.trees.clear();
    for (const document of this.documents.all()) this.opened(document);
  }

  private async start(name: string, job: AsyncGenerator<void>): Promise<void> {
    if (await this.scheduler.background(name, job)) this.changed();
  }

  private async *readPackage(directory: string): AsyncGenerator<void> {
    for (const above of directoriesUp(directory, this.folderOf(directory))) {
      if (await this.read(`${above}/go.mod`)) break;
      yield;
    }
    for await (const keys of this.host.listFiles(directory, ['go'], false)) {
      for (const key of keys) {
        await this.read(key);
        yield;
      }
    }
    yield* this.readExternal();
  }

  private async *readTree(folder: string): AsyncGenerator<void> {
    let left = MAX_FILES;
    for await (const keys of this.host.listFiles(folder, ['go', 'go.mod', 'dockerfile', 'build', 'context'], true)) {
      for (const key of keys) {
        if (left-- <= 0) {
          this.host.log('info', `${folder}: more than ${MAX_FILES} files, the others are not read`);
          return;
        }
        await this.read(key);
        yield;
      }
    }
    yield* this.readExternal();
  }

  private async *readStale(): AsyncGenerator<void> {
    for (const key of this.stale) {
      if (!(await this.read(key)) && this.documents.byKey(key) === undefined) this.workspace.remove(key);
      this.stale.delete(key);
      yield;
    }
    yield* this.readExternal();
  }

  /** Rows of the build table, then packages from outside as long as reading one asks for another: one file in each step. */
  private async *readExternal(): AsyncGenerator<void> {
    while (this.workspace.prepareBuilds()) yield;
    if (this.host.readExternalPackage === undefined) return;
    for (let waiting = [...this.workspace.paths()].filter(path => !path.endsWith('.go')); waiting.length > 0; ) {
      const still: string[] = [];
      for (const path of waiting) {
        const needed = this.workspace.packagesNeededBy(path);
        if (needed.length > 0) still.push(path);
        yield;
        for (const importPath of needed) {
          await this.readOneExternal(importPath);
          yield;
        }
      }
      waiting = still;
    }
  }

  private async readOneExternal(importPath: string): Promise<void> {
    for (const path of [...this.workspace.paths()].filter(key => key.endsWith('/go.mod'))) {
      const module = this.workspace.module(path);
      const files = module && (await this.host.readExternalPackage?.(importPath, module, this.tools()));
      if (files === undefined) continue;
      this.workspace.setExternalPackage(importPath, files);
      return;
    }
    this.workspace.setExternalPackage(importPath, 'missing');
  }

  /** True when the file exists. The editor's text wins over the disk's, also when the file was opened during the read. */
  private async read(key: string): Promise<boolean> {
    if (this.documents.byKey(key) !== undefined) return true;
    const text = await this.host.readFile(key);
    if (this.documents.byKey(key) !== undefined) return true;
    if (text === undefined) return false;
    this.workspace.set(key, text, this.packages.has(dirName(key)) ? 'full' : 'outline');
    return true;
  }

  private folderOf(directory: string): string | undefined {
    return this.folders().find(folder => isBelow(directory, folder));
  }
}
