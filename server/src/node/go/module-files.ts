/** The files that every go command reads first. It waits for ever for one that is a pipe or a terminal, and reads a device without an end. */
import { type Stats, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { ProcessEnvironment } from './find-go.js';

/** The first of them that is no regular file, for a go command in `dir`; undefined when go may run. */
export function oddModuleFile(dir: string, env: ProcessEnvironment): string | undefined {
  const module = nearest(dir, 'go.mod');
  const workspace = workspaceFile(dir, env);
  const files = [
    ...(module === undefined ? [] : [module, join(dirname(module), 'go.sum'), join(dirname(module), 'vendor', 'modules.txt')]),
    ...(workspace === undefined ? [] : [workspace, `${workspace}.sum`]),
  ];
  return files.find(path => kindOf(path)?.isFile() === false);
}

/** The go.work that go reads in `dir`. */
export function workspaceFile(dir: string, env: ProcessEnvironment): string | undefined {
  if (env.GOWORK === 'off') return undefined;
  return isAbsolute(env.GOWORK ?? '') ? env.GOWORK : nearest(dir, 'go.work');
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
