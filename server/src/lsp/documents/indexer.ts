/**
 * Files that nobody opened but that findings need: go.mod, the other files of an open file's package, the files that build, which decide what
 * Go files are built for, and, once one of those is open, the Go files of its folder. Reads in slices; what is open in the editor is never read
 * from disk.
 */

import { baseName, dirName, isBelow } from '../../engine/base/paths.js';
import { languageOf } from '../../engine/builds/kinds.js';
import type { Analysis } from '../../engine/workspace/analysis.js';
import type { Ask, FoundPackage, Interest, NeededFile, NeededFolder, NeededPackage, PackageText } from '../../engine/workspace/steps.js';
import type { Workspace } from '../../engine/workspace/workspace.js';
import type { Host } from '../core/host.js';
import type { Scheduler } from '../core/scheduler.js';
import type { ToolSettings } from '../core/settings.js';
import type { Documents, OpenDocument } from './documents.js';
import { ToldHome } from './told-home.js';

/** Go files read for one Dockerfile. Beyond it the imports stay unknown, and the rules silent about them. */
const MAX_FILES = 20_000;

export class Indexer {
  private readonly packages = new Set<string>();
  /** Folder -> the job that reads it. */
  private readonly trees = new Map<string, Promise<void>>();
  /** Folders of which the files that build are read: they decide what the Go files there are built for. */
  private readonly builds = new Set<string>();
  private readonly stale = new Set<string>();
  /** Files that are being read, with the number of the newest read of each. */
  private readonly reading = new Map<string, number>();
  private reads = 0;
  private questions = 0;
  /** Something came since the last call of `changed`. */
  private hasNews = false;
  private running = 0;
  private owesVerdicts = false;
  private readonly home: ToldHome;

  /** `folders` are the keys of the open folders; `changed` runs after each job that may have brought news. */
  constructor(
    private readonly host: Host,
    private readonly workspace: Workspace,
    private readonly documents: Documents,
    private readonly scheduler: Scheduler,
    private readonly folders: () => readonly string[],
    tools: () => ToolSettings,
    private readonly changed: () => void,
  ) {
    this.home = new ToldHome(host, workspace, tools);
  }

  /** Reads what the findings of this document depend on, unless that has been read. */
  opened(document: OpenDocument): void {
    const directory = dirName(document.key);
    const folder = this.folderOf(directory);
    if (!this.packages.has(directory)) {
      this.packages.add(directory);
      void this.start(`package ${directory}`, { kind: 'package', dir: directory, root: folder });
    }
    if (folder === undefined) return;
    if (!document.isGo) void this.wholeFolder(folder);
    else if (!this.trees.has(folder) && !this.builds.has(folder)) {
      this.builds.add(folder);
      void this.start(`builds ${folder}`, { kind: 'build files', dir: folder });
    }
  }

  /** Reads everything below the open folders, unless that has been done. Resolves when it has, or when it was ended on the way. */
  async wholeFolders(): Promise<void> {
    await Promise.all(this.folders().map(folder => this.wholeFolder(folder)));
  }

  private wholeFolder(folder: string): Promise<void> {
    const known = this.trees.get(folder);
    if (known) return known;
    if (this.builds.delete(folder)) this.scheduler.cancel(`builds ${folder}`);
    const running = this.start(`folder ${folder}`, { kind: 'folder', dir: folder });
    this.trees.set(folder, running);
    return running;
  }

  /** Files that changed, came or went on disk, or whose editor closed. Only those that were of interest before are read again. */
  changedOnDisk(keys: Iterable<string>): void {
    const { goPackages } = this.workspace;
    const before = goPackages.generation;
    let hasOtherFiles = false;
    for (const key of keys) {
      if (this.follows(key)) this.stale.add(key);
      goPackages.changed(key);
      hasOtherFiles = this.workspace.changedAside(key) || hasOtherFiles;
    }
    const hasOtherPackages = goPackages.generation !== before || hasOtherFiles;
    this.hasNews ||= hasOtherPackages;
    if (this.stale.size > 0) void this.start('changed files', { kind: 'files', paths: this.stale });
    else if (hasOtherPackages) void this.start('changed packages');
  }

  /** Whether anybody read the file, or would have if it had been there. */
  private follows(key: string): boolean {
    const [directory, language] = [dirName(key), languageOf(key)];
    if ([...this.trees.keys()].some(tree => isBelow(key, tree))) return true;
    if (language === 'go') return this.packages.has(directory);
    if (language === 'go.mod' && [...this.packages].some(dir => isBelow(dir, directory))) return true;
    return language !== 'context' && [...this.builds].some(tree => isBelow(key, tree));
  }

  /** Brings what the verdicts on images and builds wait for: packages from outside, and the code of programs. */
  settle(): void {
    // Every job ends with that, but for one that is ended on the way.
    if (this.running === 0) void this.start('verdicts');
    else this.owesVerdicts = true;
  }

  /** Puts questions to the workspace, and brings what it needs, until it needs nothing more to answer them. */
  readonly know = async (asks: readonly Ask[]): Promise<void> => {
    if (asks.length === 0) return;
    const questions = asks.map(ask => ({ kind: 'work' as const, ask }));
    await this.scheduler.background(`questions ${++this.questions}`, this.drive(this.workspace.reading(...questions)));
  };

  /**
   * Forgets which folders were read, and what was read below those that are `gone`, and ends what still reads there; called when the set of
   * open folders changes.
   */
  reset(gone: readonly string[]): void {
    for (const directory of this.packages) this.scheduler.cancel(`package ${directory}`);
    for (const folder of this.trees.keys()) this.scheduler.cancel(`folder ${folder}`);
    for (const folder of this.builds) this.scheduler.cancel(`builds ${folder}`);
    this.packages.clear();
    this.trees.clear();
    this.builds.clear();
    this.forget(path => gone.some(folder => isBelow(path, folder)) && this.folderOf(path) === undefined);
    for (const document of this.documents.all()) this.opened(document);
    this.changed();
  }

  /** The document at `key` is closed. Outside of the open folders nobody says what becomes of a package that was read for it only. */
  closed(key: string): void {
    const directory = dirName(key);
    const open = [...this.documents.all()].map(document => dirName(document.key));
    if (this.folderOf(directory) === undefined && !open.includes(directory)) this.leave(directory);
    if (!this.follows(key)) {
      this.forget(path => path === key);
      // Perhaps it has not been read yet.
      this.workspace.remove(key);
      this.changed();
    }
    this.changedOnDisk([key]);
  }

  private leave(directory: string): void {
    if (!this.packages.delete(directory)) return;
    this.scheduler.cancel(`package ${directory}`);
    const isAbove = (path: string) => isBelow(directory, dirName(path)) && this.folderOf(dirName(path)) === undefined;
    const isNeeded = (path: string) => [...this.packages].some(dir => isBelow(dir, dirName(path)));
    this.forget(path => dirName(path) === directory || (isAbove(path) && !isNeeded(path)));
    // What was read for it holds for the folders below, as go.mod does.
    for (const document of this.documents.all()) {
      const below = dirName(document.key);
      if (isBelow(below, directory) && this.packages.delete(below)) this.opened(document);
    }
    this.changed();
  }

  /** What nobody has open is not known any more, and what is being read of it is not taken. */
  private forget(isLeft: (path: string) => boolean): void {
    for (const path of [...this.stale, ...this.reading.keys()].filter(isLeft)) {
      this.stale.delete(path);
      this.reading.delete(path);
    }
    for (const path of [...this.workspace.brought()].filter(isLeft)) {
      if (this.documents.byKey(path) !== undefined) continue;
      this.workspace.evidence.forget(path);
      this.workspace.remove(path);
    }
  }

  private async start(name: string, ...interests: readonly Interest[]): Promise<void> {
    this.running++;
    this.home.tell();
    const ended = await this.scheduler.background(name, this.drive(this.workspace.analysis(...interests)));
    this.running--;
    if (ended && this.hasNews) {
      this.hasNews = false;
      this.changed();
    }
    if (!this.owesVerdicts || this.running > 0) return;
    this.owesVerdicts = false;
    void this.start('verdicts');
  }

  private async *drive(analysis: Analysis): AsyncGenerator<void> {
    for (let step = analysis.next(); step.kind !== 'done'; step = analysis.next()) {
      this.hasNews = true;
      if (step.kind === 'need file') await this.read(step);
      else if (step.kind === 'need folder') step.answer(yield* this.list(step));
      else if (step.kind === 'need package') step.answer(await this.package(step));
      else if (step.kind === 'need table') step.answer(await this.host.readTable(step.importPath));
      yield;
    }
  }

  /** Of two reads of a file the newer one wins, whichever ends first. */
  private async read({ path, isAside, answer }: NeededFile): Promise<void> {
    const own = ++this.reads;
    const what = isAside ? `aside ${path}` : path;
    this.reading.set(what, own);
    const text = await this.host.readFile(path);
    if (!isAside) this.stale.delete(path);
    if (this.reading.get(what) !== own) return;
    this.reading.delete(what);
    answer(text);
  }

  private async *list({ dir, kinds, deep }: NeededFolder): AsyncGenerator<void, string[]> {
    const found: string[] = [];
    for await (const keys of this.host.listFiles(dir, kinds, deep)) {
      found.push(...(deep ? keys.filter(key => !this.workspace.isLeftOut(key)) : keys));
      if (found.length > MAX_FILES) {
        this.host.log('info', `${dir}: more than ${MAX_FILES} files, the others are not read`);
        return found.slice(0, MAX_FILES);
      }
      yield;
    }
    return found;
  }

  private async package(needed: NeededPackage): Promise<FoundPackage | undefined> {
    if (this.host.readPackage) return this.host.readPackage(needed);
    for (const { dir, isLocal } of needed.places) {
      let files: PackageText[] | undefined;
      for await (const keys of isLocal ? this.host.listFiles(dir, ['go'], false) : []) {
        for (const path of keys) {
          files ??= [];
          const text = needed.wants(baseName(path)) ? await this.host.readFile(path) : undefined;
          if (text !== undefined) files.push({ path, text });
        }
      }
      if (files) return { dir, files };
    }
    return undefined;
  }

  private folderOf(directory: string): string | undefined {
    return this.folders().find(folder => isBelow(directory, folder));
  }
}
