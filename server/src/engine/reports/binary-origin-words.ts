/** What is said of a binary beside the places that build its module. */
import { messages } from '../base/message.js';

export const say = messages('binary-origin', {
  noModule: 'The binary names no main module, so there is nothing here to compare it with.',
  otherModule: 'Its main module {module} is not in this workspace, so there is nothing to compare it with.',
  sameSettings: 'Built with the same settings by',
  noneTheSame: 'No place in this workspace is known to build it with the same settings.',
  perhapsTheSame: 'Possibly built with the same settings by',
  otherSettings: 'Built with different settings by',
  morePlaces: 'and {count} more',
  same: 'same: {settings}',
  unknown: 'unknown: {settings}',
  bothSet: '{binary} in the binary, {there} there',
  binaryUnset: 'not set in the binary, {there} there',
  placeUnset: '{binary} in the binary, not set there',
  revision: 'Built from commit {commit}, which is checked out here.',
  modifiedRevision: 'Built from commit {commit} with uncommitted changes; the commit is checked out here.',
  otherRevision: 'Built from commit {commit}; commit {here} is checked out here.',
  modifiedOtherRevision: 'Built from commit {commit} with uncommitted changes; commit {here} is checked out here.',
});
