/** The protocol layer's host on a machine with a file system: reads `file:` documents, nothing else. */
import type { Dirent } from 'node:fs';
import { opendir, readdir, stat } from 'node:fs/promises';
import type { Connection } from 'vscode-languageserver';
import type { Bundle } from '../../engine/base/wording.js';
import { BUILD_FOLDERS, type Language, languageOf } from '../../engine/builds/kinds.js';
import type { GoHome } from '../../engine/program/modules/go-home.js';
import { MAX_TEXT } from '../../engine/syntax/go-parser.js';
import type { FoundPackage, NeededPackage } from '../../engine/workspace/steps.js';
import type { CompilerHost, Host, LogLevel } from '../../lsp/core/host.js';
import { writeLog } from '../../lsp/core/log.js';
import type { ToolSettings } from '../../lsp/core/settings.js';
import { nameInKey } from '../../lsp/core/uris.js';
import { NodeMachine } from '../machine/machine-host.js';
import { Links, leadsAwayLater, MAX_DEPTH, MAX_LINKS } from './boundary.js';
import { readTextLater, textBytes, withoutMark } from './bounded-reader.js';
import { readBundle } from './bundles.js';
import { GoCompilerHost } from './compiler-host.js';
import { readGrammars } from './grammars.js';
import { goHome, readPackageLater } from './module-cache.js';
import { onDisk } from './odd-names.js';
import { fromPath, toPath } from './paths.js';
import { readTableLater } from './std-pieces.js';
import { inTurns } from './steps.js';

/** Folders that go leaves out of `./...`, and ones that hold other people's files. */
const SKIPPED = new Set(['node_modules', 'vendor', 'testdata']);
const PORTION = 100;
/** Names in folders, then looking at them rests: a millisecond. */
const ENTRIES_PER_SLICE = 1000;

export class NodeHost implements Host {
  readonly trustedByDefault = true;

  readonly compiler: CompilerHost = new GoCompilerHost(this);

  readonly machine = new NodeMachine();

  constructor(private readonly connection: Connection) {}

  async readFile(key: string): Promise<string | undefined> {
    const path = toPath(key);
    if (path === undefined) return undefined;
    if (isNamed(key) && (await leadsAwayLater(path))) return undefined;
    const text = await readTextLater(path, 4 * MAX_TEXT, textBytes(path));
    return text === undefined ? undefined : withoutMark(text);
  }

  async *listFiles(folder: string, kinds: readonly Language[], deep: boolean): AsyncGenerator<readonly string[]> {
    if (toPath(folder) === undefined) return;
    let portion: string[] = [];
    let looked = 0;
    const links = new Links();
    const waiting = [{ directory: folder, depth: 0 }];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { directory, depth } = next;
      const goesOn = deep && depth < MAX_DEPTH;
      for await (const entry of entriesOf(directory)) {
        if (++looked % ENTRIES_PER_SLICE === 0) await new Promise<void>(resolve => setImmediate(resolve));
        const key = `${directory}/${nameInKey(entry.name)}`;
        if (entry.isDirectory()) {
          if (goesOn && !SKIPPED.has(entry.name) && !isHidden(entry.name, kinds)) waiting.push({ directory: key, depth: depth + 1 });
          continue;
        }
        const language = languageOf(key);
        if (language === undefined || !kinds.includes(language)) continue;
        if (!entry.isFile() && !(entry.isSymbolicLink() && (await mayFollow(key, folder, links)))) continue;
        portion.push(key);
        if (portion.length < PORTION) continue;
        yield portion;
        portion = [];
      }
    }
    yield portion;
  }

  async loadGrammars() {
    return readGrammars();
  }

  async loadBundle(locale: string): Promise<Bundle> {
    return readBundle(locale);
  }

  readPackage(needed: NeededPackage): Promise<FoundPackage | undefined> {
    return readPackageLater(needed, toPath);
  }

  goHome(tools: ToolSettings): GoHome {
    return goHome({ ...process.env, ...tools.env }, fromPath);
  }

  async readTable(importPath: string): Promise<string | undefined> {
    return readTableLater(importPath);
  }

  now(): number {
    return performance.now();
  }

  defer(task: () => void): void {
    setImmediate(task);
  }

  delay(milliseconds: number, task: () => void): () => void {
    const timer = setTimeout(task, milliseconds);
    return () => clearTimeout(timer);
  }

  log(level: LogLevel, text: string): void {
    writeLog(this.connection.console, level, text);
  }
}

/** Read because of its name alone; files of other kinds are found by a walk, which asks where their links lead. */
function isNamed(key: string): boolean {
  const language = languageOf(key);
  return language !== 'go' && language !== 'dockerfile' && language !== 'build';
}

/** False of what lies outside of the folder and its repository, and of one more link to a file that many have led to; what it is the reader asks. */
async function mayFollow(key: string, folder: string, links: Links): Promise<boolean> {
  const path = toPath(key) ?? '';
  const behind = await stat(path).catch(() => undefined);
  if (behind && links.count(behind) > MAX_LINKS) return false;
  return !(await leadsAwayLater(path, toPath(folder) ?? ''));
}

/** Folders that go leaves out; CI workflows and editor settings stand in some of them. */
function isHidden(name: string, kinds: readonly Language[]): boolean {
  return /^[._]/.test(name) && !(kinds.includes('build') && BUILD_FOLDERS.has(name));
}

/** Bytes that a folder itself takes, some thousand names: the names of a larger one come in portions, since one call makes all of them at once. */
const LARGE_FOLDER = 200_000;

async function* entriesOf(directory: string): AsyncGenerator<Dirent> {
  try {
    const path = await inTurns(onDisk(toPath(directory) ?? ''));
    if ((await stat(path)).size < LARGE_FOLDER) yield* await readdir(path, { withFileTypes: true });
    else yield* await opendir(path, { bufferSize: ENTRIES_PER_SLICE });
  } catch {
    // What cannot be read holds nothing.
  }
}
