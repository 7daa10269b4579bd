/** Which names of the standard library other packages may pull by `go:linkname`, by release. */
import { LINKNAME_RELEASES, PULLABLE } from './linknames.generated.js';

/** Packages whose names are known. */
export const LINKNAME_PACKAGES: readonly string[] = ['runtime', 'syscall', 'reflect', 'sync', 'time', 'os', 'net', 'net/http'];

/** By package, the names in it with the releases that refuse them. */
const tables = new Map<string, ReadonlyMap<string, readonly number[]>>();

/**
 * The first release (`23` for Go 1.23) from which on the linker refuses the name up to the newest; undefined where the newest lets it pass, or
 * nobody knows. Names are refused where they are defined without a linkname of their own, or not defined at all.
 */
export function refusedSince(path: string, name: string): number | undefined {
  const names = namesOf(path);
  if (!names) return undefined;
  const refused = names.get(name) ?? (names.size === 0 ? [] : undefined);
  const isRefused = (release: number) => refused === undefined || refused.includes(release);
  const last = LINKNAME_RELEASES.findLastIndex(release => !isRefused(release));
  return LINKNAME_RELEASES[last + 1];
}

function namesOf(path: string): ReadonlyMap<string, readonly number[]> | undefined {
  const line = PULLABLE[path];
  if (line === undefined) return undefined;
  let found = tables.get(path);
  if (!found) {
    found = new Map(
      line.split(' ').map(word => {
        const [name, refused] = word.split('!');
        return [name!, refused === undefined ? [] : refused.split(',').map(Number)];
      }),
    );
    tables.set(path, found);
  }
  return found;
}
