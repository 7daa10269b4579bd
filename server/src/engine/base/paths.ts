/** Paths inside an image: '/'-separated, cleaned as the builder and the go command clean them. */

/** `path` seen from `cwd`, without `.` and `..`; keeps a trailing slash. Undefined when it is relative and `cwd` is unknown. */
export function joinPath(cwd: string | undefined, path: string): string | undefined {
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

export function baseName(path: string): string {
  const clean = path.replace(/\/+$/, '');
  return clean.slice(clean.lastIndexOf('/') + 1);
}

export function directoryOf(path: string): string {
  const clean = path.replace(/\/+$/, '');
  return clean.slice(0, clean.lastIndexOf('/')) || '/';
}

/** Without a trailing slash; `/` stays. */
export function withoutSlash(path: string): string {
  return path.length > 1 ? path.replace(/\/+$/, '') : path;
}

/** `file` relative to `dir`, or undefined when it is not below it; the directory itself is ''. */
export function relativeTo(dir: string, file: string): string | undefined {
  const base = withoutSlash(dir);
  if (file === base) return '';
  const prefix = base === '/' ? '/' : `${base}/`;
  return file.startsWith(prefix) ? file.slice(prefix.length) : undefined;
}
