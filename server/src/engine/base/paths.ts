/**
 * Paths, always `/`-separated. Keys name files of the workspace: absolute paths on the command line, decoded URIs in the server. Paths inside an
 * image are absolute and cleaned as the builder and the go command clean them.
 */

/** A path inside an image: `path` seen from `cwd`, without `.` and `..`; keeps a trailing slash. Undefined when it is relative and `cwd` is unknown. */
export function resolvePath(cwd: string | undefined, path: string): string | undefined {
  if (!path.startsWith('/') && cwd === undefined) return undefined;
  const out: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${cwd}/${path}`).split('/')) {
    if (part === '..') out.pop();
    else if (part !== '' && part !== '.') out.push(part);
  }
  const clean = `/${out.join('/')}`;
  return /\/\.?$/.test(path) && clean !== '/' ? `${clean}/` : clean;
}

/** True for a path that climbs out of the folder that `/` stands for, and for one from the machine's own root. */
export function leavesTree(cwd: string | undefined, path: string): boolean {
  if (path.startsWith('/') || path.startsWith('~')) return true;
  let depth = cwd?.split('/').filter(part => part !== '').length ?? 0;
  return path.split('/').some(part => {
    if (part === '..') depth--;
    else if (part !== '' && part !== '.') depth++;
    return depth < 0;
  });
}

/** The last element; slashes at the end do not count. */
export function baseName(path: string): string {
  let end = path.length;
  while (end > 0 && path[end - 1] === '/') end--;
  return path.slice(path.lastIndexOf('/', end - 1) + 1, end);
}

/** The directory of a path inside an image; that of `/` is `/`. */
export function parentOf(path: string): string {
  const clean = path.replace(/(?<!\/)\/+$/, '');
  return clean.slice(0, clean.lastIndexOf('/')) || '/';
}

/** Without a trailing slash; `/` stays. */
export function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.replace(/(?<!\/)\/+$/, '') : path;
}

/** `file` relative to `dir`, or undefined when it is not below it; the directory itself is ''. */
export function relativeTo(dir: string, file: string): string | undefined {
  const base = withoutSlash(dir);
  if (file === base) return '';
  const prefix = base === '/' ? '/' : `${base}/`;
  return file.startsWith(prefix) ? file.slice(prefix.length) : undefined;
}

/** The directory of a key without a trailing slash; '' for a bare name, and for a URI that ends where a path would begin: `file://`. */
export function dirName(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 || path.endsWith(':/', slash) ? '' : path.slice(0, slash);
}

/** An element that is empty, `.` or `..`. */
const TO_RESOLVE = /(?:^|\/)\.{0,2}(?:\/|$)/;

/** A key below a directory: joins and resolves `.` and `..` in the relative part; a `..` that leaves the root stays at the root. */
export function joinPath(dir: string, relative: string): string {
  if (dir !== '' && !TO_RESOLVE.test(relative)) return `${dir}/${relative}`;
  const parts = dir === '' ? [] : dir.split('/');
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** True when `key` is `folder` or lies below it. */
export function isBelow(key: string, folder: string): boolean {
  return key === folder || key.startsWith(`${folder}/`);
}

/** `directory`, its parent and so on: up to and with `root` when it lies in there, else up to the top of the file system. */
export function* directoriesUp(directory: string, root: string | undefined): Generator<string> {
  const last = root !== undefined && isBelow(directory, root) ? root : undefined;
  for (let at = directory; at !== ''; at = dirName(at)) {
    yield at;
    if (at === last || at.endsWith('/')) return;
  }
}

/** Relative to `cwd` where the file lies below it, else as it is; always `/`-separated. */
export function relativePath(file: string, cwd: string): string {
  const base = cwd.endsWith('/') ? cwd : `${cwd}/`;
  return file.startsWith(base) ? file.slice(base.length) : file;
}
