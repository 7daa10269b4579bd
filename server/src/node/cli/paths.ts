/** How paths are shown. */

/** Relative to `cwd` where the file lies below it, else as it is; always `/`-separated. */
export function relativePath(file: string, cwd: string): string {
  const base = cwd.endsWith('/') ? cwd : `${cwd}/`;
  return file.startsWith(base) ? file.slice(base.length) : file;
}
