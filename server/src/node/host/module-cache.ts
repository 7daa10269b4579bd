/** Sources of packages outside the workspace, from the vendor folder or the module cache. Reads files only; starts no process. */
import { readdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import type { GoModFacts } from '../../engine/builds/go-mod.js';
import type { PackageSource } from '../../engine/workspace/external-packages.js';
import { away, staysIn } from './boundary.js';
import { reading } from './bounded-reader.js';
import { atOnce, inTurns, type Steps, step } from './steps.js';

/** Larger files are generated tables, whose imports nobody waits for. */
const MAX_BYTES = 4_000_000;

/**
 * Go files of the package, tests left out; undefined when it is not on this machine. `module.dir` is a path on disk; `env` may hold
 * GOMODCACHE and GOPATH.
 */
export function readExternalPackage(
  importPath: string,
  module: GoModFacts,
  env: NodeJS.ProcessEnv = process.env,
): PackageSource[] | undefined {
  return atOnce(externalPackage(importPath, module, env));
}

/** As above, without holding the thread. */
export function readExternalPackageLater(
  importPath: string,
  module: GoModFacts,
  env: NodeJS.ProcessEnv,
): Promise<PackageSource[] | undefined> {
  return inTurns(externalPackage(importPath, module, env));
}

function* externalPackage(importPath: string, module: GoModFacts, env: NodeJS.ProcessEnv): Steps<PackageSource[] | undefined> {
  const vendored = yield* vendoredFiles(join(module.dir, 'vendor', importPath), module.dir);
  if (vendored.length > 0) return vendored;
  for (const dir of candidates(importPath, module, env)) {
    const files = yield* goFiles(dir);
    if (files.length > 0) return files;
  }
  return undefined;
}

/** Folders the package may lie in: requirements whose path is a prefix, the longest first, each through its `replace`. */
function candidates(importPath: string, module: GoModFacts, env: NodeJS.ProcessEnv): string[] {
  return module.requires
    .filter(r => importPath === r.path || importPath.startsWith(`${r.path}/`))
    .sort((a, b) => b.path.length - a.path.length)
    .map(r => {
      const rest = importPath.slice(r.path.length);
      const replace = module.replaces.find(x => x.path === r.path);
      if (!replace) return inCache(r.path, r.version, env) + rest;
      if (replace.version !== undefined) return inCache(replace.target, replace.version, env) + rest;
      return (isAbsolute(replace.target) ? replace.target : join(module.dir, replace.target)) + rest;
    });
}

/** The cache writes upper case as `!` and the lower case letter, for file systems that do not tell them apart (golang.org/x/mod/module). */
function inCache(path: string, version: string, env: NodeJS.ProcessEnv): string {
  const escapeCase = (text: string) => text.replace(/[A-Z]/g, c => `!${c.toLowerCase()}`);
  return join(moduleCache(env), `${escapeCase(path)}@${escapeCase(version)}`);
}

function moduleCache(env: NodeJS.ProcessEnv): string {
  if (env.GOMODCACHE) return env.GOMODCACHE;
  const goPath = env.GOPATH?.split(delimiter)[0];
  return join(goPath || join(homedir(), 'go'), 'pkg', 'mod');
}

/** Of a folder that comes with the module: nothing that lies outside of its repository. */
function* vendoredFiles(dir: string, module: string): Steps<PackageSource[]> {
  try {
    return (yield* staysIn(dir, module)) ? yield* goFiles(dir, module) : [];
  } catch {
    return [];
  }
}

/** Those that can be read, and lie in the folder or its repository; none when there is no such folder. */
function* goFiles(dir: string, folder?: string): Steps<PackageSource[]> {
  const files: PackageSource[] = [];
  for (const name of yield* names(dir)) {
    if (!name.endsWith('.go') || name.endsWith('_test.go')) continue;
    const path = join(dir, name);
    if (folder !== undefined && (yield* away(path, folder))) continue;
    const found = yield* reading(path, MAX_BYTES);
    if ('bytes' in found) files.push({ path, text: found.bytes.toString('utf8') });
  }
  return files;
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
