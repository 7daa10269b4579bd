/** Finds the go command without asking a shell, and never in a relative PATH entry: a folder that was opened must not bring its own. */
import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';

export type ProcessEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * Absolute path of the go command, or undefined. `configured` (`goPreflight.go.path`, else `go.alternateTools.go`) may be an absolute
 * path, `~/…`, or a name to look up on PATH; empty means `go`. A configured path that is no executable file is not replaced by another.
 */
export function findGo(configured: string, env: ProcessEnvironment): string | undefined {
  const wanted = configured.trim() === '' ? 'go' : configured.trim().replace(/^~(?=[/\\])/, homedir());
  if (isAbsolute(wanted)) return executable(wanted, env);
  if (/[/\\]/.test(wanted)) return undefined;
  for (const dir of pathOf(env).split(delimiter)) {
    const found = isAbsolute(dir) ? executable(join(dir, wanted), env) : undefined;
    if (found) return found;
  }
  return undefined;
}

function executable(file: string, env: ProcessEnvironment): string | undefined {
  const extensions =
    process.platform === 'win32' ? ['', ...(env.PATHEXT ?? '.EXE').split(';').filter(e => /^\.(?:exe|com)$/i.test(e))] : [''];
  for (const extension of extensions) {
    const candidate = file + extension;
    if (extension === '' && process.platform === 'win32' && !/\.(?:exe|com)$/i.test(candidate)) continue;
    try {
      accessSync(candidate, constants.X_OK);
      if (statSync(candidate).isFile()) return candidate;
    } catch {
      // not here
    }
  }
  return undefined;
}

/** Windows spells the variable `Path`. */
function pathOf(env: ProcessEnvironment): string {
  const key = Object.keys(env).find(k => k.toUpperCase() === 'PATH');
  return (key && env[key]) || '';
}
