/**
 * The packages that the workspaces of one thread import, with their types: what one of them has met is there for the others. Only for hosts that
 * answer at once and whose files stay as they are; no workspace has files of its own here.
 */

import type { PackageSource } from '../go/types/importer.js';
import type { PackageTypes } from '../go/types/package-types.js';
import { Resolver } from '../go/types/resolver.js';
import type { GoHome } from '../program/modules/go-home.js';
import type { ModuleBuild } from '../program/modules/module-build.js';
import type { GoParser } from '../syntax/go-parser.js';
import type { FunctionFacts } from '../tables/std/function-facts.js';
import { answer, type Sources } from './drive.js';
import { GoPackages } from './go-packages.js';
import { KnownPackage, type PackageWorld } from './known-package.js';
import type { OwnFiles } from './own-folders.js';
import { targetKey } from './package-folders.js';
import type { CommonPackages, PackageSources } from './package-sources.js';
import type { StandardLibrary } from './standard-library.js';
import type { AnalysisStep } from './steps.js';
import type { WantedFiles } from './wanted-files.js';

const NO_FILES: OwnFiles = {
  edition: 0,
  settle: () => undefined,
  text: () => undefined,
  headed: () => undefined,
  inDirectory: () => [],
  isWhole: () => false,
};

/** What is read from outside, whoever asks. */
type Read = PackageSources['outside'] & { readonly standard: StandardLibrary };

export class SharedPackages implements CommonPackages {
  private readonly packages: GoPackages;
  private readonly resolver = new Resolver(this);
  /** A host that did not answer is not asked again. */
  private readonly asked = new Set<string>();
  /** What an import means, by what decides over it and its path: packages of a module import much the same. */
  private readonly meanings = new Map<string, Map<string, KnownPackage | 'unknown'>>();

  constructor(
    parser: GoParser,
    private readonly read: Read,
    private readonly sources: Sources,
    home: GoHome,
  ) {
    const around = () => ({ contexts: [], module: undefined, machine: undefined });
    const outside = { standard: read.standard, folders: read.folders, moduleFiles: read.moduleFiles };
    this.packages = new GoPackages({ own: NO_FILES, parser, outside, around, replaced: () => undefined }, this);
    this.packages.setHome(home);
  }

  types(source: PackageSource): PackageTypes {
    return this.resolver.of(source);
  }

  get files(): WantedFiles {
    return this.packages.builds.files;
  }

  buildAt(dir: string): ModuleBuild | 'none' {
    return this.brought(() => this.packages.builds.at(dir)) ?? 'none';
  }

  find(path: string, from: PackageSource): KnownPackage | undefined {
    if (!(from instanceof KnownPackage) || path === 'C' || path === 'unsafe') return undefined;
    const found = from.found.get(path) ?? this.imported(path, from);
    from.found.set(path, found);
    return found === 'unknown' ? undefined : found;
  }

  imported(path: string, from: KnownPackage): KnownPackage | 'unknown' {
    const world = this.worldOf(from);
    const { target, build, underTest = '' } = world;
    const key = [targetKey(target), typeof build === 'string' ? build : build.key, underTest].join('\n');
    const meanings = this.meanings.get(key) ?? new Map<string, KnownPackage | 'unknown'>();
    this.meanings.set(key, meanings);
    const known = meanings.get(path);
    if (known) return known;
    const found = this.brought(() => this.packages.locate(path, { world, missed: from.missed })) ?? 'unknown';
    meanings.set(path, found);
    return found;
  }

  compiled(path: string, symbol: string, from: KnownPackage): FunctionFacts | undefined {
    const std = this.brought(() => this.read.standard.get(path, from.world.target.release));
    return std === undefined || std === 'missing' ? undefined : std.compiled(symbol);
  }

  private worldOf({ importer, world }: KnownPackage): PackageWorld {
    return importer === this ? world : { target: world.target, build: world.build, underTest: undefined };
  }

  /** Asks until it is known. */
  private brought<T>(ask: () => T | undefined): T | undefined {
    for (;;) {
      const found = ask();
      if (found !== undefined || !this.bring()) return found;
    }
  }

  private bring(): boolean {
    let isNew = false;
    for (const step of this.needs()) {
      isNew = true;
      answer(step, this.sources);
    }
    return isNew;
  }

  private *needs(): Generator<AnalysisStep> {
    yield* this.read.standard.needs(this.asked);
    yield* this.packages.needs(this.asked);
  }
}
