/**
 * Which file of a package a printed name means. The base name alone is not enough: bodies of generic functions of another package
 * are printed under the package that uses them, and may share a base name with one of its files; and the cached text keeps the
 * spelling of the first run, relative to a directory nobody knows (go-facts §3.1).
 */

/** Temporary file of an overlay -> the file it stands for; releases before 1.20 print the former, and so do errors of all releases. */
export type Replacements = ReadonlyMap<string, string>;

/**
 * Base name of the package's file that `raw` names, or undefined when it names none: another package, `//line` origin, generated code.
 * `dir` is absolute; `files` holds base names.
 */
export function ownFile(raw: string, dir: string, files: ReadonlySet<string>, replacements: Replacements): string | undefined {
  const name = original(slashed(raw), replacements);
  const base = name.slice(name.lastIndexOf('/') + 1);
  if (!files.has(base)) return undefined;
  const full = `${slashed(dir)}/${base}`;
  if (isAbsolute(name)) return samePath(name, full) ? base : undefined;
  const tail = name.replace(/^(?:\.{1,2}\/)+/, '');
  return full === tail || full.endsWith(`/${tail}`) ? base : undefined;
}

function original(name: string, replacements: Replacements): string {
  for (const [temporary, file] of replacements) {
    // A relative spelling (`../../tmp/x/a.go`) still ends with the temporary directory's unique name and the file's.
    const unique = slashed(temporary).split('/').slice(-2).join('/');
    if (name === slashed(temporary) || name.endsWith(`/${unique}`)) return slashed(file);
  }
  return name;
}

const slashed = (path: string) => path.replaceAll('\\', '/');
const isAbsolute = (path: string) => path.startsWith('/') || /^[A-Za-z]:\//.test(path);
/** Drive letters come in both cases on Windows. */
const samePath = (a: string, b: string) => a === b || (/^[A-Za-z]:/.test(a) && a.toLowerCase() === b.toLowerCase());
