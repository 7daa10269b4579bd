/** A disk in memory with modules on it, and a workspace that looks at some of its folders. */
import { dirName } from '../../src/engine/base/paths.js';
import type { PackageSource } from '../../src/engine/go/types/importer.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { drive } from '../../src/engine/workspace/drive.js';
import type { Interest, NeededPackage } from '../../src/engine/workspace/steps.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';

export class PackageWorld {
  readonly workspace: Workspace;
  readonly asked: string[] = [];
  /** Files of packages whose text was handed over. */
  readonly handedOver: string[] = [];

  constructor(
    engine: Engine,
    readonly disk: ReadonlyMap<string, string>,
  ) {
    this.workspace = new Workspace(engine, { rules: [] });
    this.workspace.goPackages.setHome({ moduleCache: '/cache', settings: {} });
  }

  look(dir: string): void {
    for (const [path, text] of this.disk) if (dirName(path) === dir) this.workspace.set(path, text);
  }

  settle<T>(ask: () => T): T {
    this.drive({ kind: 'question', ask });
    return ask();
  }

  ahead(path: string): void {
    this.drive({ kind: 'imports', path });
  }

  private drive(interest: Interest): void {
    const package_ = (needed: NeededPackage) => {
      this.asked.push(needed.importPath);
      for (const { dir } of needed.places) {
        const files = [...this.disk].filter(([path]) => dirName(path) === dir && path.endsWith('.go'));
        const wanted = files.filter(([path]) => needed.wants(path.slice(dir.length + 1))).map(([path, text]) => ({ path, text }));
        this.handedOver.push(...wanted.map(({ path }) => path));
        if (files.length > 0) return { dir, files: wanted };
      }
      return undefined;
    };
    drive(this.workspace.reading(interest), {
      file: path => this.disk.get(path),
      package: package_,
      table: ({ importPath }) => `package ${importPath}\n`,
    });
  }

  of(path: string): PackageSource {
    return this.settle(() => this.workspace.goPackages.of(path)!);
  }

  /** Packages by a way of imports from a file. */
  way(path: string, ...imports: string[]): (PackageSource | undefined)[] {
    return this.settle(() => {
      const all: (PackageSource | undefined)[] = [this.workspace.goPackages.of(path)];
      for (const name of imports) all.push(all.at(-1) && this.workspace.goPackages.find(name, all.at(-1)!));
      return all;
    });
  }
}
