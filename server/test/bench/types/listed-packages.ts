/** The packages that `go list` knows, as sources of the resolver: what it says of the resolver is not what it says of the reader of modules. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { scannedFile } from '../../../src/engine/go/package/source-file.js';
import type { Importer, PackageSource } from '../../../src/engine/go/types/importer.js';
import type { GoParser } from '../../../src/engine/syntax/go-parser.js';

interface Listed {
  readonly ImportPath: string;
  readonly Name: string;
  readonly Dir: string;
  readonly GoFiles?: readonly string[];
  readonly ImportMap?: Readonly<Record<string, string>>;
}

const ENV: NodeJS.ProcessEnv = { ...process.env, GOOS: 'linux', GOARCH: 'amd64', CGO_ENABLED: '0', GOFLAGS: '' };

export class ListedPackages implements Importer {
  private readonly listed = new Map<string, Listed>();
  private readonly sources = new Map<string, PackageSource>();
  private readonly asked = new Set<string>();

  constructor(
    private readonly parser: GoParser,
    private readonly go = 'go',
  ) {}

  /** Asks for the package in the folder and all that it needs. */
  learn(folder: string): void {
    if (this.asked.has(folder)) return;
    this.asked.add(folder);
    const fields = 'ImportPath,Name,Dir,GoFiles,ImportMap';
    const { stdout } = spawnSync(this.go, ['list', '-e', '-deps', `-json=${fields}`, '.'], {
      cwd: folder,
      env: isAbsolute(this.go) ? { ...ENV, PATH: `${dirname(this.go)}${delimiter}${ENV.PATH ?? ''}` } : ENV,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    for (const text of stdout.split(/^}$/m)) {
      if (text.trim() === '') continue;
      const pkg = JSON.parse(`${text}}`) as Listed;
      this.listed.set(pkg.ImportPath, pkg);
    }
  }

  find(path: string, from: PackageSource): PackageSource | undefined {
    const vendored = from.path.startsWith('vendor/') && this.listed.has(`vendor/${path}`) ? `vendor/${path}` : undefined;
    const mapped = vendored ?? this.listed.get(from.path)?.ImportMap?.[path] ?? path;
    const known = this.sources.get(mapped);
    if (known) return known;
    const pkg = this.listed.get(mapped);
    if (!pkg) return undefined;
    const files = (pkg.GoFiles ?? []).map(name => {
      const file = join(pkg.Dir, name);
      return scannedFile(file, readFileSync(file, 'utf8'), this.parser).source;
    });
    const source: PackageSource = { path: mapped, name: pkg.Name, files, language: undefined };
    this.sources.set(mapped, source);
    return source;
  }
}
