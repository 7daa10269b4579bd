/** The builds that files in folders are part of, as far as the files that say so are known. */

import { type GoHome, NO_HOME } from '../program/modules/go-home.js';
import type { KnownFile } from '../program/modules/known-files.js';
import { decidesImports, ModuleBuild, type PackagePlace } from '../program/modules/module-build.js';
import type { AnalysisStep } from './steps.js';
import { WantedFiles } from './wanted-files.js';

export class ModuleBuilds {
  private readonly builds = new Map<string, ModuleBuild | 'none'>();
  readonly files: WantedFiles;
  home: GoHome = NO_HOME;

  /** `own`: texts that the workspace knows itself. `read`: what hosts have answered, to all who share it. */
  constructor(own: (path: string) => string | undefined, read?: Map<string, KnownFile>) {
    this.files = new WantedFiles(own, read);
  }

  /** Undefined while files are awaited; `none` outside of all modules. */
  at(dir: string): ModuleBuild | 'none' | undefined {
    const known = this.builds.get(dir);
    if (known) return known;
    const build = ModuleBuild.at(dir, this.home, this.files);
    if (build) this.builds.set(dir, build);
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
    this.files.forget(path);
    this.builds.clear();
    return true;
  }

  forget(): void {
    this.builds.clear();
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
