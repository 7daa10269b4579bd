/** Sources of packages outside the workspace, from the vendor folder or the module cache. Reads files only; starts no process. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import type { GoModFacts } from '../../engine/builds/go-mod.js';
import type { PackageSource } from '../../engine/workspace/external-packages.js';

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
  for (const dir of [join(module.dir, 'vendor', importPath), ...candidates(importPath, module, env)]) {
    const files = goFiles(dir);
    if (files) return files;
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

/** Undefined when there is no such folder or no Go file in it. */
function goFiles(dir: string): PackageSource[] | undefined {
  try {
    const paths = readdirSync(dir)
      .filter(n => n.endsWith('.go') && !n.endsWith('_test.go'))
      .map(n => join(dir, n))
      .filter(p => statSync(p).size <= MAX_BYTES);
    return paths.length > 0 ? paths.map(path => ({ path, text: readFileSync(path, 'utf8') })) : undefined;
  } catch {
    return undefined;
  }
}
