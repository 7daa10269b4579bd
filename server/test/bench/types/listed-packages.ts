/** The packages that `go list` knows, as sources of the resolver: what it says of the resolver is not what it says of the reader of modules. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import type { GoVersion } from '../../../src/engine/base/go-version.js';
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

/** Paths of the standard library have no dot in front of the first slash. */
const STANDARD = /^[^./]+(?:\/|$)/;
export const isStandard = (path: string): boolean => STANDARD.test(path);

export class ListedPackages implements Importer {
  private readonly listed = new Map<string, Listed>();
  private readonly sources = new Map<string, PackageSource>();
  private readonly asked = new Set<string>();
  /** What go list calls them: variants of one path for a test have its name behind. */
  private readonly names = new WeakMap<PackageSource, string>();

  constructor(
    private readonly parser: GoParser,
    private readonly go = 'go',
  ) {}

  /** What go says that it is; a development version is none. */
  get release(): GoVersion | undefined {
    const { stdout } = spawnSync(this.go, ['env', 'GOVERSION'], { encoding: 'utf8', env: this.env });
    const minor = /^go1\.(\d+)/.exec(stdout ?? '')?.[1];
    return minor === undefined ? undefined : { major: 1, minor: Number(minor) };
  }

  private get env(): NodeJS.ProcessEnv {
    return isAbsolute(this.go) ? { ...ENV, PATH: `${dirname(this.go)}${delimiter}${ENV.PATH ?? ''}` } : ENV;
  }

  /** Asks for the package in the folder and all that it needs. */
  learn(folder: string, withTests: boolean): void {
    const key = `${folder} ${withTests}`;
    if (this.asked.has(key)) return;
    this.asked.add(key);
    const fields = 'ImportPath,Name,Dir,GoFiles,ImportMap';
    const { stdout } = spawnSync(this.go, ['list', '-e', '-deps', ...(withTests ? ['-test'] : []), `-json=${fields}`, '.'], {
      cwd: folder,
      env: this.env,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    for (const text of stdout.split(/^}$/m)) {
      if (text.trim() === '') continue;
      const pkg = JSON.parse(`${text}}`) as Listed;
      // In the module of the standard library itself vendored packages are listed without `vendor`.
      const [, vendored] = /\/src\/(vendor\/.+)$/.exec(pkg.Dir) ?? [];
      this.listed.set(vendored ?? pkg.ImportPath, pkg);
    }
  }

  /** A package under its name, and what is read of it stays. */
  enter(name: string, source: PackageSource): void {
    this.sources.set(name, source);
    this.names.set(source, name);
  }

  find(path: string, from: PackageSource): PackageSource | undefined {
    const vendored = isStandard(from.path) && this.listed.has(`vendor/${path}`) ? `vendor/${path}` : undefined;
    const mapped = vendored ?? this.listed.get(this.names.get(from) ?? from.path)?.ImportMap?.[path] ?? path;
    const known = this.sources.get(mapped);
    if (known) return known;
    const pkg = this.listed.get(mapped);
    if (!pkg) return undefined;
    const files = (pkg.GoFiles ?? []).map(name => {
      const file = join(pkg.Dir, name);
      return scannedFile(file, readFileSync(file, 'utf8'), this.parser).source;
    });
    const source: PackageSource = { path: pathOf(mapped), name: pkg.Name, files, language: undefined };
    this.enter(mapped, source);
    return source;
  }
}

/** `strings [strings.test]` is a variant of `strings`. */
export const pathOf = (name: string): string => name.replace(/ \[.*$/, '');
