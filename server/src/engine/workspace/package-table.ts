/** The Go packages of the known files, made when they are asked for. */
import type { GoFileFacts } from '../go/package/facts.js';
import { GoPackage } from '../go/package/go-package.js';
import type { FileTable } from './file-table.js';

export class PackageTable {
  /** By directory, then by package name: external tests and files for `go run` stand beside the package. */
  private readonly packages = new Map<string, Map<string, GoPackage>>();
  /** Packages whose declarations a build file's findings hang on. */
  private readonly declared = new Map<string, GoPackage>();
  /** Directories with a `package main`, sorted; undefined when that must be worked out anew. */
  private mains: readonly string[] | undefined;

  constructor(private readonly files: FileTable) {}

  /** Facts of the Go files in a directory, tests included. */
  filesIn(dir: string): GoFileFacts[] {
    return this.pathsIn(dir).flatMap(path => {
      const facts = this.files.facts(path);
      return facts?.language === 'go' ? facts.go : [];
    });
  }

  /** The package with this clause; an empty name stands for files whose clause cannot be read while it is typed. */
  named(dir: string, name: string): GoPackage {
    const here = this.packages.get(dir) ?? new Map<string, GoPackage>();
    this.packages.set(dir, here);
    let pkg = here.get(name);
    if (!pkg) {
      // A package clause that cannot be read while it is typed belongs to every package.
      pkg = new GoPackage(this.filesIn(dir).filter(f => name === '' || f.packageName === '' || f.packageName === name));
      here.set(name, pkg);
    }
    return pkg;
  }

  /** With the top-level declarations of all files, those known by their outlines too. */
  withDeclarations(dir: string): GoPackage {
    let pkg = this.declared.get(dir);
    if (!pkg) {
      pkg = new GoPackage(this.pathsIn(dir).flatMap(path => this.files.withDeclarations(path) ?? []));
      this.declared.set(dir, pkg);
    }
    return pkg;
  }

  /** Directories at or below `dir` that hold a `package main`. */
  mainsBelow(dir: string): readonly string[] {
    const isMain = (d: string) => this.filesIn(d).some(f => f.packageName === 'main' && !f.isTest);
    this.mains ??= [...this.files.folders.all()].filter(isMain).sort();
    return this.mains.filter(d => d === dir || d.startsWith(`${dir}/`) || dir === '');
  }

  /** By name, so that what is said does not hang on the order in which an editor opened them. */
  private pathsIn(dir: string): string[] {
    return [...this.files.inDirectory(dir)].sort();
  }

  /** A file of the directory is another one now. True when somebody has asked for the declarations there. */
  changed(dir: string): boolean {
    this.packages.delete(dir);
    return this.declared.delete(dir);
  }

  /** Package clauses or imports are others now. */
  clausesChanged(): void {
    this.mains = undefined;
  }
}
