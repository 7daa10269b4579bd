/** Which uses of cgo decide what can be done. */
import type { CgoNeed } from './cgo-closure.js';

/** net and os/user have a twin in pure Go, which a build without cgo takes. */
export const hasTwin = (need: CgoNeed) => need.from === 'std' && (need.importPath === 'net' || need.importPath === 'os/user');

/** What has no twin in pure Go first: it decides what can be done. */
export function decisive(needs: readonly CgoNeed[]): readonly CgoNeed[] {
  return [...needs.filter(n => !hasTwin(n)), ...needs.filter(hasTwin)];
}
