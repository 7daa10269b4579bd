/** The files that every go command reads first. It waits for ever for one that is a pipe or a terminal, and reads a device without an end. */
import { type Stats, statSync } from 'node:fs';
import { devNull } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { readGoFlagsVariable } from '../../engine/shell/go-flags-variable.js';
import { goEnvFile } from '../machine/go-env-file.js';
import type { ProcessEnvironment } from './find-go.js';

/** The first of them that is no regular file, for a go command in `dir`; undefined when go may run. */
export function oddModuleFile(dir: string, env: ProcessEnvironment): string | undefined {
  const written = oddWrittenFile(env);
  if (written !== undefined) return written;
  const module = nearest(dir, 'go.mod');
  const instead = readGoFlagsVariable(setting('GOFLAGS', env)).flags.get('modfile');
  const workspace = workspaceFile(dir, env);
  const files = [
    ...(module === undefined ? [] : [module, join(dirname(module), 'go.sum'), join(dirname(module), 'vendor', 'modules.txt')]),
    ...(instead === undefined ? [] : [resolve(dir, instead), resolve(dir, instead).replace(/\.mod$/, '.sum')]),
    ...(workspace === undefined ? [] : [workspace, `${workspace}.sum`]),
  ];
  return files.find(path => kindOf(path)?.isFile() === false);
}

/** The file of `go env -w`, which go reads whatever it is asked, where it is one that has no end. */
export function oddWrittenFile(env: ProcessEnvironment): string | undefined {
  const { path } = goEnvFile(env);
  const kind = path === '' || path === devNull ? undefined : kindOf(path);
  // Go itself says what is wrong with a folder.
  return kind?.isFile() === false && !kind.isDirectory() ? path : undefined;
}

/** The go.work that go reads in `dir`. */
export function workspaceFile(dir: string, env: ProcessEnvironment): string | undefined {
  const named = setting('GOWORK', env);
  if (named === 'off') return undefined;
  return isAbsolute(named) ? named : nearest(dir, 'go.work');
}

/** As go finds it: in the environment, else in the file of `go env -w`. */
function setting(name: string, env: ProcessEnvironment): string {
  return env[name] || goEnvFile(env).values[name] || '';
}

/** As go looks: at or above the folder, whatever it is but a folder. */
function nearest(dir: string, name: string): string | undefined {
  for (let at = dir; ; at = dirname(at)) {
    const path = join(at, name);
    if (kindOf(path)?.isDirectory() === false) return path;
    if (dirname(at) === at) return undefined;
  }
}

function kindOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // Links in circles: go says so itself.
    return undefined;
  }
}
