/** The go commands that PATH leads to, told apart by files alone: nothing is started. */
import { realpathSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { findGo, type ProcessEnvironment } from '../go/find-go.js';
import { readHead, readText } from '../host/bounded-reader.js';

/** A go command found on disk. */
export interface InstalledGo {
  readonly path: string;
  /** Where links lead. */
  readonly realPath: string;
  /** GOROOT of an ordinary installation: two folders above the command. */
  readonly goroot?: string;
  /** From the file VERSION there, such as `go1.26.8`. */
  readonly version?: string;
  /** A script, such as goenv and asdf put before go: what it starts cannot be told from files. */
  readonly isScript: boolean;
}

/** In the order of PATH, each file once. Relative entries are left out, as they are when the command is looked up. */
export function everyInstalledGo(env: ProcessEnvironment): readonly InstalledGo[] {
  const key = Object.keys(env).find(k => k.toUpperCase() === 'PATH') ?? 'PATH';
  const found = new Map<string, InstalledGo>();
  for (const dir of (env[key] ?? '').split(delimiter).filter(isAbsolute)) {
    const path = findGo('', { ...env, [key]: dir });
    const command = path === undefined ? undefined : installedGo(path);
    if (command && !found.has(command.realPath)) found.set(command.realPath, command);
  }
  return [...found.values()];
}

/** What files tell of the go command at `path`. */
export function installedGo(path: string): InstalledGo {
  const realPath = resolved(path);
  const goroot = dirname(dirname(realPath));
  const version = versionOf(goroot);
  return { path, realPath, isScript: isScript(realPath), ...(version !== undefined && { goroot, version }) };
}

/** First line of GOROOT/VERSION; undefined when the folder is none, or is built from a checkout. */
export function versionOf(goroot: string): string | undefined {
  const line = readSmall(join(goroot, 'VERSION'))?.split('\n')[0]?.trim();
  return line !== undefined && /^(?:go\d|devel)/.test(line) ? line : undefined;
}

const MAX_BYTES = 65_536;

/** Text of a small file; undefined when it cannot be read or has more than `max` bytes. */
export function readSmall(path: string, max = MAX_BYTES): string | undefined {
  return readText(path, max);
}

function resolved(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function isScript(path: string): boolean {
  const head = readHead(path, 2);
  return 'bytes' in head && head.bytes.toString('latin1') === '#!';
}
