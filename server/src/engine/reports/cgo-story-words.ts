/** What is said of the way from a program to cgo. */
import { messages } from '../base/message.js';

export const say = messages('cgo-story', {
  through: 'cgo through {chain}',
  more: 'And {count} more.',
  none: 'No package is known to use cgo.',
  buildsWithoutCgo: 'It also builds with `CGO_ENABLED=0`.',
  byGoList: 'Exact, from `go list -deps`.',
  byGoListInPart: 'From `go list -deps`. Packages that did not load: {count}.',
  byTable: 'From the list of known packages. Packages not on this machine: {count}.',
  bySources: 'From the sources on this machine.',
  bySourcesInPart: 'From the sources on this machine. Packages that are missing: {count}.',
});
