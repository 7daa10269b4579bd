/** All places that build, by module. A file's rows are worked out once and kept until the file or a go.mod changes. */

import type { GoVersion } from '../base/go-version.js';
import { dirName, joinPath } from '../base/paths.js';
import { flatMapping, type Sliced, whole } from '../base/slices.js';
import type { DockerfileFacts } from '../builds/dockerfile/facts.js';
import { dockerfileSource } from '../builds/dockerfile-units.js';
import type { BuildFileFacts, BuildUnit } from '../builds/facts.js';
import type { GoModFacts } from '../builds/go-mod.js';
import { type Language, languageOf } from '../builds/kinds.js';
import type { GoFileFacts } from '../go/package/facts.js';
import { type BuildContext, contextsOf, moduleContext, readingContexts } from '../program/build-contexts.js';
import { imageBuildsOf, type PlacedImageBuild, readingRunImages } from '../program/image-builds.js';
import { readingRuns } from '../program/runs.js';
import { composeRows, isGoService } from './compose-rows.js';
import type { FaultLog } from './fault-log.js';
import type { FileTable } from './file-table.js';
import { IncludedMakefiles } from './included-makefiles.js';
import { moduleAbove } from './known-modules.js';

interface FileRows {
  /** Path of the nearest go.mod. */
  readonly module: string | undefined;
  readonly rows: readonly BuildContext[];
  /** A line of the file names another file that tells the release. */
  readonly follows: boolean;
}

const NO_ROWS: FileRows = { module: undefined, rows: [], follows: false };

/** Services of a compose file, then their reading rests: each may be a Dockerfile of its own. */
const SERVICES_PER_SLICE = 5;

export class BuildTable {
  /** As far as files are read: what came meanwhile would be read in the middle of a row, and the row of the old text be kept. */
  private readonly module = (path: string) => moduleAbove(this.files, path);
  private readonly byFile = new Map<string, FileRows>();
  /** Files whose rows are not worked out. */
  private readonly waiting = new Set<string>();
  /** Of modules, by the path of their go.mod. */
  private readonly names = new Map<string, string>();
  /** Files whose rows hang on Dockerfiles. */
  private readonly composed = new Set<string>();
  private byModule: Map<string | undefined, readonly BuildContext[]> | undefined;
  private others: readonly BuildFileFacts[] | undefined;
  private readonly including: IncludedMakefiles;
  /** The list whose runs were followed. */
  private followed: readonly BuildFileFacts[] | undefined;
  private ofImages: readonly DockerfileFacts[] | undefined;
  /** By the path of the module's go.mod. */
  private goFilesOf: ReadonlyMap<string, readonly GoFileFacts[]> | undefined;
  /** The file whose rows are being worked out; nothing that they hang on has changed since. */
  private begun: { readonly path: string; readonly work: Sliced<FileRows> } | undefined;

  constructor(
    private readonly files: FileTable,
    private readonly faults: FaultLog,
  ) {
    this.including = new IncludedMakefiles(files);
  }

  changed(path: string): void {
    const language = languageOf(path);
    if (language === 'go' || language === 'go.mod') this.goFilesOf = undefined;
    if (language === 'go') return;
    this.begun = undefined;
    this.forget(path);
    this.byModule = undefined;
    if (language === 'build') this.others = undefined;
    if (language === 'dockerfile') this.ofImages = undefined;
    if (language === 'go.mod' && this.isOtherModule(path)) for (const other of [...this.byFile.keys()]) this.forget(other);
    if (language === 'go.mod' || language === 'context' || path.endsWith('go.work'))
      for (const [other, { follows }] of this.byFile) if (follows) this.forget(other);
    if (language === 'dockerfile') for (const other of this.composed) this.forget(other);
  }

  /** Works out some more rows of a file, so that hosts can slice; false when there is none. */
  prepareNext(): boolean {
    for (const path of this.waiting) {
      if (this.begun?.path !== path) this.begun = { path, work: this.guarded(path) };
      const step = this.begun.work.next();
      if (step.done) this.keep(path, step.value);
      return true;
    }
    return false;
  }

  /** Works out in slices what places that build tell of each other: all rows, and what is run where. */
  *preparing(): Sliced<void> {
    for (;;) {
      while (this.prepareNext()) yield;
      const files = this.buildFiles();
      yield* this.following(files);
      yield* readingRunImages(files);
      if (this.waiting.size === 0 && files === this.others) return;
    }
  }

  /** Says whose steps are not all followed. */
  private *following(files: readonly BuildFileFacts[]): Sliced<void> {
    if (this.followed === files) return;
    const { partial } = yield* readingRuns(files);
    for (const path of partial) this.faults.tooMuch('calls of make and scripts', path);
    this.followed = files;
  }

  private forget(path: string): void {
    this.byFile.delete(path);
    if (this.files.facts(path)) this.waiting.add(path);
    else this.waiting.delete(path);
  }

  /** True when a go.mod came, went, or has another name: rows hang on nothing else of it unless they name it. */
  private isOtherModule(path: string): boolean {
    const facts = this.files.facts(path);
    const now = facts?.language === 'go.mod' ? `module ${facts.mod.module}` : '';
    if (this.names.get(path) === now) return false;
    this.names.set(path, now);
    return true;
  }

  /** Where other files build an image from a Dockerfile, in the order of their paths. */
  imageBuilds(dockerfile: string): readonly PlacedImageBuild[] {
    return imageBuildsOf(dockerfile, this.buildFiles(), path => this.files.facts(path)?.language === 'dockerfile');
  }

  /** In the order of their paths; Makefiles with what they include. */
  buildFiles(): readonly BuildFileFacts[] {
    this.others ??= this.including.all(this.pathsOf('build'));
    return this.others;
  }

  /** One of them. */
  buildFile(path: string): BuildFileFacts | undefined {
    const facts = this.files.facts(path);
    if (facts?.language !== 'build') return undefined;
    return facts.build.includes ? this.buildFiles().find(file => file.path === path) : facts.build;
  }

  /** In the order of their paths. */
  dockerfiles(): readonly DockerfileFacts[] {
    this.ofImages ??= this.pathsOf('dockerfile').flatMap(path => {
      const facts = this.files.facts(path);
      return facts?.language === 'dockerfile' ? [facts.dockerfile] : [];
    });
    return this.ofImages;
  }

  /** Rows of the files whose nearest go.mod this is; none for files outside every module, which may belong to different programs. */
  contexts(module: string | undefined): readonly BuildContext[] {
    this.byModule ??= this.group();
    return (module !== undefined && this.byModule.get(module)) || [];
  }

  goFiles(module: GoModFacts | undefined): readonly GoFileFacts[] {
    if (!module) return [];
    this.goFilesOf ??= this.groupGoFiles();
    return this.goFilesOf.get(module.path) ?? [];
  }

  private groupGoFiles(): ReadonlyMap<string, readonly GoFileFacts[]> {
    const groups = new Map<string, GoFileFacts[]>();
    for (const path of this.files.paths()) {
      const facts = this.files.facts(path);
      const module = facts?.language === 'go' ? this.module(path)?.path : undefined;
      if (facts?.language !== 'go' || module === undefined) continue;
      const group = groups.get(module);
      if (group) group.push(facts.go);
      else groups.set(module, [facts.go]);
    }
    return groups;
  }

  /** Sorted. */
  private pathsOf(language: Language): readonly string[] {
    return [...this.files.paths()].filter(path => languageOf(path) === language).sort();
  }

  private group(): Map<string | undefined, readonly BuildContext[]> {
    const groups = new Map<string | undefined, BuildContext[]>();
    for (const path of [...this.files.paths()].filter(p => !p.endsWith('.go')).sort()) {
      const { module, rows } = this.rowsOf(path);
      if (rows.length === 0) continue;
      const group = groups.get(module);
      if (group) for (const row of rows) group.push(row);
      else groups.set(module, [...rows]);
    }
    return groups;
  }

  private rowsOf(path: string): FileRows {
    const known = this.byFile.get(path);
    if (known) return known;
    const fresh = whole(this.guarded(path));
    this.keep(path, fresh);
    return fresh;
  }

  private guarded(path: string): Sliced<FileRows> {
    return this.faults.guardedSlices<FileRows>(path, 'places that build', this.reading(path), () => NO_ROWS);
  }

  private keep(path: string, rows: FileRows): void {
    if (this.begun?.path === path) this.begun = undefined;
    this.byFile.set(path, rows);
    this.waiting.delete(path);
  }

  private *reading(path: string): Sliced<FileRows> {
    const facts = this.files.facts(path);
    if (facts?.language === 'go.mod') {
      const context = moduleContext(facts.mod);
      return { module: path, rows: context ? [context] : [], follows: false };
    }
    if (facts?.language !== 'dockerfile' && facts?.language !== 'build') return NO_ROWS;
    if (facts.language === 'build' && facts.build.kind === 'compose') return yield* this.readCompose(path, facts.build);
    const module = this.module(path);
    const source = facts.language === 'build' ? facts.build : dockerfileSource(facts.dockerfile);
    const rows = yield* readingContexts(source, { module, releaseAskedBy: file => this.releaseAskedBy(file) });
    return { module: module?.path, rows, follows: source.units.some(unit => unit.go?.file !== undefined) };
  }

  /** A service builds as its Dockerfile does with the service's arguments; one whose Dockerfile is not known, as its own lines say. */
  private *readCompose(path: string, file: BuildFileFacts): Sliced<FileRows> {
    const dir = dirName(path);
    const of = (unit: BuildUnit) => unit.imageBuild && joinPath(dir, unit.imageBuild.dockerfile);
    const dockerfiles = file.units.flatMap(unit => of(unit) ?? []);
    if (dockerfiles.length > 0) this.composed.add(path);
    const module = this.module(path) ?? dockerfiles.map(this.module).find(m => m !== undefined);
    const around = { module, releaseAskedBy: (asked: string) => this.releaseAskedBy(asked) };
    const rows = yield* flatMapping(file.units, SERVICES_PER_SLICE, unit => {
      const dockerfile = of(unit);
      const given = new Map(unit.imageBuild?.args.map(a => [a.name, a.text]));
      const facts = dockerfile && this.module(dockerfile) === module ? this.files.dockerfileWith(dockerfile, given) : undefined;
      if (facts) return composeRows(contextsOf(dockerfileSource(facts), around), unit, path);
      return isGoService(unit) ? contextsOf({ ...file, units: [unit] }, around) : [];
    });
    return { module: module?.path, rows, follows: false };
  }

  private releaseAskedBy(path: string): GoVersion | undefined {
    const facts = this.files.facts(path);
    if (facts?.language === 'go.mod') return (facts.mod.toolchain ?? facts.mod.go)?.version;
    if (facts?.language === 'context') return facts.context.version;
    return facts?.language === 'build' && facts.build.kind === 'go.work' ? facts.build.units[0]?.go?.version : undefined;
  }
}
