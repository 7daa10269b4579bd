/** Which packages a program pulls in that need cgo, and by which import path. The reading of imports lives in facts; this joins them. */

import type { Location } from '../base/finding.js';
import { dirName, isBelow, joinPath, relativeTo } from '../base/paths.js';
import type { GoModFacts } from '../builds/go-mod.js';
import type { BuildTarget } from '../go/package/build-target.js';
import type { GoFileFacts } from '../go/package/facts.js';
import { takesHead } from '../go/package/package-files.js';
import { isKnownCgoPackage, stdCgo } from '../tables/cgo-packages.js';

/** One package that needs cgo and how the program reaches it. */
export interface CgoNeed {
  /** Import path of the package with `import "C"`. */
  readonly importPath: string;
  /** From the program to that package: `["example.com/app", "example.com/app/store", "github.com/mattn/go-sqlite3"]`. */
  readonly chain: readonly string[];
  /** `std`: net and os/user, which have a pure Go twin. `table`: from the list of known packages. `source`: its files import "C". */
  readonly from: 'std' | 'source' | 'table';
  /** The last import on the way that stands in a file of the workspace. */
  readonly at?: Location;
  /** What `#cgo` lines of a package of the workspace link on Linux, where nothing else decides that. */
  readonly links?: readonly string[];
  /** Only in a closure without cgo: no file of the package is left, so the build stops at it. */
  readonly excluded?: boolean;
}

export interface CgoClosure {
  /** False when an import could not be followed to its sources: then the absence of a need proves nothing. */
  readonly complete: boolean;
  readonly needs: readonly CgoNeed[];
  /** Import paths that could not be followed. */
  readonly unknown: readonly string[];
  /** Directories of the packages in the workspace, by import path; the program's own first. Undefined where nobody looked. */
  readonly local?: ReadonlyMap<string, string>;
}

/** Also what of the program was found on the way. */
export interface ProgramClosure extends CgoClosure {
  readonly local: ReadonlyMap<string, string>;
  /** All import paths that were followed. */
  readonly imports: ReadonlySet<string>;
}

/** What the closure asks of the workspace. */
export interface ClosureSources {
  /** Facts of the Go files of a directory known to the workspace; empty when there are none. */
  packageFiles(dir: string): readonly GoFileFacts[];
  /** Files of a package outside the workspace; undefined while the host has not answered, `missing` when it has no sources. */
  externalPackage(importPath: string): readonly GoFileFacts[] | 'missing' | undefined;
  module(dir: string): GoModFacts | undefined;
}

/** Packages a closure looks at before it gives up; kubernetes has about 2,000. */
const MAX_PACKAGES = 20_000;

/** GOOS and GOARCH of a build. */
export interface Platform {
  readonly os: string;
  readonly arch: string;
}

const LINUX: Platform = { os: 'linux', arch: 'amd64' };

/** `tags`: what `-tags` adds. With cgo enabled; the tags netgo and osusergo take std's needs away. */
export function cgoClosure(dir: string, sources: ClosureSources, tags: readonly string[] = [], platform: Platform = LINUX): ProgramClosure {
  return new Walk(sources, { ...platform, cgo: true, tags }).from(dir);
}

/**
 * The same for CGO_ENABLED=0: files with `import "C"` and those behind the tag cgo are left out, and the needs are packages that lose
 * files to that, or that the list of known packages names. Imports that only cgo files have are not followed.
 */
export function closureWithoutCgo(
  dir: string,
  sources: ClosureSources,
  tags: readonly string[] = [],
  platform: Platform = LINUX,
): ProgramClosure {
  return new Walk(sources, { ...platform, cgo: false, tags }).from(dir);
}

interface Visit {
  readonly importPath: string;
  readonly chain: readonly string[];
  readonly at?: Location;
}

class Walk {
  private readonly needs = new Map<string, CgoNeed>();
  private readonly unknown = new Set<string>();
  private readonly seen = new Set<string>();
  private readonly local = new Map<string, string>();
  private queue: Visit[] = [];

  constructor(
    private readonly sources: ClosureSources,
    private readonly target: BuildTarget,
  ) {}

  from(dir: string): ProgramClosure {
    const module = this.sources.module(dir);
    const files = this.sources.packageFiles(dir);
    const root = module ? importPathOf(dir, module) : (dir.split('/').at(-1) ?? dir);
    const { local, seen: imports } = this;
    if (files.length === 0) return { complete: false, needs: [], unknown: [root], local, imports };
    this.seen.add(root);
    this.files(files, { importPath: root, chain: [root] }, true);
    // Breadth first, so that the way shown is the shortest.
    for (let next = this.queue; next.length > 0; next = this.queue) {
      this.queue = [];
      for (const visit of next) this.visit(visit, module);
      if (this.seen.size > MAX_PACKAGES) {
        this.unknown.add('…');
        break;
      }
    }
    return { complete: this.unknown.size === 0, needs: [...this.needs.values()], unknown: [...this.unknown].sort(), local, imports };
  }

  private visit(visit: Visit, module: GoModFacts | undefined): void {
    const { importPath } = visit;
    const std = stdCgo(importPath, this.target.os);
    if (std) {
      // All of std builds without cgo.
      if (!this.target.cgo) return;
      for (const reached of std) this.needStd(reached, visit);
      return;
    }
    const local = module && this.localFiles(importPath, module);
    if (local) {
      if (local.length > 0) this.files(local, visit, true);
      else this.unknown.add(importPath);
      return;
    }
    const external = this.sources.externalPackage(importPath);
    if (external !== undefined && external !== 'missing') {
      this.files(external, visit, false);
      return;
    }
    if (isKnownCgoPackage(importPath, this.target.os)) this.need({ ...visit, from: 'table' });
    this.unknown.add(importPath);
  }

  private files(files: readonly GoFileFacts[], visit: Visit, inWorkspace: boolean): void {
    if (!this.target.cgo) this.lost(files, visit, inWorkspace);
    if (inWorkspace && files[0]) this.local.set(visit.importPath, dirName(files[0].path));
    const usesCgo = files.some(f => f.usesCgo);
    const links = inWorkspace && usesCgo ? linksOf(files.filter(f => !f.isTest && takesHead(f, this.target))) : [];
    for (const file of files) {
      if (file.isTest || !takesHead(file, this.target)) continue;
      const import_ = file.imports.find(i => i.path === 'C');
      const here = inWorkspace && import_ ? { at: { file: file.path, span: import_.span } } : {};
      if (file.usesCgo) this.need({ ...visit, ...here, from: 'source', ...(links.length > 0 && { links }) });
      for (const { path, span } of file.imports) {
        // Every package with cgo brings runtime/cgo along, so that it is never the reason for one.
        if (path === 'C' || this.seen.has(path) || (path === 'runtime/cgo' && usesCgo)) continue;
        this.seen.add(path);
        const at = inWorkspace ? { file: file.path, span } : visit.at;
        this.queue.push({ importPath: path, chain: [...visit.chain, path], ...(at && { at }) });
      }
    }
  }

  /** What a package loses when cgo is off. */
  private lost(files: readonly GoFileFacts[], visit: Visit, inWorkspace: boolean): void {
    const takes = (f: GoFileFacts, cgo: boolean) => !f.isTest && takesHead(f, { ...this.target, cgo });
    const cgo = files.find(f => f.usesCgo && takes(f, true));
    if (!cgo) return;
    const at = inWorkspace ? { at: { file: cgo.path, span: cgo.imports.find(i => i.path === 'C')!.span } } : {};
    this.need({ ...visit, ...at, from: 'source', excluded: !files.some(f => takes(f, false)) });
  }

  /** Undefined when the path is neither in the module nor replaced by a directory. */
  private localFiles(importPath: string, module: GoModFacts): readonly GoFileFacts[] | undefined {
    const own = relativeTo(module.module, importPath);
    if (own !== undefined) {
      const dir = joinPath(module.dir, own);
      const files = this.sources.packageFiles(dir);
      // A module inside the module is another one; its files come from wherever that one is required from.
      if (files.length > 0 && this.sources.module(dir)?.module === module.module) return files;
      if (!module.requires.some(r => isBelow(importPath, r.path))) return [];
    }
    for (const replace of module.replaces) {
      const rest = relativeTo(replace.path, importPath);
      if (rest === undefined || !replace.target.startsWith('.')) continue;
      const files = this.sources.packageFiles(joinPath(joinPath(module.dir, replace.target), rest));
      if (files.length > 0) return files;
    }
    return undefined;
  }

  private needStd(reached: string, visit: Visit): void {
    if (reached === 'net' && this.target.tags.includes('netgo')) return;
    if (reached === 'os/user' && this.target.tags.includes('osusergo')) return;
    const chain = reached === visit.importPath ? visit.chain : [...visit.chain, reached];
    this.need({ ...visit, importPath: reached, chain, from: 'std' });
  }

  private need(need: CgoNeed): void {
    if (this.needs.has(need.importPath)) return;
    const { importPath, chain, from, at, excluded, links } = need;
    this.needs.set(importPath, { importPath, chain, from, ...(at && { at }), ...(excluded && { excluded }), ...(links && { links }) });
  }
}

/** None where one of the files hangs on more than its lines. */
function linksOf(files: readonly GoFileFacts[]): readonly string[] {
  const links = files.map(({ cLinks = [] }) => cLinks);
  return links.includes('unknown') ? [] : [...new Set(links.flat())];
}

function importPathOf(dir: string, module: GoModFacts): string {
  const rest = dir === module.dir ? '' : dir.slice(module.dir === '' ? 0 : module.dir.length + 1);
  return rest === '' ? module.module : `${module.module}/${rest}`;
}
