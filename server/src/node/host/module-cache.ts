/** Go files of packages that somebody imports: in the module cache, a vendor folder, or a folder of the workspace. Starts no process. */
import { readdirSync, statSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { GoHome } from '../../engine/program/modules/go-home.js';
import type { PackagePlace } from '../../engine/program/modules/module-build.js';
import type { FoundPackage, NeededPackage, PackageText } from '../../engine/workspace/steps.js';
import type { ProcessEnvironment } from '../go/find-go.js';
import { goEnvFile } from '../machine/go-env-file.js';
import { away, staysIn } from './boundary.js';
import { reading, withoutMark } from './bounded-reader.js';
import { atOnce, inTurns, type Steps, step } from './steps.js';

/** Larger files are generated tables, whose declarations nobody waits for. */
const MAX_BYTES = 4_000_000;
/** What decides over packages and builds. */
const SETTINGS = ['GOOS', 'GOARCH', 'GOFLAGS', 'GOWORK', 'CGO_ENABLED', 'GOEXPERIMENT'];

/** What is asked for, by the path on disk of a key. */
type Asked = Pick<NeededPackage, 'places' | 'wants'>;
type PathOf = (key: string) => string | undefined;

/** The first place that has Go files, with those that are wanted; undefined when none has, or nobody can know. */
export function readPackage(asked: Asked, pathOf: PathOf = key => key): FoundPackage | undefined {
  return atOnce(packageIn(asked, pathOf));
}

/** As above, without holding the thread. */
export function readPackageLater(asked: Asked, pathOf: PathOf): Promise<FoundPackage | undefined> {
  return inTurns(packageIn(asked, pathOf));
}

/** `toKey`: the key of a path on disk. */
export function goHome(env: ProcessEnvironment, toKey: (path: string) => string): GoHome {
  const { values } = goEnvFile(env);
  const get = (name: string) => env[name] || values[name] || '';
  const cache = get('GOMODCACHE') || join(get('GOPATH').split(delimiter)[0] || join(env.HOME || homedir(), 'go'), 'pkg', 'mod');
  return {
    moduleCache: toKey(cache),
    settings: Object.fromEntries(SETTINGS.flatMap(name => (get(name) === '' ? [] : [[name, get(name)]]))),
  };
}

function* packageIn({ places, wants }: Asked, pathOf: PathOf): Steps<FoundPackage | undefined> {
  for (const place of places) {
    const dir = pathOf(place.dir);
    const root = pathOf(place.root);
    if (dir === undefined || root === undefined) return undefined;
    const found = (yield* mayRead(place, dir, root)) ? (yield* names(dir)).filter(name => name.endsWith('.go')) : [];
    if (found.length === 0) {
      if (!(yield* isThere(root))) return undefined;
      continue;
    }
    const files: PackageText[] = [];
    for (const name of found.filter(wants)) {
      const path = join(dir, name);
      if (isOfRepository(place) && (yield* away(path, root))) continue;
      const text = yield* reading(path, MAX_BYTES);
      if ('bytes' in text) files.push({ path: `${place.dir}/${name}`, text: withoutMark(text.bytes.toString('utf8')) });
    }
    return { dir: place.dir, files };
  }
  return undefined;
}

/** What comes with a module, its vendor folder too: nothing is read that lies outside of its repository. */
const isOfRepository = ({ isLocal, root }: PackagePlace) => isLocal || root.endsWith('/vendor');

function* mayRead(place: PackagePlace, dir: string, root: string): Steps<boolean> {
  if (isOfRepository(place)) {
    try {
      if (!(yield* staysIn(dir, root))) return false;
    } catch {
      return false;
    }
  }
  if (!place.isLocal) return true;
  for (let at = dir; at !== root && at.length > root.length; at = dirname(at)) if (yield* isThere(join(at, 'go.mod'))) return false;
  return true;
}

function* isThere(path: string): Steps<boolean> {
  try {
    yield* step(
      () => statSync(path),
      () => stat(path),
    );
    return true;
  } catch {
    return false;
  }
}

function* names(dir: string): Steps<string[]> {
  try {
    return yield* step(
      () => readdirSync(dir),
      () => readdir(dir),
    );
  } catch {
    return [];
  }
}
