/** Packages known to use cgo, for imports whose sources are not at hand (go-facts §6.5). */
import { table } from '../base/table.js';
import { CGO_PACKAGES } from './cgo-packages.generated.js';
import { STD_CGO } from './std-cgo.generated.js';
import type { CgoPackage } from './tables.js';

const byPath = new Map(CGO_PACKAGES.map(p => [withoutVersions(p.import), p]));

/** The entry whose path is `importPath` or one of its parents, where it uses cgo on `os`; `/vN` elements do not count. */
export function knownCgoPackage(importPath: string, os = 'linux'): CgoPackage | undefined {
  for (let path = withoutVersions(importPath); path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('/')))) {
    const entry = byPath.get(path);
    if (entry && isOn(entry.on, os)) return entry;
  }
  return undefined;
}

/** The entry of the package itself: what stands below a package with cgo may be pure Go (golibsass/libsass/libsasserrors). */
export function isKnownCgoPackage(importPath: string, os = 'linux'): boolean {
  const entry = byPath.get(withoutVersions(importPath));
  return entry !== undefined && isOn(entry.on, os);
}

/** `all`, `unix`, or the names of systems, with a remark in brackets. */
function isOn(on: string, os: string): boolean {
  const words = on.replace(/\(.*/, '').split(/[\s,]+/);
  return words.includes('all') || words.includes(os) || (words.includes('unix') && !['windows', 'plan9', 'js', 'wasip1'].includes(os));
}

const RESOLVER = ['linux', 'android', 'freebsd', 'openbsd', 'netbsd', 'dragonfly', 'solaris', 'illumos', 'aix'];
/** Systems where std packages have cgo files, by `go list` with Go 1.20 and 1.27 for each; the others have them on all. */
const STD = table(STD_CGO);
const STD_ON = table<readonly string[]>({
  net: RESOLVER,
  'os/user': RESOLVER.filter(os => os !== 'android'),
  plugin: ['linux', 'android', 'freebsd', 'darwin', 'ios'],
});

/** The std packages with cgo files that a std package brings in; undefined when it is not a std package. */
export function stdCgo(importPath: string, os = 'linux'): readonly string[] | undefined {
  return STD[importPath]?.filter(reached => STD_ON[reached]?.includes(os) ?? true);
}

function withoutVersions(path: string): string {
  return path.replace(/\/v\d+(?=\/|$)/g, '').replace(/\.v\d+(?=\/|$)/g, '');
}
