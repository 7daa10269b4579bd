/** The file that `go env -w` writes, read without go: a bad GOEXPERIMENT in it stops every go command that could tell. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ProcessEnvironment } from '../go/find-go.js';
import { readSmall } from './installed-go.js';

export interface GoEnvFile {
  /** Empty when GOENV=off. */
  readonly path: string;
  /** What it sets; none when there is no such file. */
  readonly values: Readonly<Record<string, string>>;
}

export function goEnvFile(env: ProcessEnvironment, platform: NodeJS.Platform = process.platform): GoEnvFile {
  if (env.GOENV === 'off') return { path: '', values: {} };
  const path = env.GOENV || join(configFolder(env, platform), 'go', 'env');
  return { path, values: readAssignments(readSmall(path) ?? '') };
}

/** Lines `NAME=value`; blank lines and comments are left out, as go does. */
export function readAssignments(text: string): Readonly<Record<string, string>> {
  const out: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const m = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line);
    if (m) out[m[1]!] = m[2]!;
  }
  return out;
}

/** `os.UserConfigDir` of Go. */
function configFolder(env: ProcessEnvironment, platform: NodeJS.Platform): string {
  const home = env.HOME || homedir();
  if (platform === 'win32') return env.AppData || env.APPDATA || join(home, 'AppData', 'Roaming');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  return env.XDG_CONFIG_HOME || join(home, '.config');
}
