/**
 * Functions, methods and struct types of known packages whose uses are kept as facts. A file that imports none of the packages and names none of the
 * methods costs nothing. What something is, types tell; names only say where to look.
 */
import { table } from '../../base/table.js';
import type { ImportFact } from '../names/imports.js';

/** Of a package: what stands behind its name in code, `http.ListenAndServe`, `http.Server{…}`. */
const OF_PACKAGES = table<ReadonlySet<string>>({
  'net/http': new Set(['Client', 'ListenAndServe', 'ListenAndServeTLS', 'Serve', 'ServeTLS', 'Server', 'Transport']),
});

const NOTHING: ReadonlySet<string> = new Set();

/** Names worth a look in a file with these imports. */
export function namesIn(text: string, imports: readonly ImportFact[]): ReadonlySet<string> {
  const names = imports.flatMap(i => (i.alias === '_' ? [] : [...(OF_PACKAGES[i.path] ?? [])]));
  return names.length === 0 ? NOTHING : new Set(names.filter(name => text.includes(name)));
}

/** True for a function or a type of a package whose uses are kept. */
export const isKnown = (path: string, name: string): boolean => OF_PACKAGES[path]?.has(name) ?? false;
