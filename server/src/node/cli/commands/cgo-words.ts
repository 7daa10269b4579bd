/** What `cgo` says. How sure it is, the story of cgo says (`reports/cgo-story-words.ts`). */
import { messages } from '../../../engine/base/message.js';

export const say = messages('cli-cgo', {
  noFolder: '{folder}: no such folder',
  noGo: 'There is no go command on PATH; imports were read from the sources.',
  incomplete: '{program}: not all packages that it imports were found.',
  noPackage: '{folder}: no Go package.',
  uses: '{program}: cgo for {target} through',
  without: '{program}: no cgo for {target}',
  withoutAsFound: '{program}: no cgo for {target} in the packages that were found',
  twin: '{package}: has a pure Go implementation, used with `CGO_ENABLED=0`',
  known: '{package}: {why}',
  knownWithAlternative: '{package}: {why}; pure Go: {alternative}',
  notFound: 'Not found on this machine: {packages}',
  notFoundAndMore: 'Not found on this machine: {packages} and {count} more',
});
