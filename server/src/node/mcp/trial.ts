/** One state of the changed packages and files, as they are or with a change: does the module compile, what is found, what is on the heap. */
import { DEFAULT_CONFIG } from '../../engine/base/config.js';
import type { Message } from '../../engine/base/message.js';
import { baseName, dirName } from '../../engine/base/paths.js';
import { visible } from '../../engine/base/printable.js';
import { languageOf } from '../../engine/builds/kinds.js';
import type { CompilerError, CompilerPackageResult } from '../../engine/compiler/facts.js';
import { checkFound } from '../cli/check.js';
import { type Discovered, goFilesIn } from '../cli/discover.js';
import { DiskFolders } from '../cli/disk-folders.js';
import { type Heap, heapOf } from '../cli/escapes.js';
import type { CheckResult } from '../cli/model.js';
import { NO_REMARKS } from '../cli/outcome.js';
import { GoTool } from '../go/go-tool.js';
import { moduleRoot } from '../go/module-root.js';
import { errorText, hasNothingToCompile } from '../go/package-words.js';
import { describeStatus } from '../go/status.js';
import { changedDisk } from './changed-disk.js';
import type { Changes } from './changes.js';
import type { Surroundings } from './desk.js';
import { shownPath } from './findings.js';

const AS_IT_IS: Changes = new Map();

/** What compiles in the modules of the changed files. */
export interface Compiled {
  /** Of Go files, or of what decides how they are compiled. */
  readonly modules: readonly string[];
  readonly packages: readonly CompilerPackageResult[];
  /** Why not all is known. */
  readonly unknown: readonly Message[];
}

export class Trial {
  private readonly around: Surroundings;
  private readonly texts: Changes;
  private readonly disk: DiskFolders;
  private readonly readers: ReturnType<typeof changedDisk>;

  /** `changes`: what is looked at. With `changed` it is looked at as it would be. */
  constructor(
    private readonly changes: Changes,
    changed: boolean,
    around: Surroundings,
  ) {
    this.around = around;
    this.texts = changed ? changes : AS_IT_IS;
    this.readers = changedDisk(this.texts);
    this.disk = new DiskFolders(this.readers.listFolder);
  }

  /** All packages of the modules, with their tests. */
  async compiled(): Promise<Compiled> {
    const { env } = this.around.terminal;
    const modules = [...new Set([...this.changes.keys()].filter(decidesBuild).map(path => moduleRoot(dirName(path))))];
    const packages: CompilerPackageResult[] = [];
    const unknown: Message[] = [];
    const tool = GoTool.find('', env);
    if (tool === undefined && modules.length > 0) unknown.push(describeStatus({ kind: 'missing', configured: '' }));
    for (const dir of tool === undefined ? [] : modules) {
      const request = { dir, patterns: ['./...'], env: {}, tags: '', tests: true, flows: false, buildOnly: true, overlay: this.texts };
      const run = await tool!.analyzePackages(request, this.around.signal);
      packages.push(...run.packages.filter(p => !hasNothingToCompile(p)));
      if (run.status.kind !== 'ok') unknown.push(describeStatus(run.status));
      else if (run.complaint && !run.packages.some(broken)) unknown.push(run.complaint);
    }
    return { modules, packages, unknown };
  }

  /** One line for each error, with its line of code where it has one; packages that fail for the same reason say it once. */
  errors({ packages }: Compiled): string[] {
    return [...new Set(packages.flatMap(p => [p.error, p.testError].flatMap(error => (error ? this.errorLine(p, error) : []))))];
  }

  private errorLine({ dir, importPath }: CompilerPackageResult, { file, line, message }: CompilerError): string {
    const reason = errorText({ error: { message } });
    if (file === undefined || line === undefined) return visible(`${importPath}: ${reason}`);
    const path = `${dir}/${baseName(file)}`;
    const code = this.lineOf(path, line);
    return `${shownPath(path, this.around.folders.base)}:${line}: ${visible(reason)}${code === '' ? '' : ` | ${visible(code)}`}`;
  }

  private lineOf(path: string, line: number): string {
    try {
      return this.readers.readSource(path).text.split(/\r?\n/)[line - 1]?.trim() ?? '';
    } catch {
      return '';
    }
  }

  /** What the rules say, with the compiler's word where Go code changes. */
  findings(): Promise<CheckResult> {
    const { terminal, folders, signal } = this.around;
    const found = this.found();
    return checkFound(found, this.disk, {
      ...{ cwd: folders.base, tier: found.go.length > 0 ? 'all' : 'static', config: { ...DEFAULT_CONFIG, escapeGraph: 'asked' } },
      ...{ grammars: terminal.grammars(), env: terminal.env, workerScript: undefined, readers: this.readers, overlay: this.texts, signal },
    });
  }

  heap(): Promise<Heap> {
    const { terminal, signal } = this.around;
    const { readers, disk, texts: overlay } = this;
    const options = { config: DEFAULT_CONFIG, grammars: terminal.grammars(), env: terminal.env, readers, disk, overlay, signal };
    return heapOf(this.found(), disk, options);
  }

  /** The packages of changed Go files, and changed files that build. */
  private found(): Discovered {
    const paths = [...this.changes.keys()];
    const there = (language: string) => paths.filter(path => languageOf(path) === language && this.isThere(path)).sort();
    const folders = new Set(paths.filter(path => path.endsWith('.go')).map(dirName));
    const go = [...folders].flatMap(dir => goFilesIn(dir, this.disk)).sort();
    return { go, dockerfiles: there('dockerfile'), builds: there('build'), modules: there('go.mod'), ...NO_REMARKS };
  }

  private isThere(path: string): boolean {
    return this.disk.list(dirName(path)).entries.some(entry => entry.path === path);
  }
}

const decidesBuild = (path: string) => path.endsWith('.go') || /^go\.(?:mod|sum|work)$/.test(baseName(path));

const broken = ({ error, testError }: CompilerPackageResult) => error !== undefined || testError !== undefined;
