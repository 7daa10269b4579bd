/** The builds that files in folders are part of, as far as the files that say so are known. */

import { type GoHome, NO_HOME } from '../program/modules/go-home.js';
import type { KnownFile } from '../program/modules/known-files.js';
import { decidesImports, ModuleBuild, type PackagePlace, type Workspaces } from '../program/modules/module-build.js';
import { nearestModule } from '../program/modules/module-lookup.js';
import type { AnalysisStep } from './steps.js';
import { WantedFiles } from './wanted-files.js';

/** Who knows the builds of several workspaces, whose files are all as on the disk. */
export interface CommonBuilds {
  /** What their builds wait for: places in a module are asked for later, by whichever workspace has the build. */
  readonly files: WantedFiles;
  buildAt(dir: string): ModuleBuild | 'none';
}

interface SharedBuilds {
  readonly moduleFiles: Map<string, KnownFile>;
  readonly common?: CommonBuilds | undefined;
}

export class ModuleBuilds {
  private readonly byDir = new Map<string, ModuleBuild | 'none'>();
  /** By path of the go.mod file: what a module requires is worked out once for all its folders. */
  private readonly byModule = new Map<string, ModuleBuild>();
  private readonly workspaces: Workspaces = new Map();
  readonly files: WantedFiles;
  private readonly common: CommonBuilds | undefined;
  home: GoHome = NO_HOME;

  /** `own`: texts that the workspace knows itself. `moduleFiles`: what hosts have answered, to all who share it. */
  constructor(own: (path: string) => string | undefined, { moduleFiles, common }: SharedBuilds) {
    this.files = common?.files ?? new WantedFiles(own, moduleFiles);
    this.common = common;
  }

  /** Undefined while files are awaited; `none` outside of all modules. */
  at(dir: string): ModuleBuild | 'none' | undefined {
    if (this.common) return this.common.buildAt(dir);
    const known = this.byDir.get(dir);
    if (known) return known;
    const build = this.look(dir);
    if (build) this.byDir.set(dir, build);
    return build;
  }

  private look(dir: string): ModuleBuild | 'none' | undefined {
    const main = nearestModule(dir, this.files);
    if (main === undefined || main === 'none') return main;
    const build = this.byModule.get(main.path) ?? ModuleBuild.of(main, this.home, this.files, this.workspaces);
    if (build) this.byModule.set(main.path, build);
    return build;
  }

  /** Folders in which a package may lie that files in `dir` import; undefined: not known yet. */
  places(importPath: string, dir: string): readonly PackagePlace[] | undefined {
    const build = this.at(dir);
    return build === 'none' ? [] : build?.places(importPath);
  }

  /** True when the file decides over builds. */
  changed(path: string): boolean {
    if (!decidesImports(path)) return false;
    if (!this.common) this.files.forget(path);
    this.forget();
    return true;
  }

  forget(): void {
    this.byDir.clear();
    this.byModule.clear();
    this.workspaces.clear();
  }

  /** Files that somebody waits for, those of `asked` left out; `answered` runs after each. False when there was none. */
  *needs(asked: Set<string>, answered: () => void): Generator<AnalysisStep, boolean> {
    const wanted = this.files.wanted().filter(path => !asked.has(path));
    for (const path of wanted) {
      asked.add(path);
      yield { kind: 'need file', path, isAside: true, answer: text => this.files.set(path, text) };
      answered();
    }
    return wanted.length > 0;
  }
}
