/** The programs of a module, what goes into each, and the profile that it is built with. Asked of go only where there is a profile at all. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { parseGoWork } from '../../engine/builds/go-mod.js';
import type { NamedPackage } from '../../engine/compiler/caller-facts.js';
import { LineSplitter } from '../../engine/compiler/line-splitter.js';
import type { WrittenProfile } from '../../engine/program/written-profiles.js';
import { MAX_TEXT } from '../../engine/syntax/go-parser.js';
import { readText } from '../host/bounded-reader.js';
import type { ProcessEnvironment } from './find-go.js';
import { workspaceFile } from './module-files.js';
import { runProcess } from './process.js';

/** A main package. */
export interface Program {
  readonly importPath: string;
  /** Paths of the profiles that it is built with, and undefined for a build without: one for each way in which build files have it built. */
  readonly profiles: readonly (string | undefined)[];
  /** Import paths of all that is compiled for it, its own among them. */
  readonly packages: ReadonlySet<string>;
}

/** A package of the module. */
export interface ModulePackage extends NamedPackage {
  readonly dir: string;
}

export interface ModulePrograms {
  readonly programs: readonly Program[];
  /** By import path. */
  readonly packages: ReadonlyMap<string, ModulePackage>;
}

export interface ProgramsQuestion {
  readonly go: string;
  /** Root of the module. */
  readonly cwd: string;
  readonly env: ProcessEnvironment;
  /** Flags of the build, without patterns. */
  readonly flags: readonly string[];
  readonly signal: AbortSignal;
  /** What build files say. */
  readonly written?: readonly WrittenProfile[];
}

/** What go takes for a program's profile. */
const DEFAULT_PROFILE = 'default.pgo';
const TEMPLATE = '{{.ImportPath}}\t{{.Dir}}\t{{.Name}}\t{{join .Imports " "}}\t{{if eq .Name "main"}}{{join .Deps " "}}{{end}}';
/** Of a package. */
const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;
const TIMEOUT_MS = 60_000;
/** Of one program: it may have thousands of packages. */
const MAX_LINE = 1_000_000;
const MAX_OUTPUT = 50_000_000;
/** Folders of a module that are searched. A profile below the rest is not seen. */
const MAX_FOLDERS = 5_000;
const PASSED_BY = /^(?:[._].*|testdata|node_modules|vendor)$/;

/** Milliseconds that an answer lasts: what programs import changes seldom, and packages are asked about at every save. */
const LASTS = 30_000;

export class Programs {
  private readonly known = new Map<string, { readonly programs: ModulePrograms | undefined; readonly at: number }>();

  /** Undefined where no program has a profile, and where nobody can tell. Never rejects. */
  async of(question: ProgramsQuestion): Promise<ModulePrograms | undefined> {
    const { cwd, env, flags, signal, written = [] } = question;
    const key = JSON.stringify([cwd, flags, env, written]);
    const known = this.known.get(key);
    if (known && performance.now() - known.at < LASTS) return known.programs;
    const roots = rootsOf(cwd, env);
    const isNamed = written.some(w => typeof w.profile !== 'string' && w.profile.some(isRegular));
    const programs = isNamed || (await hasProfile(roots)) ? await list(question, roots) : undefined;
    if (signal.aborted) return undefined;
    this.known.clear();
    this.known.set(key, { programs, at: performance.now() });
    return programs;
  }
}

/** Of the module, and of those that its workspace builds together with it. */
function rootsOf(cwd: string, env: ProcessEnvironment): string[] {
  const work = workspaceFile(cwd, env);
  const { uses = [] } = work === undefined ? {} : parseGoWork(work, readText(work, MAX_TEXT) ?? '');
  const used = uses.map(use => resolve(dirname(work ?? cwd), use));
  return used.includes(cwd) ? used : [cwd];
}

async function hasProfile(roots: readonly string[]): Promise<boolean> {
  let left = MAX_FOLDERS;
  const waiting = [...roots];
  for (let at = waiting.pop(); at !== undefined && left-- > 0; at = waiting.pop()) {
    for (const entry of await readdir(at, { withFileTypes: true }).catch(() => [])) {
      if (entry.name === DEFAULT_PROFILE) return true;
      if (entry.isDirectory() && !PASSED_BY.test(entry.name)) waiting.push(join(at, entry.name));
    }
  }
  return false;
}

async function list(
  { go, cwd, env, flags, signal, written = [] }: ProgramsQuestion,
  roots: readonly string[],
): Promise<ModulePrograms | undefined> {
  const mains: Main[] = [];
  const packages = new Map<string, ModulePackage>();
  const lines = new LineSplitter(line => {
    const [importPath = '', dir = '', name = '', imports = '', deps = ''] = line.replace(/\r$/, '').split('\t');
    if (!NAME.test(name) || !existsSync(dir)) return;
    packages.set(importPath, { importPath, dir, name, imports: imports.split(' ') });
    if (name === 'main') mains.push({ importPath, dir, deps: deps.split(' ') });
  }, MAX_LINE);
  const end = await runProcess({
    file: go,
    // Without it go reads a profile that it finds, and waits for one that is a pipe.
    args: [
      'list',
      '-e',
      '-json=false',
      '-f',
      TEMPLATE,
      ...flags,
      '-pgo=off',
      '--',
      ...roots.map(root => (root === cwd ? './...' : `${root}/...`)),
    ],
    cwd,
    env,
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_OUTPUT,
    signal,
    onStdout: chunk => lines.push(chunk),
    onStderr: () => undefined,
  });
  lines.end();
  if (end.kind !== 'exit') return undefined;
  const ways = waysOf(written, mains);
  return { programs: mains.map(main => programOf(main, ways)), packages };
}

interface Main {
  readonly importPath: string;
  readonly dir: string;
  readonly deps: readonly string[];
}

function programOf({ importPath, dir, deps }: Main, ways: readonly Way[]): Program {
  const own = join(dir, DEFAULT_PROFILE);
  const auto = isRegular(own) ? own : undefined;
  const said = ways.filter(w => w.covers(dir)).map(({ profile }) => (profile === 'auto' ? auto : profile === 'off' ? undefined : profile));
  return { importPath, packages: new Set([importPath, ...deps]), profiles: said.length === 0 ? [auto] : [...new Set(said)] };
}

/** What one place says, with the folder and the file that are there. */
interface Way {
  readonly profile: string;
  covers(dir: string): boolean;
}

/** A place whose folder or file is not there says nothing. */
function waysOf(written: readonly WrittenProfile[], mains: readonly Main[]): Way[] {
  return written.flatMap(({ folders, below, profile }) => {
    const isIn = (dir: string, folder: string) => real(dir) === real(folder) || (below && real(dir).startsWith(real(folder) + sep));
    const folder = folders.find(f => mains.some(m => isIn(m.dir, f)));
    const file = typeof profile === 'string' ? profile : profile.find(isRegular);
    return folder === undefined || file === undefined ? [] : [{ profile: file, covers: (dir: string) => isIn(dir, folder) }];
  });
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Go waits for ever for a profile that is a pipe. */
export function isRegular(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    // Links in circles.
    return false;
  }
}
