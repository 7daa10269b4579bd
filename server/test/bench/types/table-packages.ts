/** The standard library as those have it who have no module cache and no GOROOT: from its table. Packages of one module know each other. */
import type { GoVersion } from '../../../src/engine/base/go-version.js';
import type { Importer, PackageSource } from '../../../src/engine/go/types/importer.js';
import type { GoParser } from '../../../src/engine/syntax/go-parser.js';
import { scanGo } from '../../../src/engine/syntax/go-scan.js';
import { StandardLibrary } from '../../../src/engine/workspace/standard-library.js';
import { standardFile } from '../../../src/engine/workspace/standard-sources.js';
import { readTable } from '../../../src/node/host/std-pieces.js';
import type { JudgedPackage } from './judged.js';
import { isStandard } from './listed-packages.js';

export class TablePackages implements Importer {
  private readonly table = new StandardLibrary();
  private readonly sources = new Map<string, PackageSource | undefined>();

  constructor(
    private readonly parser: GoParser,
    private readonly others: Importer,
    /** That of the judge; the newest where it is not given. */
    private readonly release?: GoVersion,
  ) {}

  find(path: string, from: PackageSource): PackageSource | undefined {
    if (!isStandard(path)) return this.others.find(path, from);
    if (!this.sources.has(path)) this.sources.set(path, this.read(path));
    return this.sources.get(path);
  }

  private read(path: string): PackageSource | undefined {
    if (this.table.get(path, this.release) === undefined) this.table.set(path, readTable(path) ?? 'missing');
    const std = this.table.get(path, this.release);
    if (std === undefined || std === 'missing') return undefined;
    const head = standardFile(path, std, this.parser);
    return { path, name: head.packageName, files: [head.source], language: undefined };
  }
}

/** True when a package imports nothing else than the standard library and packages of its own module. */
export function importsStandardOnly({ path, files }: JudgedPackage): boolean {
  const module = path.split('/').slice(0, 3).join('/');
  return files.every(({ text }) =>
    scanGo(text)?.imports.every(({ path: imported }) => isStandard(imported) || imported === module || imported.startsWith(`${module}/`)),
  );
}
