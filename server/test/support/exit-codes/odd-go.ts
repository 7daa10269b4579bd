/** go commands that do not do what they were asked for. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findGo } from '../../../src/node/go/find-go.js';
import { write } from './situation.js';

const PROBE = '#!/bin/sh\nif [ "$1" = env ]; then printf "go1.26.8\\n\\n"; exit; fi\n';
const ofSystem = '/usr/bin:/bin';

function install(dir: string, script: string, env: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  write(dir, '.bin/go', script);
  chmodSync(join(dir, '.bin/go'), 0o755);
  return { ...env, PATH: `${join(dir, '.bin')}:${ofSystem}` };
}

/** One whose `go list` is this script. */
export const fakeGo = (dir: string, list: string) => install(dir, PROBE + list);

/** What `go list` prints of packages of the module that have one file each and compile. */
export const listed = (dir: string, ...names: string[]) =>
  names.map(name => `cat <<'X'\n${JSON.stringify(packageOf(dir, name), undefined, 1)}\nX\n`).join('');

const packageOf = (dir: string, name: string) => ({
  ...{ ImportPath: `example.com/app/${name}`, Dir: join(dir, name), GoFiles: [`${name}.go`], Export: '/x' },
});

/** What it prints of one that could not be written to the build cache: recorded from go1.26.8. */
const unwritten = (dir: string, name: string) => {
  const { Export: _, ...rest } = packageOf(dir, name);
  const error = { ImportStack: [], Pos: '', Err: 'write /cache/ab/abf0-d: no space left on device' };
  return `cat <<'X'\n${JSON.stringify({ ...rest, Error: error }, undefined, 1)}\nX\n`;
};

/** The real one with a build cache of so many kilobytes; where no file system can be mounted, one that says what that one says. */
export function fullDisk(dir: string, kilobytes = 0): NodeJS.ProcessEnv {
  const go = findGo('go', process.env);
  const cache = join(dir, '.cache');
  if (go === undefined || spawnSync('unshare', ['-rm', 'true']).status !== 0) {
    return fakeGo(dir, ['a', 'b', 'c'].map(name => unwritten(dir, name)).join(''));
  }
  mkdirSync(cache);
  const mount = `mount -t tmpfs -o size=${Math.max(4, kilobytes)}k tmpfs '${cache}' && exec '${go}' "$@"`;
  return install(dir, `#!/bin/sh\nexec unshare -rm /bin/sh -c '${mount.replaceAll("'", `'\\''`)}' go "$@"\n`, {
    ...process.env,
    GOCACHE: cache,
  });
}
