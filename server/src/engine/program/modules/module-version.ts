/** Versions of modules, and where the module cache keeps them. */

/** Negative when `a` is older: semantic versions as golang.org/x/mod/semver compares them; what is none is older than all. */
export function compareModuleVersions(a: string, b: string): number {
  const [x, y] = [parts(a), parts(b)];
  if (!x || !y) return Number(x !== undefined) - Number(y !== undefined);
  for (let i = 0; i < 3; i++) {
    const by = x.numbers[i]! - y.numbers[i]!;
    if (by !== 0) return by;
  }
  return compareEarly(x.early, y.early);
}

interface Parts {
  readonly numbers: readonly number[];
  /** What stands behind the first `-`; a version without is newer. */
  readonly early: string;
}

function parts(version: string): Parts | undefined {
  const m = /^v(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([^+]*))?(?:\+.*)?$/.exec(version);
  return m ? { numbers: [Number(m[1]), Number(m[2] ?? 0), Number(m[3] ?? 0)], early: m[4] ?? '' } : undefined;
}

function compareEarly(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '' || b === '') return a === '' ? 1 : -1;
  const [x, y] = [a.split('.'), b.split('.')];
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const by = compareWords(x[i]!, y[i]!);
    if (by !== 0) return by;
  }
  return x.length - y.length;
}

/** Numbers come before words. */
function compareWords(a: string, b: string): number {
  const [m, n] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (m && n) return Number(a) - Number(b);
  if (m !== n) return m ? -1 : 1;
  return a === b ? 0 : a < b ? -1 : 1;
}

/** The cache writes upper case as `!` and the lower case letter, for file systems that do not tell them apart (golang.org/x/mod/module). */
function escaped(text: string): string {
  return text.replace(/[A-Z]/g, letter => `!${letter.toLowerCase()}`);
}

/** The folder of a module in the cache. */
export function folderInCache(cache: string, path: string, version: string): string {
  return `${cache}/${escaped(path)}@${escaped(version)}`;
}

/** The go.mod file of a module in the cache; it is there before the module itself is. */
export function modFileInCache(cache: string, path: string, version: string): string {
  return `${cache}/cache/download/${escaped(path)}/@v/${escaped(version)}.mod`;
}
