/**
 * Packages for the resolver of types: which files each has, what its imports mean, and which object stands for it. Says what it knows at once;
 * what is missing it wants, and `needs` asks hosts for it.
 */

import { dirName } from '../base/paths.js';
import type { BuildTarget } from '../go/package/build-target.js';
import { fittingTarget } from '../go/package/fitting-target.js';
import { variantOf } from '../go/package/package-files.js';
import type { HeadedFile } from '../go/package/source-file.js';
import type { Importer, PackageSource } from '../go/types/importer.js';
import type { PackageTypes } from '../go/types/package-types.js';
import type { GoHome } from '../program/modules/go-home.js';
import { decidesImports, type PackagePlace } from '../program/modules/module-build.js';
import { type TargetInForce, targetInForce } from '../program/target-in-force.js';
import type { FunctionFacts } from '../tables/std/function-facts.js';
import { FolderContents } from './folder-contents.js';
import { KnownPackage, type PackageFacts, type PackageWorld } from './known-package.js';
import { ModuleBuilds } from './module-builds.js';
import { OwnFolders } from './own-folders.js';
import type { PackageFolders } from './package-folders.js';
import { PackageObjects } from './package-objects.js';
import type { PackageSources } from './package-sources.js';
import { PackageTargets } from './package-targets.js';
import { type StandardPackage, standardFile } from './standard-sources.js';
import type { AnalysisStep } from './steps.js';

/** What decides over the meaning of an import; `missed` is told where there was none. */
type Asker = Pick<KnownPackage, 'world' | 'missed'>;

export class GoPackages implements Importer {
  /** Files that came, went or changed so far, of any kind. */
  changes = 0;
  private readonly own: OwnFolders;
  private readonly folders: PackageFolders;
  private readonly contents: FolderContents;
  readonly builds: ModuleBuilds;
  private readonly objects: PackageObjects;
  private hasNews = false;
  /** What packages are for: told of files that build, and looked at again before anybody asks. */
  readonly targets = new PackageTargets(dir => this.target(dir).target);

  /** `importer`: finds what its packages import, in place of this. */
  constructor(
    private readonly options: PackageSources,
    importer?: Importer,
  ) {
    this.own = new OwnFolders(options.own);
    this.folders = options.outside.folders;
    this.builds = new ModuleBuilds(path => options.own.text(path), options.outside);
    this.contents = new FolderContents(this.own, this.folders, this.builds);
    this.objects = new PackageObjects(importer ?? this, path => options.replaced(path));
  }

  /** Grows whenever another object stands for a package. */
  get generation(): number {
    return this.objects.generation;
  }

  /** Grows with each change of a package, those in bodies of functions among them from which something may follow. */
  get edition(): number {
    return this.objects.edition;
  }

  /** How often somebody was told less than will be known. */
  get asks(): number {
    return this.objects.waits;
  }

  /** What a build of the files in a folder is for, and who says so. */
  target(dir: string): TargetInForce {
    return targetInForce(this.builds.home, this.options.around(dir));
  }

  /** Replaces packages that are for something else now. */
  settleTargets(): void {
    this.options.own.settle();
    for (const dir of this.targets.moved()) this.objects.replaceIn(dir);
  }

  /** Where a host has the module cache, and what go is told on the machine. */
  setHome(home: GoHome): void {
    this.builds.home = home;
    this.forget();
  }

  /** The package that a file of the workspace is part of: with the tests for a test, by itself where no package takes it. */
  of(path: string): PackageSource | undefined {
    this.settleTargets();
    const head = this.options.own.headed(path);
    if (!head) return undefined;
    const dir = dirName(path);
    const build = this.builds.at(dir);
    const { target: inForce } = this.target(dir);
    this.targets.told(dir, inForce);
    const target = fittingTarget(inForce, head);
    const known = this.contents.heads(dir, target);
    if (!known) this.folders.want(dir, [{ dir, root: dir, isLocal: true, language: { goMod: '' } }], target);
    const heads = known === undefined || known === 'absent' ? this.own.heads(dir) : known;
    const files = this.contents.parts(heads, target);
    const variant = variantOf(head, files.name);
    const isAlone = !files.taken.has(head);
    const part = isAlone ? path : variant;
    const world = { target, build: build ?? 'none', underTest: part === 'external' ? dir : undefined };
    const module = build === 'none' ? undefined : build;
    const found = this.make({ dir, part, world }, () => ({
      files: this.own.filesOf(isAlone ? [head] : variant === 'tests' ? [...files.plain, ...files.tests] : files[variant]),
      path: (module?.importPathOf(dir) ?? dir) + (part === 'external' ? '_test' : ''),
      name: isAlone ? head.packageName : part === 'external' ? `${files.name}_test` : files.name,
      language: module?.languageOf(dir),
    }));
    if (!build || !known) this.objects.wait(found);
    found.lookedAt.add(path);
    return found;
  }

  /** Asks for what a file of the workspace imports, except what is only imported for what it does: no name can ask for its types. */
  lookAhead(path: string): void {
    const pkg = this.of(path);
    const file = pkg?.files.find(f => f.path === path);
    for (const imported of file?.imports ?? []) if (imported.alias !== '_') this.find(imported.path, pkg!);
  }

  find(path: string, from: PackageSource): PackageSource | undefined {
    if (!(from instanceof KnownPackage) || path === 'C' || path === 'unsafe') return undefined;
    const told = from.found.get(path);
    if (told) return told === 'unknown' ? undefined : told;
    if (!this.isOwn(from)) return from.importer.find(path, from);
    const { common } = this.options.outside;
    // Those that a test under way may import by a detour are told apart from all others.
    const found = common && from.world.underTest === undefined ? common.imported(path, from) : this.locate(path, from);
    if (found === undefined) {
      this.objects.wait(from);
      return undefined;
    }
    from.found.set(path, found);
    if (found === 'unknown') return undefined;
    if (this.isOwn(found)) this.objects.imports(from, found);
    return found;
  }

  /** The types of a package that others have, too. */
  commonTypes(source: PackageSource): PackageTypes | undefined {
    return source instanceof KnownPackage && !this.isOwn(source) ? this.options.outside.common?.types(source) : undefined;
  }

  private isOwn(pkg: KnownPackage): boolean {
    return pkg.importer === this;
  }

  /** What the compiler says of a function of the standard library, in the release that `from` is built with. */
  compiled(path: string, symbol: string, from: PackageSource): FunctionFacts | undefined {
    if (!(from instanceof KnownPackage)) return undefined;
    const { common } = this.options.outside;
    if (common) return common.compiled(path, symbol, from);
    const std = this.options.outside.standard.get(path, from.world.target.release);
    if (std === undefined) this.objects.wait(from);
    return std === undefined || std === 'missing' ? undefined : std.compiled(symbol);
  }

  asksBodies(source: PackageSource): void {
    if (source instanceof KnownPackage) source.hasAskedBodies = true;
  }

  /** A file that the workspace knows, or that was read, is another one now, came or went. */
  changed(path: string): void {
    this.changes++;
    if (this.builds.changed(path)) this.forget();
    if (!path.endsWith('.go')) return;
    const [now, dir] = [this.own.update(path, this.objects.concerns(path)), dirName(path)];
    if (now === 'unasked') return;
    if (now === 'gone') this.folders.forget(dir);
    if (now === 'same') this.objects.bodiesChanged(dir, this.options.own.text(path)?.includes('.Put(') === true);
    else this.objects.replaceIn(dir);
  }

  /** What builds are for is another thing now. */
  forget(): void {
    this.builds.forget();
    this.objects.replaceAll();
  }

  /** Files that somebody looks at and whose packages import that of a file, through however many others. */
  importersOf(path: string): ReadonlySet<string> {
    return this.objects.lookedAtAbove(dirName(path));
  }

  /** True when a change of the file on disk makes a difference to somebody. */
  follows(path: string): boolean {
    return decidesImports(path) || this.objects.concerns(path);
  }

  /** Something that was wanted is there now. */
  arrived(): void {
    this.hasNews = true;
  }

  /** What somebody waits for, that of `asked` left out; false when there was none. */
  *needs(asked: Set<string>): Generator<AnalysisStep, boolean> {
    const news = () => this.arrived();
    const hasFiles = yield* this.builds.needs(asked, news);
    const hasFolders = yield* this.folders.needs(asked, news);
    if (this.hasNews) this.objects.replaceWaiting();
    this.hasNews = false;
    return hasFiles || hasFolders;
  }

  /** Undefined while something is awaited. */
  locate(path: string, from: Asker): KnownPackage | 'unknown' | undefined {
    const { build, target } = from.world;
    const isModule = build !== 'std' && build !== 'none';
    const std = isModule && build.isStandard ? 'missing' : this.options.outside.standard.get(path, target.release);
    if (std === undefined) return undefined;
    if (std !== 'missing') return this.standard(path, std, target);
    if (!isModule) return 'unknown';
    const places = build.places(path);
    if (!places) return undefined;
    for (const [i, place] of places.entries()) {
      const content = this.contents.of(place, target);
      if (content === undefined) {
        this.folders.want(path, places.slice(i), target);
        // Asked for together, since most packages lie in the first of their places.
        build.language(place);
        return undefined;
      }
      if (content !== 'absent') return this.located(path, from, place, content);
      from.missed.add(place.dir);
    }
    return 'unknown';
  }

  private located(path: string, from: Asker, place: PackagePlace, heads: readonly HeadedFile[]): KnownPackage | 'unknown' | undefined {
    const { build, target, underTest } = from.world;
    const { name, plain, tests } = this.contents.parts(heads, target);
    if (plain.length === 0) {
      from.missed.add(place.dir);
      return 'unknown';
    }
    const language = build === 'std' || build === 'none' ? undefined : build.language(place);
    if (!language) return undefined;
    // Only packages of the workspace can import one of its packages under test.
    const world: PackageWorld = { target, build, underTest: place.isLocal ? underTest : undefined };
    const isTested = place.dir === underTest;
    const key = { dir: place.dir, part: isTested ? 'tests' : 'plain', world };
    return this.make(key, () => ({ files: this.own.filesOf(isTested ? [...plain, ...tests] : plain), path, name, language }));
  }

  private standard(path: string, std: StandardPackage, target: BuildTarget): KnownPackage {
    const key = { dir: `std:${path}`, part: 'plain', world: { target, build: 'std', underTest: undefined } } as const;
    const known = this.objects.get(key);
    if (known) return known;
    const head = standardFile(path, std, this.options.parser);
    return this.make(key, () => ({ files: this.own.filesOf([head]), path, name: head.packageName, language: undefined }));
  }

  private make(key: Pick<PackageFacts, 'dir' | 'part' | 'world'>, facts: () => Omit<PackageFacts, 'dir' | 'part' | 'world'>): KnownPackage {
    return this.objects.get(key) ?? this.objects.add({ ...key, ...facts() });
  }
}
