/** Folders of packages that a host has read for their declarations: the module cache, vendor folders, folders of the workspace nobody looked at. */

import { type BuildTarget, takesName } from '../go/package/build-target.js';
import { takesHead } from '../go/package/package-files.js';
import { type HeadedFile, scannedOrEmpty } from '../go/package/source-file.js';
import { unreadFile } from '../go/package/unread-file.js';
import type { PackagePlace } from '../program/modules/module-build.js';
import type { GoParser } from '../syntax/go-parser.js';
import { type AnalysisStep, type FoundPackage, STEP } from './steps.js';

/** Files that a build for the target takes; `absent`: there is no folder with Go files. */
export type FolderContent = readonly HeadedFile[] | 'absent';

interface Wanted {
  readonly importPath: string;
  readonly places: readonly PackagePlace[];
  readonly target: BuildTarget;
}

/** Text that is scanned in one step (UTF-16 units): less than a millisecond. Packages that have more are scanned when they come. */
const PORTION = 100_000;

export class PackageFolders {
  private readonly known = new Map<string, FolderContent>();
  /** By folder, then path: the same for all targets. */
  private readonly scanned = new Map<string, Map<string, HeadedFile>>();
  private readonly asked = new Map<string, Wanted>();

  constructor(private readonly parser: GoParser) {}

  /** Undefined when nobody has read it yet. */
  get(dir: string, target: BuildTarget): FolderContent | undefined {
    return this.known.get(keyOf(dir, target));
  }

  /** Puts a package on the list of wanted ones: the first of these folders that has Go files. */
  want(importPath: string, places: readonly PackagePlace[], target: BuildTarget): void {
    this.asked.set(keyOf(places[0]!.dir, target), { importPath, places, target });
  }

  /** Forgets a folder, for all targets. */
  forget(dir: string): void {
    this.scanned.delete(dir);
    for (const key of this.known.keys()) if (key.endsWith(` ${dir}`)) this.known.delete(key);
  }

  /** What was asked for, that of `asked` left out; `answered` runs after each. */
  *needs(asked: Set<string>, answered: () => void): Generator<AnalysisStep, boolean> {
    const wanted = [...this.asked].filter(([key]) => !asked.has(key));
    for (const [key, { importPath, places, target }] of wanted) {
      asked.add(key);
      const { found, named } = yield* this.read(importPath, places, target);
      yield* this.take(places, target, found, named);
      this.asked.delete(key);
      answered();
    }
    return wanted.length > 0;
  }

  /** Asks for what no other target has had read already. `named`: what the build takes by name, in the order of the folder. */
  private *read(
    importPath: string,
    places: readonly PackagePlace[],
    target: BuildTarget,
  ): Generator<AnalysisStep, { readonly found: FoundPackage | undefined; readonly named: readonly string[] }> {
    const [first] = places;
    for (let known = first && this.scanned.get(first.dir); ; known = undefined) {
      let found: FoundPackage | undefined;
      const named: string[] = [];
      yield {
        kind: 'need package',
        ...{ importPath, places },
        wants: name => {
          if (!name.endsWith('.go') || name.endsWith('_test.go') || !takesName(name, target)) return false;
          named.push(name);
          return !known?.has(`${first?.dir}/${name}`);
        },
        answer: answer => {
          found = answer;
        },
      };
      // It has gone since: names were those of another folder.
      if (known && found?.dir !== first?.dir) continue;
      return { found, named };
    }
  }

  private *take(
    places: readonly PackagePlace[],
    target: BuildTarget,
    found: FoundPackage | undefined,
    named: readonly string[],
  ): Generator<AnalysisStep, void> {
    for (const { dir } of places) {
      if (dir === found?.dir) break;
      this.known.set(keyOf(dir, target), 'absent');
    }
    if (!found) return;
    const files: HeadedFile[] = [];
    const scanned = this.scanned.get(found.dir) ?? new Map<string, HeadedFile>();
    this.scanned.set(found.dir, scanned);
    // Whoever looks for a name in a package has all of its files scanned in one step.
    const head = found.files.reduce((sum, { text }) => sum + text.length, 0) > PORTION ? scannedOrEmpty : unreadFile;
    let portion = 0;
    for (const { path, text } of found.files) {
      if (scanned.has(path)) continue;
      scanned.set(path, head(path, text, this.parser));
      portion += text.length;
      if (portion < PORTION) continue;
      portion = 0;
      yield STEP;
    }
    const paths = new Set([...named.map(name => `${found.dir}/${name}`), ...found.files.map(({ path }) => path)]);
    for (const path of paths) {
      const file = scanned.get(path);
      if (file && takesHead(file, target)) files.push(file);
    }
    this.known.set(keyOf(found.dir, target), files);
  }
}

const keys = new WeakMap<BuildTarget, string>();

/** Names alone tell targets apart that nobody builds for at once. */
export function targetKey(target: BuildTarget): string {
  const key = keys.get(target) ?? writeKey(target);
  keys.set(target, key);
  return key;
}

function writeKey({ os = 'linux', arch, cgo, tags, release, experiment = '' }: BuildTarget): string {
  return [os, arch, cgo, tags.join(), release ? `${release.major}.${release.minor}` : '', experiment].join();
}

const keyOf = (dir: string, target: BuildTarget) => `${targetKey(target)} ${dir}`;
