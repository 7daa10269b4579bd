/** Which object stands for which package, and which others have to be replaced with it. */

import { dirName } from '../base/paths.js';
import type { Importer } from '../go/types/importer.js';
import { KnownPackage, type PackageFacts, packageKey } from './known-package.js';

export class PackageObjects {
  private readonly byKey = new Map<string, KnownPackage>();
  private readonly byDir = new Map<string, Set<KnownPackage>>();
  private readonly waiting = new Set<KnownPackage>();
  /** Grows whenever another object stands for a package. */
  generation = 0;
  private bodyChanges = 0;
  /** How often somebody was told less than will be known. */
  waits = 0;

  /** `importer`: finds what these import. `replaced`: another object will stand for the package of a file that somebody looks at. */
  constructor(
    private readonly importer: Importer,
    private readonly replaced: (path: string) => void,
  ) {}

  /** Grows with bodies of functions, too, where something may follow from them. */
  get edition(): number {
    return this.generation + this.bodyChanges;
  }

  get(key: Pick<PackageFacts, 'dir' | 'part' | 'world'>): KnownPackage | undefined {
    return this.byKey.get(packageKey(key));
  }

  add(facts: PackageFacts): KnownPackage {
    const made = new KnownPackage(facts, this.importer);
    this.byKey.set(packageKey(facts), made);
    this.byDir.set(facts.dir, (this.byDir.get(facts.dir) ?? new Set()).add(made));
    return made;
  }

  /** It was told less than will be known. */
  wait(pkg: KnownPackage): void {
    this.waits++;
    this.waiting.add(pkg);
  }

  /** What `from` got is replaced with it, as long as it stands for its package itself: what is gone must not be kept by what it imported. */
  imports(from: KnownPackage, found: KnownPackage): void {
    if (this.byKey.get(packageKey(from)) === from) found.importers.add(from);
  }

  replaceWaiting(): void {
    for (const pkg of [...this.waiting]) this.replace(pkg);
    this.waiting.clear();
  }

  /** The packages of a folder, and those that looked for one there. */
  replaceIn(dir: string): void {
    for (const pkg of [...this.byKey.values()]) if (pkg.dir === dir || pkg.missed.has(dir)) this.replace(pkg);
  }

  replaceAll(): void {
    for (const pkg of [...this.byKey.values()]) this.replace(pkg);
  }

  /** True when a file may be part of a package, or of one that somebody looked for. */
  concerns(path: string): boolean {
    const dir = dirName(path);
    return (this.byDir.get(dir)?.size ?? 0) > 0 || [...this.byKey.values()].some(pkg => pkg.missed.has(dir));
  }

  /** Files that somebody looks at, of the packages that import one of a folder. */
  lookedAtAbove(dir: string): ReadonlySet<string> {
    const reached = new Set(this.byDir.get(dir) ?? []);
    for (const pkg of reached) for (const importer of pkg.importers) reached.add(importer);
    return new Set([...reached].flatMap(pkg => [...pkg.lookedAt]));
  }

  /** Bodies of functions in a folder are others now: what was found out by looking into them is asked for again. `mayPut`: also where nobody did. */
  bodiesChanged(dir: string, mayPut: boolean): void {
    if (!mayPut && ![...(this.byDir.get(dir) ?? [])].some(pkg => pkg.hasAskedBodies)) return;
    this.bodyChanges++;
    for (const path of this.lookedAtAbove(dir)) this.replaced(path);
  }

  private replace(pkg: KnownPackage): void {
    const key = packageKey(pkg);
    if (this.byKey.get(key) !== pkg) return;
    this.byKey.delete(key);
    this.byDir.get(pkg.dir)?.delete(pkg);
    this.waiting.delete(pkg);
    this.generation++;
    for (const path of pkg.lookedAt) this.replaced(path);
    for (const importer of pkg.importers) this.replace(importer);
    for (const found of pkg.found.values()) if (found !== 'unknown') found.importers.delete(pkg);
  }
}
